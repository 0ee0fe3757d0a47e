"""Time taken out of the clocks: a claim nobody decided on (L5), a pause nobody looks at (P1)."""

from dataclasses import replace
from datetime import date

from deadlines.rules.clock import Clock, ExclusionReason, Run, Step, run_to
from deadlines.rules.computed import Computed
from deadlines.rules.law import RuleVersionDef
from projects.rules.assembly import Condition, Duty, dated, found_true, undated
from projects.rules.facts import PeriodFacts, Standing
from projects.rules.reckoning import Case, Reckoning, term_run


def claim_undecided(case: Case, period: PeriodFacts) -> Computed | None:
    """L5: force majeure claimed and not decided (Luật Đất đai 2024, Điều 81 khoản 8; NĐ 102/2024,
    Điều 31 khoản 1).

    True since the day of the claim; the managing agency bears it. The claim itself stops nothing.
    """
    claimed = period.claimed
    is_claim = period.standing == Standing.CLAIMED and claimed is not None
    if not is_claim or claimed is None or period.reason != ExclusionReason.FORCE_MAJEURE:
        return None
    version = case.law.version_for("L5", act_date=claimed, due_date=None, on=case.on)
    if version is None:
        return None
    duty = Duty("L5", "excluded_period", period.id, agency_id=case.project.agency_id)
    span = {"start": period.start.isoformat(), "end": period.end.isoformat() if period.end else ""}
    condition = Condition(
        since=claimed,
        told=(claimed, period.start, period.end),
        steps=(
            Step("base", {"fact": "claim", "reference": period.reference}, claimed),
            Step("claimed", span),
            Step("undecided"),
        ),
    )
    return found_true(case, duty, version, condition)


def review_due(case: Case, period: PeriodFacts) -> Computed | None:
    """P1: an open decided period looked at again every three months (a rule of the province).

    Counted from its start, its decision or the last look, whichever came last, and by the day on
    which it was expected to end where that comes first. A period that got its end is VOID; what
    is only claimed, or refused, gives no row.
    """
    if period.standing != Standing.DECIDED:
        return None
    duty = Duty("P1", "excluded_period", period.id, agency_id=case.project.agency_id)
    if period.end is not None:
        return undated(case, duty, Clock.VOID, void_reason="period_has_end")
    version = case.law.version_for("P1", act_date=period.start, due_date=None, on=case.on)
    if version is None:
        return undated(case, duty, Clock.VOID, void_reason="no_rule_in_force")
    known = {"period": period.start, "decision": period.decided, "review": period.reviewed}
    base, fact = max((day, fact) for fact, day in known.items() if day is not None)
    found = Reckoning(
        version=version,
        base=base,
        run=_review_run(case, version, period, base),
        facts=(Step("base", {"fact": fact, "reference": period.reference}, base),),
    )
    return dated(case, duty, found)


def _review_run(case: Case, version: RuleVersionDef, period: PeriodFacts, base: date) -> Run:
    quarterly = term_run(case, version, base, ())
    expected = period.expected_end
    if expected is None or expected >= quarterly.due:
        return quarterly
    if period.reviewed is not None and expected <= period.reviewed:
        return quarterly
    by = run_to(
        start=base,
        target=max(expected, base),
        exclusions=(),
        calendar=case.calendar,
        roll=version.roll,
    )
    expected_step = Step("expected_end", {}, max(expected, base))
    return replace(by, steps=(expected_step, *by.steps[1:]))
