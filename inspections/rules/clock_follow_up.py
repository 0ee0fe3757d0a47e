"""Clocks after a conclusion: K8 to K10, K12 and K13 (law.md §4.2, R-4.3), in calendar days.

Whatever is signed or published from 1/7/2025 has them, cases of the law of 2022 as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from deadlines.rules.clock import Step
from deadlines.rules.computed import Computed
from deadlines.rules.ladder import Audience
from inspections.rules.assembly import (
    Duty,
    Outcome,
    Reckoned,
    base_step,
    computed,
    from_day,
    unknown,
)
from inspections.rules.clock_facts import (
    FULL,
    FineFacts,
    FollowedFacts,
    RemedyFacts,
    SubjectFacts,
    Told,
)
from inspections.rules.subjects import CONCLUSION, FINE, REMEDY

# ------------------------------------------------------------ K8, K9, K10


def of_conclusion(followed: FollowedFacts, told: Told) -> Iterator[Computed]:
    """Publishing it, what its subjects report, what the managing body does."""
    conclusion = followed.conclusion
    if conclusion.signed is None or not followed.has_clocks:
        return
    version = told.law.version_for("K8", act_date=conclusion.signed, due_date=None, on=told.on)
    published = conclusion.published
    if version is not None:
        duty = _duty("K8", followed, SubjectFacts(agency_id=followed.agency_id))
        base = base_step("case_signed", conclusion.signed, conclusion.number)
        yield from_day(duty, version, base, told, outcome=Outcome(met=published))
    if published is not None:
        yield from _reports(followed, told)
        yield from _acts(followed, told)


def _duty(kind: str, followed: FollowedFacts, bearer: SubjectFacts, cycle: str = "") -> Duty:
    is_public = followed.conclusion.published is not None
    return Duty(
        kind=kind,
        subject_kind=CONCLUSION,
        subject_id=followed.conclusion.id,
        bearer=bearer,
        cycle=cycle,
        audience=Audience.BEARER if is_public else Audience.CASE,
    )


def _reports(followed: FollowedFacts, told: Told) -> Iterator[Computed]:
    """One duty for each subject; the step is recorded once the last of them has reported."""
    conclusion = followed.conclusion
    version = told.law.version_for("K9", act_date=conclusion.published, due_date=None, on=told.on)
    if version is None or conclusion.published is None:
        return
    if not followed.subjects:
        duty = _duty("K9", followed, SubjectFacts(agency_id=followed.agency_id))
        yield unknown(duty, "case_subject", told)
    base = base_step("case_published", conclusion.published, conclusion.number)
    outcome = Outcome(met=conclusion.steps.get("subject"))
    for subject in followed.subjects:
        duty = _duty("K9", followed, subject, subject.cycle)
        yield from_day(duty, version, base, told, outcome=outcome)


def _acts(followed: FollowedFacts, told: Told) -> Iterator[Computed]:
    conclusion = followed.conclusion
    version = told.law.version_for("K10", act_date=conclusion.published, due_date=None, on=told.on)
    if version is None or conclusion.published is None:
        return
    duty = _duty("K10", followed, SubjectFacts(agency_id=followed.head_agency_id))
    base = base_step("case_published", conclusion.published, conclusion.number)
    outcome = Outcome(met=conclusion.steps.get("manager"))
    yield from_day(duty, version, base, told, outcome=outcome)


# ------------------------------------------------------------ K12


def of_remedy(remedy: RemedyFacts, told: Told) -> Iterator[Computed]:
    """A recommendation by its day. An answer that says all is done counts on the day it came in
    once it is accepted; while it waits, in time, the clock stands still."""
    version = told.law.version_for("K12", act_date=remedy.published, due_date=None, on=told.on)
    if version is None:
        return
    duty = Duty(
        kind="K12",
        subject_kind=REMEDY,
        subject_id=remedy.id,
        bearer=remedy.bearer,
        audience=Audience.BEARER,
    )
    if remedy.due is None and remedy.closed is None:
        yield unknown(duty, "recommendation_day", told)
        return
    due = remedy.due or remedy.closed or remedy.published
    whole = [each for each in remedy.answers if each.percent == FULL]
    accepted = min((each.submitted for each in whole if each.accepted), default=None)
    waiting = min((each.submitted for each in whole if not each.accepted), default=None)
    met = None if remedy.closed is None else accepted or remedy.closed
    pending = waiting if met is None else None
    found = Reckoned(
        version=version,
        base=remedy.published,
        due=due,
        steps=(
            base_step("case_published", remedy.published, remedy.number),
            Step("target", {}, due),
        ),
        met=met,
        submitted=pending,
        stopped_on=pending if pending is not None and pending <= due else None,
        amount_due_vnd=remedy.amount_vnd,
        amount_met_vnd=None if remedy.amount_vnd is None else remedy.done_vnd,
    )
    yield computed(duty, found)


# ------------------------------------------------------------ K13


def of_fine(fine: FineFacts, told: Told) -> Iterator[Computed]:
    """A fine by the day its decision sets; paid in part, the rest is late from the day after."""
    version = told.law.version_for("K13", act_date=fine.decided, due_date=None, on=told.on)
    if version is None or fine.fine_vnd <= 0:
        return
    duty = Duty(
        kind="K13",
        subject_kind=FINE,
        subject_id=fine.id,
        bearer=fine.bearer,
        audience=Audience.BEARER if fine.is_public else Audience.CASE,
    )
    paid, met = 0, None
    for day, amount in fine.payments:
        paid += amount
        if met is None and paid >= fine.fine_vnd:
            met = day
    if fine.due is None and met is None:
        yield unknown(duty, "fine_day", told)
        return
    due = fine.due or met or fine.decided
    found = Reckoned(
        version=version,
        base=fine.decided,
        due=due,
        steps=(
            base_step("fine_decided", fine.decided, fine.number),
            Step("target", {}, due),
            Step("capital", {"what": "fine", "amount_vnd": fine.fine_vnd}),
            Step("capital", {"what": "fine_paid", "amount_vnd": paid}),
        ),
        met=met,
        amount_due_vnd=fine.fine_vnd,
        amount_met_vnd=min(paid, fine.fine_vnd),
    )
    yield computed(duty, found)
