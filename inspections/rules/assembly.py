"""How a reckoned day becomes an obligation of a case, and the terms most steps share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from deadlines.rules.clock import Clock, Run, Step, Term, run
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
from deadlines.rules.law import RuleVersionDef
from inspections.rules.clock_facts import SubjectFacts, Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Which obligation this is, who bears it, and how far it may be told."""

    kind: str
    subject_kind: str
    subject_id: int
    bearer: SubjectFacts
    cycle: str = ""
    audience: Audience = Audience.CASE


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoned:
    """A due day under a version, with its arithmetic and what became of it; amounts in đồng."""

    version: RuleVersionDef
    base: date
    due: date
    steps: tuple[Step, ...]
    met: date | None = None
    stopped_on: date | None = None
    submitted: date | None = None
    excluded_days: int = 0
    void_reason: str = ""
    amount_due_vnd: int | None = None
    amount_met_vnd: int | None = None
    recompute_on: date | None = None


def base_step(fact: str, day: date, reference: str = "") -> Step:
    """The fact a clock begins from."""
    return Step("base", {"fact": fact, "reference": reference}, day)


def walk(version: RuleVersionDef, base: date, told: Told, days: int | None = None) -> Run:
    """The run of a version from its base: its own term, or so many calendar days.

    The day of the base is not counted; the first day after it is day one, and the last is on time.
    """
    term = version.term if days is None else Term(days=days)
    return run(base=base, term=term, exclusions=(), calendar=told.calendar, roll=version.roll)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a duty: met on a day, void for a reason, or neither."""

    met: date | None = None
    void_reason: str = ""


def from_day(
    duty: Duty,
    version: RuleVersionDef,
    base: Step,
    told: Told,
    *,
    days: int | None = None,
    outcome: Outcome,
) -> Computed:
    """A duty of one term from the day of its base. Raises ValueError for a base without a day."""
    if base.date is None:
        raise ValueError(f"{duty.kind} begins from no day")
    walked = walk(version, base.date, told, days)
    found = Reckoned(
        version=version,
        base=base.date,
        due=walked.due,
        steps=(base, *walked.steps),
        met=outcome.met,
        void_reason=outcome.void_reason,
    )
    return computed(duty, found)


def computed(duty: Duty, found: Reckoned) -> Computed:
    """The obligation: met, void for a reason, standing still since a day, else running."""
    clock, audience = _clock(found), told_to(duty, found.version)
    rungs = () if clock is Clock.VOID else _rungs(found, audience)
    submitted = () if found.submitted is None else (Step("submitted", {}, found.submitted),)
    return Computed(
        kind=duty.kind,
        subject_kind=duty.subject_kind,
        subject_id=duty.subject_id,
        cycle=duty.cycle,
        bearer_agency_id=duty.bearer.agency_id,
        bearer_investor_id=duty.bearer.investor_id,
        clock=clock,
        base_date=found.base,
        due_date=found.due,
        stopped_on=found.stopped_on if clock is Clock.STOPPED else None,
        excluded_days=found.excluded_days,
        submitted_date=found.submitted,
        met_date=found.met if clock is Clock.MET else None,
        amount_due_vnd=found.amount_due_vnd,
        amount_met_vnd=found.amount_met_vnd,
        rungs=rungs,
        audience=audience,
        rule_number=found.version.number,
        advisory=found.version.advisory,
        void_reason=found.void_reason if clock is Clock.VOID else "",
        steps=(*found.steps, *submitted, Step("due", {}, found.due)),
        recompute_on=found.recompute_on if clock in (Clock.RUNNING, Clock.STOPPED) else None,
    )


def told_to(duty: Duty, version: RuleVersionDef | None) -> Audience:
    """A rule that is for reference only is not told to the bearer; the case's people know it."""
    is_hint = version is not None and version.advisory and duty.audience is Audience.BEARER
    return Audience.STAFF if is_hint else duty.audience


def _clock(found: Reckoned) -> Clock:
    if found.met is not None:
        return Clock.MET
    if found.void_reason:
        return Clock.VOID
    return Clock.STOPPED if found.stopped_on is not None else Clock.RUNNING


def _rungs(found: Reckoned, audience: Audience) -> tuple[Rung, ...]:
    version = found.version
    late = overdue_rungs(found.due, audience, version.overdue_days)
    rungs = ordered((*rungs_before_due(version.marks, found.due), *late))
    if version.advisory and audience is Audience.STAFF:
        rungs = for_staff(rungs)
    if found.met is not None:
        return tuple(rung for rung in rungs if rung.date <= found.met)
    return until(rungs, found.stopped_on)


def unknown(duty: Duty, missing: str, told: Told) -> Computed:
    """A duty whose day cannot be computed, with the fact that is missing."""
    version = told.law.in_force(duty.kind, told.on)
    return Computed(
        kind=duty.kind,
        subject_kind=duty.subject_kind,
        subject_id=duty.subject_id,
        cycle=duty.cycle,
        bearer_agency_id=duty.bearer.agency_id,
        bearer_investor_id=duty.bearer.investor_id,
        clock=Clock.UNKNOWN,
        audience=told_to(duty, version),
        rule_number=version.number if version else None,
        advisory=version.advisory if version else False,
        missing=missing,
        recompute_on=told.law.next_change(duty.kind, told.on),
    )
