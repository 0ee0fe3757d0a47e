"""Land use 24 months behind the schedule of the project (L2), for one tranche (R-2.1)."""

from dataclasses import replace
from datetime import date

from deadlines.rules.clock import Clock, Exclusion, Run, then
from deadlines.rules.computed import Computed
from deadlines.rules.law import RuleVersionDef
from projects.rules import requests
from projects.rules.assembly import Duty, dated, undated
from projects.rules.evidence import achieved_undated
from projects.rules.facts import ItemFacts, ItemKind, TrancheFacts
from projects.rules.reckoning import (
    Case,
    by_due_day,
    for_tranche,
    milestone_run,
    milestone_step,
    missing_of,
    schedule_exclusions,
    sorted_out,
    until_met,
)

LAND_USE_MILESTONES = frozenset(
    {ItemKind.START, ItemKind.WORKS, ItemKind.COMPLETION, ItemKind.OPERATION}
)


def land_behind(case: Case, tranche: TrancheFacts) -> Computed:
    """L2: land use under 24 months behind the schedule in force (same article as L1).

    The base is the deadline, after excluded time, of the earliest milestone of the tranche's
    phase not yet reached among start, works, completion and operation; any phase for a tranche
    that serves all. NOT_STARTED until handover, MET when every milestone is reached, UNKNOWN
    without a milestone dated by an instrument. A granted extension moves it to L3; a request for
    one, filed in time, keeps the clock still, as one about the milestone keeps its day still.
    """
    duty = Duty("L2", "tranche", tranche.id)
    if tranche.extension is not None:
        return undated(case, duty, Clock.VOID, void_reason="moved_to_extension")
    if tranche.handover_date is None:
        return undated(case, duty, Clock.NOT_STARTED)
    milestones = land_milestones(case, tranche)
    unreached = [i for i in milestones if not _is_reached(case, i)]
    if milestones and not unreached:
        return _all_reached(case, duty, tranche, milestones)
    first = min((i for i in unreached if not missing_of(i)), key=_by_plan, default=None)
    if first is not None:
        return _behind(case, duty, tranche, first)
    if not milestones and (case.project.is_completed or case.project.is_operating):
        return undated(case, duty, Clock.VOID, void_reason="achieved_date_unknown")
    planned = any(item.planned is not None for item in unreached)
    missing = "schedule_instrument" if planned else "schedule"
    return undated(case, duty, Clock.UNKNOWN, missing=missing)


def land_milestones(case: Case, tranche: TrancheFacts) -> list[ItemFacts]:
    """The milestones that show the land being used, of the phases the tranche serves."""
    return [
        item
        for item in case.project.items
        if item.kind in LAND_USE_MILESTONES and tranche.serves(item.phase)
    ]


def _is_reached(case: Case, item: ItemFacts) -> bool:
    return item.actual is not None or achieved_undated(case.project, item)


def _by_plan(item: ItemFacts) -> tuple[date, int]:
    return (item.planned or date.max, item.id)


def _all_reached(
    case: Case, duty: Duty, tranche: TrancheFacts, milestones: list[ItemFacts]
) -> Computed:
    """Met on the day the last milestone was reached, against the one planned last."""
    days = [item.actual for item in milestones if item.actual is not None]
    if len(days) < len(milestones):
        return undated(case, duty, Clock.VOID, void_reason="achieved_date_unknown")
    last = max((i for i in milestones if not missing_of(i)), key=_by_plan, default=None)
    if last is None:
        planned = any(item.planned is not None for item in milestones)
        missing = "schedule_instrument" if planned else "schedule"
        return undated(case, duty, Clock.UNKNOWN, missing=missing)
    return _behind(case, duty, tranche, last, met=max(days))


def _behind(
    case: Case, duty: Duty, tranche: TrancheFacts, item: ItemFacts, *, met: date | None = None
) -> Computed:
    asked = until_met(requests.stops(requests.of_item(item)), met)
    of_item, coming = sorted_out(asked, frozenset(), case.on)

    def walk(version: RuleVersionDef, kept: tuple[Exclusion, ...]) -> tuple[date, Run]:
        milestone = milestone_run(item, (*kept, *of_item))
        return milestone.due, then(
            milestone,
            term=version.term,
            exclusions=kept,
            calendar=case.calendar,
            roll=version.roll,
        )

    of_tranche = (*tranche.exclusions, *requests.stops(tranche.requests))
    exclusions = until_met((*schedule_exclusions(case.project, item), *of_tranche), met)
    found = by_due_day(case, "L2", exclusions, walk)
    if found is None:
        return undated(case, duty, Clock.VOID, void_reason="no_rule_in_force")
    found = for_tranche(found, tranche, (milestone_step(item),))
    if coming or tranche.requests:
        found = replace(
            found,
            later_stops=(*found.later_stops, *coming),
            remarks=requests.remarks(tranche.requests, found.run.due),
        )
    return dated(case, duty, found, met=met)
