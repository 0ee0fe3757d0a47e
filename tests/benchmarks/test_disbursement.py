"""The roll-up of public money against one scan of the same payments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection

from disbursement.querysets.figures import By, Question, rolled_up
from tests.benchmarks import capital, database
from tests.benchmarks.harness import Goal, Ledger, Line, in_turn, ratio, took

SIZE = "100k x 60 months"
REPEATS = 3


@pytest.fixture(scope="module")
def money(open_database: None) -> Iterator[None]:
    """Five plans of a hundred thousand lines, paid every month."""
    with database.using(capital.made()):
        yield


def one_scan() -> Any:
    """The floor: one sum over all payments there are, divided by nothing."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT SUM(COALESCE(advance_vnd, 0) + COALESCE(volume_vnd, 0)) "
            "FROM disbursement_monthlypayment"
        )
        return cursor.fetchone()[0]


def by_owner(year: int) -> int:
    """What a year paid, rolled up by owner."""
    found = rolled_up(Question(year, date(year, 12, 1)), By.OWNER)
    assert len(found) == capital.OWNERS
    return sum(figures.disbursed_vnd for figures in found.values())


def test_roll_up(money: None, ledger: Ledger) -> None:
    assert one_scan() == sum(map(by_owner, capital.YEARS))
    works = {
        "scan": one_scan,
        "year": lambda: by_owner(2026),
        "all": lambda: [by_owner(year) for year in capital.YEARS],
    }
    taken = in_turn(works, repeats=REPEATS)
    floor = f"one sum over the payments {took(taken['scan'])}"
    said = {
        "year": ("Roll-up by owner, a plan year of 60 months on record", Goal(4)),
        "all": ("Roll-up by owner, all 60 months, year by year", Goal(16)),
    }
    for key, (work, goal) in said.items():
        value = ratio(taken[key], taken["scan"])
        note = (
            "Each payment finds its line, its owner and its kind of capital, and each line the rows of "
            "the ledger that gave it capital; the floor adds numbers and looks nothing up."
        )
        ledger.add(Line(work, SIZE, took(taken[key]), floor, value, goal, note))
