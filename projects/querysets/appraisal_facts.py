"""Proposals and overlapping site areas as the rules read them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from django.utils import timezone

from projects.querysets.fact_rows import Row, Rows, grouped, model
from projects.rules.appraisal_facts import (
    AreaFacts,
    OpinionFacts,
    OverlapFacts,
    ProposalFacts,
    SupplementFacts,
)
from vn.boundary import overlap_m2

_PROPOSAL = (
    "id",
    "agency_id",
    "received_date",
    "limit_days",
    "working_days",
    "submitted_date",
    "decided_date",
    "dossier_code",
)
_SUPPLEMENT = ("proposal_id", "asked_date", "answered_date", "document_number")
_OPINION = (
    "id",
    "proposal_id",
    "agency_id",
    "asked_date",
    "limit_days",
    "working_days",
    "answered_date",
    "document_number",
)

_MEETING = """
SELECT own.id, own.project_id, own.ring, own.recorded_at, other.id, other.ring, other.recorded_at
FROM projects_sitearea own
JOIN projects_sitearea other ON other.project_id <> own.project_id
    AND other.west < own.east AND other.east > own.west
    AND other.south < own.north AND other.north > own.south
JOIN projects_project mine ON mine.id = own.project_id
    AND mine.legal_state NOT IN ('terminated', 'refused')
JOIN projects_project theirs ON theirs.id = other.project_id
    AND theirs.legal_state NOT IN ('terminated', 'refused')
WHERE own.project_id = ANY(%s)
ORDER BY own.id, other.id
"""

_BESIDE = """
SELECT DISTINCT other.project_id FROM projects_sitearea own
JOIN projects_sitearea other ON other.project_id <> own.project_id
    AND other.west < own.east AND other.east > own.west
    AND other.south < own.north AND other.north > own.south
WHERE own.project_id = %s
"""


def proposals_of(project_ids: Sequence[int]) -> Mapping[int, tuple[ProposalFacts, ...]]:
    """The proposals of these projects by project, with supplements and opinions: three queries."""
    supplements = _by_proposal("Supplement", project_ids, _SUPPLEMENT)
    opinions = _by_proposal("Opinion", project_ids, _OPINION)
    rows = grouped("Proposal", project_ids, _PROPOSAL)
    return {
        project: tuple(_proposal(row, supplements[row["id"]], opinions[row["id"]]) for row in of)
        for project, of in rows.items()
    }


def areas_of(project_ids: Sequence[int]) -> Mapping[int, tuple[AreaFacts, ...]]:
    """Areas that share ground with those of others: neighbours by bounds in one query, then exactly."""
    with connection.cursor() as cursor:
        cursor.execute(_MEETING, [list(project_ids)])
        rows = cursor.fetchall()
    since: dict[tuple[int, int], Any] = {}
    shared: dict[tuple[int, int], list[OverlapFacts]] = defaultdict(list)
    for area, project, ring, recorded, other, other_ring, other_recorded in rows:
        m2 = overlap_m2(json.loads(ring), json.loads(other_ring))
        if m2:
            key = (project, area)
            shared[key].append(OverlapFacts(other_id=other, m2=m2))
            day = timezone.localtime(max(recorded, other_recorded)).date()
            since[key] = min(day, since.get(key, day))
    found: dict[int, tuple[AreaFacts, ...]] = defaultdict(tuple)
    for (project, area), overlaps in shared.items():
        facts = AreaFacts(id=area, since=since[project, area], overlaps=tuple(overlaps))
        found[project] += (facts,)
    return found


def neighbours_of(project_id: int) -> frozenset[int]:
    """Other projects with an area whose bounds meet those of an area of this one."""
    with connection.cursor() as cursor:
        cursor.execute(_BESIDE, [project_id])
        return frozenset(pk for (pk,) in cursor.fetchall())


def _by_proposal(name: str, project_ids: Sequence[int], fields: Sequence[str]) -> Rows:
    found: Rows = defaultdict(list)
    rows = model(name).objects.filter(proposal__project_id__in=project_ids).order_by("pk")
    for row in rows.values(*fields):
        found[row["proposal_id"]].append(row)
    return found


def _proposal(row: Row, supplements: list[Row], opinions: list[Row]) -> ProposalFacts:
    return ProposalFacts(
        id=row["id"],
        agency_id=row["agency_id"],
        received=row["received_date"],
        limit_days=row["limit_days"],
        working_days=row["working_days"],
        submitted=row["submitted_date"],
        decided=row["decided_date"],
        reference=row["dossier_code"],
        supplements=tuple(
            SupplementFacts(
                asked=each["asked_date"],
                answered=each["answered_date"],
                reference=each["document_number"],
            )
            for each in supplements
        ),
        opinions=tuple(
            OpinionFacts(
                id=each["id"],
                agency_id=each["agency_id"],
                asked=each["asked_date"],
                limit_days=each["limit_days"],
                working_days=each["working_days"],
                answered=each["answered_date"],
                reference=each["document_number"],
            )
            for each in opinions
        ),
    )
