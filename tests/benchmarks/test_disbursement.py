"""The roll-up of public money against one scan of all payments, and of those of the year alone."""

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


def scan_of_the_year() -> Any:
    """The lowest floor of one plan year: one sum over its payments, by the index of months."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT SUM(COALESCE(advance_vnd, 0) + COALESCE(volume_vnd, 0)) "
            "FROM disbursement_monthlypayment WHERE month BETWEEN '2026-01-01' AND '2026-12-01'"
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
        "scan of the year": scan_of_the_year,
        "year": lambda: by_owner(2026),
        "all": lambda: [by_owner(year) for year in capital.YEARS],
    }
    taken = in_turn(works, repeats=REPEATS)
    all_of_them, of_the_year = "one sum over all payments", "one sum over the year's payments"
    one, every = (
        "Roll-up by owner, a plan year of 60 months on record",
        "Roll-up by owner, 60 months",
    )
    for work, key, base, told, goal in (
        (one, "year", "scan", all_of_them, Goal(4)),
        (one, "year", "scan of the year", of_the_year, None),
        (f"{every}, year by year", "all", "scan", all_of_them, Goal(16)),
    ):
        value, floor = ratio(taken[key], taken[base]), f"{told} {took(taken[base])}"
        ledger.add(Line(work, SIZE, took(taken[key]), floor, value, goal, NOTE))


NOTE = (
    "Each payment finds its line, its owner and its kind of capital, and each line the rows of the "
    "ledger that gave it capital; the floors add numbers and look nothing up. The payments of a year "
    "are read from the index of months alone; what is left is joining them."
)
