"""Orders in short, and cycles reckoned by hand: (what it is, facts, day, cycles then)."""

from __future__ import annotations

from datetime import date
from typing import Any

from deadlines.rules.clock import Boundary
from deadlines.rules.orders import OrderFacts, ResultFacts


def d(text: str) -> date:
    """A day as it is written in the table: 31/12/2026."""
    day, month, year = map(int, text.split("/"))
    return date(year, month, day)


def order(**facts: Any) -> OrderFacts:
    """A task once, given on 5/1/2026, due by 31/8/2026."""
    usual: dict[str, Any] = {
        "lead_id": 7,
        "agency_id": 3,
        "kind": "A1",
        "given_on": d("5/1/2026"),
        "due": d("31/8/2026"),
    }
    return OrderFacts(**usual | facts)


def result(cycle: str, submitted: str, *, accepted: bool = False) -> ResultFacts:
    return ResultFacts(cycle=cycle, submitted=d(submitted), accepted=accepted)


BEFORE = {"boundary": Boundary.BEFORE}
YEARLY = {"recurrence": "yearly"}
QUARTERLY = {"recurrence": "quarterly"}
MONTHLY = {"recurrence": "monthly"}
R6 = {"kind": "R6", "given_on": d("5/9/2024"), "due": d("31/12/2024")} | YEARLY | BEFORE

