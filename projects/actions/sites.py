"""Areas within their boundary points; neighbours are looked at again with them (Q2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.actions.acts import (
    Change,
    Deed,
    Outcome,
    Seen,
    assign,
    lock_project,
    lock_seen,
    plain,
    settle,
    store,
    told_as,
    unchanged,
)
from projects.actions.links import ReasonMissing
from projects.actions.refusals import NotOfThisProject
from projects.models import LandTranche, SiteArea
from projects.querysets.appraisal_facts import neighbours_of
from vn.boundary import read
from vn.numbers import decimal_text
from vn.text import tidy

_LOCK_CLASS = 4521


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaFacts:
    """An area by its table of points, in VN-2000 with that meridian, or in degrees without one."""

    label: str
    points_text: str
    meridian: Decimal | None = None
    tranche: LandTranche | None = None
    source: str = ""


@transaction.atomic
def add(
    *, by: User | None, on: date, at: datetime, project_id: int, facts: AreaFacts
) -> Outcome[SiteArea]:
    """Record an area. Raises `BadTable`, `NotOfThisProject` and `Invalid`."""
    project = lock_project(project_id)
    _one_at_a_time()
    row = SiteArea(project=project, recorded_by_id=by.pk if by else None)
    found = assign(row, _values(row, facts))
    store(row)
    summary = _("Area %(label)s recorded: %(m2)s m²")
    return _settle("area_added", row, summary, found, (by, on, at, ""), frozenset())


@transaction.atomic
def change(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: AreaFacts
) -> Outcome[SiteArea]:
    """Correct an area. Raises `Stale`, `BadTable`, `NotOfThisProject` and `Invalid`."""
    lock_project(SiteArea.objects.values_list("project_id", flat=True).get(pk=seen.pk))
    _one_at_a_time()
    row = lock_seen(SiteArea.objects.select_related("project"), seen)
    before = neighbours_of(row.project_id)
    found = assign(row, _values(row, facts))
    if not found:
        return unchanged(row)
    row.version += 1
    store(row)
    summary = _("Area %(label)s corrected: %(m2)s m²")
    return _settle("area_changed", row, summary, found, (by, on, at, seen.why), before)


@transaction.atomic
def remove(
    *, by: User | None, on: date, at: datetime, seen: Seen, reason: str
) -> Outcome[SiteArea]:
    """Take an area out; its table of points stays in the history.

    Raises `Stale` and `ReasonMissing`.
    """
    lock_project(SiteArea.objects.values_list("project_id", flat=True).get(pk=seen.pk))
    _one_at_a_time()
    row = lock_seen(SiteArea.objects.select_related("project"), seen)
    if not reason.strip():
        raise ReasonMissing
    before, pk = neighbours_of(row.project_id), row.pk
    found = Change(
        {"points_text": row.points_text, "area_m2": plain(row.area_m2)},
        {"points_text": None, "area_m2": None},
    )
    row.delete()
    row.pk = pk  # The history names the row that was there.
    summary = _("Area %(label)s removed: %(m2)s m²")
    return _settle("area_removed", row, summary, found, (by, on, at, reason), before)


def _values(row: SiteArea, facts: AreaFacts) -> dict[str, Any]:
    if facts.tranche is not None and facts.tranche.project_id != row.project_id:
        raise NotOfThisProject(field="tranche")
    found = read(facts.points_text, facts.meridian)
    west, south, east, north = found.bounds
    return {
        "label": tidy(facts.label),
        "tranche": facts.tranche,
        "points_text": facts.points_text.strip(),
        "meridian": facts.meridian,
        "ring": [list(corner) for corner in found.ring],
        "area_m2": found.area_m2,
        "west": west,
        "south": south,
        "east": east,
        "north": north,
        "source": tidy(facts.source),
    }


def _settle(
    verb: str,
    row: SiteArea,
    summary: Any,
    found: Change,
    hand: tuple[User | None, date, datetime, str],
    before: frozenset[int],
) -> Outcome[SiteArea]:
    by, on, at, why = hand
    # The table of points says it all; the ring and its bounds are reckoned from it.
    for name in ("ring", "west", "south", "east", "north"):
        found.old.pop(name, None)
        found.new.pop(name, None)
    deed = Deed(
        verb=verb,
        row=row,
        project=row.project,
        summary=summary,
        words={"label": row.label, "m2": decimal_text(row.area_m2, 2, trim=True)},
        change=told_as(found, label="area_label"),
        reason=why,
        beside=tuple(sorted(before | neighbours_of(row.project_id))),
    )
    return settle(deed, by=by, on=on, at=at)


def _one_at_a_time() -> None:
    """Two areas recorded at once would not see each other, and no overlap would be found."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK_CLASS])
