"""Partial dates, official forms and calendar counting (R-1.5, R-8.3, NĐ 30/2020)."""

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vn.dates import (
    PartialDate,
    Precision,
    add_months,
    add_months_to_plan,
    day_text,
    lateness_text,
    months_and_days,
    official_date,
    official_short,
    parse_partial,
    partial_text,
)
from vn.errors import Unreadable

DAY, MONTH, QUARTER, YEAR = Precision.DAY, Precision.MONTH, Precision.QUARTER, Precision.YEAR
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31))


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        ("2016", YEAR, date(2016, 1, 1), date(2016, 12, 31)),
        ("năm 2021", YEAR, date(2021, 1, 1), date(2021, 12, 31)),
        ("2016-07", MONTH, date(2016, 7, 1), date(2016, 7, 31)),
        ("12/2024", MONTH, date(2024, 12, 1), date(2024, 12, 31)),
        ("02/2024", MONTH, date(2024, 2, 1), date(2024, 2, 29)),
        ("2/2023", MONTH, date(2023, 2, 1), date(2023, 2, 28)),
        ("Tháng 6 năm 2025", MONTH, date(2025, 6, 1), date(2025, 6, 30)),
        ("tháng 8/2026", MONTH, date(2026, 8, 1), date(2026, 8, 31)),
        ("T6/2025", MONTH, date(2025, 6, 1), date(2025, 6, 30)),
        ("2009-Q4", QUARTER, date(2009, 10, 1), date(2009, 12, 31)),
        ("Quý IV/2023", QUARTER, date(2023, 10, 1), date(2023, 12, 31)),
        ("quý III/2024", QUARTER, date(2024, 7, 1), date(2024, 9, 30)),
        ("Quý III/2029", QUARTER, date(2029, 7, 1), date(2029, 9, 30)),
        ("Quý I năm 2025", QUARTER, date(2025, 1, 1), date(2025, 3, 31)),
        ("quý 2/2025", QUARTER, date(2025, 4, 1), date(2025, 6, 30)),
        ("Q4/2023", QUARTER, date(2023, 10, 1), date(2023, 12, 31)),
        ("QUÝ\u00a0IV / 2023", QUARTER, date(2023, 10, 1), date(2023, 12, 31)),
        ("2016-07-01", DAY, date(2016, 7, 1), date(2016, 7, 1)),
        ("31/8/2022", DAY, date(2022, 8, 31), date(2022, 8, 31)),
        ("05/7/2016", DAY, date(2016, 7, 5), date(2016, 7, 5)),
        ("1-7-2016", DAY, date(2016, 7, 1), date(2016, 7, 1)),
        ("1 – 7 – 2016", DAY, date(2016, 7, 1), date(2016, 7, 1)),
        ("20.10.2022", DAY, date(2022, 10, 20), date(2022, 10, 20)),
        ("ngày 27/6/2021", DAY, date(2021, 6, 27), date(2021, 6, 27)),
        ("ngày 31 tháng 8 năm 2022", DAY, date(2022, 8, 31), date(2022, 8, 31)),
        ("29/02/2024", DAY, date(2024, 2, 29), date(2024, 2, 29)),
        ("31/12/2025.", DAY, date(2025, 12, 31), date(2025, 12, 31)),
        ("31/12/2025./.", DAY, date(2025, 12, 31), date(2025, 12, 31)),
        (unicodedata.normalize("NFD", "Quý II/2026"), QUARTER, date(2026, 4, 1), date(2026, 6, 30)),
    ],
)
def test_a_written_date_is_read_with_its_precision(
    text: str, precision: Precision, first: date, last: date
) -> None:
    read = parse_partial(text)
    assert (read.precision, read.first, read.last) == (precision, first, last)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31/02/2024", "no_such_day"),
        ("29/02/2023", "no_such_day"),
        ("2024-13-01", "no_such_day"),
        ("00/8/2022", "no_such_day"),
        ("13/2024", "no_such_month"),
        ("tháng 0/2024", "no_such_month"),
        ("Quý V/2023", "no_such_quarter"),
        ("2023-Q5", "no_such_quarter"),
        ("31/8/0202", "no_such_year"),
        ("9999", "no_such_year"),
        ("29.10", "year_missing"),
        ("15/9", "year_missing"),
        ("ngày 21/2", "year_missing"),
        ("ngày 15 tháng 9", "year_missing"),
        ("tháng 9", "year_missing"),
        ("quý III", "year_missing"),
        ("31/8/22", "short_year"),
        ("2016-2020", "range"),
        ("2016 – 2020", "range"),
        ("từ 2016 đến 2020", "range"),
        ("Quý I - Quý III/2024", "range"),
        ("Quý III-IV/2024", "range"),
        ("15-20/8/2022", "range"),
        ("6-7/2024", "range"),
        ("1/7/2016-31/12/2016", "range"),
        ("36 tháng kể từ ngày bàn giao đất", "relative"),
        ("12 tháng", "relative"),
        ("T+6", "relative"),
        ("sau khi được giao đất", "relative"),
        ("cuối năm 2021", "vague"),
        ("đầu quý II/2025", "vague"),
        ("trước ngày 31/12/2025", "vague"),
        ("khoảng tháng 6/2025", "vague"),
        ("theo tiến độ", "not_a_date"),
        ("20220831", "not_a_date"),
        ("٣١/٨/٢٠٢٢", "not_a_date"),
        ("", "empty"),
        (" - ", "empty"),
    ],
)
def test_what_is_not_one_date_is_refused_with_its_reason(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        parse_partial(text)
    assert refusal.value.code == code
    assert refusal.value.raw == text


@given(DAYS, st.sampled_from(Precision))
def test_what_is_written_is_read_back(day: date, precision: Precision) -> None:
    written = PartialDate(day, precision)
    assert parse_partial(str(written)) == written


@given(DAYS, st.sampled_from(Precision))
def test_a_day_lies_between_the_first_and_last_of_its_period(
    day: date, precision: Precision
) -> None:
    period = PartialDate(day, precision)
    assert period.first <= day <= period.last
    assert PartialDate(period.last, precision) == period


def _outcome(text: str) -> PartialDate | Unreadable:
    try:
        return parse_partial(text)
    except Unreadable as refusal:
        return refusal


@given(st.text(max_size=40))
def test_any_other_text_is_refused_and_never_breaks(text: str) -> None:
    outcome = _outcome(text)
    assert isinstance(outcome, PartialDate) or outcome.raw == text


@pytest.mark.parametrize(
    ("precision", "text"),
    [(DAY, "31/8/2026"), (MONTH, "tháng 8/2026"), (QUARTER, "Quý III/2026"), (YEAR, "2026")],
)
def test_each_precision_is_shown_in_its_own_words(precision: Precision, text: str) -> None:
    assert partial_text(date(2026, 8, 31), precision) == text


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (date(2026, 9, 5), "ngày 05 tháng 9 năm 2026", "05/9/2026"),
        (date(2022, 8, 31), "ngày 31 tháng 8 năm 2022", "31/8/2022"),
        (date(2026, 2, 10), "ngày 10 tháng 02 năm 2026", "10/02/2026"),
        (date(2026, 1, 9), "ngày 09 tháng 01 năm 2026", "09/01/2026"),
        (date(2026, 3, 1), "ngày 01 tháng 3 năm 2026", "01/3/2026"),
        (date(2026, 12, 11), "ngày 11 tháng 12 năm 2026", "11/12/2026"),
    ],
)
def test_official_dates_pad_days_below_ten_and_the_first_two_months(
    day: date, long: str, short: str
) -> None:
    assert official_date(day) == long
    assert official_short(day) == short
    assert parse_partial(long) == parse_partial(short) == PartialDate(day, DAY)