CASES = [
    ("once, the last day", {}, "31/8/2026", [("", "31/8/2026", "running")]),
    ("once, the day after", {}, "1/9/2026", [("", "31/8/2026", "running")]),
    ("once, before that day", BEFORE, "1/6/2026", [("", "30/8/2026", "running")]),
    ("once, long before it falls due", {}, "6/1/2026", [("", "31/8/2026", "running")]),
    (
        "a Sunday does not move",
        {"due": d("30/8/2026")},
        "1/8/2026",
        [("", "30/8/2026", "running")],
    ),
    (
        "the national day does not move",
        {"due": d("2/9/2026")},
        "1/8/2026",
        [("", "2/9/2026", "running")],
    ),
    (
        "before the first of March in a leap year is 29 February",
        BEFORE | {"due": d("1/3/2028")},
        "1/1/2028",
        [("", "29/2/2028", "running")],
    ),
    (
        "before the first of March otherwise",
        BEFORE | {"due": d("1/3/2027")},
        "1/1/2027",
        [("", "28/2/2027", "running")],
    ),
    (
        "R6: the first cycle waits until 60 days before",
        R6,
        "30/10/2024",
        [("2024", "30/12/2024", "not_started")],
    ),
    (
        "R6: it opens 60 days before, and the next one waits",
        R6,
        "31/10/2024",
        [("2024", "30/12/2024", "running"), ("2025", "30/12/2025", "not_started")],
    ),
    (
        "R6: on 30/12 it is on time",
        R6,
        "30/12/2024",
        [("2024", "30/12/2024", "running"), ("2025", "30/12/2025", "not_started")],
    ),
    (
        "R6: nothing was reported for two years",
        R6,
        "1/6/2026",
        [
            ("2024", "30/12/2024", "running"),
            ("2025", "30/12/2025", "running"),
            ("2026", "30/12/2026", "not_started"),
        ],
    ),
    (
        "yearly from 29 February: the 28th in other years",
        YEARLY | {"due": d("29/2/2024"), "given_on": d("5/1/2024")},
        "1/3/2028",
        [
            ("2024", "29/2/2024", "running"),
            ("2025", "28/2/2025", "running"),
            ("2026", "28/2/2026", "running"),
            ("2027", "28/2/2027", "running"),
            ("2028", "29/2/2028", "running"),
            ("2029", "28/2/2029", "not_started"),
        ],
    ),
    (
        "quarterly at the end of the quarter, from a month with 31 days",
        QUARTERLY | {"due": d("31/3/2026")},
        "30/9/2026",
        [
            ("2026-Q1", "31/3/2026", "running"),
            ("2026-Q2", "30/6/2026", "running"),
            ("2026-Q3", "30/9/2026", "running"),
            ("2026-Q4", "31/12/2026", "not_started"),
        ],
    ),
    (
        "quarterly before the tenth",
        QUARTERLY | BEFORE | {"due": d("10/4/2026")},
        "20/7/2026",
        [
            ("2026-Q2", "9/4/2026", "running"),
            ("2026-Q3", "9/7/2026", "running"),
            ("2026-Q4", "9/10/2026", "not_started"),
        ],
    ),
    (
        "monthly from 31 January",
        MONTHLY | {"due": d("31/1/2026")},
        "31/3/2026",
        [
            ("2026-01", "31/1/2026", "running"),
            ("2026-02", "28/2/2026", "running"),
            ("2026-03", "31/3/2026", "running"),
            ("2026-04", "30/4/2026", "running"),
            ("2026-05", "31/5/2026", "not_started"),
        ],
    ),
    (
        "monthly before the first: the last day of the month before keeps its month's name",
        MONTHLY | BEFORE | {"due": d("1/3/2026")},
        "15/2/2026",
        [("2026-03", "28/2/2026", "running"), ("2026-04", "31/3/2026", "not_started")],
    ),
    (
        "across the new year",
        MONTHLY | {"due": d("20/12/2026")},
        "21/12/2026",
        [
            ("2026-12", "20/12/2026", "running"),
            ("2027-01", "20/1/2027", "running"),
            ("2027-02", "20/2/2027", "not_started"),
        ],
    ),
    (
        "no cycle after the last day",
        QUARTERLY | {"due": d("31/3/2026"), "ends_on": d("30/6/2026")},
        "1/10/2026",
        [("2026-Q1", "31/3/2026", "running"), ("2026-Q2", "30/6/2026", "running")],
    ),
    (
        "a last day between two cycles",
        QUARTERLY | {"due": d("31/3/2026"), "ends_on": d("29/6/2026")},
        "1/10/2026",
        [("2026-Q1", "31/3/2026", "running")],
    ),
    (
        "handed in on the last day, waiting",
        {"results": (result("", "31/8/2026"),)},
        "15/9/2026",
        [("", "31/8/2026", "stopped")],
    ),
    (
        "handed in a day late, waiting: it still runs",
        {"results": (result("", "1/9/2026"),)},
        "15/9/2026",
        [("", "31/8/2026", "running")],
    ),
    (
        "accepted weeks later counts on the day it was handed in",
        {"results": (result("", "30/8/2026", accepted=True),)},
        "15/10/2026",
        [("", "31/8/2026", "met")],
    ),
    (
        "a cycle done before it opens; the next one waits",
        R6 | {"results": (result("2024", "1/10/2024", accepted=True),)},
        "2/10/2024",
        [("2024", "30/12/2024", "met"), ("2025", "30/12/2025", "not_started")],
    ),
    (
        "one cycle done, the other missed",
        R6 | {"results": (result("2025", "29/12/2025", accepted=True),)},
        "10/1/2026",
        [
            ("2024", "30/12/2024", "running"),
            ("2025", "30/12/2025", "met"),
            ("2026", "30/12/2026", "not_started"),
        ],
    ),
    (
        "withdrawn: what is open is owed no more, and nothing is to come",
        R6 | {"withdrawn_on": d("15/11/2025")},
        "15/11/2025",
        [
            ("2024", "30/12/2024", "void"),
            ("2025", "30/12/2025", "void"),
            ("2026", "30/12/2026", "void"),
        ],
    ),
    (
        "withdrawn: what was accepted before stays",
        R6
        | {
            "withdrawn_on": d("15/1/2025"),
            "results": (result("2024", "28/12/2024", accepted=True),),
        },
        "1/2/2025",
        [("2024", "30/12/2024", "met"), ("2025", "30/12/2025", "void")],
    ),
    (
        "withdrawn while a result waits",
        {"withdrawn_on": d("1/8/2026"), "results": (result("", "20/7/2026"),)},
        "2/8/2026",
        [("", "31/8/2026", "void")],
    ),
    (
        "the day before it is withdrawn it runs",
        {"withdrawn_on": d("1/8/2026")},
        "31/7/2026",
        [("", "31/8/2026", "running")],
    ),
    ("no day was set", {"due": None}, "1/8/2026", [("", "", "unknown")]),
    (
        "no day was set, a result waits",
        {"due": None, "results": (result("", "20/7/2026"),)},
        "1/8/2026",
        [("", "", "unknown")],
    ),
    (
        "no day was set, yet done",
        {"due": None, "results": (result("", "20/7/2026", accepted=True),)},
        "1/8/2026",
        [("", "", "void")],
    ),
    (
        "no day was set, withdrawn",
        {"due": None, "withdrawn_on": d("1/8/2026")},
        "1/8/2026",
        [("", "", "void")],
    ),
    (
        "R5 before 31 January is the 30th",
        {"kind": "R5", "given_on": d("1/4/2026"), "due": d("31/1/2027")} | YEARLY | BEFORE,
        "1/12/2026",
        [("2027", "30/1/2027", "running"), ("2028", "30/1/2028", "not_started")],
    ),
    (
        "R5 before its decree: no rule in force",
        {"kind": "R5", "given_on": d("1/1/2026"), "due": d("31/1/2026")} | YEARLY | BEFORE,
        "1/3/2026",
        [("2026", "31/1/2026", "void"), ("2027", "30/1/2027", "not_started")],
    ),
]
