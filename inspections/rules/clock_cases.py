"""Clocks within a case: K1 to K7 of an inspection, K11 of a specialised check (law.md §4.2, §4.3).

All terms are calendar days, except K4 (working days). The day a clock begins from is not counted;
the day after it is the first. Cases decided before 1/7/2025 go on under the law of 2022: of those
only the time on site is reckoned, as their own decision sets it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from deadlines.rules.clock import Clock, DerivedReason, Exclusion, Run, Step, Term, run, then
from deadlines.rules.computed import Computed
from deadlines.rules.law import RuleVersionDef
from inspections.rules.assembly import (
    Duty,
    Outcome,
    Reckoned,
    base_step,
    computed,
    from_day,
    told_to,
    unknown,
    walk,
)
from inspections.rules.clock_facts import (
    INSPECTION,
    OPEN,
    CaseFacts,
    ConclusionFacts,
    ExtensionFacts,
    SubjectFacts,
    Told,
)
from inspections.rules.subjects import CASE
from projects.rules.coming import first_after

PROVINCE = "province"
"""The level whose steps the law catalogue names; of others only the time on site is known."""

ON_SITE = {"inspection": "K2", "check": "K11"}
_ONE_DAY = timedelta(days=1)


def of_case(case: CaseFacts, told: Told) -> Iterator[Computed]:
    """Every clock within the case that has begun."""
    if case.decided is None:
        return
    if case.kind in ON_SITE:
        yield from on_site(case, told)
    if case.kind == INSPECTION and case.level == PROVINCE:
        yield from _announcing(case, told)
        yield from _reporting(case, told)
        for conclusion in case.conclusions:
            yield from _concluding(case, conclusion, told)


def _version(kind: str, case: CaseFacts, told: Told) -> RuleVersionDef | None:
    return told.law.version_for(kind, act_date=case.decided, due_date=None, on=told.on)


def _duty(kind: str, case: CaseFacts, cycle: str = "") -> Duty:
    return Duty(
        kind=kind,
        subject_kind=CASE,
        subject_id=case.id,
        bearer=SubjectFacts(agency_id=case.agency_id),
        cycle=cycle,
    )


def _outcome(case: CaseFacts, met: date | None) -> Outcome:
    return Outcome(met=met, void_reason="" if case.state == OPEN else "case_ended")


# ------------------------------------------------------------ K1, K3, K4


def _announcing(case: CaseFacts, told: Told) -> Iterator[Computed]:
    version = _version("K1", case, told)
    if version is not None and case.decided is not None:
        base = base_step("case_decided", case.decided, case.decision)
        met = _outcome(case, case.steps.get("announced"))
        yield from_day(_duty("K1", case), version, base, told, outcome=met)


def _reporting(case: CaseFacts, told: Told) -> Iterator[Computed]:
    ended, reported = case.steps.get("ended"), case.steps.get("reported")
    version = _version("K3", case, told)
    if version is not None and ended is not None:
        base, days = base_step("case_ended", ended), _days(version, is_complex=case.is_complex)
        met = _outcome(case, reported)
        yield from_day(_duty("K3", case), version, base, told, days=days, outcome=met)
    version = _version("K4", case, told)
    if version is not None and reported is not None:
        orders = [day for each in case.conclusions if (day := each.steps.get("ordered"))]
        met = _outcome(case, min(orders, default=None))
        base = base_step("case_reported", reported)
        yield from_day(_duty("K4", case), version, base, told, outcome=met)


def _days(version: RuleVersionDef, *, is_complex: bool) -> int:
    return version.number_of("complex_days" if is_complex else "days")


# ------------------------------------------------------------ K2, K11


def on_site(case: CaseFacts, told: Told) -> Iterator[Computed]:
    """K2 or K11, from the announcement: the term, what was paused, what was extended.

    An extension counts when it was decided by the day it extends, up to the law's days; pauses do
    in inspections alone, the first one, for 30 days at most.
    """
    announced = case.steps.get("announced")
    version = _version(ON_SITE[case.kind], case, told)
    if announced is None or version is None:
        return
    duty = _duty(version.kind, case)
    if version.leaves_open("on_site_days"):
        days = case.decided_days
        if days is None:
            yield unknown(duty, "case_decided_days", told)
            return
    else:
        limit = version.parameters.get(f"{case.level}_days")
        if limit is None:
            return
        days = min(case.decided_days or int(limit), int(limit))
    exclusions, again_on = _pauses(case, version, told.on)
    base = base_step("case_announced", announced, case.decision)
    walked = run(
        base=announced,
        term=Term(days=days),
        exclusions=exclusions,
        calendar=told.calendar,
        roll=version.roll,
    )
    walked = _extended(case, version, walked, exclusions, told)
    outcome = _outcome(case, case.steps.get("ended") or case.steps.get("minutes"))
    yield computed(
        duty,
        Reckoned(
            version=version,
            base=announced,
            due=walked.due,
            steps=(base, *walked.steps),
            met=outcome.met,
            stopped_on=walked.stopped_on,
            excluded_days=walked.excluded_days,
            void_reason=outcome.void_reason,
            recompute_on=again_on,
        ),
    )


def _pauses(
    case: CaseFacts, version: RuleVersionDef, on: date
) -> tuple[tuple[Exclusion, ...], date | None]:
    """The days that are not counted, and the day on which that is another answer."""
    if case.kind != INSPECTION:
        return (), None
    longest = version.parameters.get("pause_days")
    known = case.pauses if longest is None else case.pauses[:1]
    found, again = [], []
    for pause in known:
        last = None if pause.resumed is None else pause.resumed - _ONE_DAY
        latest = None if longest is None else pause.start + timedelta(int(longest)) - _ONE_DAY
        if last is None and pause.start > on:
            again.append(pause.start)
            continue
        if last is None and latest is not None and latest >= on:
            again.append(latest + _ONE_DAY)
        elif latest is not None:
            last = latest if last is None else min(last, latest)
        found.append(
            Exclusion(pause.start, last, DerivedReason.CASE_PAUSE, reference=pause.reference)
        )
    return tuple(found), first_after(again, on)


def _extended(
    case: CaseFacts,
    version: RuleVersionDef,
    walked: Run,
    exclusions: tuple[Exclusion, ...],
    told: Told,
) -> Run:
    for extension, most in _granted(case, version):
        if extension.on > walked.due and walked.stopped_on is None:
            step = Step("extended_late", {"days": extension.days, "reference": extension.reference})
            walked = replace(walked, steps=(*walked.steps, step))
            continue
        days = min(extension.days, most)
        longer = then(
            walked,
            term=Term(days=days),
            exclusions=exclusions,
            calendar=told.calendar,
            roll=version.roll,
        )
        said: dict[str, str | int] = {
            "days": days,
            "asked": extension.days,
            "reference": extension.reference,
        }
        before = len(walked.steps)
        step = Step("extended", said, longer.steps[before].date)
        steps = (*longer.steps[:before], step, *longer.steps[before + 1 :])
        walked = replace(longer, steps=steps)
    return walked


def _granted(case: CaseFacts, version: RuleVersionDef) -> Iterator[tuple[ExtensionFacts, int]]:
    """The extensions in order, each with the most days it may give; one beyond the law's is none."""
    if version.leaves_open("on_site_days"):
        yield from ((each, each.days) for each in case.extensions)
        return
    names = (f"{case.level}_extension_days", f"{case.level}_second_extension_days")
    most = [int(version.parameters[name]) for name in names if name in version.parameters]
    yield from zip(case.extensions, most, strict=False)


