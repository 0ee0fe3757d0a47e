"""Working days (ngày làm việc) around Tết and swapped days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vn.calendar import WorkCalendar, vietnam_calendar, vietnam_days, vietnam_working_swaps

C2026 = vietnam_calendar([2025, 2026, 2027])
NOTHING_OFF = WorkCalendar()


@pytest.mark.parametrize(
    ("day", "working"),
    [
        pytest.param(date(2026, 2, 13), True, id="the Friday before Tết"),
        pytest.param(date(2026, 2, 16), False, id="the last day of the old lunar year"),
        pytest.param(date(2026, 2, 17), False, id="the first day of Tết"),
        pytest.param(date(2026, 2, 20), False, id="the fourth day of Tết"),
        pytest.param(date(2026, 2, 23), True, id="the Monday after Tết"),
        pytest.param(date(2026, 4, 27), False, id="the substitute for Hùng Kings day on a Sunday"),
        pytest.param(date(2026, 8, 22), True, id="a Saturday worked in exchange"),
        pytest.param(date(2026, 8, 29), False, id="an ordinary Saturday"),
        pytest.param(date(2026, 8, 31), False, id="a Monday given off in exchange"),
        pytest.param(date(2026, 9, 2), False, id="national day"),
        pytest.param(date(2026, 9, 3), True, id="the day after national day"),
    ],
)
def test_days_of_2026(day: date, working: bool) -> None:
    assert C2026.is_working(day) is working


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        pytest.param(date(2026, 8, 3), 5, date(2026, 8, 10), id="over one weekend"),
        pytest.param(date(2026, 2, 13), 1, date(2026, 2, 23), id="over Tết"),
        pytest.param(date(2026, 8, 21), 1, date(2026, 8, 22), id="to a swapped Saturday"),
        pytest.param(date(2026, 8, 28), 1, date(2026, 9, 3), id="over the long national holiday"),
        pytest.param(date(2026, 2, 23), -1, date(2026, 2, 13), id="back over Tết"),
        pytest.param(date(2026, 2, 17), 0, date(2026, 2, 17), id="no days at all"),
        pytest.param(date(2026, 2, 17), 1, date(2026, 2, 23), id="from inside a holiday"),
    ],
)
def test_working_days_are_counted_from_the_day_after(start: date, count: int, end: date) -> None:
    assert C2026.add_working_days(start, count) == end


def test_the_next_working_day_may_be_the_day_itself() -> None:
    assert C2026.next_working(date(2026, 2, 13)) == date(2026, 2, 13)
    assert C2026.next_working(date(2026, 2, 14)) == date(2026, 2, 23)


def test_a_swapped_weekend_day_wins_over_a_day_off() -> None:
    saturday = date(2026, 8, 22)
    assert WorkCalendar(frozenset({saturday}), frozenset({saturday})).is_working(saturday)


@given(
    st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1)),
    st.integers(min_value=0, max_value=60),
)
def test_counting_and_adding_agree(start: date, count: int) -> None:
    end = NOTHING_OFF.add_working_days(start, count)
    assert NOTHING_OFF.working_days_between(start, end) == count


def test_counting_backwards_gives_no_days() -> None:
    assert NOTHING_OFF.working_days_between(date(2026, 8, 10), date(2026, 8, 3)) == 0


def test_a_calendar_without_working_days_is_refused() -> None:
    every_day = frozenset(date.fromordinal(n) for n in range(739_000, 739_500))
    with pytest.raises(ValueError, match="no working day"):
        WorkCalendar(every_day).next_working(date.fromordinal(739_010))


def test_the_first_filling_has_vietnamese_names_and_only_its_own_year() -> None:
    days = vietnam_days(2026)
    assert days[date(2026, 1, 1)] == "Tết Dương lịch"
    assert days[date(2026, 8, 31)].startswith("Ngày nghỉ")
    assert {day.year for day in days} == {2026}
    assert list(days) == sorted(days)
    assert vietnam_working_swaps(2026) == {date(2026, 8, 22)}
