"""The forecast of disbursement: its bounds, its method by table, its measured error."""

from __future__ import annotations

from decimal import Decimal
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disbursement.rules.forecast import (
    NO_REFERENCE,
    Forecast,
    Kind,
    PastYear,
    Reference,
    forecast,
    reference_of,
)
from disbursement.rules.scenario import HAI_DUONG_2025

EVEN = tuple(1300 * month // 13 for month in range(1, 14))
LATE = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1300)
HAI_DUONG = HAI_DUONG_2025.percents


def of_years(*years: tuple[int, ...], kind: Kind = Kind.OWNER) -> Reference:
    return Reference(kind, tuple(PastYear(1300, year) for year in years))


def middles(found: Forecast) -> list[int]:
    return [point.middle_vnd for point in found.points]


@pytest.mark.parametrize(
    ("reference", "paid", "expected"),
    [
        # Two years or more: their pace alone, added to what is paid, however little that is.
        (of_years(EVEN, EVEN), (100, 200, 300), [400, 500, 600]),
        (of_years(EVEN, EVEN), (0, 0, 0), [100, 200, 300]),
        # One year: half of its pace, half of the latest three months'.
        (of_years(EVEN), (0, 0, 0), [50, 100, 150]),
        (of_years(EVEN), (300, 600, 900), [1100, 1300, 1300]),
        # The latest three months, not those before.
        (NO_REFERENCE, (900, 900, 900, 900), [900, 900, 900]),
        (NO_REFERENCE, (0, 30, 60, 90), [120, 150, 180]),
        (NO_REFERENCE, (40,), [80, 120, 160]),
        # A scenario counts half once something is known of this year, and wholly before that.
        (Reference(Kind.SCENARIO, percents=HAI_DUONG), (), [39, 104, 247]),
        (Reference(Kind.SCENARIO, percents=HAI_DUONG), (0,), [33, 104, 163]),
        # Paid beyond the capital: nothing falls back.
        (of_years(EVEN, EVEN), (1400,), [1400, 1400, 1400]),
    ],
)
def test_months_ahead_follow_the_method(
    reference: Reference, paid: tuple[int, ...], expected: list[int]
) -> None:
    found = forecast(1300, paid, 13, reference)
    assert middles(found)[:3] == expected
    assert [point.month for point in found.points] == list(range(len(paid) + 1, 14))


def test_nothing_to_forecast_from_gives_no_months() -> None:
    found = forecast(1300, (), 13, NO_REFERENCE)
    assert (found.points, found.end, found.error_points) == ((), None, None)
    assert forecast(1300, EVEN, 13, of_years(EVEN, EVEN)).points == ()
    assert middles(forecast(0, (0, 0), 4, NO_REFERENCE)) == [0, 0]


def test_the_nearest_pace_is_followed() -> None:
    own, whole = PastYear(1300, EVEN), PastYear(2600, LATE)
    assert reference_of([own], [whole], HAI_DUONG) == Reference(Kind.OWNER, (own,))
    assert reference_of([PastYear(0, EVEN)], [whole], ()).kind == Kind.PROVINCE
    assert reference_of([], [PastYear(5, ())], HAI_DUONG).percents == HAI_DUONG
    assert reference_of([], [], ()) == NO_REFERENCE


def test_too_little_history_gives_no_range_and_no_error() -> None:
    found = forecast(1300, (100, 200), 13, of_years(EVEN))
    assert found.error_points is None
    assert (found.tests, found.has_range) == (0, False)
    assert {point.low_vnd for point in found.points} == {None}


