"""Requests for more time against a table: filed in time, late, refused, granted (R-2.2, house.md).

Days were reckoned on a wall calendar. The land handed over on 14/3/2025 is due on Monday
16/3/2026; the milestone of a decision of 1/6/2022 on 30/9/2026.
"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from deadlines.rules.clock import Clock
from deadlines.rules.ladder import Level
from projects.rules.facts import ProjectFacts, RequestFacts
from tests.support.law_table import Line, check
from tests.support.project_facts import AGENCY, extension, item, pause, project, tranche

RUNNING, STOPPED, MET, VOID = Clock.RUNNING, Clock.STOPPED, Clock.MET, Clock.VOID
DUE, ON = date(2026, 3, 16), date(2026, 6, 1)
PLAN, LATER = date(2026, 9, 30), date(2026, 11, 22)
OPEN = pause(date(2025, 12, 1), None)
JUNE = pause(date(2025, 6, 1), date(2025, 6, 30))
USED = {"in_use_date": date(2026, 5, 1)}


def request(filed: date, id: int = 61, **said: Any) -> RequestFacts:
    return replace(RequestFacts(id=id, filed=filed, reference="15/CV"), **said)


def refused(filed: date, decided: date) -> RequestFacts:
    return request(filed, decided=decided, granted=False, decision_number="20/TB")


def granted(filed: date, decided: date) -> RequestFacts:
    return request(filed, decided=decided, granted=True, decision_number="20/QĐ")


def asked(*requests: RequestFacts, **said: Any) -> ProjectFacts:
    land = tranche(handover_date=date(2025, 3, 14), requests=requests, **said)
    return project(tranches=(land,))


def planned(*requests: RequestFacts, **said: Any) -> ProjectFacts:
    return project(items=(item("works", said.pop("planned", PLAN), requests=requests, **said),))


def behind(of_land: tuple = (), of_item: tuple = ()) -> ProjectFacts:
    """L2: the milestone of 31/12/2024, so 24 months later Thursday 31/12/2026."""
    works = item("works", date(2024, 12, 31), requests=of_item)
    land = tranche(handover_date=date(2024, 9, 3), requests=of_land)
    return project(tranches=(land,), items=(works,))


def operating(*requests: RequestFacts, **said: Any) -> ProjectFacts:
    """I3: operation by 30/6/2024, so 24 months later Tuesday 30/6/2026."""
    return project(items=(item("operation", date(2024, 6, 30), requests=requests, **said),))


ASKED: list[tuple[Any, ...]] = [
    (
        "more time asked in time stops it",
        asked(request(date(2026, 3, 1))),
        ON,
        STOPPED,
        DUE,
        {"stopped_on": date(2026, 3, 1), "days_left": 15},
    ),
    ("asked on the last day", asked(request(DUE)), ON, STOPPED, DUE, {"days_left": 0}),
    (
        "asked on the Saturday it first fell due",
        asked(request(date(2026, 3, 14))),
        ON,
        STOPPED,
        DUE,
        {"days_left": 2},
    ),
    (
        "asked a day late",
        asked(request(date(2026, 3, 17))),
        ON,
        RUNNING,
        DUE,
        {"level": Level.OVERDUE, "step_kinds": ("base", "term", "rolled", "request_late", "due")},
    ),
    (
        "asked in time and refused: the old day holds",
        asked(refused(date(2026, 3, 1), date(2026, 4, 20))),
        date(2026, 4, 21),
        RUNNING,
        DUE,
        {
            "level": Level.OVERDUE,
            "step_kinds": ("base", "term", "rolled", "request_refused", "due"),
        },
    ),
    (
        "refused before the due day",
        asked(refused(date(2026, 1, 5), date(2026, 2, 5))),
        date(2026, 3, 1),
        RUNNING,
        DUE,
        {"level": Level.FINAL_WARNING},
    ),
    (
        "granted, the extension not entered yet",
        asked(request(date(2026, 3, 1), granted=True, decided=date(2026, 4, 20))),
        ON,
        STOPPED,
        DUE,
        {"stopped_on": date(2026, 3, 1)},
    ),
    (
        "granted, and the extension is on record",
        asked(request(date(2026, 3, 1), granted=True), extension=extension()),
        ON,
        VOID,
        DUE,
        {"void_reason": "moved_to_extension"},
    ),
    (
        "refused once, asked again in time",
        asked(refused(date(2026, 1, 5), date(2026, 2, 5)), request(date(2026, 3, 2), 62)),
        ON,
        STOPPED,
        DUE,
        {"stopped_on": date(2026, 3, 2), "days_left": 14},
    ),
    # 30 days of June move the due day to Monday 13/4.
    (
        "asked in time only because of a pause",
        asked(request(date(2026, 4, 10)), exclusions=(JUNE,)),
        ON,
        STOPPED,
        date(2026, 4, 13),
        {"stopped_on": date(2026, 4, 10), "days_left": 3, "excluded_days": 30},
    ),
    (
        "asked while it stood still already",
        asked(request(date(2026, 3, 1)), exclusions=(OPEN,)),
        ON,
        STOPPED,
        DUE,
        {"stopped_on": date(2025, 12, 1)},
    ),
    (
        "a request still to come",
        asked(request(date(2026, 3, 1))),
        date(2026, 2, 20),
        RUNNING,
        DUE,
        {"recompute_on": date(2026, 3, 1)},
    ),
    # 1/3 to 1/5 is 31+30+1 = 62 days: 14/3 + 62 = 15/5, a Friday.
    (
        "used while nobody had answered",
        asked(request(date(2026, 3, 1)), **USED),
        ON,
        MET,
        date(2026, 5, 15),
        {"met_late": False},
    ),
    (
        "used late after a refusal",
        asked(refused(date(2026, 3, 1), date(2026, 4, 20)), **USED),
        ON,
        MET,
        DUE,
        {"met_late": True},
    ),
]
MILESTONE: list[tuple[Any, ...]] = [
    # 15/9 to 30/9 is 15 days.
    (
        "in time",
        planned(request(date(2026, 9, 15))),
        LATER,
        STOPPED,
        PLAN,
        {"stopped_on": date(2026, 9, 15), "days_left": 15},
    ),
    ("on the last day", planned(request(PLAN)), LATER, STOPPED, PLAN, {"days_left": 0}),
    (
        "a day late stops nothing",
        planned(request(date(2026, 10, 1))),
        LATER,
        RUNNING,
        PLAN,
        {"level": Level.OVERDUE, "step_kinds": ("base", "target", "request_late", "due")},
    ),
    (
        "refused, the days of waiting do not help",
        planned(refused(date(2026, 9, 15), date(2026, 10, 20))),
        LATER,
        RUNNING,
        PLAN,
        {"level": Level.OVERDUE, "excluded_days": 0},
    ),
    (
        "granted, the new plan awaited",
        planned(granted(date(2026, 9, 15), date(2026, 10, 20))),
        LATER,
        STOPPED,
        PLAN,
        {"stopped_on": date(2026, 9, 15)},
    ),
    (
        "granted, and the plan moved by the decision",
        planned(
            granted(date(2026, 9, 15), date(2026, 10, 20)),
            planned=date(2027, 3, 31),
            instrument_date=date(2026, 10, 20),
        ),
        LATER,
        RUNNING,
        date(2027, 3, 31),
        {"level": Level.CALM, "step_kinds": ("base", "target", "due")},
    ),
    (
        "answered by a plan of the day it was filed",
        planned(request(date(2026, 9, 15)), planned=PLAN, instrument_date=date(2026, 9, 15)),
        LATER,
        RUNNING,
        PLAN,
        {"level": Level.OVERDUE},
    ),
    # 15/9 to 20/10 is 16 + 20 = 36 days: 30/9 + 36 = 5/11.
    (
        "reached while it waited for an answer",
        planned(request(date(2026, 9, 15)), actual=date(2026, 10, 20)),
        LATER,
        MET,
        date(2026, 11, 5),
        {"met_late": False},
    ),
    (
        "reached after a refusal",
        planned(refused(date(2026, 9, 15), date(2026, 10, 1)), actual=date(2026, 10, 20)),
        LATER,
        MET,
        PLAN,
        {"met_late": True},
    ),
    # 30 days of force majeure move 30/9 to 30/10: a request of 20/10 is in time.
    (
        "in time because of a pause",
        planned(
            request(date(2026, 10, 20)), exclusions=(pause(date(2026, 5, 2), date(2026, 5, 31)),)
        ),
        LATER,
        STOPPED,
        date(2026, 10, 30),
        {"stopped_on": date(2026, 10, 20), "days_left": 10},
    ),
]
BEHIND: list[tuple[Any, ...]] = [
    # 1/12 to 31/12 is 30 days.
    (
        "for the land, in time",
        behind(of_land=(request(date(2026, 12, 1)),)),
        date(2027, 2, 1),
        STOPPED,
        date(2026, 12, 31),
        {"stopped_on": date(2026, 12, 1), "days_left": 30},
    ),
    (
        "for the land, late",
        behind(of_land=(request(date(2027, 1, 4)),)),
        date(2027, 2, 1),
        RUNNING,
        date(2026, 12, 31),
        {"level": Level.OVERDUE},
    ),
    (
        "for the milestone, in time for it",
        behind(of_item=(request(date(2024, 12, 1)),)),
        ON,
        STOPPED,
        date(2026, 12, 31),
        {"stopped_on": date(2024, 12, 1)},
    ),
    (
        "for the milestone, too late for it",
        behind(of_item=(request(date(2025, 1, 15)),)),
        ON,
        RUNNING,
        date(2026, 12, 31),
        {},
    ),
]
OPERATION: list[tuple[Any, ...]] = [
    (
        "of operation, in time",
        operating(request(date(2024, 6, 3))),
        LATER,
        STOPPED,
        date(2026, 6, 30),
        {"stopped_on": date(2024, 6, 3)},
    ),
    (
        "of operation, late: the 24 months run on",
        operating(request(date(2024, 7, 1))),
        LATER,
        RUNNING,
        date(2026, 6, 30),
        {"level": Level.OVERDUE_90},
    ),
    (
        "of operation, refused",
        operating(refused(date(2024, 6, 3), date(2024, 8, 1))),
        LATER,
        RUNNING,
        date(2026, 6, 30),
        {},
    ),
]
OF_AGENCY = {"bearer_agency_id": AGENCY, "advisory": True}
ANSWER: list[tuple[Any, ...]] = [
    # 15 working days from Monday 2/3/2026: four in its week, five, five, and Monday 23/3.
    ("three weeks", request(date(2026, 3, 2)), ON, RUNNING, date(2026, 3, 23), OF_AGENCY),
    # 16/2 to 20/2 is Tết: 23-27/2, 2-6/3, 9-13/3.
    ("over Tết", request(date(2026, 2, 13)), ON, RUNNING, date(2026, 3, 13), {}),
    # 1/1 and 2/1 off, 5-9/1, Saturday 10/1 worked, 12-16/1, 19-22/1.
    ("over a swapped Saturday", request(date(2025, 12, 31)), ON, RUNNING, date(2026, 1, 22), {}),
    # 21-24/4, 28-29/4, 4-8/5, 11-14/5.
    ("over three holidays", request(date(2026, 4, 20)), ON, RUNNING, date(2026, 5, 14), {}),
    # Filed on a Saturday: 2-6/3, 9-13/3, 16-20/3.
    ("filed on a Saturday", request(date(2026, 2, 28)), ON, RUNNING, date(2026, 3, 20), {}),
    (
        "refusing is answering",
        refused(date(2026, 3, 2), date(2026, 3, 23)),
        ON,
        MET,
        date(2026, 3, 23),
        {"met_late": False},
    ),
    (
        "granted a day late",
        granted(date(2026, 3, 2), date(2026, 3, 24)),
        ON,
        MET,
        date(2026, 3, 23),
        {"met_late": True},
    ),
    (
        "five days ahead it reminds",
        request(date(2026, 3, 2)),
        date(2026, 3, 18),
        RUNNING,
        date(2026, 3, 23),
        {"level": Level.NOTICE, "next_change": date(2026, 3, 24)},
    ),
]
LINES = [
    Line(case=f"{kind}: {case}", kind=kind, facts=facts, on=on, clock=clock, due=due, expected=said)
    for kind, cases in (("L1", ASKED), ("I1", MILESTONE), ("L2", BEHIND), ("I3", OPERATION))
    for case, facts, on, clock, due, said in cases
] + [
    Line(
        case=f"RX: {case}",
        kind="RX",
        facts=asked(made),
        on=on,
        clock=clock,
        due=due,
        of={"subject_kind": "extension_request", "subject_id": 61},
        expected=said,
    )
    for case, made, on, clock, due, said in ANSWER
]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.case)
def test_more_time_asked_for(line: Line) -> None:
    check(line)
