"""Periodic reports of the investor by cycle (R1 to R3), and the reviewer's days (RV)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from deadlines.rules.clock import Clock, Run, Step, run_to
from deadlines.rules.computed import Computed
from deadlines.rules.cycles import Cycle, Period, cycles
from deadlines.rules.law import LawBook, RuleVersionDef
from projects.rules.assembly import Duty, dated, undated
from projects.rules.coming import again_by, first_after, passed
from projects.rules.facts import InstrumentKind, ProjectFacts
from projects.rules.facts_money import FilingFacts
from projects.rules.reckoning import Case, Reckoning, term_run
from vn.calendar import WorkCalendar

KINDS = ("R1", "R2", "R3")
_APPROVALS = (InstrumentKind.POLICY_APPROVAL, InstrumentKind.REGISTRATION_CERTIFICATE)
_CYCLES_KEPT = 4096


def reports_due(case: Case) -> Iterator[Computed]:
    """R1, R2 and R3 of each cycle announced so far, and the next one of each, not started.

    Only where the rule's `tracked_from` says that the province records these reports, and from
    the cycle that holds the later of that day and the first approval or certificate. UNKNOWN
    without the day of either act. A project that ended before that day owes none.
    """
    ended = case.project.terminated_on
    for kind in KINDS:
        tracked = [v for v in case.law.versions(kind) if v.tracked_from is not None]
        since = min((v.tracked_from for v in tracked if v.tracked_from), default=None)
        if since is None or (ended is not None and ended < since):
            continue
        approved = approved_on(case.project)
        if approved is None:
            duty = Duty(kind, "project", case.project.id)
            yield undated(case, duty, Clock.UNKNOWN, missing="approval_date")
            continue
        for period in sorted({each.period for version in tracked for each in version.cycles}):
            yield from _of_period(case, kind, period, approved)


def approved_on(project: ProjectFacts) -> date | None:
    """The day of the first in-principle approval or registration certificate on record."""
    days = (i.issued for i in project.instruments if i.kind in _APPROVALS)
    return min((day for day in days if day is not None), default=None)


def filing_due(case: Case, filing: FilingFacts) -> Computed:
    """RV: the managing agency accepts or returns a filing within the province's working days."""
    duty = Duty("RV", "filing", filing.id, agency_id=case.project.agency_id)
    version = case.law.version_for("RV", act_date=filing.submitted, due_date=None, on=case.on)
    if version is None:
        return undated(case, duty, Clock.VOID, void_reason="no_rule_in_force")
    base = {"fact": "filing", "reference": filing.reference}
    found = Reckoning(
        version=version,
        base=filing.submitted,
        run=term_run(case, version, filing.submitted, ()),
        facts=(Step("base", base, filing.submitted),),
    )
    decided = passed(filing.decided, case.on)
    computed = dated(case, duty, found, met=decided)
    computed = replace(computed, submitted_date=filing.submitted)
    return again_by(computed, None if decided else first_after((filing.decided,), case.on))


@dataclass(frozen=True, slots=True)
class _Due:
    """One cycle under the version that holds on its due day: when announced, when due."""

    cycle: Cycle
    version: RuleVersionDef
    run: Run
    opens: date


def _of_period(case: Case, kind: str, period: Period, approved: date) -> Iterator[Computed]:
    for due in _announced(case.law, case.calendar, kind, period):
        if due.cycle.end < approved:
            continue
        filed = _filed(case.project.filings, kind, due.cycle.code)
        is_open = due.opens <= case.on or any(f.submitted <= case.on for f in filed)
        yield _report(case, due, filed) if is_open else _to_come(case, due, filed)
        if not is_open:
            return


def _announced(law: LawBook, calendar: WorkCalendar, kind: str, period: Period) -> Iterator[_Due]:
    """The cycles a report is owed for, in order, as long as a law orders it."""
    versions = [
        v
        for v in law.versions(kind)
        if v.tracked_from is not None and any(each.period is period for each in v.cycles)
    ]
    since = min(v.tracked_from for v in versions if v.tracked_from is not None)
    ends = [v.effective_to for v in versions]
    last = None if None in ends else max(end for end in ends if end is not None)
    for cycle in cycles(period, since):
        if last is not None and cycle.end > last:
            return
        due = _due(law, calendar, kind, cycle)
        if due is not None:
            yield due


