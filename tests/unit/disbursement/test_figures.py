"""Rates and their bases, ranks, sides of an average, and which base a printed rate means."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from charts import spark
from disbursement.overview import Pace
from disbursement.rules.basis import Basis, Rate
from disbursement.rules.figures import Figures, added_up, closes_on, months_of
from disbursement.rules.published import basis_meant
from disbursement.rules.ranking import Side, ranks, side

AUGUST = date(2026, 8, 1)
DAY = date(2026, 8, 31)


def rate(paid: int | None, base: int, basis: Basis = Basis.DEPLOYED) -> Rate:
    return Rate(paid, base, basis, DAY)


@pytest.mark.parametrize(
    ("paid", "base", "percent"),
    [
        (727_304_290_000, 2_768_098_333_000, "26.27"),
        (4_484_305_920_000, 5_139_619_920_000, "87.25"),
        (125, 100_000, "0.13"),
        (124, 100_000, "0.12"),
        (0, 7, "0.00"),
        (9, 7, "128.57"),
    ],
)
def test_a_rate_is_rounded_half_up_from_whole_dong(paid: int, base: int, percent: str) -> None:
    assert rate(paid, base).percent == Decimal(percent)


def test_no_base_or_nothing_known_gives_no_rate() -> None:
    assert rate(5, 0).percent is None
    assert rate(None, 5).percent is None
    assert rate(5, 0).points_from(rate(1, 2)) is None


def test_each_base_has_its_own_numerator() -> None:
    found = Figures(
        AUGUST,
        assigned_pm_vnd=1_000,
        assigned_province_vnd=900,
        assigned_vnd=900,
        allocated_vnd=800,
        carried_over_vnd=150,
        advanced_vnd=50,
        disbursed_before_vnd=300,
        disbursed_month_vnd=100,
        disbursed_year_vnd=250,
        estimate_vnd=60,
        estimate_year_vnd=40,
        lines=3,
        lines_missing=1,
        estimates_missing=2,
    )
    shares = {b: (found.rate(b).numerator, found.rate(b).denominator) for b in Basis}
    assert shares == {
        Basis.PM: (250, 1_000),
        Basis.PROVINCE: (250, 900),
        Basis.ALLOCATED: (250, 800),
        Basis.DEPLOYED: (400, 1_000),
    }
    expected = found.estimate_rate()
    assert (expected.numerator, expected.is_estimate, expected.day) == (
        460,
        True,
        date(2026, 9, 30),
    )
    assert found.estimate_rate(Basis.ALLOCATED).numerator == 290
    assert (found.unallocated_vnd, found.remaining_vnd) == (100, 600)
    assert found.assignment_rate().percent == Decimal("90.00")
    assert found.allocation_rate().percent == Decimal("88.89")
    assert added_up(AUGUST, [found, found]).disbursed_vnd == 800


def test_without_any_estimate_there_is_none_and_it_is_not_zero() -> None:
    found = Figures(AUGUST, allocated_vnd=10, lines=2, estimates_missing=2)
    assert found.estimate_rate().percent is None


def test_a_plan_of_the_prime_minister_alone_has_no_rate_of_the_province() -> None:
    found = Figures(AUGUST, assigned_pm_vnd=10, assigned_vnd=10, disbursed_year_vnd=5)
    assert found.rate(Basis.PROVINCE).percent is None
    assert found.rate(Basis.PM).percent == 50
    assert found.assignment_rate().percent is None


def test_a_year_runs_to_the_end_of_january() -> None:
    months = months_of(2026)
    assert (len(months), months[0], months[-1]) == (13, date(2026, 1, 1), date(2027, 1, 1))
    assert closes_on(2026) == date(2027, 1, 31)


@pytest.mark.parametrize(
    ("left", "months", "best", "a_month", "times", "hard"),
    [
        (2_040_794, 5, 123_000, 408_159, "3.32", True),
        (100, 5, 20, 20, "1", False),
        (101, 5, 20, 21, "1.05", True),
        (0, 5, 20, 0, "0", False),
        (10, 5, 0, 2, None, True),
        (10, 0, 5, None, None, True),
    ],
)
def test_what_is_left_asks_of_each_month(
    left: int, months: int, best: int, a_month: int | None, times: str | None, hard: bool
) -> None:
    pace = Pace(left, date(2027, 1, 31), months, best)
    assert pace.a_month_vnd == a_month
    assert pace.times == (None if times is None else Decimal(times))
    assert pace.hard is hard


def test_exact_shares_rank_and_ties_go_by_code() -> None:
    rates = {1: rate(1, 3), 2: rate(2, 6), 3: rate(33_334, 100_000), 4: rate(5, 0), 5: rate(0, 9)}
    codes = {1: "b", 2: "a", 3: "z", 4: "c", 5: "d"}
    assert ranks(rates, codes) == {3: 1, 2: 2, 1: 3, 5: 4}


@pytest.mark.parametrize(
    ("mine", "average", "expected"),
    [
        (rate(1, 3), rate(2, 6), Side.EVEN),
        (rate(33_334, 100_000), rate(1, 3), Side.ABOVE),
        (rate(401, 1_000), Decimal("40.1"), Side.EVEN),
        (rate(400, 1_000), Decimal("40.1"), Side.BELOW),
        (rate(1, 0), Decimal("40.1"), None),
        (rate(1, 2), rate(1, 0), None),
    ],
)
def test_the_side_of_an_average(mine: Rate, average: Rate | Decimal, expected: Side | None) -> None:
    assert side(mine, average) is expected


BASES = {Basis.DEPLOYED: 2_768_098_333_000, Basis.PM: 5_139_619_920_000, Basis.ALLOCATED: 0}


@pytest.mark.parametrize(
    ("words", "amount", "expected"),
    [
        ("kế hoạch dùng tính tỷ lệ giải ngân", "2768098333000", Basis.DEPLOYED),
        ("tổng vốn được giao", "5139619920000", Basis.PM),
        ("kế hoạch", "2768000000000", Basis.DEPLOYED),
        ("kế hoạch", "2767000000000", None),
        ("kế hoạch", "3000000000000", None),
        ("Thủ tướng giao", None, Basis.PM),
        ("vốn đã phân bổ cho chủ đầu tư", None, Basis.ALLOCATED),
        ("tổng kế hoạch, gồm địa phương giao tăng và kéo dài", None, Basis.DEPLOYED),
        ("HĐND tỉnh giao", None, Basis.PROVINCE),
        ("kế hoạch năm", None, None),
    ],
)
def test_the_base_a_source_means(words: str, amount: str | None, expected: Basis | None) -> None:
    assert basis_meant(words, Decimal(amount) if amount else None, BASES) is expected


def test_a_month_not_entered_is_drawn_unlike_zero() -> None:
    drawn = spark("Ba tháng", [0, None, 8])
    assert (drawn.count('class="f-act"'), drawn.count('class="f-mute"')) == (2, 1)
    assert 'height="0"' in drawn
    assert 'aria-label="Ba tháng"' in drawn
