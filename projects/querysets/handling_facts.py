"""Decisions on handling as the rules read them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.apps import apps

from projects.rules.handling_facts import HandlingFacts


def handling_of(project_ids: Sequence[int]) -> Mapping[int, tuple[HandlingFacts, ...]]:
    """The decisions of these projects by project, in one query."""
    # The layers put models above querysets, so a queryset module reaches them by name.
    rows = apps.get_model("projects", "HandlingDecision").objects.filter(project_id__in=project_ids)
    found: dict[int, tuple[HandlingFacts, ...]] = defaultdict(tuple)
    for row in rows.order_by("pk").values(
        *("pk", "project_id", "decided_date", "document_number", "next_step_date", "ended_date")
    ):
        decision = HandlingFacts(
            id=row["pk"],
            decided_on=row["decided_date"],
            document_number=row["document_number"],
            step_due=row["next_step_date"],
            ended_on=row["ended_date"],
        )
        found[row["project_id"]] += (decision,)
    return found
