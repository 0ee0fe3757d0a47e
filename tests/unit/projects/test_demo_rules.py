"""The demonstration province shows every state of the seven rules, and not too many at once."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from deadlines.rules.clock import Clock
from deadlines.rules.computed import Computed
from deadlines.rules.ladder import Level
from deadlines.rules.law import LawBook
from projects.demo.province import build
from projects.rules.obligations import compute
from tests.support.demo_facts import facts_of
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
    law, calendar = LawBook(), vietnam_calendar(range(2000, 2034))
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
    assert 25 <= len(late) <= 42
    assert 19 <= len(set(late)) <= 26
