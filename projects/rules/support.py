"""Clocks of what investors ask for: the answer (SA), and asking a body outside again (SF).

Both are rules of the province, with days it may change, so they ship as advisory (mark D).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from deadlines.rules.clock import DerivedReason, Exclusion, Run, Step, Term, run
from deadlines.rules.computed import Computed
from deadlines.rules.law import LawBook, RuleVersionDef
from projects.rules.assembly import Duty, dated
from projects.rules.facts import ProjectFacts
from projects.rules.reckoning import Case, Reckoning
from vn.calendar import WorkCalendar

SUBJECT = "support_request"
LAWSUIT = "lawsuit"
"""A court answers it, so nobody here owes the answer; asking how it stands is owed all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """Days on which the holder cannot go on; `until` is the day it can again, None: not yet."""

    since: date
    until: date | None
    reason: DerivedReason
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """From the day it was filed, or opened again, to its answer; who held it at its end."""

    number: int
    opened: date
    holder_id: int
    answered: date | None = None
    withdrawn: date | None = None
    waits: tuple[Wait, ...] = ()
    limit: date | None = None
    limit_basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One stay with a body outside the province: asked again on days, after so many days each."""

    number: int
    since: date
    until: date | None
    every_days: int
    holder_id: int
    asked_again: tuple[date, ...] = ()
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportFacts:
    """A request with its rounds and its stays outside; `project_id` None for one about no project."""

    id: int
    code: str
    kind: str
    project_id: int | None
    rounds: tuple[Round, ...]
    stretches: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What every computation is told: the law, the calendar of days off, the day of looking."""

    law: LawBook
    calendar: WorkCalendar
    on: date


def duties(facts: SupportFacts, told: Told) -> Iterator[Computed]:
    """The answer of each round, and each time the body outside is to be asked again."""
    if facts.kind != LAWSUIT:
        for each in facts.rounds:
            yield from _answer(facts, each, told)
    for stretch in facts.stretches:
        yield from _follow_ups(facts, stretch, told)


def _answer(facts: SupportFacts, each: Round, told: Told) -> Iterator[Computed]:
    """SA: the working days the province sets, or the day a document sets.

    The clock stands still while the investor is asked something or a body outside has the file; a
    day set by a document is not moved by either. What was withdrawn is owed no more.
    """
    version = told.law.version_for("SA", act_date=each.opened, due_date=None, on=told.on)
    if version is None or (each.withdrawn is not None and each.answered is None):
        return
    base = {"fact": "support_request", "reference": facts.code}
    found = Reckoning(
        version=version,
        base=each.opened,
        run=_walk(version, each, told),
        facts=(Step("base", base, each.opened),),
    )
    duty = Duty("SA", SUBJECT, facts.id, cycle=str(each.number), agency_id=each.holder_id)
    yield _of(facts, dated(_case(told), duty, found, met=each.answered))


def _walk(version: RuleVersionDef, each: Round, told: Told) -> Run:
    if each.limit is not None:
        step = Step("target", {"reference": each.limit_basis}, each.limit)
        return Run(due=each.limit, stopped_on=None, excluded_days=0, steps=(step,))
    return run(
        base=each.opened,
        term=version.term,
        exclusions=tuple(_exclusions(each, told.on)),
        calendar=told.calendar,
        roll=version.roll,
    )


def _exclusions(each: Round, on: date) -> Iterator[Exclusion]:
    """Waits as days taken out: the day on which the holder can go on counts again."""
    for wait in each.waits:
        end = wait.until or each.answered
        if end is not None and end <= wait.since:
            continue
        last = None if end is None else date.fromordinal(end.toordinal() - 1)
        if wait.since <= on:
            yield Exclusion(
                start=wait.since,
                end=last,
                reason=wait.reason.value,
                derived=True,
                reference=wait.reference,
            )


def _follow_ups(facts: SupportFacts, stretch: Stretch, told: Told) -> Iterator[Computed]:
    """SF: the holder asks the body outside again each time the agreed days have passed."""
    base, days = stretch.since, (*stretch.asked_again, None)
    for number, asked in enumerate(days, 1):
        if asked is None and stretch.until is not None:
            return
        version = told.law.version_for("SF", act_date=base, due_date=None, on=told.on)
        if version is None:
            return
        words = {"fact": "support_outside", "reference": stretch.body}
        found = Reckoning(
            version=version,
            base=base,
            run=run(
                base=base,
                term=Term(days=stretch.every_days),
                exclusions=(),
                calendar=told.calendar,
                roll=version.roll,
            ),
            facts=(Step("base", words, base),),
        )
        cycle = f"{stretch.number}.{number}"
        duty = Duty("SF", SUBJECT, facts.id, cycle=cycle, agency_id=stretch.holder_id)
        yield _of(facts, dated(_case(told), duty, found, met=asked))
        base = asked or base


def _case(told: Told) -> Case:
    """These clocks rest on no fact of a project."""
    return Case(
        project=ProjectFacts(id=0, agency_id=0, physical_state=""),
        law=told.law,
        calendar=told.calendar,
        on=told.on,
    )


def _of(facts: SupportFacts, found: Computed) -> Computed:
    return replace(found, project_id=facts.project_id)
