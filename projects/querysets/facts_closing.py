"""The ends of projects and of their phases, and what has to follow, as the rules read them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from projects.querysets.fact_rows import Row, model
from projects.rules.facts_closing import ClosureFacts, EndedPhase

_STEP = (
    "id",
    "kind",
    "agency_id",
    "due_date",
    "done_date",
    "termination__date",
    "termination__number",
    "termination__project_id",
)


@dataclass(frozen=True, slots=True)
class Ends:
    """By project: the day the whole of it ended, its phases that ended, the steps after an end."""

    whole: dict[int, date]
    phases: dict[int, tuple[EndedPhase, ...]]
    steps: dict[int, tuple[ClosureFacts, ...]]


def ends_of(project_ids: Sequence[int]) -> Ends:
    """The ends among these projects: one query, two where there is one."""
    rows = list(
        model("Termination")
        .objects.filter(project_id__in=project_ids)
        .order_by("pk")
        .values("id", "project_id", "whole", "date", "phase")
    )
    phases: dict[int, tuple[EndedPhase, ...]] = defaultdict(tuple)
    for row in rows:
        if row["phase"] is not None:
            phases[row["project_id"]] += (EndedPhase(phase=row["phase"], on=row["date"]),)
    steps: dict[int, tuple[ClosureFacts, ...]] = defaultdict(tuple)
    followed = model("ClosureStep").objects.filter(termination_id__in=[row["id"] for row in rows])
    for row in followed.order_by("pk").values(*_STEP):
        steps[row["termination__project_id"]] += (_step(row),)
    whole = {row["project_id"]: row["date"] for row in rows if row["whole"]}
    return Ends(whole=whole, phases=phases, steps=steps)


def _step(row: Row) -> ClosureFacts:
    return ClosureFacts(
        id=row["id"],
        kind=row["kind"],
        ordered=row["termination__date"],
        due=row["due_date"],
        done=row["done_date"],
        agency_id=row["agency_id"],
        reference=row["termination__number"],
    )
