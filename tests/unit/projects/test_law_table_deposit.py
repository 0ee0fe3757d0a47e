"""The table of cases for deposits and guarantees, written from the law catalogue.

Sums and days were reckoned by hand (sections 1.3 and 2.2; R-1.30 to R-1.34).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from deadlines.rules.clock import Clock
from deadlines.rules.ladder import Audience, Level
from projects.rules.facts import ProjectFacts
from projects.rules.facts_money import DepositDuty
from tests.support.law_table import NO_ROW, Line, check
from tests.support.money_facts import BILLION, back, guarantee, paid, secured

TY = BILLION
DUE = date(2025, 6, 30)
OF_PROJECT = {"subject_kind": "project"}
OF_DEPOSIT = {"subject_kind": "deposit"}


def owed(case: str, facts: ProjectFacts, on: date, clock: Clock | None, **said: Any) -> Line:
    """A line of I7 about the project; what is not said is not looked at."""
    due = said.pop("due", None)
    return Line(
        case=case, kind="I7", facts=facts, on=on, clock=clock, due=due, of=OF_PROJECT, expected=said
    )


def sum_of(case: str, base: int, amount: int) -> Line:
    """The sum by slices of a capital, due on 30/6/2025."""
    facts = secured(base_vnd=base)
    return owed(case, facts, DUE, Clock.RUNNING, due=DUE, amount_due_vnd=amount, amount_met_vnd=0)


SUMS = [
    sum_of("3 % of 100 tỷ", 100 * TY, 3 * TY),
    sum_of("3 % up to 300 tỷ", 300 * TY, 9 * TY),
    sum_of("100 đồng beyond 300 tỷ pay 2 %", 300 * TY + 100, 9 * TY + 2),
    sum_of("one đồng short of 300 tỷ: 0,97 đồng rounds up", 300 * TY - 1, 9 * TY),
    sum_of("3 % of 300 and 2 % of 700 tỷ", 1_000 * TY, 23 * TY),
    sum_of("49 đồng beyond 1.000 tỷ: 0,49 đồng rounds down", 1_000 * TY + 49, 23 * TY),
    sum_of("50 đồng beyond 1.000 tỷ: half a đồng rounds up", 1_000 * TY + 50, 23 * TY + 1),
    sum_of("the check of R-1.31: 5.171,344 tỷ", 5_171_344_000_000, 64_713_440_000),
    sum_of("rounded once: 3 % of 17 is 0,51, not slice by slice", 17, 1),
    owed("no capital, no deposit", secured(base_vnd=0), DUE, NO_ROW),
    owed(
        "the sum of the agreement goes before the slices",
        secured(agreed_vnd=12 * TY),
        DUE,
        Clock.RUNNING,
        due=DUE,
        amount_due_vnd=12 * TY,
    ),
]


def reduced(case: str, base: int, percent: int, amount: int) -> Line:
    """The sum less a reduction, which is for reference until somebody confirms it."""
    facts = secured(base_vnd=base, reduction_percent=percent)
    return owed(case, facts, DUE, Clock.RUNNING, due=DUE, amount_due_vnd=amount, advisory=True)


REDUCED = [
    reduced("a quarter off 9 tỷ", 300 * TY, 25, 6_750_000_000),
    reduced("half off 9 tỷ", 300 * TY, 50, 4_500_000_000),
    reduced("half off 23 tỷ", 1_000 * TY, 50, 11_500_000_000),
    reduced("a quarter off 64,71344 tỷ", 5_171_344_000_000, 25, 48_535_080_000),
    reduced("half off 64,71344 tỷ", 5_171_344_000_000, 50, 32_356_720_000),
    reduced("rounded once: half of 2,97 đồng", 99, 50, 1),
    owed(
        "the sum of the agreement is not reduced once more",
        secured(agreed_vnd=12 * TY, reduction_percent=50),
        DUE,
        Clock.RUNNING,
        due=DUE,
        amount_due_vnd=12 * TY,
        advisory=False,
    ),
    owed("nothing is owed of a sum reduced whole", secured(reduction_percent=100), DUE, NO_ROW),
    owed(
        "half the sum is enough where half is off",
        secured(paid(date(2025, 5, 5), 5), reduction_percent=50),
        DUE,
        Clock.MET,
        due=DUE,
        met_date=date(2025, 5, 5),
        amount_due_vnd=4_500_000_000,
    ),
]

FIRST, SECOND = date(2025, 5, 5), date(2025, 6, 20)
LAND = date(2025, 7, 15)
BY_LAND = {"due": None, "land_decided": LAND}

OWED = [
    owed(
        "30 days before", secured(), date(2025, 5, 31), Clock.RUNNING, due=DUE, level=Level.WARNING
    ),
    owed("31 days before", secured(), date(2025, 5, 30), Clock.RUNNING, due=DUE, level=Level.CALM),
    owed("on the last day", secured(), DUE, Clock.RUNNING, due=DUE, level=Level.WARNING),
    owed("a day late", secured(), date(2025, 7, 1), Clock.RUNNING, due=DUE, level=Level.OVERDUE),
    owed(
        "before the land decision of 15/7, for reference only (R-1.32)",
        secured(**BY_LAND),
        date(2025, 7, 14),
        Clock.RUNNING,
        due=date(2025, 7, 14),
        advisory=True,
        audience=Audience.STAFF,
        level=Level.WARNING,
    ),
    owed(
        "the day of the land decision is too late",
        secured(**BY_LAND),
        LAND,
        Clock.RUNNING,
        due=date(2025, 7, 14),
        level=Level.OVERDUE,
    ),
    owed(
        "a decision of Quý III/2025 arrives as its last day: before 30/9",
        secured(due=None, land_decided=date(2025, 9, 30)),
        DUE,
        Clock.RUNNING,
        due=date(2025, 9, 29),
    ),
    owed(
        "the agreed day goes before the land decision",
        secured(land_decided=date(2025, 3, 1)),
        DUE,
        Clock.RUNNING,
        due=DUE,
        advisory=False,
    ),
    owed(
        "neither an agreed day nor a land decision",
        secured(due=None),
        DUE,
        Clock.UNKNOWN,
        missing="deposit_due_date",
        amount_due_vnd=9 * TY,
    ),
    owed(
        "no capital on record", secured(base_vnd=None), DUE, Clock.UNKNOWN, missing="deposit_base"
    ),
    owed("not known whether it is due", secured(duty=DepositDuty.UNKNOWN), DUE, NO_ROW),
    owed("exempt", secured(duty=DepositDuty.EXEMPT), DUE, NO_ROW),
    owed(
        "paid in full without any day on record: done, not late",
        secured(paid(FIRST, 9), due=None),
        DUE,
        Clock.VOID,
        void_reason="deposit_in_place",
    ),
    owed("paid on the last day", secured(paid(DUE, 9)), DUE, Clock.MET, due=DUE, met_late=False),
    owed(
        "paid a day late",
        secured(paid(date(2025, 7, 1), 9)),
        date(2025, 8, 1),
        Clock.MET,
        due=DUE,
        met_date=date(2025, 7, 1),
        met_late=True,
    ),
    owed(
        "part by cash, the rest by guarantee",
        secured(paid(FIRST, 4), guarantee(SECOND, 5, date(2026, 6, 20))),
        DUE,
        Clock.MET,
        due=DUE,
        met_date=SECOND,
        amount_met_vnd=9 * TY,
    ),
    owed(
        "part is not all",
        secured(paid(FIRST, 4)),
        DUE,
        Clock.RUNNING,
        due=DUE,
        amount_met_vnd=4 * TY,
    ),
    owed(
        "a payment still to come waits for its day",
        secured(paid(date(2025, 6, 25), 9)),
        SECOND,
        Clock.RUNNING,
        due=DUE,
        amount_met_vnd=0,
        recompute_on=date(2025, 6, 25),
    ),
    owed(
        "the rest came on the guarantee's last day, which still counts",
        secured(guarantee(FIRST, 5, SECOND), paid(SECOND, 4)),
        DUE,
        Clock.MET,
        due=DUE,
        met_date=SECOND,
    ),
    owed(
        "the rest came the day after the guarantee ran out",
        secured(guarantee(FIRST, 5, date(2025, 6, 19)), paid(SECOND, 4)),
        DUE,
        Clock.RUNNING,
        due=DUE,
        amount_met_vnd=4 * TY,
    ),
    owed(
        "the first part was released on the day the rest came",
        secured(paid(FIRST, 5, outcomes=(back(SECOND, 5),)), paid(SECOND, 4)),
        DUE,
        Clock.RUNNING,
        due=DUE,
        amount_met_vnd=4 * TY,
    ),
    owed(
        "once in full it stays met: what runs out is the guarantee's own matter",
        secured(guarantee(FIRST, 9, date(2025, 12, 31))),
        date(2026, 2, 1),
        Clock.MET,
        due=DUE,
        met_date=FIRST,
        amount_met_vnd=9 * TY,
    ),
    owed(
        "due before any law on record",
        secured(due=date(2015, 12, 26)),
        DUE,
        Clock.VOID,
        void_reason="no_rule_in_force",
    ),
    *(
        owed(case, secured(due=day), day, Clock.RUNNING, due=day, version=version, advisory=hint)
        for case, day, version, hint in (
            ("last day of the law of 2014", date(2020, 12, 31), 1, True),
            ("first day of the law of 2020", date(2021, 1, 1), 2, False),
            ("last day of the law of 2020", date(2026, 2, 28), 2, False),
            ("first day of the law of 2025", date(2026, 3, 1), 3, True),
        )
    ),
]

LAST = date(2026, 3, 31)
OLD = guarantee(date(2025, 3, 31), 9, LAST, id=1)


def ends(case: str, facts: ProjectFacts, on: date, clock: Clock | None, **said: Any) -> Line:
    """A line of I7 about the guarantee numbered 1, valid until 31/3/2026."""
    due = said.pop("due", LAST if clock else None)
    of = {**OF_DEPOSIT, "subject_id": 1}
    return Line(
        case=case, kind="I7", facts=facts, on=on, clock=clock, due=due, of=of, expected=said
    )


NEW = guarantee(date(2026, 3, 10), 9, date(2027, 3, 31), id=2)
LATE = guarantee(date(2026, 4, 10), 9, date(2027, 3, 31), id=2)
AFTER = date(2026, 5, 1)

GUARANTEES = [
    ends(
        "31 days before it ends", secured(OLD), date(2026, 2, 28), Clock.RUNNING, level=Level.CALM
    ),
    ends("30 days before", secured(OLD), date(2026, 3, 1), Clock.RUNNING, level=Level.WARNING),
    ends("its last day", secured(OLD), LAST, Clock.RUNNING, level=Level.WARNING),
    ends("the day after", secured(OLD), date(2026, 4, 1), Clock.RUNNING, level=Level.OVERDUE),
    ends("replaced in time", secured(OLD, NEW), AFTER, Clock.MET, met_date=NEW.paid),
    ends("replaced late", secured(OLD, LATE), AFTER, Clock.MET, met_date=LATE.paid, met_late=True),
    ends(
        "replaced by too little",
        secured(OLD, replace(NEW, amount_vnd=8 * TY)),
        AFTER,
        Clock.RUNNING,
        amount_due_vnd=9 * TY,
        amount_met_vnd=8 * TY,
    ),
    ends(
        "the other one ends on the same day",
        secured(OLD, replace(NEW, valid_until=LAST)),
        AFTER,
        Clock.RUNNING,
        amount_met_vnd=0,
    ),
    ends(
        "covered by others from the day it was handed in",
        secured(paid(date(2025, 1, 2), 9, id=2), OLD),
        AFTER,
        Clock.MET,
        met_date=OLD.paid,
    ),
    ends(
        "released before it ended",
        secured(replace(OLD, outcomes=(back(date(2026, 3, 2), 9),))),
        AFTER,
        Clock.VOID,
        void_reason="deposit_released",
    ),
    ends(
        "the sum is not known: a later one of the same amount takes its place",
        secured(OLD, NEW, base_vnd=None),
        AFTER,
        Clock.MET,
        met_date=NEW.paid,
    ),
    ends(
        "the sum is not known: an earlier one takes no place",
        secured(paid(date(2025, 1, 2), 9, id=2), OLD, base_vnd=None),
        AFTER,
        Clock.RUNNING,
        amount_met_vnd=0,
    ),
    ends("an exempt project owes none", secured(OLD, duty=DepositDuty.EXEMPT), AFTER, NO_ROW),
    ends(
        "handed in under the law of 2025",
        secured(replace(OLD, paid=date(2026, 3, 2))),
        LAST,
        Clock.RUNNING,
        version=3,
        advisory=True,
    ),
]


@pytest.mark.parametrize("line", [*SUMS, *REDUCED, *OWED, *GUARANTEES], ids=lambda line: line.case)
def test_the_law_says_of_deposits(line: Line) -> None:
    check(line)
