"""Schedule: a milestone overdue (I1), 24 months after operation was due (I3)."""

from dataclasses import replace
from datetime import date

from deadlines.rules.clock import Clock, then
from deadlines.rules.computed import Computed
from deadlines.rules.law import RuleVersionDef
from projects.rules import requests
from projects.rules.assembly import Duty, dated, undated
from projects.rules.evidence import achieved_undated, used_undated
from projects.rules.facts import ItemFacts, ItemKind
from projects.rules.reckoning import (
    Case,
    Reckoning,
    milestone_run,
    milestone_step,
    missing_of,
    schedule_exclusions,
    sorted_out,
    until_met,
)

_NOT_PHYSICAL = frozenset({ItemKind.CAPITAL, ItemKind.LAND_FILE, ItemKind.OTHER})


def milestone_due(case: Case, item: ItemFacts) -> Computed:
    """I1: a milestone reached by its planned day in force (schedule of the approval or IRC).

    Excluded days from the instrument's day on are added; a request for more time filed in time
    keeps the clock still. MET by the actual day; VOID when it
    must have been reached on an unrecorded day; UNKNOWN without a planned day, or without the
    instrument that sets it: a plan from the press binds nobody.
    """
    duty = Duty("I1", "schedule_item", item.id)
    if achieved_undated(case.project, item):
        return undated(case, duty, Clock.VOID, void_reason="achieved_date_unknown")
    missing = missing_of(item)
    if missing or item.planned is None:
        return undated(case, duty, Clock.UNKNOWN, missing=missing)
    version = case.law.version_for(
        "I1", act_date=item.instrument_date, due_date=item.planned, on=case.on
    )
    if version is None:
        return undated(case, duty, Clock.VOID, void_reason="no_rule_in_force")
    return dated(case, duty, reckon_milestone(case, item, version, item.actual), met=item.actual)


def reckon_milestone(
    case: Case, item: ItemFacts, version: RuleVersionDef, met: date | None
) -> Reckoning:
    """The clock to a milestone's planned day, for I1 and I8; `met` is the day it was met.

    ValueError if `missing_of` names a fact.
    """
    asked = requests.of_item(item)
    exclusions = (*schedule_exclusions(case.project, item), *requests.stops(asked))
    kept, coming = sorted_out(until_met(exclusions, met), version.reasons, case.on)
    walked = milestone_run(item, kept)
    return Reckoning(
        version=version,
        base=item.planned or walked.due,
        run=walked,
        facts=(milestone_step(item),),
        exclusions=kept,
        later_stops=coming,
        remarks=requests.remarks(asked, walked.due),
    )


def operation_items(case: Case) -> tuple[ItemFacts, ...]:
    """The operation milestone of each phase; of several, the one planned last."""
    last: dict[int, ItemFacts] = {}
    for item in case.project.items:
        if item.kind != ItemKind.OPERATION:
            continue
        known = last.get(item.phase)
        if known is None or _by_plan(item) > _by_plan(known):
            last[item.phase] = item
    return tuple(last[phase] for phase in sorted(last))


def _by_plan(item: ItemFacts) -> tuple[date, int]:
    return (item.planned or date.min, item.id)


def phases_without_operation(case: Case) -> tuple[int, ...]:
    """Phases that are built but whose schedule names no operation: I3 cannot be computed."""
    built = {i.phase for i in case.project.items if i.kind not in _NOT_PHYSICAL}
    named = {i.phase for i in case.project.items if i.kind == ItemKind.OPERATION}
    return tuple(sorted(built - named))


def operation_unnamed(case: Case, phase: int) -> Computed:
    """I3 of a phase whose schedule has no operation milestone: UNKNOWN."""
    duty = Duty("I3", "project", case.project.id, f"phase-{phase}")
    return undated(case, duty, Clock.UNKNOWN, missing="operation_milestone")


def termination_candidate(case: Case, item: ItemFacts) -> Computed:
    """I3: operating within 24 months after the phase's operation was due.

    LOI 2020 art. 48.2.a1 from 15/1/2025, LOI 2025 art. 36 from 1/3/2026 (advisory): the law in
    force on the day of looking, or on the day it was met. It warns of nothing before it is in
    force. VOID while an adjustment is pending, and where handed-over land is not in use, because
    L1 and L2 are the route then.
    """
    duty = Duty("I3", "schedule_item", item.id)
    assessed = case.on if item.actual is None else min(case.on, item.actual)
    version = case.law.version_for("I3", act_date=None, due_date=None, on=assessed)
    if version is None:
        return undated(case, duty, Clock.VOID, void_reason="no_rule_in_force")
    if achieved_undated(case.project, item):
        return undated(case, duty, Clock.VOID, void_reason="achieved_date_unknown")
    missing = missing_of(item)
    if missing:
        return undated(case, duty, Clock.UNKNOWN, missing=missing)
    found = _after_operation_due(case, item, version)
    yields = "" if item.actual is not None else _yields_to(case, item)
    computed = dated(case, duty, found, met=item.actual, void_reason=yields)
    # A day known only by its quarter may lie ahead: till then the law may still change.
    ahead = item.actual if item.actual is not None and item.actual > case.on else None
    is_open = item.actual is None or ahead is not None
    change = case.law.next_change("I3", case.on) if is_open else None
    days = (computed.recompute_on, change, ahead)
    return replace(computed, recompute_on=min((d for d in days if d), default=None))


def _after_operation_due(case: Case, item: ItemFacts, version: RuleVersionDef) -> Reckoning:
    exclusions = until_met(schedule_exclusions(case.project, item), item.actual)
    kept, coming = sorted_out(exclusions, version.reasons, case.on)
    asked = until_met(requests.stops(requests.of_item(item)), item.actual)
    of_item, asked_later = sorted_out(asked, frozenset(), case.on)
    milestone = milestone_run(item, (*kept, *of_item))
    return Reckoning(
        version=version,
        base=milestone.due,
        run=then(
            milestone,
            term=version.term,
            exclusions=kept,
            calendar=case.calendar,
            roll=version.roll,
        ),
        facts=(milestone_step(item),),
        exclusions=kept,
        starts_on=case.law.versions("I3")[0].effective_from,
        later_stops=(*coming, *asked_later),
    )


def _yields_to(case: Case, item: ItemFacts) -> str:
    """Why I3 stands back although the operation is not reached; empty if it does not."""
    if case.project.pending_adjustment:
        return "pending_adjustment"
    unused = any(
        tranche.serves(item.phase)
        and tranche.handover_date is not None
        and tranche.in_use_date is None
        and not used_undated(case.project, tranche)
        for tranche in case.project.tranches
    )
    return "land_route" if unused else ""