# ------------------------------------------------------------ K5, K6, K7


def _concluding(case: CaseFacts, each: ConclusionFacts, told: Told) -> Iterator[Computed]:
    yield from _drafting(case, each, told)
    yield from _answering(case, each, told)
    yield from _signing(case, each, told)


def _drafting(case: CaseFacts, each: ConclusionFacts, told: Told) -> Iterator[Computed]:
    ordered, version = each.steps.get("ordered"), _version("K5", case, told)
    if ordered is None or version is None:
        return
    days = _days(version, is_complex=case.is_complex or each.is_complex)
    base, met = base_step("case_ordered", ordered), _outcome(case, each.steps.get("drafted"))
    duty = _duty("K5", case, str(each.ordinal))
    yield from_day(duty, version, base, told, days=days, outcome=met)


def _answering(case: CaseFacts, each: ConclusionFacts, told: Told) -> Iterator[Computed]:
    """The agency of the head bears it, from the day the draft was sent."""
    referred, version = each.steps.get("referred"), _version("K6", case, told)
    if referred is None or version is None:
        return
    duty = replace(
        _duty("K6", case, str(each.ordinal)), bearer=SubjectFacts(agency_id=case.head_agency_id)
    )
    met = _outcome(case, each.steps.get("answered") or each.signed)
    yield from_day(duty, version, base_step("case_referred", referred), told, outcome=met)


def _signing(case: CaseFacts, each: ConclusionFacts, told: Told) -> Iterator[Computed]:
    """From the draft; from the head's answer where the draft was sent within the time to sign.

    While the head's answer is awaited the clock has not begun: it will begin anew.
    """
    drafted, version = each.steps.get("drafted"), _version("K7", case, told)
    if drafted is None or version is None:
        return
    duty, outcome = _duty("K7", case, str(each.ordinal)), _outcome(case, each.signed)
    base = base_step("case_drafted", drafted)
    referred, answered = each.steps.get("referred"), each.steps.get("answered")
    if referred is not None and referred <= walk(version, drafted, told).due:
        if answered is None and each.signed is None and case.state == OPEN:
            yield _awaiting(duty, version, base, referred)
            return
        if answered is not None:
            base = base_step("case_answered", answered)
    yield from_day(duty, version, base, told, outcome=outcome)


def _awaiting(duty: Duty, version: RuleVersionDef, base: Step, referred: date) -> Computed:
    return Computed(
        kind=duty.kind,
        subject_kind=duty.subject_kind,
        subject_id=duty.subject_id,
        cycle=duty.cycle,
        bearer_agency_id=duty.bearer.agency_id,
        clock=Clock.NOT_STARTED,
        audience=told_to(duty, version),
        rule_number=version.number,
        advisory=version.advisory,
        steps=(base, Step("referred", {}, referred)),
    )
