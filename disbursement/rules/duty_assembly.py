"""How what is found becomes a computed obligation; shared by the rules of public investment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from deadlines.rules.clock import Clock, Step
from deadlines.rules.computed import Computed
from deadlines.rules.ladder import (
    Audience,
    Rung,
    for_staff,
    ordered,
    overdue_rungs,
    rungs_before_due,
)
from deadlines.rules.law import RuleVersionDef
from disbursement.rules.duty_facts import Told
from projects.rules.assembly import fingerprint
from projects.rules.coming import again_by


@dataclass(frozen=True, slots=True)
class Duty:
    """Which obligation this is, and the agency that bears it."""

    kind: str
    subject_kind: str
    subject_id: int
    agency_id: int
    cycle: str = ""
    project_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A due day under a version, with the arithmetic that led to it; amounts in đồng, None: none."""

    version: RuleVersionDef
    base: date
    due: date
    steps: tuple[Step, ...]
    met: date | None = None
    void_reason: str = ""
    amount_due_vnd: int | None = None
    amount_met_vnd: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is true since a day, and the facts that tell it from another finding."""

    version: RuleVersionDef
    since: date
    told: tuple[object, ...]
    steps: tuple[Step, ...]
    again_on: date | None = None


def dated(duty: Duty, found: Deadline) -> Computed:
    """An obligation with a due day: void for a reason, met on a day, else running."""
    version = found.version
    clock = Clock.VOID if found.void_reason else Clock.MET if found.met else Clock.RUNNING
    return Computed(
        kind=duty.kind,
        subject_kind=duty.subject_kind,
        subject_id=duty.subject_id,
        cycle=duty.cycle,
        project_id=duty.project_id,
        bearer_agency_id=duty.agency_id,
        clock=clock,
        base_date=found.base,
        due_date=found.due,
        met_date=found.met if clock is Clock.MET else None,
        amount_due_vnd=found.amount_due_vnd,
        amount_met_vnd=found.amount_met_vnd,
        rungs=() if clock is Clock.VOID else _rungs(found),
        audience=_audience(version),
        rule_number=version.number,
        advisory=version.advisory,
        void_reason=found.void_reason,
        steps=(*found.steps, Step("due", {}, found.due)),
    )


def waiting(duty: Duty, found: Deadline, opens: date) -> Computed:
    """The next cycle of a recurring duty, which the sweep opens on its day."""
    return replace(dated(duty, found), clock=Clock.NOT_STARTED, rungs=(), recompute_on=opens)


def found_true(duty: Duty, found: Finding, told: Told) -> Computed:
    """A condition true today; one that becomes true on a day to come waits for it."""
    version, coming = found.version, found.since > told.on
    computed = Computed(
        kind=duty.kind,
        subject_kind=duty.subject_kind,
        subject_id=duty.subject_id,
        cycle=duty.cycle,
        project_id=duty.project_id,
        bearer_agency_id=duty.agency_id,
        clock=Clock.NOT_STARTED if coming else Clock.FOUND,
        due_date=None if coming else found.since,
        audience=_audience(version),
        rule_number=version.number,
        advisory=version.advisory,
        fingerprint="" if coming else fingerprint(found.told),
        steps=() if coming else (*found.steps, Step("due", {}, found.since)),
        recompute_on=found.since if coming else found.again_on,
    )
    return again_by(computed, told.law.next_change(duty.kind, told.on))


def unknown(duty: Duty, missing: str, told: Told) -> Computed:
    """A duty whose day cannot be computed, with the fact that is missing."""
    version = told.law.in_force(duty.kind, told.on)
    advisory = version.advisory if version else False
    return Computed(
        kind=duty.kind,
        subject_kind=duty.subject_kind,
        subject_id=duty.subject_id,
        cycle=duty.cycle,
        project_id=duty.project_id,
        bearer_agency_id=duty.agency_id,
        clock=Clock.UNKNOWN,
        audience=Audience.STAFF if advisory else Audience.BEARER,
        rule_number=version.number if version else None,
        advisory=advisory,
        missing=missing,
        recompute_on=told.law.next_change(duty.kind, told.on),
    )


def rolled(day: date, version: RuleVersionDef, told: Told) -> tuple[date, tuple[Step, ...]]:
    """The day, moved off a day off where the rule says so, with the step that tells it."""
    moved = told.calendar.next_working(day) if version.roll else day
    return moved, () if moved == day else (Step("rolled", {}, moved),)


def capital(what: str, amount_vnd: int) -> Step:
    """A sum of money that the reckoning rests on."""
    return Step("capital", {"what": what, "amount_vnd": amount_vnd})


def _audience(version: RuleVersionDef) -> Audience:
    return Audience.STAFF if version.advisory else Audience.BEARER


def _rungs(found: Deadline) -> tuple[Rung, ...]:
    version = found.version
    late = overdue_rungs(found.due, Audience.BEARER, version.overdue_days)
    rungs = ordered((*rungs_before_due(version.marks, found.due), *late))
    if found.met is not None:
        rungs = tuple(rung for rung in rungs if rung.date <= found.met)
    return for_staff(rungs) if version.advisory else rungs
