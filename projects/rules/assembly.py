"""How a reckoning becomes a computed obligation; shared by all rules of a project."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from deadlines.rules.clock import Clock, Run, Step, Term, run
from deadlines.rules.computed import Computed
from deadlines.rules.ladder import (
    Audience,
    Mark,
    Rung,
    for_staff,
    not_before,
    ordered,
    overdue_rungs,
    rungs_after_base,
    rungs_before_due,
    rungs_months_before_due,
    until,
)
from deadlines.rules.law import MarkUnit, RuleVersionDef
from projects.rules.facts import ProjectFacts
from projects.rules.reckoning import Case, Reckoning


@dataclass(frozen=True, slots=True)
class Duty:
    """Which obligation this is. `agency_id` is the bearer of a duty on the side of the State."""

    kind: str
    subject_kind: str
    subject_id: int
    cycle: str = ""
    agency_id: int | None = None


def undated(
    case: Case, duty: Duty, clock: Clock, *, missing: str = "", void_reason: str = ""
) -> Computed:
    """An obligation without a due day; it cites the version in force on the day of looking."""
    version = case.law.in_force(duty.kind, case.on)
    advisory = version.advisory if version else False
    agency_id, investor_id = _bearer(case.project, duty)
    return Computed(
        kind=duty.kind,
        subject_kind=duty.subject_kind,
        subject_id=duty.subject_id,
        cycle=duty.cycle,
        project_id=case.project.id,
        bearer_agency_id=agency_id,
        bearer_investor_id=investor_id,
        clock=clock,
        audience=Audience.STAFF if advisory else Audience.BEARER,
        rule_number=version.number if version else None,
        advisory=advisory,
        missing=missing,
        void_reason=void_reason,
        recompute_on=case.law.next_change(duty.kind, case.on),
    )


def dated(
    case: Case, duty: Duty, found: Reckoning, *, met: date | None = None, void_reason: str = ""
) -> Computed:
    """An obligation with a due day: VOID for a reason, MET on a day, else stopped or running."""
    advisory = found.advisory or found.version.advisory
    clock = _clock(found.run, met, void_reason)
    stopped_on = found.run.stopped_on if clock is Clock.STOPPED else None
    agency_id, investor_id = _bearer(case.project, duty)
    return Computed(
        kind=duty.kind,
        subject_kind=duty.subject_kind,
        subject_id=duty.subject_id,
        cycle=duty.cycle,
        project_id=case.project.id,
        bearer_agency_id=agency_id,
        bearer_investor_id=investor_id,
        clock=clock,
        base_date=found.base,
        due_date=found.run.due,
        stopped_on=stopped_on,
        excluded_days=found.run.excluded_days,
        met_date=met if clock is Clock.MET else None,
        rungs=() if clock is Clock.VOID else _reached(_rungs(case, found, advisory=advisory), met),
        audience=Audience.STAFF if advisory else Audience.BEARER,
        rule_number=found.version.number,
        advisory=advisory,
        void_reason=void_reason,
        steps=(*found.facts, *found.run.steps, *found.remarks, Step("due", {}, found.run.due)),
        recompute_on=_next_stop(found),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What makes a condition true: since which day, and the facts that tell it from another."""

    since: date
    told: tuple[object, ...]
    steps: tuple[Step, ...]
    base: date | None = None


def found_true(case: Case, duty: Duty, version: RuleVersionDef, condition: Condition) -> Computed:
    """A condition true today; one that becomes true on a day still to come waits for it.

    Whoever does not find the condition gives no row at all.
    """
    agency_id, investor_id = _bearer(case.project, duty)
    found = Computed(
        kind=duty.kind,
        subject_kind=duty.subject_kind,
        subject_id=duty.subject_id,
        cycle=duty.cycle,
        project_id=case.project.id,
        bearer_agency_id=agency_id,
        bearer_investor_id=investor_id,
        clock=Clock.FOUND,
        base_date=condition.base,
        due_date=condition.since,
        audience=Audience.STAFF if version.advisory else Audience.BEARER,
        rule_number=version.number,
        advisory=version.advisory,
        fingerprint=fingerprint(condition.told),
        steps=(*condition.steps, Step("due", {}, condition.since)),
    )
    if condition.since > case.on:
        return replace(
            found,
            clock=Clock.NOT_STARTED,
            fingerprint="",
            due_date=None,
            steps=(),
            recompute_on=condition.since,
        )
    return found


def fingerprint(told: Iterable[object]) -> str:
    """16 hex digits over the facts of a condition: other facts are another finding."""
    text = "|".join(str(fact) for fact in told)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _bearer(project: ProjectFacts, duty: Duty) -> tuple[int | None, int | None]:
    """(agency, investor), exactly one set: an unknown investor leaves it to the managing agency."""
    if duty.agency_id is not None:
        return duty.agency_id, None
    if project.investor_id is not None:
        return None, project.investor_id
    return project.agency_id, None


def _clock(walked: Run, met: date | None, void_reason: str) -> Clock:
    if void_reason:
        return Clock.VOID
    if met is not None:
        return Clock.MET
    return Clock.RUNNING if walked.stopped_on is None else Clock.STOPPED


def _rungs(case: Case, found: Reckoning, *, advisory: bool) -> tuple[Rung, ...]:
    version, due = found.version, found.run.due
    late = overdue_rungs(due, Audience.BEARER, version.overdue_days)
    rungs = ordered((*_reminders(case, found, version.marks), *late))
    if found.starts_on is not None:
        rungs = not_before(rungs, found.starts_on)
    rungs = until(rungs, found.run.stopped_on)
    return for_staff(rungs) if advisory else rungs


def _reminders(case: Case, found: Reckoning, marks: Iterable[Mark]) -> tuple[Rung, ...]:
    if found.version.mark_unit is MarkUnit.DAYS_BEFORE_DUE:
        return rungs_before_due(marks, found.run.due)
    if found.version.mark_unit is MarkUnit.MONTHS_BEFORE_DUE:
        return rungs_months_before_due(marks, found.run.due)

    def day_after(months: int) -> date | None:
        walked = run(base=found.base, term=Term(months=months), exclusions=found.exclusions)
        return walked.due if walked.stopped_on is None else None

    return rungs_after_base(marks, day_after)


def _reached(rungs: tuple[Rung, ...], met: date | None) -> tuple[Rung, ...]:
    """Only what a finished clock lived to see: a fulfilled duty does not climb on."""
    return rungs if met is None else tuple(rung for rung in rungs if rung.date <= met)


def _next_stop(found: Reckoning) -> date | None:
    """The day on which a pause still to come joins the arithmetic, also of a finished duty."""
    until = found.run.due if found.run.stopped_on is None else found.run.stopped_on
    return min((day for day in found.later_stops if day <= until), default=None)
