"""Ladders: strictly rising, and a standing that agrees with them on every single day."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deadlines.rules.ladder import (
    Audience,
    Level,
    Mark,
    Rung,
    for_staff,
    not_before,
    ordered,
    overdue_rungs,
    rungs_after_base,
    rungs_before_due,
    standing,
    until,
)

EXHAUSTIVE = settings(max_examples=150, deadline=None, derandomize=True, database=None)
DUE = date(2026, 6, 19)
DAY = timedelta(days=1)


def full_ladder() -> tuple[Rung, ...]:
    marks = (Mark(Level.NOTICE, 90), Mark(Level.FINAL_WARNING, 30, Audience.BEARER))
    return ordered((*rungs_before_due(marks, DUE), *overdue_rungs(DUE, Audience.BEARER)))


@pytest.mark.parametrize(
    ("on", "level", "next_change"),
    [
        pytest.param(date(2026, 3, 20), Level.CALM, date(2026, 3, 21), id="91 days before"),
        pytest.param(date(2026, 3, 21), Level.NOTICE, date(2026, 5, 20), id="90 days before"),
        pytest.param(
            date(2026, 5, 20), Level.FINAL_WARNING, date(2026, 6, 20), id="30 days before"
        ),
        pytest.param(DUE, Level.FINAL_WARNING, date(2026, 6, 20), id="the due day is on time"),
        pytest.param(DUE + DAY, Level.OVERDUE, date(2026, 9, 17), id="one day late"),
        pytest.param(DUE + 89 * DAY, Level.OVERDUE, date(2026, 9, 17), id="89 days late"),
        pytest.param(DUE + 90 * DAY, Level.OVERDUE_90, date(2026, 12, 16), id="90 days late"),
        pytest.param(DUE + 179 * DAY, Level.OVERDUE_90, date(2026, 12, 16), id="179 days late"),
        pytest.param(DUE + 180 * DAY, Level.OVERDUE_180, date(2027, 6, 19), id="180 days late"),
        pytest.param(DUE + 364 * DAY, Level.OVERDUE_180, date(2027, 6, 19), id="364 days late"),
        pytest.param(DUE + 365 * DAY, Level.OVERDUE_365, None, id="365 days late and for good"),
    ],
)
def test_the_standing_follows_the_grades(on: date, level: Level, next_change: date | None) -> None:
    assert standing(full_ladder(), on) == (level, next_change)


def test_a_flag_exists_from_overdue_on() -> None:
    assert [level for level in Level if level.is_flag] == [
        Level.OVERDUE,
        Level.OVERDUE_90,
        Level.OVERDUE_180,
        Level.OVERDUE_365,
    ]


def test_reminders_the_stopped_clock_has_not_reached_are_left_out() -> None:
    days = {6: date(2025, 9, 14), 9: None, 11: None}
    marks = (Mark(Level.NOTICE, 6), Mark(Level.WARNING, 9), Mark(Level.FINAL_WARNING, 11))

    assert rungs_after_base(marks, days.__getitem__) == (
        Rung(date(2025, 9, 14), Level.NOTICE, Audience.STAFF),
    )


def test_of_two_rungs_on_one_day_the_higher_stays() -> None:
    low = Rung(DUE, Level.NOTICE, Audience.STAFF)
    high = Rung(DUE, Level.WARNING, Audience.BEARER)

    assert ordered((high, low)) == (high,)


def test_a_rung_that_would_lower_the_level_is_dropped() -> None:
    high = Rung(DUE, Level.WARNING, Audience.BEARER)
    later = Rung(DUE + DAY, Level.NOTICE, Audience.STAFF)

    assert ordered((high, later)) == (high,)


def test_a_stopped_clock_keeps_only_what_it_passed() -> None:
    passed = until(full_ladder(), date(2026, 5, 20))

    assert [rung.level for rung in passed] == [Level.NOTICE]
    assert until(full_ladder(), None) == full_ladder()


def test_a_rule_speaks_from_its_first_day_at_the_grade_reached_by_then() -> None:
    moved = not_before(full_ladder(), DUE + 200 * DAY)

    assert [(rung.date, rung.level) for rung in moved] == [
        (DUE + 200 * DAY, Level.OVERDUE_180),
        (DUE + 365 * DAY, Level.OVERDUE_365),
    ]


def test_an_advisory_ladder_is_for_staff_alone() -> None:
    assert {rung.audience for rung in for_staff(full_ladder())} == {Audience.STAFF}


rungs = st.lists(
    st.builds(
        Rung,
        date=st.integers(0, 300).map(lambda n: DUE + n * DAY),
        level=st.sampled_from(Level),
        audience=st.sampled_from(Audience),
    ),
    max_size=12,
)


@EXHAUSTIVE
@given(rungs=rungs)
def test_an_ordered_ladder_rises_strictly_in_day_and_level(rungs: list[Rung]) -> None:
    ladder = ordered(rungs)

    for lower, higher in pairwise(ladder):
        assert lower.date < higher.date
        assert lower.level < higher.level


@EXHAUSTIVE
@given(rungs=rungs, floor=st.integers(-5, 310))
def test_the_standing_agrees_with_the_ladder_day_by_day(rungs: list[Rung], floor: int) -> None:
    first = DUE + floor * DAY
    ladder = not_before(rungs, first)
    expected_next = None

    for day in (DUE + n * DAY for n in range(320, -10, -1)):
        level, next_change = standing(ladder, day)
        reached = [r.level for r in rungs if max(r.date, first) <= day]
        assert level == max(reached, default=Level.CALM)
        assert next_change == expected_next
        if standing(ladder, day - DAY)[0] != level:
            expected_next = day
