"""The table of cases for capital and the operating term, written from the law catalogue.

Sums and days were reckoned by hand (sections 1.1 and 2.2; R-1.4, R-1.5, R-1.9).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from deadlines.rules.clock import Clock
from deadlines.rules.ladder import Level
from projects.rules.facts import ProjectFacts
from tests.support.law_table import NO_ROW, Line, check
from tests.support.money_facts import BILLION, brought, term
from tests.support.project_facts import item, pause, project, tranche

TY = BILLION
QUARTER = date(2025, 12, 31)  # Quý IV/2025


def capital(planned: date | None, billions: int | None, **said: Any) -> Any:
    """A milestone of capital."""
    amount = None if billions is None else billions * TY
    return item("capital", planned, amount_vnd=amount, **said)


def late(case: str, facts: ProjectFacts, on: date, clock: Clock | None, **said: Any) -> Line:
    """A line of I8 about the milestone numbered 31."""
    due = said.pop("due", QUARTER)
    of = {"subject_id": 31}
    return Line(
        case=case, kind="I8", facts=facts, on=on, clock=clock, due=due, of=of, expected=said
    )


def with_capital(*contributions: Any, items: Any = None, **said: Any) -> ProjectFacts:
    """100 tỷ to be brought in by Quý IV/2025."""
    planned = (capital(QUARTER, 100),) if items is None else items
    return project(items=planned, contributions=contributions, **said)


HALF = brought(date(2025, 3, 3), 50)
NEXT_YEAR = date(2026, 1, 1)
EARLIER = capital(date(2025, 6, 30), 60, id=32)

CAPITAL = [
    late(
        "half is in on the last day", with_capital(HALF), QUARTER, Clock.RUNNING, level=Level.NOTICE
    ),
    late(
        "half is in the day after",
        with_capital(HALF),
        NEXT_YEAR,
        Clock.RUNNING,
        level=Level.OVERDUE,
        amount_due_vnd=100 * TY,
        amount_met_vnd=50 * TY,
    ),
    late(
        "the sum is reached on the last day of the quarter",
        with_capital(HALF, brought(QUARTER, 50)),
        NEXT_YEAR,
        Clock.MET,
        met_date=QUARTER,
        met_late=False,
    ),
    late(
        "the sum is reached a day late",
        with_capital(HALF, brought(NEXT_YEAR, 50)),
        NEXT_YEAR,
        Clock.MET,
        met_date=NEXT_YEAR,
        met_late=True,
    ),
    late(
        "with the 60 tỷ of June, 160 tỷ are due by December",
        with_capital(brought(date(2025, 3, 3), 120), items=(EARLIER, capital(QUARTER, 100))),
        NEXT_YEAR,
        Clock.RUNNING,
        amount_due_vnd=160 * TY,
        amount_met_vnd=120 * TY,
    ),
    late(
        "what is planned later does not count yet",
        with_capital(
            brought(date(2025, 3, 3), 100),
            items=(capital(QUARTER, 100), capital(date(2026, 6, 30), 60, id=32)),
        ),
        NEXT_YEAR,
        Clock.MET,
        met_date=date(2025, 3, 3),
        amount_due_vnd=100 * TY,
    ),
    late(
        "two milestones of one day add up",
        with_capital(HALF, items=(capital(QUARTER, 30), capital(QUARTER, 30, id=32, phase=2))),
        NEXT_YEAR,
        Clock.RUNNING,
        amount_due_vnd=60 * TY,
    ),
    late(
        "an earlier milestone without an instrument binds nobody",
        with_capital(HALF, items=(replace(EARLIER, instrument_date=None), capital(QUARTER, 50))),
        NEXT_YEAR,
        Clock.MET,
        met_date=HALF.day,
        amount_due_vnd=50 * TY,
    ),
    late(
        "the milestone itself has no instrument",
        with_capital(HALF, items=(capital(QUARTER, 50, instrument_date=None),)),
        NEXT_YEAR,
        Clock.UNKNOWN,
        due=None,
        missing="schedule_instrument",
    ),
    late("no contribution ever recorded, before the day", with_capital(), QUARTER, Clock.RUNNING),
    late(
        "no contribution ever recorded: not late, but unknown",
        with_capital(),
        NEXT_YEAR,
        Clock.UNKNOWN,
        missing="contributions",
        rungs=(),
    ),
    late(
        "the milestone was said to be reached",
        with_capital(items=(capital(QUARTER, 100, actual=date(2025, 12, 1)),)),
        NEXT_YEAR,
        Clock.MET,
        met_date=date(2025, 12, 1),
    ),
    late(
        "of two days the earlier",
        with_capital(
            brought(date(2025, 11, 1), 100),
            items=(capital(QUARTER, 100, actual=date(2025, 12, 1)),),
        ),
        NEXT_YEAR,
        Clock.MET,
        met_date=date(2025, 11, 1),
    ),
    late(
        "reached on a day nobody recorded",
        with_capital(items=(capital(QUARTER, 100, achieved_undated=True),)),
        NEXT_YEAR,
        Clock.VOID,
        due=None,
        void_reason="achieved_date_unknown",
    ),
    late(
        "ten days of force majeure move the quarter's end to 10/1/2026",
        with_capital(HALF, exclusions=(pause(date(2025, 8, 1), date(2025, 8, 10)),)),
        date(2026, 1, 10),
        Clock.RUNNING,
        due=date(2026, 1, 10),
        level=Level.NOTICE,
    ),
    late(
        "stopped by the court before its day",
        with_capital(HALF, exclusions=(pause(date(2025, 8, 1), None, "court"),)),
        NEXT_YEAR,
        Clock.STOPPED,
        stopped_on=date(2025, 8, 1),
        level=Level.CALM,
    ),
    late(
        "a contribution of tomorrow waits for its day",
        with_capital(HALF, brought(date(2026, 1, 2), 50)),
        NEXT_YEAR,
        Clock.RUNNING,
        amount_met_vnd=50 * TY,
        recompute_on=date(2026, 1, 2),
    ),
    late(
        "reached on a day of next week, with a contribution still later",
        with_capital(
            brought(date(2026, 2, 2), 100), items=(capital(QUARTER, 100, actual=date(2026, 1, 8)),)
        ),
        NEXT_YEAR,
        Clock.MET,
        met_date=date(2026, 1, 8),
        recompute_on=None,
    ),
    late(
        "a milestone of capital without a sum",
        with_capital(items=(capital(QUARTER, None),)),
        QUARTER,
        NO_ROW,
    ),
    Line(
        case="a milestone of capital without a sum stays I1",
        kind="I1",
        facts=with_capital(items=(capital(QUARTER, None),)),
        on=NEXT_YEAR,
        clock=Clock.RUNNING,
        due=QUARTER,
    ),
    Line(
        case="one with a sum is I8 and not I1 as well",
        kind="I1",
        facts=with_capital(HALF),
        on=NEXT_YEAR,
        clock=NO_ROW,
    ),
]


def runs_out(case: str, facts: ProjectFacts, on: date, clock: Clock | None, **said: Any) -> Line:
    """A line of I9."""
    due = said.pop("due", None)
    return Line(case=case, kind="I9", facts=facts, on=on, clock=clock, due=due, expected=said)


def lasting(years: int | None, start: date | None, **said: Any) -> ProjectFacts:
    """A project with an operating term."""
    return project(term=term(years, start), **said)


TODAY = date(2026, 8, 31)
FIFTY = lasting(50, date(1977, 6, 15))

TERMS = [
    runs_out(
        "50 years from 29/2: the last day of February, by the law of 2020",
        lasting(50, date(1976, 2, 29)),
        date(2026, 2, 28),
        Clock.RUNNING,
        due=date(2026, 2, 28),
        version=1,
        advisory=False,
    ),
    runs_out(
        "50 years from 1/3/1976 end under the law of 2025",
        lasting(50, date(1976, 3, 1)),
        date(2026, 2, 28),
        Clock.RUNNING,
        due=date(2026, 3, 1),
        version=2,
        advisory=True,
    ),
    runs_out(
        "48 years from one 29/2 to another",
        lasting(48, date(1976, 2, 29)),
        date(2024, 2, 29),
        Clock.RUNNING,
        due=date(2024, 2, 29),
        level=Level.WARNING,
    ),
    runs_out(
        "70 years from 29/2/2024",
        lasting(70, date(2024, 2, 29)),
        TODAY,
        Clock.RUNNING,
        due=date(2094, 2, 28),
        level=Level.CALM,
    ),
    runs_out(
        "12 months before",
        FIFTY,
        date(2026, 6, 15),
        Clock.RUNNING,
        due=date(2027, 6, 15),
        level=Level.NOTICE,
    ),
    runs_out(
        "a day earlier",
        FIFTY,
        date(2026, 6, 14),
        Clock.RUNNING,
        due=date(2027, 6, 15),
        level=Level.CALM,
    ),
    runs_out(
        "6 months before",
        FIFTY,
        date(2026, 12, 15),
        Clock.RUNNING,
        due=date(2027, 6, 15),
        level=Level.WARNING,
    ),
    runs_out(
        "a day after the last",
        FIFTY,
        date(2027, 6, 16),
        Clock.RUNNING,
        due=date(2027, 6, 15),
        level=Level.OVERDUE,
    ),
    runs_out(
        "6 months before 31/8 are the end of February",
        lasting(50, date(1977, 8, 31)),
        date(2027, 2, 28),
        Clock.RUNNING,
        due=date(2027, 8, 31),
        level=Level.WARNING,
    ),
    runs_out(
        "100 days of late handover by decision are not counted",
        lasting(
            20,
            date(2010, 1, 1),
            exclusions=(pause(date(2010, 2, 1), date(2010, 5, 11), "late_handover"),),
        ),
        TODAY,
        Clock.RUNNING,
        due=date(2030, 4, 11),
        excluded_days=100,
    ),
    runs_out(
        "land decided on 1/1/2000 and handed over on 11/1: 10 days derived",
        lasting(
            30,
            date(2000, 1, 1),
            tranches=(tranche(decision_date=date(2000, 1, 1), handover_date=date(2000, 1, 11)),),
        ),
        TODAY,
        Clock.RUNNING,
        due=date(2030, 1, 11),
        excluded_days=10,
    ),
    runs_out(
        "force majeure does not lengthen a term",
        lasting(20, date(2010, 1, 1), exclusions=(pause(date(2010, 2, 1), date(2010, 5, 11)),)),
        TODAY,
        Clock.RUNNING,
        due=date(2030, 1, 1),
        excluded_days=0,
    ),
    runs_out("no first day", lasting(50, None), TODAY, Clock.UNKNOWN, missing="term_start_date"),
    runs_out(
        "no years", lasting(None, date(2010, 1, 1)), TODAY, Clock.UNKNOWN, missing="term_years"
    ),
    runs_out("nothing of a term on record", project(), TODAY, NO_ROW),
]


@pytest.mark.parametrize("line", [*CAPITAL, *TERMS], ids=lambda line: line.case)
def test_the_law_says_of_capital_and_term(line: Line) -> None:
    check(line)
