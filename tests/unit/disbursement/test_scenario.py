"""The thirteen months of a scenario, and the distance from them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from disbursement.rules.scenario import (
    HAI_DUONG_2025,
    MONTHS,
    falls_at,
    gap_points,
    outside_at,
    percent_at,
)

D = Decimal


def test_the_published_sample_is_a_scenario() -> None:
    percents = HAI_DUONG_2025.percents
    assert len(percents) == MONTHS
    assert (falls_at(percents), outside_at(percents)) == (None, None)
    assert (percents[0], percents[5], percents[-1]) == (3, 50, D("99.7"))


@pytest.mark.parametrize(
    ("percents", "falls", "outside"),
    [
        ([D(1), D(1), D(2)], None, None),
        ([D(5), D(4), D(6), D(5)], 2, None),
        ([D(0), D(100), D("100.01")], None, 3),
        ([D(-1), D(0)], None, 1),
        ([], None, None),
    ],
)
def test_where_a_curve_is_none(
    percents: list[Decimal], falls: int | None, outside: int | None
) -> None:
    assert (falls_at(percents), outside_at(percents)) == (falls, outside)


@pytest.mark.parametrize(
    ("month", "expected"), [(0, None), (1, D(3)), (8, D(62)), (13, D("99.7")), (24, D("99.7"))]
)
def test_what_a_month_wants(month: int, expected: Decimal | None) -> None:
    assert percent_at(HAI_DUONG_2025.percents, month) == expected
    assert percent_at((), month) is None


@pytest.mark.parametrize(
    ("paid", "capital", "percent", "expected"),
    [
        (72_730_429, 276_809_833, D(45), D("-18.73")),
        (50, 100, D(50), D("0.00")),
        (1, 3, D(0), D("33.33")),
        (5, 0, D(10), None),
        (5, 10, None, None),
    ],
)
def test_how_far_from_the_scenario(
    paid: int, capital: int, percent: Decimal | None, expected: Decimal | None
) -> None:
    assert gap_points(paid, capital, percent) == expected
