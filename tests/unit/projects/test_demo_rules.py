"""The demonstration province shows every state of the rules, and not too many at once."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from deadlines.rules.clock import Clock
from deadlines.rules.computed import Computed
from deadlines.rules.ladder import Level
from projects.demo.province import build
from projects.rules.obligations import compute
from tests.support.demo_facts import facts_of, law_of
from vn.calendar import vietnam_calendar

TODAY = date(2026, 11, 22)
DAYS = (
    pytest.param(TODAY, id="an ordinary day"),
    pytest.param(date(2027, 1, 1), id="New Year's Day"),
    pytest.param(date(2028, 2, 29), id="a leap day"),
)


@cache
def obligations(on: date) -> tuple[tuple[str, Computed], ...]:
    """(story, obligation) of every project."""
    law, calendar = law_of(on), vietnam_calendar(range(2000, 2034))
    return tuple(
        (row.story, found)
        for number, row in enumerate(build(on).projects, start=1)
        for found in compute(facts_of(row, number), law=law, calendar=calendar, on=on)
    )


def standing(found: Computed, on: date) -> str:
    """RUNNING with its level, MET in time or late, or the name of the clock."""
    if found.clock is Clock.RUNNING:
        return f"running {found.standing(on)[0].name}"
    if found.clock is Clock.MET:
        return "met late" if found.met_late else "met"
    return found.clock.value


STATES = [
    *(("L1", f"running {level.name}") for level in Level),
    *(("L1", state) for state in ("met", "met late", "stopped", "not_started", "unknown", "void")),
    ("L2", "running CALM"),
    ("L2", "running NOTICE"),
    ("L2", "running WARNING"),
    ("L2", "running FINAL_WARNING"),
    ("L2", "running OVERDUE"),
    *(("L2", state) for state in ("met", "stopped", "not_started", "unknown", "void")),
    ("L3", "running CALM"),
    ("L3", "running WARNING"),
    ("L3", "running OVERDUE"),
    ("L3", "met"),
    ("L6", "running CALM"),
    ("L6", "running OVERDUE"),
    ("L6", "running OVERDUE_180"),
    ("L6", "met"),
    ("L6", "met late"),
    ("L6", "unknown"),
    ("I1", "running CALM"),
    ("I1", "running NOTICE"),
    ("I1", "running OVERDUE"),
    ("I1", "running OVERDUE_90"),
    ("I1", "running OVERDUE_180"),
    ("I1", "running OVERDUE_365"),
    *(("I1", state) for state in ("met", "met late", "stopped", "unknown", "void")),
    ("I3", "running CALM"),
    ("I3", "running NOTICE"),
    ("I3", "running WARNING"),
    ("I3", "running OVERDUE"),
    *(("I3", state) for state in ("met", "stopped", "unknown", "void")),
    ("I4", "running CALM"),
    ("I4", "running WARNING"),
    ("I4", "running FINAL_WARNING"),
    ("I4", "running OVERDUE"),
    ("I4", "met"),
    ("I4", "met late"),
    ("I2", "found"),
    ("I5", "running OVERDUE"),
    ("I5", "met"),
    ("I6", "running OVERDUE"),
    ("I7", "running WARNING"),
    ("I7", "running OVERDUE"),
    ("I7", "met"),
    ("I8", "running OVERDUE"),
    ("I8", "met"),
    ("I9", "running CALM"),
    ("I9", "running NOTICE"),
    ("I10", "running OVERDUE_90"),
    ("I10", "met"),
    ("I11", "found"),
    ("L5", "found"),
    ("L7", "found"),
    ("P1", "running CALM"),
    ("P1", "running OVERDUE"),
    ("RX", "running CALM"),
    ("R1", "running OVERDUE"),
    ("R1", "met"),
    ("R1", "met late"),
    ("R1", "stopped"),
    ("R2", "not_started"),
    ("RV", "running OVERDUE"),
    ("RV", "met"),
]


@pytest.mark.parametrize(
    ("kind", "state"), [pytest.param(*case, id=f"{case[0]} {case[1]}") for case in STATES]
)
@pytest.mark.parametrize("on", [TODAY, date(2027, 4, 15)], ids=["today", "next spring"])
def test_every_state_of_every_rule_can_be_seen(on: date, kind: str, state: str) -> None:
    assert any(found.kind == kind and standing(found, on) == state for _, found in obligations(on))


def test_the_old_land_law_is_advisory_and_the_new_one_is_not() -> None:
    late = {
        (story, found.advisory)
        for story, found in obligations(TODAY)
        if found.kind == "L1" and standing(found, TODAY) == "running OVERDUE_365"
    }
    assert late == {("unused_a_year_late", False), ("unused_since_the_old_law", True)}


def test_the_guarantee_that_runs_out_and_the_one_that_has_are_two_cases() -> None:
    late = {
        (story, found.subject_kind)
        for story, found in obligations(TODAY)
        if found.kind == "I7" and found.clock is Clock.RUNNING
    }
    assert late == {
        ("deposit_missing", "project"),
        ("schedule_moved", "deposit"),
        ("extension_used", "deposit"),
    }


def test_a_move_beyond_the_cap_is_found_unless_its_act_names_an_exception() -> None:
    assert [s for s, found in obligations(TODAY) if found.kind == "I2"] == ["moved_beyond_cap"]


def test_time_asked_for_in_time_keeps_the_clock_still() -> None:
    clocks = {f.clock for s, f in obligations(TODAY) if (s, f.kind) == ("extension_asked", "I1")}
    assert Clock.STOPPED in clocks


def test_nearly_all_investors_report_in_time() -> None:
    asked = [found for _, found in obligations(TODAY) if found.kind == "R1"]
    late = [f for f in asked if standing(f, TODAY).startswith("running OVERDUE")]
    assert len(asked) > 200
    assert 3 <= len(late) <= 6


@pytest.mark.parametrize(
    "reason", ["pending_adjustment", "land_route", "moved_to_extension", "terminated"]
)
def test_a_duty_gives_way_for_each_reason(reason: str) -> None:
    assert any(found.void_reason == reason for _, found in obligations(TODAY))


@pytest.mark.parametrize("on", DAYS)
def test_a_leader_sees_a_page_of_late_cases_not_hundreds(on: date) -> None:
    late = [
        story
        for story, found in obligations(on)
        if found.clock is Clock.RUNNING and found.standing(on)[0].is_flag
    ]
    assert 45 <= len(late) <= 60
    assert 30 <= len(set(late)) <= 40
