"""The table of cases for periodic reports, written from the law catalogue.

Days were reckoned by hand (section 2.3). Reports are owed in a province that records
them from 1/1/2025; 9/1/2027 is a Saturday, and 5/2 to 11/2/2027 are taken as Tết.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from deadlines.rules.clock import Clock
from deadlines.rules.ladder import Level
from deadlines.rules.law import LawBook
from projects.rules.facts import ProjectFacts
from tests.support.law_table import CALENDAR, NO_ROW, Line, check
from tests.support.money_facts import TET_2027, approved, filed, tracking
from tests.support.project_facts import AGENCY, every

TRACKING = tracking(date(2025, 1, 1))
DAYS = replace(CALENDAR, days_off=CALENDAR.days_off | TET_2027)


def line(kind: str, case: str, facts: ProjectFacts, on: date, clock: Any, **said: Any) -> Line:
    """A line of a rule; what is not said is not looked at."""
    due, of = said.pop("due", None), said.pop("of", None)
    about = {"case": case, "kind": kind, "facts": facts, "on": on, "of": of}
    return Line(**about, clock=clock, due=due, expected=said, law=TRACKING, calendar=DAYS)


# ---------------------------------------------------------------- quarterly reports

APPROVED = date(2024, 6, 14)
Q3 = {"cycle": "2026-Q3"}
Q3_DUE = date(2026, 10, 9)


def quarter(case: str, on: date, clock: Any, *filings: Any, **said: Any) -> Line:
    """A line of R1 about Quý III/2026, due before 10/10/2026."""
    due = said.pop("due", Q3_DUE)
    of = said.pop("of", Q3)
    facts = approved(said.pop("approval", APPROVED), *filings, **said.pop("facts", {}))
    return line("R1", case, facts, on, clock, due=due, of=of, **said)


def q3(day: date, **said: Any) -> Any:
    """A report for Quý III/2026."""
    return filed("R1", "2026-Q3", day, **said)


IN_TIME, LATE = date(2026, 10, 5), date(2026, 10, 12)
NOVEMBER = date(2026, 11, 20)

QUARTERS = [
    quarter(
        "not announced yet: it waits for 19/9",
        date(2026, 9, 18),
        Clock.NOT_STARTED,
        recompute_on=date(2026, 9, 19),
        level=Level.CALM,
    ),
    quarter("announced 20 days before", date(2026, 9, 19), Clock.RUNNING, level=Level.CALM),
    quarter(
        "then the next one waits",
        date(2026, 9, 19),
        Clock.NOT_STARTED,
        of={"cycle": "2026-Q4"},
        due=date(2027, 1, 11),
        recompute_on=date(2026, 12, 22),
    ),
    quarter("10 days before", date(2026, 9, 29), Clock.RUNNING, level=Level.NOTICE),
    quarter("3 days before", date(2026, 10, 6), Clock.RUNNING, level=Level.WARNING),
    quarter("the 9th is the last day", Q3_DUE, Clock.RUNNING, level=Level.FINAL_WARNING),
    quarter("the 10th is too late", date(2026, 10, 10), Clock.RUNNING, level=Level.OVERDUE),
    quarter(
        "handed in on the 9th, not decided: the clock stands",
        NOVEMBER,
        Clock.STOPPED,
        q3(Q3_DUE),
        stopped_on=Q3_DUE,
        submitted_date=Q3_DUE,
        level=Level.WARNING,
    ),
    quarter(
        "handed in on the 10th, not decided: late until it is accepted",
        NOVEMBER,
        Clock.RUNNING,
        q3(date(2026, 10, 10)),
        submitted_date=date(2026, 10, 10),
        level=Level.OVERDUE,
    ),
    quarter(
        "handed in in time, accepted late: it counts on the day handed in",
        NOVEMBER,
        Clock.MET,
        q3(IN_TIME, accepted=date(2026, 11, 2)),
        met_date=IN_TIME,
        met_late=False,
    ),
    quarter(
        "not accepted yet on that day",
        date(2026, 11, 1),
        Clock.STOPPED,
        q3(IN_TIME, accepted=date(2026, 11, 2)),
        recompute_on=date(2026, 11, 2),
    ),
    quarter(
        "handed in late and accepted",
        NOVEMBER,
        Clock.MET,
        q3(LATE, accepted=date(2026, 10, 20)),
        met_date=LATE,
        met_late=True,
    ),
    quarter(
        "returned: it does not count, and the day has passed",
        NOVEMBER,
        Clock.RUNNING,
        q3(IN_TIME, returned=date(2026, 10, 15)),
        submitted_date=None,
        level=Level.OVERDUE,
    ),
    quarter(
        "returned, then handed in again late and accepted",
        NOVEMBER,
        Clock.MET,
        q3(IN_TIME, returned=date(2026, 10, 15)),
        q3(date(2026, 10, 18), accepted=date(2026, 10, 30)),
        met_date=date(2026, 10, 18),
    ),
    quarter(
        "returned and handed in again, both in time, the second waits",
        NOVEMBER,
        Clock.STOPPED,
        q3(date(2026, 10, 1), returned=date(2026, 10, 3)),
        q3(IN_TIME),
        stopped_on=IN_TIME,
    ),
    quarter(
        "a report for another quarter does not count",
        NOVEMBER,
        Clock.RUNNING,
        filed("R1", "2026-Q2", IN_TIME, accepted=IN_TIME),
        level=Level.OVERDUE,
    ),
    quarter(
        "handed in before it was announced",
        date(2026, 9, 2),
        Clock.MET,
        q3(date(2026, 9, 1), accepted=date(2026, 9, 2)),
        met_date=date(2026, 9, 1),
    ),
    quarter(
        "approved on the last day of the quarter: the quarter still counts",
        NOVEMBER,
        Clock.RUNNING,
        approval=date(2026, 9, 30),
    ),
    quarter("approved the day after", NOVEMBER, NO_ROW, approval=date(2026, 10, 1)),
    quarter(
        "the day of the approval is not on record",
        NOVEMBER,
        Clock.UNKNOWN,
        approval=None,
        due=None,
        of=None,
        missing="approval_date",
    ),
    quarter(
        "terminated before the quarter ended",
        NOVEMBER,
        Clock.VOID,
        facts={"terminated_on": date(2026, 9, 25)},
        void_reason="terminated",
    ),
    quarter(
        "terminated before it was announced: it never starts",
        NOVEMBER,
        Clock.VOID,
        facts={"terminated_on": date(2026, 8, 1)},
        void_reason="terminated",
    ),
    quarter(
        "terminated before the province recorded reports",
        NOVEMBER,
        NO_ROW,
        facts={"terminated_on": date(2024, 12, 31)},
        of=None,
    ),
    quarter(
        "Quý IV: 9/1/2027 is a Saturday, so the Monday after",
        date(2027, 1, 11),
        Clock.RUNNING,
        of={"cycle": "2026-Q4"},
        due=date(2027, 1, 11),
        level=Level.FINAL_WARNING,
    ),
    quarter(
        "Quý IV/2025, due on 9/1/2026: the law of 2020",
        NOVEMBER,
        Clock.RUNNING,
        of={"cycle": "2025-Q4"},
        due=date(2026, 1, 9),
        version=1,
        advisory=False,
    ),
    quarter(
        "Quý I/2026, due on 9/4/2026: the law of 2025, for reference",
        NOVEMBER,
        Clock.RUNNING,
        of={"cycle": "2026-Q1"},
        due=date(2026, 4, 9),
        version=2,
        advisory=True,
    ),
    quarter(
        "a quarter before the province recorded reports",
        NOVEMBER,
        NO_ROW,
        of={"cycle": "2024-Q4"},
    ),
]

# ---------------------------------------------------------------- years, supervision, the reviewer


def of_cycle(kind: str, case: str, cycle: str, due: date | None, clock: Any, **said: Any) -> Line:
    """A line of a cycle of R2 or R3, of a project approved in 2024, seen in November 2026."""
    on = said.pop("on", NOVEMBER)
    return line(kind, case, approved(APPROVED), on, clock, due=due, of={"cycle": cycle}, **said)


YEARS = [
    of_cycle(
        "R2", "the year 2025 before 31/3", "2025", date(2026, 3, 30), Clock.RUNNING, version=2
    ),
    of_cycle(
        "R2",
        "2026: Tuesday 30/3/2027",
        "2026",
        date(2027, 3, 30),
        Clock.NOT_STARTED,
        recompute_on=date(2026, 12, 30),
    ),
    of_cycle(
        "R3", "half a year by 10/7/2025", "2025-H1", date(2025, 7, 10), Clock.RUNNING, version=1
    ),
    of_cycle("R3", "no half year under the new decree", "2026-H1", None, NO_ROW),
    of_cycle("R3", "no quarter under the old one", "2025-Q3", None, NO_ROW),
    of_cycle("R3", "Quý IV/2025 would fall before the new decree", "2025-Q4", None, NO_ROW),
    of_cycle("R3", "Quý I/2026 by 10/4", "2026-Q1", date(2026, 4, 10), Clock.RUNNING, version=2),
    of_cycle(
        "R3", "the year 2025 by 10/2/2026", "2025", date(2026, 2, 10), Clock.RUNNING, version=2
    ),
    of_cycle(
        "R3",
        "the year 2026: 10/2/2027 lies in Tết, so Friday 12/2",
        "2026",
        date(2027, 2, 12),
        Clock.RUNNING,
        on=date(2027, 2, 12),
        level=Level.FINAL_WARNING,
    ),
]

SENT = date(2026, 2, 13)  # a Friday; Monday to Friday after it are Tết


def review(case: str, on: date, clock: Any, **said: Any) -> Line:
    """A line of RV about a report handed in on 13/2/2026: five working days end on 27/2."""
    facts = approved(APPROVED, filed("R1", "2025-Q4", SENT, **said.pop("filing", {})))
    return line("RV", case, facts, on, clock, due=date(2026, 2, 27), **said)


REVIEWS = [
    review(
        "five working days across Tết, owed by the agency",
        date(2026, 2, 27),
        Clock.RUNNING,
        bearer_agency_id=AGENCY,
        bearer_investor_id=None,
        advisory=True,
        level=Level.NOTICE,
    ),
    review("a day late", date(2026, 2, 28), Clock.RUNNING, level=Level.OVERDUE),
    review(
        "accepted on the last day",
        NOVEMBER,
        Clock.MET,
        filing={"accepted": date(2026, 2, 27)},
        met_late=False,
    ),
    review(
        "returned late",
        NOVEMBER,
        Clock.MET,
        filing={"returned": date(2026, 3, 2)},
        met_date=date(2026, 3, 2),
        met_late=True,
    ),
]


@pytest.mark.parametrize(
    "case",
    [*QUARTERS, *YEARS, *REVIEWS],
    ids=lambda case: f"{case.kind} {case.case}",
)
def test_the_law_says_of_reports(case: Line) -> None:
    check(case)


def test_a_province_that_records_no_reports_is_owed_none() -> None:
    facts = approved(APPROVED)
    assert not [c for c in every(facts, NOVEMBER) if c.kind in ("R1", "R2", "R3")]


def test_each_quarter_since_then_has_its_row() -> None:
    found = every(approved(date(2026, 2, 2)), NOVEMBER, TRACKING)
    told = [(c.cycle, c.clock.value) for c in found if c.kind == "R1"]
    late = [(f"2026-Q{n}", "running") for n in (1, 2, 3)]
    assert told == [*late, ("2026-Q4", "not_started")]


def test_a_report_no_law_asks_for_any_more_leaves_its_last_cycle() -> None:
    """A law that ends leaves what it asked for, and nothing to wait for."""
    ended = LawBook(
        replace(version, effective_to=date(2026, 8, 31)) if _is_newest_r1(version) else version
        for kind in TRACKING.kinds
        for version in TRACKING.versions(kind)
    )
    found = every(approved(date(2026, 2, 2)), NOVEMBER, ended)
    assert [c.cycle for c in found if c.kind == "R1"] == ["2026-Q1", "2026-Q2"]


def _is_newest_r1(version: Any) -> bool:
    return version.kind == "R1" and version.effective_to is None
