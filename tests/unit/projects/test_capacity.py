"""The figures of an investor's capacity card."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from projects.rules.capacity import (
    Counted,
    Equity,
    Report,
    SanctionFacts,
    counted,
    on_time,
    promised,
    share_percent,
)

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("amount", "paid", "remedied", "is_open"),
    [
        pytest.param(75, None, None, True, id="nothing done"),
        pytest.param(75, DAY, None, True, id="paid, not remedied"),
        pytest.param(75, None, DAY, True, id="remedied, not paid"),
        pytest.param(75, DAY, DAY, False, id="paid and remedied"),
        pytest.param(None, None, None, True, id="a warning not followed"),
        pytest.param(None, None, DAY, False, id="a warning followed"),
    ],
)
def test_a_sanction_is_open_until_it_is_carried_out(amount, paid, remedied, is_open) -> None:
    facts = SanctionFacts(amount_vnd=amount, paid=paid, remedied=remedied)
    assert facts.is_open is is_open


def test_an_unknown_amount_counts_as_a_row_without_a_sum() -> None:
    assert counted([75, None, 25]) == Counted(rows=3, vnd=100)


def test_equity_promised_says_how_many_projects_state_it() -> None:
    assert promised([100, None, 0]) == Equity(vnd=100, stated=2, projects=3)


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(46, 94, Decimal("48.94")), (1, 3, Decimal("33.33")), (2, 1, Decimal(200)), (5, 0, None)],
)
def test_a_share_is_rounded_half_up_and_unknown_without_a_base(part, whole, percent) -> None:
    assert share_percent(part, whole) == percent


@pytest.mark.parametrize(
    ("submitted", "is_met", "good"),
    [
        pytest.param(DAY, True, 1, id="on the last day"),
        pytest.param(date(2026, 3, 3), True, 0, id="a day late"),
        pytest.param(DAY, False, 0, id="filed, not accepted"),
        pytest.param(None, False, 0, id="not filed"),
    ],
)
def test_a_report_is_on_time_when_filed_by_its_day_and_accepted(submitted, is_met, good) -> None:
    assert on_time([Report(due=DAY, submitted=submitted, is_met=is_met)]) == (good, 1)