@lru_cache(maxsize=_CYCLES_KEPT)
def _due(law: LawBook, calendar: WorkCalendar, kind: str, cycle: Cycle) -> _Due | None:
    """The same for every project, and asked for every one."""
    version = law.version_by_due(
        kind,
        lambda v: walked.due if (walked := _walked(v, calendar, cycle)) else None,
        act_date=None,
        on=cycle.end,
    )
    if version is None or version.tracked_from is None or cycle.end < version.tracked_from:
        return None
    walked = _walked(version, calendar, cycle)
    if walked is None:
        return None
    return _Due(cycle, version, walked, walked.due - timedelta(days=version.opens_days))


def _walked(version: RuleVersionDef, calendar: WorkCalendar, cycle: Cycle) -> Run | None:
    """The clock of the cycle under a version; None where it orders no such report."""
    day = next((each for each in version.cycles if each.period is cycle.period), None)
    if day is None:
        return None
    target = day.target(cycle.end)
    walked = run_to(
        start=cycle.end,
        target=target,
        exclusions=(),
        boundary=version.boundary,
        calendar=calendar,
        roll=version.roll,
    )
    return replace(walked, steps=(Step("law_day", {}, target), *walked.steps[1:]))


def _filed(filings: Sequence[FilingFacts], kind: str, code: str) -> tuple[FilingFacts, ...]:
    found = (f for f in filings if f.kind == kind and f.cycle == code)
    return tuple(sorted(found, key=lambda f: (f.submitted, f.id)))


def _duty(case: Case, due: _Due) -> Duty:
    return Duty(due.version.kind, "project", case.project.id, due.cycle.code)


def _reckoning(due: _Due, run: Run) -> Reckoning:
    period = Step("base", {"fact": "report_period"}, due.cycle.end)
    return Reckoning(version=due.version, base=due.cycle.end, run=run, facts=(period,))


def _to_come(case: Case, due: _Due, filed: tuple[FilingFacts, ...]) -> Computed:
    """The next cycle, which waits for its announcement."""
    computed = dated(case, _duty(case, due), _reckoning(due, due.run))
    waiting = replace(computed, clock=Clock.NOT_STARTED, rungs=())
    return again_by(waiting, due.opens, *(f.submitted for f in filed))


def _report(case: Case, due: _Due, filed: tuple[FilingFacts, ...]) -> Computed:
    """A cycle announced: MET on the day submitted once accepted; stopped while one submitted in
    time waits; one submitted late stays late until it is accepted; a returned one does not count.
    """
    handed = tuple(f for f in filed if f.submitted <= case.on)
    accepted = next((f for f in handed if passed(f.accepted, case.on)), None)
    waiting = next((f for f in handed if not passed(f.decided, case.on)), None)
    stopped = waiting is not None and accepted is None and waiting.submitted <= due.run.due
    walked = due.run
    if handed:
        walked = replace(
            walked,
            stopped_on=waiting.submitted if waiting is not None and stopped else None,
            steps=(*walked.steps, *(_filing_step(f, case.on) for f in handed)),
        )
    met = accepted.submitted if accepted else None
    computed = dated(case, _duty(case, due), _reckoning(due, walked), met=met)
    counting = accepted or waiting
    if counting is not None:
        computed = replace(computed, submitted_date=counting.submitted)
    turns = (day for f in filed for day in (f.submitted, f.accepted, f.returned))
    return again_by(computed, first_after(turns, case.on))


def _filing_step(filing: FilingFacts, on: date) -> Step:
    outcome = "waiting"
    if passed(filing.accepted, on):
        outcome = "accepted"
    elif passed(filing.returned, on):
        outcome = "returned"
    said = {
        "outcome": outcome,
        "day": filing.submitted.isoformat(),
        "reference": filing.reference,
    }
    return Step("filed", said)
