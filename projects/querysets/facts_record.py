"""The rows that facts about the record itself are read from."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.models import Sum
from django.utils import timezone

from projects.querysets.fact_rows import Row, model
from projects.rules.facts_record import RecordFacts

PROJECT = ("created_at", "registered_capital_vnd", "quality__updated_on")
"""The project's own columns these facts rest on, beside its legal state."""


def parts_of(project_ids: Sequence[int]) -> dict[int, int]:
    """The parts of the capital added up, by project, in đồng; one query."""
    rows = model("CapitalPart").objects.filter(project_id__in=project_ids).order_by()
    return dict(rows.values_list("project_id").annotate(Sum("amount_vnd")))


def record_of(row: Row, parts: dict[int, int], ended: Collection[int]) -> RecordFacts | None:
    """The record of one project, None before it was first measured."""
    updated_on = row["quality__updated_on"]
    if updated_on is None:
        return None
    return RecordFacts(
        updated_on=updated_on,
        entered_on=row["created_at"].astimezone(timezone.get_default_timezone()).date(),
        legal_state=row["legal_state"],
        capital_vnd=row["registered_capital_vnd"],
        parts_vnd=parts.get(row["id"]),
        has_termination=row["id"] in ended,
    )
