"""Suspension of operation (I4): all suspensions together last 12 months at most."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from deadlines.rules.clock import Clock, DerivedReason, Exclusion, Run, Step, run_to
from deadlines.rules.computed import Computed
from deadlines.rules.law import RuleVersionDef
from projects.rules.assembly import Duty, dated, undated
from projects.rules.facts import SuspensionFacts
from projects.rules.reckoning import Case, Reckoning, term_run

_ONE_DAY = timedelta(days=1)


def suspension_ends(case: Case, suspension: SuspensionFacts) -> Computed:
    """I4: operation resumed within 12 months of suspension in all (NĐ 31/2021, Điều 56 khoản 2).

    The days of earlier suspensions count too; those of operation between them do not. A period
    ordered by a court or agency ends on the day of the order instead and is not added up. The law
    is that of the day of suspension; MET by the day operation resumed. No excluded period
    lengthens a suspension.
    """
    duty = Duty("I4", "suspension", suspension.id)
    version = case.law.version_for("I4", act_date=suspension.start, due_date=None, on=case.on)
    if version is None:
        return undated(case, duty, Clock.VOID, void_reason="no_rule_in_force")
    if suspension.ordered_until is not None:
        return dated(case, duty, _ordered(suspension, version), met=suspension.resumed_on)
    summed = _summed(case, suspension)
    first = summed[0]
    steps = [Step("base", {"fact": "suspension", "reference": first.reference}, first.start)]
    if len(summed) > 1:
        steps.append(Step("summed", {"count": len(summed)}))
    found = Reckoning(
        version=version,
        base=first.start,
        run=_summed_run(case, version, summed),
        facts=tuple(steps),
        starts_on=suspension.start,
    )
    return dated(case, duty, found, met=suspension.resumed_on)


def _ordered(suspension: SuspensionFacts, version: RuleVersionDef) -> Reckoning:
    until = suspension.ordered_until or suspension.start
    params = {"fact": "suspension", "reference": suspension.reference}
    return Reckoning(
        version=version,
        base=suspension.start,
        run=run_to(start=suspension.start, target=until, exclusions=()),
        facts=(Step("base", params, suspension.start),),
    )


def _summed(case: Case, suspension: SuspensionFacts) -> list[SuspensionFacts]:
    """This suspension and those before it that count towards the same twelve months."""
    return [
        other
        for other in sorted(case.project.suspensions, key=_by_start)
        if _by_start(other) <= _by_start(suspension)
        and other.ordered_until is None
        and case.law.in_force("I4", other.start) is not None
    ]


def _by_start(suspension: SuspensionFacts) -> tuple[date, int]:
    return (suspension.start, suspension.id)


def _summed_run(case: Case, version: RuleVersionDef, summed: Sequence[SuspensionFacts]) -> Run:
    """The clock from the first suspension on; used up before this one, it is due the day before."""
    walked = term_run(case, version, summed[0].start, operating_between(summed))
    eve = summed[-1].start - _ONE_DAY
    if len(summed) == 1 or walked.due >= eve:
        return walked
    return replace(walked, due=eve, steps=(*walked.steps, Step("used_up", {}, eve)))


def operating_between(summed: Sequence[SuspensionFacts]) -> tuple[Exclusion, ...]:
    """The days between one suspension and the next on which the project was not suspended."""
    gaps: list[Exclusion] = []
    ended = summed[0].resumed_on
    for following in summed[1:]:
        if ended is None:
            break
        if ended < following.start:
            gaps.append(_gap(ended, following.start - _ONE_DAY))
        resumed = following.resumed_on
        ended = None if resumed is None else max(ended, resumed)
    return tuple(gaps)


def _gap(start: date, end: date) -> Exclusion:
    return Exclusion(start, end, DerivedReason.OPERATING_BETWEEN.value, derived=True)
