"""The next step of a decision on handling (H1), and which class a decision counts in."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from deadlines.rules.clock import Clock
from deadlines.rules.ladder import Audience, Level
from projects.rules.handling_classes import (
    COMMUNES_BEGIN,
    DISTRICTS_END,
    SHIPPED_CLASSES,
    ClassSpan,
    counts_as,
    taken_over,
)
from projects.rules.handling_facts import HandlingFacts
from tests.support.project_facts import AGENCY, one, project

DECIDED, DUE = date(2026, 6, 1), date(2026, 7, 31)


def decision(**said: Any) -> HandlingFacts:
    bare: dict[str, Any] = {
        "id": 61,
        "decided_on": DECIDED,
        "document_number": "512/TB-UBND",
        "step_due": DUE,
    }
    return HandlingFacts(**(bare | said))


def test_the_agency_in_charge_owes_the_step_and_only_officers_are_told() -> None:
    found = one(project(handling=(decision(),)), "H1", on=DUE)
    assert (found.clock, found.due_date, found.subject_kind) == (Clock.RUNNING, DUE, "handling")
    assert (found.bearer_agency_id, found.bearer_investor_id) == (AGENCY, None)
    assert (found.advisory, found.audience) == (True, Audience.STAFF)
    assert {rung.audience for rung in found.rungs} == {Audience.STAFF}
    assert [step.kind for step in found.steps] == ["base", "target", "due"]


@pytest.mark.parametrize(
    ("on", "level"),
    [
        (date(2026, 7, 23), Level.CALM),
        (date(2026, 7, 24), Level.NOTICE),
        (DUE, Level.NOTICE),
        (date(2026, 8, 1), Level.OVERDUE),
        (date(2026, 10, 29), Level.OVERDUE_90),
    ],
)
def test_it_is_late_from_the_day_after(on: date, level: Level) -> None:
    assert one(project(handling=(decision(),)), "H1", on=on).standing(on)[0] == level


def test_a_later_decision_or_the_end_fulfils_it() -> None:
    on_time = one(project(handling=(decision(ended_on=DUE),)), "H1")
    late = one(project(handling=(decision(ended_on=date(2026, 8, 2)),)), "H1")
    assert (on_time.clock, on_time.met_late) == (Clock.MET, False)
    assert (late.clock, late.met_date, late.met_late) == (Clock.MET, date(2026, 8, 2), True)


def test_without_a_day_it_is_unknown_until_it_ends() -> None:
    unknown = one(project(handling=(decision(step_due=None),)), "H1")
    ended = one(project(handling=(decision(step_due=None, ended_on=DUE),)), "H1")
    assert (unknown.clock, unknown.missing) == (Clock.UNKNOWN, "handling_step_day")
    assert (ended.clock, ended.void_reason) == (Clock.VOID, "handling_ended")


def test_a_terminated_project_owes_no_step() -> None:
    found = one(project(handling=(decision(),), terminated_on=date(2026, 7, 1)), "H1")
    assert (found.clock, found.void_reason) == (Clock.VOID, "terminated")


def test_the_six_of_the_source_and_the_one_in_place_of_the_districts() -> None:
    codes = [shipped.code for shipped in SHIPPED_CLASSES]
    assert codes == [
        *("TERMINATE", "PENALISE_THEN_ADJUST", "COMPLETE_PROCEDURES", "LAND_ENV_VIOLATION"),
        *("MINERAL_AUCTION", "DISTRICT_PENALISE", "LOCAL_PENALISE"),
    ]
    district, local = SHIPPED_CLASSES[-2:]
    assert (district.valid_to, district.replaced_by) == (DISTRICTS_END, local.code)
    assert local.valid_from == COMMUNES_BEGIN
    assert all(shipped.source for shipped in SHIPPED_CLASSES)


@pytest.mark.parametrize(
    ("on", "counted"), [(DISTRICTS_END, 1), (COMMUNES_BEGIN, 2), (date(2030, 1, 1), 3)]
)
def test_a_class_counts_as_the_one_in_its_place_from_the_day_after_its_end(
    on: date, counted: int
) -> None:
    spans = {
        1: ClassSpan(None, DISTRICTS_END, 2),
        2: ClassSpan(COMMUNES_BEGIN, date(2029, 12, 31), 3),
        3: ClassSpan(date(2030, 1, 1), None, None),
    }
    assert counts_as(1, spans, on) == counted
    assert taken_over(3, spans) == {1, 2, 3}
    assert taken_over(1, spans) == {1}


def test_an_end_without_a_successor_and_a_circle_stay_where_they_are() -> None:
    ended = ClassSpan(None, DISTRICTS_END, None)
    circle = {1: ClassSpan(None, DISTRICTS_END, 2), 2: ClassSpan(None, DISTRICTS_END, 1)}
    assert counts_as(7, {7: ended}, COMMUNES_BEGIN) == 7
    assert counts_as(1, circle, COMMUNES_BEGIN) == 1
    assert counts_as(9, {}, COMMUNES_BEGIN) == 9
    assert taken_over(1, circle) == {1, 2}
