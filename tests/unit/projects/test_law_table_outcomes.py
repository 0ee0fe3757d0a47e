"""The table of cases for deposits of which a part was given back or forfeited (R-1.33, I7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from deadlines.rules.clock import Clock
from tests.support.law_table import Line, check
from tests.support.money_facts import back, forfeited, paid, secured
from tests.unit.projects.test_law_table_deposit import (
    AFTER,
    DUE,
    FIRST,
    NEW,
    OLD,
    SECOND,
    TY,
    ends,
    owed,
)

HALF = date(2025, 12, 1)

OUTCOMES = [
    owed(
        "half released later: the duty was met when it was in full",
        secured(paid(FIRST, 9, outcomes=(back(HALF, 5),))),
        date(2026, 2, 1),
        Clock.MET,
        due=DUE,
        met_date=FIRST,
        amount_met_vnd=9 * TY,
    ),
    owed(
        "half forfeited before the rest came: 4 of 9 are held",
        secured(paid(FIRST, 4, outcomes=(forfeited(SECOND, 2),)), paid(SECOND, 2)),
        DUE,
        Clock.RUNNING,
        due=DUE,
        amount_met_vnd=4 * TY,
    ),
    ends(
        "half of it released while all was secured: half is needed when it ends",
        secured(replace(OLD, outcomes=(back(HALF, 5),))),
        AFTER,
        Clock.RUNNING,
        amount_due_vnd=4 * TY,
        amount_met_vnd=0,
    ),
    ends(
        "and half is enough",
        secured(replace(OLD, outcomes=(back(HALF, 5),)), replace(NEW, amount_vnd=4 * TY)),
        AFTER,
        Clock.MET,
        met_date=NEW.paid,
        amount_due_vnd=4 * TY,
    ),
    ends(
        "half released on the day its replacement came: all is needed",
        secured(replace(OLD, outcomes=(back(HALF, 5),)), paid(HALF, 5, id=2)),
        AFTER,
        Clock.RUNNING,
        amount_due_vnd=9 * TY,
        amount_met_vnd=5 * TY,
    ),
    ends(
        "half forfeited: what was forfeited is still needed",
        secured(replace(OLD, outcomes=(forfeited(HALF, 5),))),
        AFTER,
        Clock.RUNNING,
        amount_due_vnd=9 * TY,
    ),
    ends(
        "its replacement was released in half before it ended: too little outlives it",
        secured(OLD, replace(NEW, outcomes=(back(date(2026, 4, 1), 5),))),
        date(2026, 3, 20),
        Clock.RUNNING,
        amount_due_vnd=9 * TY,
        amount_met_vnd=4 * TY,
    ),
    ends(
        "all of it forfeited",
        secured(replace(OLD, outcomes=(back(HALF, 4), forfeited(date(2026, 3, 2), 5)))),
        AFTER,
        Clock.VOID,
        void_reason="deposit_forfeited",
    ),
    ends(
        "a reduced sum is for reference",
        secured(OLD, reduction_percent=50),
        date(2026, 2, 28),
        Clock.RUNNING,
        amount_due_vnd=4_500_000_000,
        advisory=True,
    ),
    ends(
        "released to the last đồng on the day of looking, not the day before",
        secured(replace(OLD, outcomes=(back(date(2026, 3, 2), 9),))),
        date(2026, 3, 1),
        Clock.RUNNING,
        recompute_on=date(2026, 3, 2),
    ),
]


@pytest.mark.parametrize("line", OUTCOMES, ids=lambda line: line.case)
def test_the_law_says_of_outcomes(line: Line) -> None:
    check(line)
