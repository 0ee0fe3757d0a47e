"""L2, L3, L6, I1 and I3 against a table written from law.md, sections 1.4, 2.1 and 2.2.

Days were reckoned on a wall calendar; a comment says how where it is not plain.
"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from deadlines.rules.clock import Clock
from deadlines.rules.ladder import Level
from projects.rules.facts import ItemFacts, ProjectFacts
from tests.support.law_table import Line, check
from tests.support.project_facts import (
    LAND_AGENCY,
    extension,
    item,
    pause,
    project,
    tranche,
)

NOT_STARTED, RUNNING = Clock.NOT_STARTED, Clock.RUNNING
MET, VOID = Clock.MET, Clock.VOID
ON = date(2026, 11, 22)
HANDED = date(2024, 9, 3)
BY_STAGES = (
    tranche(id=21, handover_date=date(2025, 3, 14), extension=extension(id=41)),
    tranche(id=22, handover_date=date(2025, 6, 10)),
    tranche(id=23, decision_date=date(2026, 9, 1)),
)


def behind(works: ItemFacts, **said: Any) -> ProjectFacts:
    return project(tranches=(tranche(handover_date=HANDED, **said),), items=(works,))


def works(planned: date, **said: Any) -> ItemFacts:
    return item("works", planned, **said)


def extended(**said: Any) -> ProjectFacts:
    land = tranche(handover_date=date(2025, 3, 14), extension=extension(), **said)
    return project(tranches=(land,))


def decided(day: date, **said: Any) -> ProjectFacts:
    return project(tranches=(tranche(decision_date=day, **said),))


def operation(planned: date = date(2024, 6, 30), **said: Any) -> ProjectFacts:
    return project(items=(item("operation", planned, **said),))


LAND: list[tuple[Any, ...]] = [
    (
        "L2: 24 months after the milestone",
        "L2",
        behind(works(date(2024, 12, 31))),
        ON,
        RUNNING,
        date(2026, 12, 31),
        {"level": Level.WARNING},
    ),
    (
        "L2: month 23 warns last",
        "L2",
        behind(works(date(2024, 12, 31))),
        date(2026, 11, 30),
        RUNNING,
        date(2026, 12, 31),
        {"level": Level.FINAL_WARNING},
    ),
    # 31 days of March: the milestone is due on 31/1/2025; 31/1/2027 is a Sunday.
    (
        "L2: a delay of the State moves the milestone",
        "L2",
        behind(
            works(
                date(2024, 12, 31),
                exclusions=(pause(date(2024, 3, 1), date(2024, 3, 31), "state_delay"),),
            )
        ),
        ON,
        RUNNING,
        date(2027, 2, 1),
        {"excluded_days": 31},
    ),
    # Kept back from 1/6 to 2/9/2024: 30+31+31+2 = 94 days; 31/12 + 94 = 4/4/2025; 4/4/2027 is
    # a Sunday.
    (
        "L2: land handed over late is derived and not counted",
        "L2",
        behind(
            works(date(2024, 12, 31)),
            decision_date=date(2024, 3, 1),
            planned_handover=date(2024, 5, 31),
        ),
        ON,
        RUNNING,
        date(2027, 4, 5),
        {"excluded_days": 94},
    ),
    (
        "L2: due on the eve of the new law",
        "L2",
        behind(works(date(2022, 7, 31))),
        ON,
        RUNNING,
        date(2024, 7, 31),
        {"version": 1, "advisory": True},
    ),
    (
        "L2: due on its first day",
        "L2",
        behind(works(date(2022, 8, 1))),
        ON,
        RUNNING,
        date(2024, 8, 1),
        {"version": 2, "advisory": False},
    ),
    (
        "L3: 91 days before",
        "L3",
        extended(),
        date(2028, 3, 21),
        RUNNING,
        date(2028, 6, 20),
        {"level": Level.CALM, "next_change": date(2028, 3, 22)},
    ),
    (
        "L3: 90 days before",
        "L3",
        extended(),
        date(2028, 3, 22),
        RUNNING,
        date(2028, 6, 20),
        {"level": Level.WARNING, "next_change": date(2028, 5, 21)},
    ),
    (
        "L3: 30 days before",
        "L3",
        extended(),
        date(2028, 5, 21),
        RUNNING,
        date(2028, 6, 20),
        {"level": Level.FINAL_WARNING},
    ),
    (
        "L3: its last day",
        "L3",
        extended(),
        date(2028, 6, 20),
        RUNNING,
        date(2028, 6, 20),
        {"level": Level.FINAL_WARNING},
    ),
    (
        "L3: the day after",
        "L3",
        extended(),
        date(2028, 6, 21),
        RUNNING,
        date(2028, 6, 20),
        {"level": Level.OVERDUE},
    ),
    (
        "L3: force majeure of 31 days",
        "L3",
        extended(exclusions=(pause(date(2026, 7, 1), date(2026, 7, 31)),)),
        ON,
        RUNNING,
        date(2028, 7, 21),
        {"excluded_days": 31},
    ),
    (
        "stages: the first runs under its extension",
        "L3",
        project(tranches=BY_STAGES),
        ON,
        RUNNING,
        date(2028, 6, 20),
        {"subject_id": 41},
    ),
    (
        "stages: the second by itself",
        "L1",
        project(tranches=BY_STAGES),
        ON,
        RUNNING,
        date(2026, 6, 10),
        {"subject_id": 22},
    ),
    (
        "stages: the third waits for its handover",
        "L1",
        project(tranches=BY_STAGES),
        ON,
        NOT_STARTED,
        None,
        {"subject_id": 23},
    ),
    # 1/4 + 30 = 1/5: off; 2/5 and 3/5 are a weekend.
    (
        "L6: 30 days to a holiday",
        "L6",
        decided(date(2026, 4, 1)),
        ON,
        RUNNING,
        date(2026, 5, 4),
        {"version": 2, "advisory": True, "bearer_agency_id": LAND_AGENCY},
    ),
    # 27/2 + 30 = 29/3, a Sunday.
    (
        "L6: decided under the old law",
        "L6",
        decided(date(2026, 2, 27)),
        ON,
        RUNNING,
        date(2026, 3, 30),
        {"version": 1, "advisory": True},
    ),
    (
        "L6: handed over on its last day",
        "L6",
        decided(date(2026, 4, 1), handover_date=date(2026, 5, 4)),
        ON,
        MET,
        date(2026, 5, 4),
        {"met_late": False},
    ),
]
MILESTONES: list[tuple[Any, ...]] = [
    (
        "I1: a Saturday stays",
        "I1",
        project(items=(works(date(2026, 10, 31)),)),
        ON,
        RUNNING,
        date(2026, 10, 31),
        {"level": Level.OVERDUE},
    ),
    (
        "I1: 30 days before it reminds",
        "I1",
        project(items=(works(date(2026, 12, 22)),)),
        ON,
        RUNNING,
        date(2026, 12, 22),
        {"level": Level.NOTICE, "next_change": date(2026, 12, 23)},
    ),
    # 22/11/2025 to 22/11/2026 is 365 days.
    (
        "I1: 365 days late",
        "I1",
        project(items=(works(date(2025, 11, 22)),)),
        ON,
        RUNNING,
        date(2025, 11, 22),
        {"level": Level.OVERDUE_365, "next_change": None},
    ),
    (
        "I1: 364 days late",
        "I1",
        project(items=(works(date(2025, 11, 23)),)),
        ON,
        RUNNING,
        date(2025, 11, 23),
        {"level": Level.OVERDUE_180},
    ),
    (
        "I3: before the first law that names it",
        "I3",
        operation(date(2022, 6, 30)),
        date(2025, 1, 14),
        VOID,
        None,
        {"recompute_on": date(2025, 1, 15)},
    ),
    (
        "I3: on the first day of clause a1",
        "I3",
        operation(date(2022, 6, 30)),
        date(2025, 1, 15),
        RUNNING,
        date(2024, 7, 1),
        {"version": 1, "advisory": False, "level": Level.OVERDUE_180},
    ),
    (
        "I3: on the last day of the law of 2020",
        "I3",
        operation(),
        date(2026, 2, 28),
        RUNNING,
        date(2026, 6, 30),
        {"version": 1, "recompute_on": date(2026, 3, 1)},
    ),
    (
        "I3: on the first day of the law of 2025",
        "I3",
        operation(),
        date(2026, 3, 1),
        RUNNING,
        date(2026, 6, 30),
        {"version": 2, "advisory": True},
    ),
    (
        "I3: an adjustment is pending",
        "I3",
        replace(operation(), pending_adjustment=True),
        ON,
        VOID,
        date(2026, 6, 30),
        {"void_reason": "pending_adjustment"},
    ),
]
LINES = [
    Line(
        case=case,
        kind=kind,
        facts=facts,
        on=on,
        clock=clock,
        due=due,
        expected=said,
        of={"subject_id": said["subject_id"]} if "subject_id" in said else None,
    )
    for case, kind, facts, on, clock, due, said in (*LAND, *MILESTONES)
]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.case)
def test_the_schedule_of_a_project(line: Line) -> None:
    check(line)
