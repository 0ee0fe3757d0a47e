"""All obligations of one project, from its facts, the law and the day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from deadlines.rules.clock import Clock
from deadlines.rules.computed import Computed
from deadlines.rules.law import LawBook
from projects.rules.appraisal import appraisal, overlap
from projects.rules.approval import beyond_cap, instruments_differ, not_started
from projects.rules.assembly import Duty, undated
from projects.rules.capital import capital_due, names_an_amount
from projects.rules.clearance import rest_recoverable
from projects.rules.closing import steps_due
from projects.rules.deposit import deposits_due
from projects.rules.facts import ProjectFacts
from projects.rules.filings import filing_due, reports_due
from projects.rules.grounds import contact_due, relocation_due
from projects.rules.handling import next_step
from projects.rules.land import extension_runs, handed_in_part, handover_due, land_unused
from projects.rules.land_progress import land_behind
from projects.rules.parts import EndedParts
from projects.rules.periods import claim_undecided, review_due
from projects.rules.reckoning import Case
from projects.rules.record_questions import questions
from projects.rules.requests import answer_due
from projects.rules.schedule import (
    milestone_due,
    operation_items,
    operation_unnamed,
    phases_without_operation,
    termination_candidate,
)
from projects.rules.suspensions import suspension_ends
from projects.rules.term import term_ends
from vn.calendar import WorkCalendar

SUBJECT_KINDS = (
    "project",
    "tranche",
    "extension",
    "schedule_item",
    "suspension",
    "handling",
    "excluded_period",
    "extension_request",
    "deposit",
    "site_loss",
    "filing",
    "closure_step",
    "proposal",
    "opinion",
    "site_area",
)


def compute(
    project: ProjectFacts, *, law: LawBook, calendar: WorkCalendar, on: date
) -> tuple[Computed, ...]:
    """Every obligation of the project, ordered by their key.

    The same facts give the same answer in whatever order they come. A project terminated by
    `on` owes nothing any more, except what it fulfilled before and what its termination orders; a
    phase that ended owes nothing either. A project neither completed nor
    operating, of which no schedule or no land is recorded, has one UNKNOWN that says so. What is
    only proposed, or was refused, owes nothing under an approval it does not have: those who
    appraise it do.
    """
    ended = project.terminated_on
    # What came after the end, law or pause, no longer concerns a project that has ended.
    looked_on = on if ended is None else min(on, ended)
    case = Case(project=project, law=law, calendar=calendar, on=looked_on)
    if project.proposed:
        return tuple(sorted(_proposed(case), key=lambda c: c.key))
    found = (*_land(case), *_schedule(case), *_suspensions(case), *_handling(case))
    found += (*_periods(case), *_requests(case), *_record(case), *_proposed(case))
    parts = EndedParts(project)
    found = tuple(_part_ended(c, parts.ended(c), on) for c in found)
    today = replace(case, on=on)
    # What a termination orders is owed after it.
    after = (*questions(today, project.record), *steps_due(today))
    known = (*(_ended(c, ended, on) for c in found), *after)
    return tuple(sorted(known, key=lambda c: c.key))


def _land(case: Case) -> Iterator[Computed]:
    if not case.project.tranches and _is_unfinished(case.project):
        duty = Duty("L1", "project", case.project.id, "land")
        yield undated(case, duty, Clock.UNKNOWN, missing="land_handover_date")
    for tranche in case.project.tranches:
        yield land_unused(case, tranche)
        yield land_behind(case, tranche)
        if tranche.extension is not None:
            yield extension_runs(case, tranche, tranche.extension)
        yield from _any(handover_due(case, tranche), handed_in_part(case, tranche))


def _schedule(case: Case) -> Iterator[Computed]:
    if not case.project.items and _is_unfinished(case.project):
        duty = Duty("I1", "project", case.project.id, "schedule")
        yield undated(case, duty, Clock.UNKNOWN, missing="schedule")
    for item in case.project.items:
        yield capital_due(case, item) if names_an_amount(item) else milestone_due(case, item)
    for item in operation_items(case):
        yield termination_candidate(case, item)
        yield from _any(beyond_cap(case, item))
    yield from _any(not_started(case), instruments_differ(case))
    if _is_unfinished(case.project):
        for phase in phases_without_operation(case):
            yield operation_unnamed(case, phase)


def _suspensions(case: Case) -> Iterator[Computed]:
    for suspension in case.project.suspensions:
        yield suspension_ends(case, suspension)
        yield contact_due(case, suspension)


def _handling(case: Case) -> Iterator[Computed]:
    for decision in case.project.handling:
        yield next_step(case, decision)


def _periods(case: Case) -> Iterator[Computed]:
    for period in case.project.periods:
        yield from _any(claim_undecided(case, period), review_due(case, period))


def _requests(case: Case) -> Iterator[Computed]:
    of_tranches = (asked for tranche in case.project.tranches for asked in tranche.requests)
    of_items = (asked for item in case.project.items for asked in item.requests)
    yield from (answer_due(case, asked) for asked in (*of_tranches, *of_items))


def _record(case: Case) -> Iterator[Computed]:
    yield from deposits_due(case)
    yield from rest_recoverable(case)
    yield from _any(term_ends(case))
    yield from (relocation_due(case, loss) for loss in case.project.site_losses)
    yield from reports_due(case)
    yield from (filing_due(case, filing) for filing in case.project.filings)


def _proposed(case: Case) -> Iterator[Computed]:
    yield from appraisal(case)
    yield from _any(*(overlap(case, area) for area in case.project.areas))


def _any(*found: Computed | None) -> Iterator[Computed]:
    return (computed for computed in found if computed is not None)


def _is_unfinished(project: ProjectFacts) -> bool:
    return not project.is_completed and not project.is_operating


def _part_ended(computed: Computed, ended: date | None, on: date) -> Computed:
    """As it stands after a termination of the phase it is about (R-1.43)."""
    return _ended(computed, ended, on, "part_terminated")


def _ended(
    computed: Computed, ended: date | None, on: date, void_reason: str = "terminated"
) -> Computed:
    """As it stands after a termination of the whole project (R-1.43)."""
    if ended is None:
        return computed
    if ended > on:
        days = (computed.recompute_on, ended)
        return replace(computed, recompute_on=min(day for day in days if day is not None))
    if computed.met_date is not None and computed.met_date <= ended:
        return replace(computed, recompute_on=None)
    return replace(
        computed,
        clock=Clock.VOID,
        void_reason=void_reason,
        missing="",
        fingerprint="",
        stopped_on=None,
        met_date=None,
        rungs=(),
        recompute_on=None,
    )
