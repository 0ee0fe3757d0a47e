"""Which act comes before a termination, and how long a project stood still."""

from __future__ import annotations

from datetime import date

import pytest

from projects.models import Termination
from projects.rules.order_of_acts import FIRST, Acts, article, missing
from projects.rules.standing import days_suspended
from tests.support.project_facts import suspension

DAY, BEFORE, AFTER = date(2026, 8, 15), date(2026, 8, 14), date(2026, 8, 16)


@pytest.mark.parametrize("ground", ["not_remedied", "site_lost", "no_deposit"])
def test_minutes_come_first(ground: str) -> None:
    assert missing(Acts(ground=ground, day=DAY)) == "minutes"
    assert missing(Acts(ground=ground, day=DAY, minutes=AFTER)) == "minutes"
    assert missing(Acts(ground=ground, day=DAY, minutes=DAY)) == ""


def test_the_land_is_recovered_first() -> None:
    assert missing(Acts(ground="land_recovered", day=DAY, minutes=BEFORE)) == "recovery"
    assert missing(Acts(ground="land_recovered", day=DAY, recovery=AFTER)) == "recovery"
    assert missing(Acts(ground="land_recovered", day=DAY, recovery=BEFORE)) == ""


def test_other_grounds_and_decisions_of_before_the_decree_need_nothing() -> None:
    for ground in set(Termination.Ground.values) - set(FIRST):
        assert missing(Acts(ground=ground, day=DAY)) == ""
    assert missing(Acts(ground="no_deposit", day=date(2021, 3, 25))) == ""
    assert missing(Acts(ground="no_deposit", day=date(2021, 3, 26))) == "minutes"
    assert missing(Acts(ground="no_deposit", day=None)) == ""


def test_a_decision_names_the_decree_of_its_day() -> None:
    assert "96/2026" not in article(date(2026, 3, 30))
    assert "96/2026/NĐ-CP, chưa đối chiếu" in article(date(2026, 3, 31))


def test_the_grounds_are_those_of_the_model() -> None:
    assert set(FIRST) <= set(Termination.Ground.values)


def test_days_of_suspension_are_counted_once() -> None:
    first = suspension(date(2026, 1, 1), resumed_on=date(2026, 1, 11))
    within = suspension(date(2026, 1, 5), id=52, resumed_on=date(2026, 1, 16))
    running = suspension(date(2026, 2, 1), id=53)
    assert days_suspended([first], date(2026, 6, 1)) == 10
    assert days_suspended([within, first], date(2026, 6, 1)) == 15
    assert days_suspended([first, running], date(2026, 2, 3)) == 13
    assert days_suspended([running], date(2026, 1, 31)) == 0
