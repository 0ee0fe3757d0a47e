"""Counts of site clearance, as the rules read them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from projects.querysets.fact_rows import Row, grouped
from projects.rules.clearance_facts import ClearanceFacts

_COUNT = (
    "id",
    "as_of_date",
    "tranche_id",
    "users_total",
    "users_agreed",
    "area_total_m2",
    "area_agreed_m2",
    "by_agreement",
    "agreement_deadline",
)


def clearance_of(project_ids: Sequence[int]) -> dict[int, tuple[ClearanceFacts, ...]]:
    """The counts of land by agreement and of all other land, by project; one query."""
    rows = grouped("ClearanceCount", project_ids, _COUNT)
    return {pk: tuple(map(_facts, of)) for pk, of in rows.items()}


def facts_of_count(count: Any) -> ClearanceFacts:
    """One row of the table, as the rule reads it."""
    return _facts({name: getattr(count, name) for name in _COUNT})


def _facts(row: Row) -> ClearanceFacts:
    return ClearanceFacts(
        id=row["id"],
        day=row["as_of_date"],
        tranche_id=row["tranche_id"],
        users_total=row["users_total"],
        users_agreed=row["users_agreed"],
        area_total=row["area_total_m2"],
        area_agreed=row["area_agreed_m2"],
        by_agreement=row["by_agreement"],
        deadline=row["agreement_deadline"],
    )
