"""Deadlines of orders: once, or in cycles of a year, a quarter or a month (A1, R4 to R6).

The day is the one the order gives: a day off does not move it unless the rule says so. A cycle
opens some days before its day; the one to come is kept as not started, and says when it opens. A
result counts on the day it was submitted once it is accepted; while it waits, in time, the clock
stands still; one that was returned does not count.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from deadlines.rules.clock import Boundary, Clock, Run, Step, run_to
from deadlines.rules.computed import Computed
from deadlines.rules.ladder import (
    Audience,
    Rung,
    for_staff,
    ordered,
    overdue_rungs,
    rungs_before_due,
    until,
)
from deadlines.rules.law import LawBook, RuleVersionDef
from vn.calendar import WorkCalendar
from vn.dates import add_months

SUBJECT_KIND = "order"
KINDS = ("A1", "R4", "R5", "R6")
LOCKED_DAYS = 30
"""So many days before its day an order's due day can no longer be changed."""

ONCE = "once"
_MONTHS = {"yearly": 12, "quarterly": 3, "monthly": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultFacts:
    """A result that was not returned: the cycle it is of, its day, whether it was accepted."""

    cycle: str
    submitted: date
    accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFacts:
    """What one leading agency owes. `due` is the day of the first cycle; None: none was set.

    `given_on` is the day of the ordering document; `reference` names it with its clause.
    """

    lead_id: int
    agency_id: int
    kind: str
    given_on: date
    due: date | None
    boundary: Boundary = Boundary.BY
    recurrence: str = ONCE
    ends_on: date | None = None
    withdrawn_on: date | None = None
    project_id: int | None = None
    reference: str = ""
    results: tuple[ResultFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class _Cycle:
    """One cycle of an order under the law that holds for it."""

    name: str
    version: RuleVersionDef
    run: Run
    result: ResultFacts | None
    withdrawn: bool

    @property
    def opens_on(self) -> date:
        """From this day on the agency is asked for its result."""
        return self.run.due - timedelta(int(self.version.parameters.get("opens_days", 0)))


def cycle_name(recurrence: str, day: date) -> str:
    """What tells a cycle from the others: "2026", "2026-Q3", "2026-09"; "" for an order once."""
    return {
        "yearly": f"{day.year}",
        "quarterly": f"{day.year}-Q{(day.month + 2) // 3}",
        "monthly": f"{day.year}-{day.month:02d}",
    }.get(recurrence, "")


def compute(
    order: OrderFacts, *, law: LawBook, calendar: WorkCalendar, on: date
) -> tuple[Computed, ...]:
    """Every cycle that has opened, or of which a result is there, and the next one to come.

    An order without a day has one UNKNOWN that says so; one that was withdrawn owes nothing any
    more, except what was accepted before.
    """
    if order.due is None:
        return (_without_day(order, law, on),)
    return tuple(_cycles(order, law, calendar, on))


def _cycles(
    order: OrderFacts, law: LawBook, calendar: WorkCalendar, on: date
) -> Iterator[Computed]:
    results = {each.cycle: each for each in order.results}
    for day in days_of(order):
        name = cycle_name(order.recurrence, day)
        walk = _Walk(order, day, calendar)
        version = law.version_by_due(order.kind, walk.due, act_date=order.given_on, on=on)
        if version is None:
            yield _lawless(order, name, day)
            if day > on:
                return
            continue
        withdrawn = order.withdrawn_on is not None and order.withdrawn_on <= on
        cycle = _Cycle(name, version, walk.run(version), results.get(name), withdrawn)
        yield _computed(order, cycle, on)
        if cycle.result is None and cycle.opens_on > on:
            return


def days_of(order: OrderFacts) -> Iterator[date]:
    """The days the order names, in order: one, or one in each cycle until it ends.

    Each falls on the day of the first, in a shorter month on its last day: 31/1, 28/2, 31/3.
    """
    if order.due is None:
        return
    if order.recurrence == ONCE:
        yield order.due
        return
    months, day = 0, order.due
    while order.ends_on is None or day <= order.ends_on:
        yield day
        months += _MONTHS[order.recurrence]
        day = add_months(order.due, months)


@dataclass(frozen=True, slots=True)
class _Walk:
    """The day of one cycle, as each version of the law reckons it."""

    order: OrderFacts
    day: date
    calendar: WorkCalendar

    def due(self, version: RuleVersionDef) -> date:
        """The last day on time."""
        return self.run(version).due

    def run(self, version: RuleVersionDef) -> Run:
        """The clock to that day."""
        return run_to(
            start=self.order.given_on,
            target=self.day,
            exclusions=(),
            boundary=self.order.boundary,
            calendar=self.calendar,
            roll=version.roll,
        )


def _computed(order: OrderFacts, cycle: _Cycle, on: date) -> Computed:
    clock = _clock(order, cycle, on)
    due, result, advisory = cycle.run.due, cycle.result, cycle.version.advisory
    submitted = result.submitted if result else None
    return Computed(
        kind=order.kind,
        subject_kind=SUBJECT_KIND,
        subject_id=order.lead_id,
        cycle=cycle.name,
        project_id=order.project_id,
        bearer_agency_id=order.agency_id,
        clock=clock,
        base_date=order.given_on,
        due_date=due,
        stopped_on=submitted if clock is Clock.STOPPED else None,
        submitted_date=submitted,
        met_date=submitted if clock is Clock.MET else None,
        rungs=_rungs(cycle, clock, submitted),
        audience=Audience.STAFF if advisory else Audience.BEARER,
        rule_number=cycle.version.number,
        advisory=advisory,
        void_reason="withdrawn" if clock is Clock.VOID else "",
        steps=_steps(order, cycle, clock, submitted),
        recompute_on=cycle.opens_on if clock is Clock.NOT_STARTED else None,
    )


def _clock(order: OrderFacts, cycle: _Cycle, on: date) -> Clock:
    result = cycle.result
    if result is not None and result.accepted:
        return Clock.MET
    if cycle.withdrawn:
        return Clock.VOID
    if result is not None:
        return Clock.STOPPED if result.submitted <= cycle.run.due else Clock.RUNNING
    if order.recurrence != ONCE and cycle.opens_on > on:
        return Clock.NOT_STARTED
    return Clock.RUNNING


def _rungs(cycle: _Cycle, clock: Clock, submitted: date | None) -> tuple[Rung, ...]:
    """The ladder; a finished clock keeps what it lived to see, one that stands still climbs no more."""
    if clock in (Clock.VOID, Clock.NOT_STARTED):
        return ()
    due, version = cycle.run.due, cycle.version
    late = overdue_rungs(due, Audience.BEARER, version.overdue_days)
    rungs = ordered((*rungs_before_due(version.marks, due), *late))
    if clock is Clock.MET:
        rungs = tuple(r for r in rungs if submitted is not None and r.date <= submitted)
    if clock is Clock.STOPPED:
        rungs = until(rungs, submitted)
    return for_staff(rungs) if version.advisory else rungs


def _steps(
    order: OrderFacts, cycle: _Cycle, clock: Clock, submitted: date | None
) -> tuple[Step, ...]:
    fact = SUBJECT_KIND if order.recurrence == ONCE else f"{SUBJECT_KIND}_{order.recurrence}"
    first = cycle.run.steps[0]
    steps = [Step("base", {"fact": fact, "reference": order.reference}, first.date)]
    steps += cycle.run.steps
    if submitted is not None and clock in (Clock.STOPPED, Clock.RUNNING):
        steps.append(Step("submitted", {}, submitted))
    return (*steps, Step("due", {}, cycle.run.due))


def _without_day(order: OrderFacts, law: LawBook, on: date) -> Computed:
    """No day was set: unknown, unless it was done or taken back all the same."""
    version = law.in_force(order.kind, on)
    done = any(each.accepted for each in order.results)
    withdrawn = order.withdrawn_on is not None and order.withdrawn_on <= on
    reason = "done_undated" if done else "withdrawn" if withdrawn else ""
    submitted = [each.submitted for each in order.results]
    return Computed(
        kind=order.kind,
        subject_kind=SUBJECT_KIND,
        subject_id=order.lead_id,
        project_id=order.project_id,
        bearer_agency_id=order.agency_id,
        clock=Clock.VOID if reason else Clock.UNKNOWN,
        submitted_date=submitted[0] if submitted else None,
        audience=Audience.STAFF if version and version.advisory else Audience.BEARER,
        rule_number=version.number if version else None,
        advisory=version.advisory if version else False,
        missing="" if reason else "order_due_date",
        void_reason=reason,
        recompute_on=law.next_change(order.kind, on),
    )


def _lawless(order: OrderFacts, name: str, day: date) -> Computed:
    """A cycle whose day no version of the law covers."""
    return Computed(
        kind=order.kind,
        subject_kind=SUBJECT_KIND,
        subject_id=order.lead_id,
        cycle=name,
        project_id=order.project_id,
        bearer_agency_id=order.agency_id,
        clock=Clock.VOID,
        base_date=order.given_on,
        due_date=day,
        void_reason="no_rule_in_force",
    )


def locked_from(due: date) -> date:
    """The first day on which the due day of an order can no longer be changed."""
    return due - timedelta(LOCKED_DAYS)
