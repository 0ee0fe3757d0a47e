"""The rules of money, term, contact, site and reports against a second, slower reading of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from projects.rules.obligations import compute
from tests.support.law_table import CALENDAR
from tests.support.money_facts import TET_2027, tracking
from tests.support.random_projects import Dice
from tests.support.slow_reading_money import KINDS, Reader, told

DAY = timedelta(days=1)
TRACKING = tracking(date(2025, 6, 1))
DAYS = replace(CALENDAR, days_off=CALENDAR.days_off | TET_2027)
MIDDLE = date(2026, 2, 20)  # the Investment Law of 2025 takes effect on 1 March 2026


@pytest.mark.parametrize("seed", range(6))
def test_the_slow_reading_says_the_same(seed: int) -> None:
    dice, days = Dice(seed, MIDDLE), Random(seed)  # noqa: S311 -- repeatable on purpose
    for number in range(60):
        facts = dice.project(number)
        on = MIDDLE + days.randint(-400, 400) * DAY
        found = compute(facts, law=TRACKING, calendar=DAYS, on=on)
        fast = {c.key: told(c) for c in found if c.kind in KINDS}
        assert fast == Reader(TRACKING, DAYS, on).read(facts), (seed, number, on)


@pytest.mark.parametrize("seed", range(6))
def test_a_night_changes_only_what_had_named_it(seed: int) -> None:
    """A cycle that opens is named by the row that waits for it."""
    dice = Dice(seed, date(2026, 3, 10))
    for number in range(30):
        facts = dice.project(number)
        before: dict[Any, Any] = {}
        for night in range(30):
            on = date(2026, 3, 1) + night * DAY
            found = compute(facts, law=TRACKING, calendar=DAYS, on=on)
            after = {c.key: c for c in found if c.kind in KINDS}
            named = any(c.recompute_on and c.recompute_on <= on for c in before.values())
            assert not before or named or after == before, (seed, number, on)
            before = after
