"""Clocks of the plan of a year: K14 to K16 (law.md §4.2, art. 18.2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from deadlines.rules.clock import Step
from deadlines.rules.computed import Computed
from deadlines.rules.ladder import Audience
from deadlines.rules.law import RuleVersionDef
from inspections.rules.assembly import Duty, Outcome, Reckoned, base_step, computed, from_day, walk
from inspections.rules.clock_facts import PlanFacts, SubjectFacts, Told
from inspections.rules.subjects import PLAN
from vn.dates import Precision, last_day


def of_plan(plan: PlanFacts, told: Told) -> Iterator[Computed]:
    """The draft by 20/11 and the head's opinion by 30/11 of the year before, both last days on
    time; issued within 5 working days, of which the first is the one after the opinion."""
    yield from _by_day("K14", plan, plan.agency_id, plan.submitted, told)
    yield from _by_day("K15", plan, plan.head_agency_id, plan.answered, told)
    answered = plan.answered
    if answered is None:
        return

    def due_under(version: RuleVersionDef) -> date:
        return walk(version, answered, told).due

    version = told.law.version_by_due("K16", due_under, act_date=None, on=told.on)
    if version is not None:
        duty = _duty("K16", plan, plan.agency_id)
        base = base_step("plan_answered", answered, plan.answer_number)
        yield from_day(duty, version, base, told, outcome=Outcome(met=plan.issued))


def _duty(kind: str, plan: PlanFacts, agency_id: int) -> Duty:
    return Duty(
        kind=kind,
        subject_kind=PLAN,
        subject_id=plan.id,
        bearer=SubjectFacts(agency_id=agency_id),
        audience=Audience.BEARER,
    )


def _by_day(
    kind: str, plan: PlanFacts, agency_id: int, met: date | None, told: Told
) -> Iterator[Computed]:
    def due_under(version: RuleVersionDef) -> date:
        month, day = version.number_of("due_month"), version.number_of("due_day")
        end = last_day(date(plan.year - 1, month, 1), Precision.MONTH)
        return end.replace(day=min(day, end.day))

    version = told.law.version_by_due(kind, due_under, act_date=None, on=told.on)
    if version is None:
        return
    due = due_under(version)
    first = date(plan.year - 1, 1, 1)
    found = Reckoned(
        version=version, base=first, due=due, steps=(Step("law_day", {}, due),), met=met
    )
    yield computed(_duty(kind, plan, agency_id), found)
