"""I4, suspensions added up, and I10, not started, against a table from law.md, 1.4 and 2.2.

Days were reckoned on a wall calendar; a comment says how where it is not plain.
"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from deadlines.rules.clock import Clock
from deadlines.rules.ladder import Level
from projects.rules.facts import InstrumentFacts, ItemFacts, ProjectFacts, SuspensionFacts
from tests.support.law_table import NO_ROW, Line, check
from tests.support.project_facts import item, pause, project, suspension, tranche

RUNNING, STOPPED, MET = Clock.RUNNING, Clock.STOPPED, Clock.MET
VOID, UNKNOWN = Clock.VOID, Clock.UNKNOWN
ON = date(2026, 11, 22)


def stopped(*suspensions: SuspensionFacts, **said: Any) -> ProjectFacts:
    return project(suspensions=suspensions, **said)


FIRST = suspension(date(2025, 6, 16), resumed_on=date(2025, 9, 16))
SECOND = suspension(date(2026, 1, 1), id=52)
LONG = suspension(date(2024, 1, 1), resumed_on=date(2025, 3, 1))
ORDERED = suspension(
    date(2025, 10, 1), id=53, ordered_until=date(2025, 12, 31), resumed_on=date(2025, 12, 20)
)
THREE = (
    suspension(date(2022, 3, 1), id=51, resumed_on=date(2022, 6, 1)),
    suspension(date(2022, 9, 1), id=52, resumed_on=date(2022, 12, 1)),
    suspension(date(2023, 3, 1), id=53),
)
# Twelve months from 16/6/2025 end on 16/6/2026.
SUSPENDED: list[tuple[Any, ...]] = [
    ("one alone", stopped(suspension(date(2025, 6, 16))), 51, RUNNING, date(2026, 6, 16), {}),
    ("the first of two was resumed", stopped(FIRST, SECOND), 51, MET, date(2026, 6, 16), {}),
    # In operation 16/9 to 31/12/2025: 15+31+30+31 = 107 days; 16/6 + 107 = 1/10.
    (
        "the second goes on counting",
        stopped(FIRST, SECOND),
        52,
        RUNNING,
        date(2026, 10, 1),
        {"base_date": date(2025, 6, 16), "excluded_days": 107, "level": Level.OVERDUE},
    ),
    (
        "the order of entry is irrelevant",
        stopped(SECOND, FIRST),
        52,
        RUNNING,
        date(2026, 10, 1),
        {},
    ),
    (
        "an ordered one is not added up",
        stopped(FIRST, ORDERED, SECOND),
        52,
        RUNNING,
        date(2026, 10, 1),
        {"excluded_days": 107},
    ),
    (
        "it follows its order",
        stopped(FIRST, ORDERED, SECOND),
        53,
        MET,
        date(2025, 12, 31),
        {"base_date": date(2025, 10, 1), "met_late": False},
    ),
    # 1/6-31/8/2022 is 92 days, 1/12/2022-28/2/2023 is 90: 1/3/2023 + 182 = 30/8/2023.
    ("three of them", stopped(*THREE), 53, RUNNING, date(2023, 8, 30), {"excluded_days": 182}),
    ("the second of three", stopped(*THREE), 52, MET, date(2023, 6, 1), {"excluded_days": 92}),
    (
        "from the day of resuming on",
        stopped(FIRST, suspension(date(2025, 9, 16), id=52)),
        52,
        RUNNING,
        date(2026, 6, 16),
        {"excluded_days": 0},
    ),
    (
        "overlapping, so never in operation",
        stopped(FIRST, suspension(date(2025, 8, 1), id=52)),
        52,
        RUNNING,
        date(2026, 6, 16),
        {"excluded_days": 0},
    ),
    (
        "the first never ended",
        stopped(suspension(date(2025, 6, 16)), SECOND),
        52,
        RUNNING,
        date(2026, 6, 16),
        {"excluded_days": 0},
    ),
    # The twelve months ended on 1/1/2025, off, so 2/1/2025; nothing is left for a new one.
    (
        "the term was used up before",
        stopped(LONG, suspension(date(2026, 6, 1), id=52)),
        52,
        RUNNING,
        date(2026, 5, 31),
        {"version": 3, "advisory": True, "level": Level.OVERDUE_90},
    ),
    (
        "and was overrun the first time",
        stopped(LONG),
        51,
        MET,
        date(2025, 1, 2),
        {"met_late": True},
    ),
    (
        "one before the decree is not added",
        stopped(suspension(date(2021, 1, 4), id=50, resumed_on=date(2021, 3, 1)), FIRST, SECOND),
        52,
        RUNNING,
        date(2026, 10, 1),
        {"base_date": date(2025, 6, 16)},
    ),
    ("nor has it a rule", stopped(suspension(date(2021, 3, 25))), 51, VOID, None, {}),
    (
        "the decree's first day",
        stopped(suspension(date(2021, 3, 26))),
        51,
        RUNNING,
        date(2022, 3, 28),
        {"version": 1},
    ),
    (
        "a pause lengthens nothing",
        stopped(FIRST, SECOND, exclusions=(pause(date(2026, 2, 1), None),)),
        52,
        RUNNING,
        date(2026, 10, 1),
        {},
    ),
]


def instrument(kind: str, issued: date | None, id: int = 71) -> InstrumentFacts:
    return InstrumentFacts(id=id, kind=kind, issued=issued, number="12/QĐ-UBND")


APPROVED = instrument("policy_approval", date(2025, 3, 10))
CERTIFIED = instrument("registration_certificate", date(2025, 5, 20), 72)
START = item("start", date(2026, 9, 30))


def idle(**said: Any) -> ProjectFacts:
    """A project on whose ground nothing stands, as somebody said."""
    return project(**{"physical_state": "not_started"} | said)


def approved(*items: ItemFacts, **said: Any) -> ProjectFacts:
    return idle(instruments=(APPROVED, CERTIFIED), items=items, **said)


BEGUN: list[tuple[Any, ...]] = [
    (
        "twelve months after the approval",
        approved(START),
        RUNNING,
        date(2026, 3, 10),
        {"advisory": True, "audience": "staff", "level": Level.OVERDUE_180},
    ),
    (
        "without approval after the certificate",
        idle(instruments=(CERTIFIED,)),
        RUNNING,
        date(2026, 5, 20),
        {},
    ),
    (
        "after the first of two approvals",
        idle(instruments=(instrument("policy_approval", date(2025, 7, 1), 70), APPROVED)),
        RUNNING,
        date(2026, 3, 10),
        {},
    ),
    (
        "into Tết",
        idle(instruments=(instrument("policy_approval", date(2025, 2, 18)),)),
        RUNNING,
        date(2026, 2, 23),
        {},
    ),
    (
        "from a leap day",
        idle(instruments=(instrument("policy_approval", date(2024, 2, 29)),)),
        RUNNING,
        date(2025, 2, 28),
        {},
    ),
    # 10/3 + 31 = 10/4.
    (
        "a delay of the State is not counted",
        approved(START, exclusions=(pause(date(2025, 8, 1), date(2025, 8, 31), "state_delay"),)),
        RUNNING,
        date(2026, 4, 10),
        {"excluded_days": 31},
    ),
    (
        "land decided and not handed over stops it",
        approved(START, tranches=(tranche(decision_date=date(2025, 9, 1)),)),
        STOPPED,
        date(2026, 3, 10),
        {"stopped_on": date(2025, 9, 1)},
    ),
    (
        "begun in time",
        approved(replace(START, actual=date(2026, 3, 10))),
        MET,
        date(2026, 3, 10),
        {"met_late": False},
    ),
    (
        "begun late",
        approved(replace(START, actual=date(2026, 3, 11))),
        MET,
        date(2026, 3, 10),
        {"met_late": True},
    ),
    (
        "the first of two starts counts",
        approved(
            replace(START, actual=date(2026, 2, 2)),
            item("start", date(2027, 1, 1), id=32, phase=2, actual=date(2026, 8, 3)),
        ),
        MET,
        date(2026, 3, 10),
        {"met_date": date(2026, 2, 2)},
    ),
    (
        "under construction, no day",
        approved(START, physical_state="under_construction"),
        VOID,
        None,
        {"void_reason": "achieved_date_unknown"},
    ),
    (
        "works reached, so it was begun",
        approved(START, item("works", date(2026, 1, 1), id=32, actual=date(2026, 1, 5))),
        VOID,
        None,
        {},
    ),
    (
        "the approval has no day",
        project(instruments=(instrument("policy_approval", None),)),
        UNKNOWN,
        None,
        {"missing": "approval_date"},
    ),
    (
        "nobody said what stands on the ground",
        project(instruments=(APPROVED,), items=(START,)),
        UNKNOWN,
        None,
        {"missing": "physical_state"},
    ),
    ("no approval and no certificate", project(items=(START,)), NO_ROW, None, {}),
]
LINES = [
    *(
        Line(
            case=f"I4: {case}",
            kind="I4",
            facts=facts,
            on=ON,
            clock=clock,
            due=due,
            of={"subject_id": subject},
            expected=said,
        )
        for case, facts, subject, clock, due, said in SUSPENDED
    ),
    *(
        Line(
            case=f"I10: {case}",
            kind="I10",
            facts=facts,
            on=ON,
            clock=clock,
            due=due,
            expected=said,
        )
        for case, facts, clock, due, said in BEGUN
    ),
]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.case)
def test_a_project_that_stands_still(line: Line) -> None:
    check(line)
