"""Windows of capital, outstanding advances, what a scenario programmes, what is entered."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from disbursement.rules.payments import (
    Shortfall,
    before,
    disbursed,
    is_entered,
    last_month,
    late_from,
    programmed,
    shortfall,
)
from disbursement.rules.scenario import HAI_DUONG_2025

JANUARY, FEBRUARY, MARCH = (date(2026, number, 1) for number in (1, 2, 3))


@pytest.mark.parametrize(
    ("bucket", "late", "last"),
    [
        pytest.param("year", False, date(2027, 1, 1), id="the year, D1"),
        pytest.param("year", True, date(2027, 12, 1), id="added after 30/9"),
        pytest.param("advanced", False, date(2027, 1, 1), id="advanced"),
        pytest.param("carried_over", False, date(2026, 12, 1), id="carried over, D2"),
        pytest.param("carried_over", True, date(2026, 12, 1), id="carried over late"),
    ],
)
def test_the_last_month_that_pays(bucket: str, late: bool, last: date) -> None:
    assert last_month(2026, bucket, added_late=late) == last


def test_days_and_months_around() -> None:
    assert late_from(2026) == date(2026, 10, 1)
    assert before(date(2026, 1, 1)) == date(2025, 12, 1)
    assert before(date(2026, 3, 1), 13) == date(2025, 2, 1)


@pytest.mark.parametrize(
    ("movements", "short"),
    [
        pytest.param([], None, id="nothing"),
        pytest.param([(JANUARY, 10, 0), (MARCH, 0, 10)], None, id="all recovered"),
        pytest.param([(JANUARY, 10, 10)], None, id="in the same month"),
        pytest.param([(MARCH, 10, 0), (JANUARY, 0, 1)], Shortfall(JANUARY, 0), id="too early"),
        pytest.param(
            [(JANUARY, 10, 4), (FEBRUARY, 0, 6), (MARCH, 0, 1)], Shortfall(MARCH, 0), id="later"
        ),
        pytest.param([(JANUARY, 10, 4), (MARCH, 2, 9)], Shortfall(MARCH, 8), id="what is left"),
    ],
)
def test_never_more_recovered_than_advanced(
    movements: list[tuple[date, int, int]], short: Shortfall | None
) -> None:
    assert shortfall(movements) == short


def test_unknown_is_not_zero() -> None:
    assert disbursed(None, None) is None
    assert disbursed(None, 0) == 0
    assert disbursed(3, None) == 3


def test_a_scenario_gives_each_month_its_step() -> None:
    curve = HAI_DUONG_2025.percents
    months = [date(2026, number, 1) for number in range(1, 13)] + [date(2027, 1, 1)]
    steps = [programmed(curve, 1_000, year=2026, month=month) for month in months]
    assert steps == [30, 50, 110, 90, 90, 130, 70, 50, 90, 60, 40, 120, 67]
    assert programmed(curve, 1_000, year=2026, month=date(2027, 2, 1)) is None
    assert programmed(curve, 1_000, year=2026, month=date(2025, 12, 1)) is None
    assert programmed(None, 1_000, year=2026, month=JANUARY) is None
    assert programmed([Decimal("0.5")], 100, year=2026, month=JANUARY) == 1  # half up


def test_entered_means_all_that_is_asked() -> None:
    said = {"advance_vnd": 0, "volume_vnd": 0, "recovery_vnd": 0, "estimate_vnd": None}
    assert is_entered(said, may_pay=True, has_next=False)
    assert not is_entered(said, may_pay=True, has_next=True)
    assert is_entered(said | {"estimate_vnd": 0}, may_pay=True, has_next=True)
    assert not is_entered(said | {"recovery_vnd": None}, may_pay=True, has_next=False)
    assert is_entered({}, may_pay=False, has_next=False)
