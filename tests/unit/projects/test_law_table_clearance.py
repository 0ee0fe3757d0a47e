"""The table of cases for land taken by agreement (C1), written from the law catalogue.

Resolution 254/2025/QH15 art. 3 as R-2.3 states it: strictly more than 75 % of the area and of the
users, the deadline with its extensions past, from 1/1/2026 on.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from deadlines.rules.clock import Clock
from deadlines.rules.ladder import Audience, Level
from projects.rules.clearance_facts import ClearanceFacts
from tests.support.law_table import NO_ROW, Line, check
from tests.support.project_facts import project, tranche

DEADLINE = date(2026, 6, 30)
AFTER = date(2026, 8, 31)

COUNT = ClearanceFacts(
    id=1,
    day=date(2026, 5, 31),
    users_total=40,
    users_agreed=31,
    area_total=Decimal(100_000),
    area_agreed=Decimal(80_000),
    by_agreement=True,
    deadline=DEADLINE,
)


def line(case: str, on: date, clock: Clock | None, *counts: ClearanceFacts, **said: Any) -> Line:
    """A line of C1 about the whole project, by these counts; without any, by the usual one."""
    due = said.pop("due", date(2026, 7, 1) if clock is Clock.FOUND else None)
    of = said.pop("of", {"subject_kind": "project"})
    facts = project(clearance=counts or (COUNT,), tranches=(tranche(id=7),))
    return Line(
        case=case, kind="C1", facts=facts, on=on, clock=clock, due=due, of=of, expected=said
    )


def at(**said: Any) -> ClearanceFacts:
    """The usual count with something else in it."""
    return replace(COUNT, **said)


EDGES = [
    line("80 % and 77,5 %, the deadline past", AFTER, Clock.FOUND, audience=Audience.BEARER),
    line(
        "the area at 75,00 % is not more than 75 %", AFTER, NO_ROW, at(area_agreed=Decimal(75_000))
    ),
    line(
        "75,01 % is",
        AFTER,
        Clock.FOUND,
        at(area_agreed=Decimal(75_010)),
    ),
    line(
        "a hundredth of a square metre is enough",
        AFTER,
        Clock.FOUND,
        at(area_agreed=Decimal("75000.01")),
    ),
    line("30 of 40 users are not more than 75 %", AFTER, NO_ROW, at(users_agreed=30)),
    line("31 of 41 users are 75,61 %", AFTER, Clock.FOUND, at(users_total=41)),
    line("31 of 42 users are 73,81 %", AFTER, NO_ROW, at(users_total=42)),
    line(
        "all agreed: nothing is left",
        AFTER,
        NO_ROW,
        at(users_agreed=40, area_agreed=Decimal(100_000)),
    ),
    line("all users, not all land", AFTER, Clock.FOUND, at(users_agreed=40)),
]
DAYS = [
    line("the deadline is today", DEADLINE, Clock.NOT_STARTED, recompute_on=date(2026, 7, 1)),
    line("the day after", date(2026, 7, 1), Clock.FOUND, level=Level.OVERDUE),
    line(
        "counted after the deadline: true since the count",
        AFTER,
        Clock.FOUND,
        at(day=date(2026, 8, 15)),
        due=date(2026, 8, 15),
    ),
    line(
        "a later count that still shows it moves no day",
        AFTER,
        Clock.FOUND,
        COUNT,
        at(id=2, day=date(2026, 8, 15), users_agreed=35),
    ),
    line(
        "below in between: true since it was above again",
        AFTER,
        Clock.FOUND,
        COUNT,
        at(id=2, day=date(2026, 7, 10), users_agreed=29),
        at(id=3, day=date(2026, 8, 10)),
        due=date(2026, 8, 10),
    ),
    line(
        "the latest count is below",
        AFTER,
        NO_ROW,
        COUNT,
        at(id=2, day=date(2026, 8, 15), users_agreed=30),
    ),
    line(
        "extended by the latest count",
        AFTER,
        Clock.NOT_STARTED,
        COUNT,
        at(id=2, day=date(2026, 8, 15), deadline=date(2026, 12, 31)),
        recompute_on=date(2027, 1, 1),
    ),
    line(
        "past before the resolution: true since its first day",
        AFTER,
        Clock.FOUND,
        at(day=date(2025, 9, 30), deadline=date(2025, 10, 31)),
        due=date(2026, 1, 1),
    ),
    line(
        "looked at before the resolution",
        date(2025, 12, 31),
        Clock.VOID,
        at(day=date(2025, 9, 30), deadline=date(2025, 10, 31)),
        void_reason="no_rule_in_force",
        recompute_on=date(2026, 1, 1),
    ),
]
UNKNOWN = [
    line("not by agreement", AFTER, NO_ROW, at(by_agreement=False)),
    line("no deadline on record", AFTER, NO_ROW, at(deadline=None)),
    line("users not counted", AFTER, NO_ROW, at(users_total=None)),
    line("users that agreed not counted", AFTER, NO_ROW, at(users_agreed=None)),
    line("area not known", AFTER, NO_ROW, at(area_total=None)),
    line(
        "no land at all is no share",
        AFTER,
        NO_ROW,
        at(area_total=Decimal(0), area_agreed=Decimal(0)),
    ),
]
PARTS = [
    line(
        "of one tranche",
        AFTER,
        Clock.FOUND,
        at(tranche_id=7),
        of={"subject_kind": "tranche", "subject_id": 7},
    ),
    line("a tranche says nothing of the whole", AFTER, NO_ROW, at(tranche_id=7)),
    line(
        "nor the whole of the tranche",
        AFTER,
        NO_ROW,
        COUNT,
        at(id=2, tranche_id=7, users_agreed=30),
        of={"subject_kind": "tranche"},
    ),
]


@pytest.mark.parametrize("case", [*EDGES, *DAYS, *UNKNOWN, *PARTS], ids=lambda case: case.case)
def test_the_law_says_of_clearance(case: Line) -> None:
    check(case)