def test_errors_are_those_of_months_held_back() -> None:
    """Three years that end at 1300, 1040 and 1170: each is forecast from the two others."""
    years = of_years(
        *(tuple(part * total // 1300 for part in EVEN) for total in (1300, 1040, 1170))
    )
    found = forecast(1300, (90,), 13, years)
    # What each year added after January less the mean of the two others: 1200-1020, 960-1140, 0.
    assert (found.error_points, found.error_ahead, found.tests) == (Decimal("9.23"), 12, 3)
    end = found.end
    assert end is not None
    assert (end.low_vnd, end.middle_vnd, end.high_vnd) == (990, 1170, 1300)
    assert (found.kind, found.years, found.past_share) == (Kind.OWNER, 3, 1)


def test_months_of_this_year_are_held_back_too() -> None:
    """Months 1, 2, 3 foretell the next one: a range one and two months ahead, none further."""
    found = forecast(1300, (100, 200, 300, 420), 13, of_years(EVEN))
    ranged = [point.month for point in found.points if point.low_vnd is not None]
    assert ranged == [5, 6]
    assert (found.error_ahead, found.tests) == (2, 2)
    assert not found.has_range


def test_capital_of_two_years_goes_on_to_its_last_december() -> None:
    found = forecast(1300, EVEN, 24, of_years(EVEN, EVEN))
    assert [point.month for point in found.points] == list(range(14, 25))
    assert set(middles(forecast(2600, EVEN, 24, of_years(EVEN, EVEN)))) == {1300}


steps = st.lists(st.integers(0, 10**12), min_size=13, max_size=13)


@st.composite
def cases(draw: st.DrawFn) -> tuple[int, tuple[int, ...], int, Reference]:
    def year() -> PastYear:
        paid = tuple(accumulate(draw(steps)))
        return PastYear(max(1, paid[-1] + draw(st.integers(0, 10**12))), paid)

    paid = tuple(accumulate(draw(st.lists(st.integers(0, 10**12), max_size=13))))
    capital = draw(st.integers(0, 10**13))
    reference = reference_of([year() for _each in range(draw(st.integers(0, 4)))], [], HAI_DUONG)
    return capital, paid, draw(st.sampled_from([13, 24])), reference


@settings(max_examples=60, deadline=None)
@given(cases())
def test_never_falling_within_the_capital_and_what_is_paid(
    case: tuple[int, tuple[int, ...], int, Reference],
) -> None:
    capital, paid, last, _reference = case
    found = forecast(*case)
    before = [paid[-1] if paid else 0] * 3
    ceiling = max(capital, before[0])
    assert len(found.points) == max(0, last - len(paid))
    for point in found.points:
        low = before[0] if point.low_vnd is None else point.low_vnd
        high = before[2] if point.high_vnd is None else point.high_vnd
        now = [low, point.middle_vnd, high]
        assert all(b <= n <= ceiling for b, n in zip(before, now, strict=True))
        if point.low_vnd is not None:
            assert low <= point.middle_vnd <= high
        before = now


@settings(max_examples=40, deadline=None)
@given(cases(), st.integers(2, 1000))
def test_the_unit_of_money_does_not_matter(
    case: tuple[int, tuple[int, ...], int, Reference], times: int
) -> None:
    capital, paid, last, reference = case
    larger = Reference(
        reference.kind,
        tuple(
            PastYear(y.capital_vnd * times, tuple(p * times for p in y.paid_vnd))
            for y in reference.years
        ),
        reference.percents,
    )
    one = forecast(*case)
    many = forecast(capital * times, tuple(p * times for p in paid), last, larger)
    assert (many.tests, many.error_ahead) == (one.tests, one.error_ahead)
    for small, large in zip(one.points, many.points, strict=True):
        assert abs(large.middle_vnd - small.middle_vnd * times) <= times


@settings(max_examples=30, deadline=None)
@given(steps, st.integers(0, 10**12), st.integers(3, 5), st.integers(1, 12))
def test_years_that_repeat_are_forecast_without_error(
    added: list[int], unspent: int, years: int, known: int
) -> None:
    paid = tuple(accumulate(added))
    capital = max(1, paid[-1] + unspent)
    reference = Reference(Kind.OWNER, (PastYear(capital, paid),) * years)
    found = forecast(capital, paid[:known], 13, reference)
    assert middles(found) == list(paid[known:])
    assert found.error_points == 0
    assert all(p.low_vnd == p.middle_vnd == p.high_vnd for p in found.points)


def test_a_larger_plan_is_paid_at_the_same_pace_for_longer() -> None:
    for reference in (
        of_years(EVEN, EVEN),
        of_years(EVEN),
        Reference(Kind.SCENARIO, percents=HAI_DUONG),
    ):
        paid = (300, 600, 900)
        plain, larger = (
            forecast(1300, paid, 13, reference),
            forecast(3900, paid, 13, reference.of_a_plan(3)),
        )
        assert middles(plain) == [min(1300, each) for each in middles(larger)]
        assert middles(larger)[-1] > 1300