def test_a_screen_date_is_not_padded() -> None:
    assert day_text(date(2026, 2, 5)) == "5/2/2026"


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 3, 14), 12, date(2026, 3, 14)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 1, 15), 0, date(2026, 1, 15)),
    ],
)
def test_months_are_added_by_the_calendar(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2026, 6, 19), date(2026, 8, 31), (2, 12)),
        (date(2026, 6, 19), date(2026, 6, 19), (0, 0)),
        (date(2026, 6, 19), date(2026, 6, 20), (0, 1)),
        (date(2026, 6, 19), date(2026, 7, 18), (0, 29)),
        (date(2026, 6, 19), date(2026, 7, 19), (1, 0)),
        (date(2025, 1, 31), date(2025, 2, 28), (1, 0)),
        (date(2024, 1, 31), date(2024, 2, 28), (0, 28)),
        (date(2024, 2, 29), date(2025, 2, 28), (12, 0)),
    ],
)
def test_a_delay_is_full_months_and_then_days(
    start: date, end: date, expected: tuple[int, int]
) -> None:
    assert months_and_days(start, end) == expected


@given(DAYS, st.integers(min_value=0, max_value=4000))
def test_months_and_days_lead_back_to_the_end(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    months, days = months_and_days(start, end)
    assert add_months(start, months) + timedelta(days=days) == end
    assert add_months(start, months + 1) > end


def test_a_delay_cannot_run_backwards() -> None:
    with pytest.raises(ValueError, match="before"):
        months_and_days(date(2026, 6, 20), date(2026, 6, 19))


@pytest.mark.parametrize(
    ("months", "days", "text"),
    [(2, 12, "2 tháng 12 ngày"), (0, 12, "12 ngày"), (2, 0, "2 tháng"), (0, 0, "0 ngày")],
)
def test_a_delay_is_said_in_months_and_days(months: int, days: int, text: str) -> None:
    assert lateness_text(months, days) == text


@pytest.mark.parametrize(
    ("last", "months", "expected"),
    [
        (date(2022, 2, 28), 24, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2023, 6, 30), 1, date(2023, 7, 31)),
        (date(2023, 6, 29), 1, date(2023, 7, 29)),
        (date(2025, 3, 31), 12, date(2026, 3, 31)),
    ],
)
def test_a_plan_of_a_month_runs_to_the_end_of_the_later_month(last, months, expected) -> None:
    assert add_months_to_plan(last, months) == expected
