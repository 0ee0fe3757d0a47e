"""L1, land not in use, against a table written from law.md, sections 2 and 2.1.

Days were reckoned on a wall calendar. The handover of 14/3/2025 is the usual base: twelve months
later lies a Saturday, so the due day is Monday 16/3/2026.
"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from deadlines.rules.clock import Boundary, Clock
from deadlines.rules.ladder import Level
from deadlines.rules.law import SHIPPED_VERSIONS, LawBook
from projects.rules.facts import ProjectFacts
from tests.support.law_table import Line, check
from tests.support.project_facts import pause, project, tranche
from vn.dates import Precision

RUNNING, STOPPED, MET = Clock.RUNNING, Clock.STOPPED, Clock.MET
HANDOVER, DUE = date(2025, 3, 14), date(2026, 3, 16)
ON = date(2026, 6, 1)
BEFORE = LawBook(
    [replace(v, boundary=Boundary.BEFORE) if v.kind == "L1" else v for v in SHIPPED_VERSIONS]
)


def on_land(handed: date | None = HANDOVER, **said: Any) -> ProjectFacts:
    return project(tranches=(tranche(handover_date=handed, **said),))


def paused(*pauses: Any) -> ProjectFacts:
    return on_land(exclusions=pauses)


FLOOD = pause(date(2025, 10, 6), date(2026, 1, 10))  # 26 + 30 + 31 + 10 = 97 days
JUNE = pause(date(2025, 6, 1), date(2025, 6, 30))
OPEN = pause(date(2025, 12, 1), None)

UNUSED: list[tuple[Any, ...]] = [
    ("twelve months, and a Saturday", on_land(), ON, RUNNING, DUE, {"level": Level.OVERDUE}),
    ("the due day itself is on time", on_land(), DUE, RUNNING, DUE, {"level": Level.FINAL_WARNING}),
    ("month 6 warns first", on_land(), date(2025, 9, 14), RUNNING, DUE, {"level": Level.NOTICE}),
    ("the day before month 6", on_land(), date(2025, 9, 13), RUNNING, DUE, {"level": Level.CALM}),
    ("month 9", on_land(), date(2025, 12, 14), RUNNING, DUE, {"level": Level.WARNING}),
    ("month 11", on_land(), date(2026, 2, 14), RUNNING, DUE, {"level": Level.FINAL_WARNING}),
    # 16/3 + 90: 15 days to 31/3, 30 to 30/4, 31 to 31/5, 14 in June.
    ("90 days late", on_land(), date(2026, 6, 14), RUNNING, DUE, {"level": Level.OVERDUE_90}),
    ("89 days late", on_land(), date(2026, 6, 13), RUNNING, DUE, {"level": Level.OVERDUE}),
    # 14/3 + 97: 17 to 31/3, 30, 31, 19 in June; a Friday.
    ("a flood of 97 days", paused(FLOOD), ON, RUNNING, date(2026, 6, 19), {"excluded_days": 97}),
    # 1/6 to 14/7 is 44 days: 14/3 + 44 = 27/4, off for the Hùng Kings, so Tuesday.
    (
        "overlapping pauses count once",
        paused(JUNE, pause(date(2025, 6, 15), date(2025, 7, 14))),
        ON,
        RUNNING,
        date(2026, 4, 28),
        {"excluded_days": 44},
    ),
    (
        "adjacent pauses join: 20 days",
        paused(
            pause(date(2025, 6, 1), date(2025, 6, 10)), pause(date(2025, 6, 11), date(2025, 6, 20))
        ),
        ON,
        RUNNING,
        date(2026, 4, 3),
        {"excluded_days": 20},
    ),
    (
        "one pause inside another",
        paused(JUNE, pause(date(2025, 6, 10), date(2025, 6, 12))),
        ON,
        RUNNING,
        date(2026, 4, 13),
        {"excluded_days": 30},
    ),
    # A second pause is reached only because the first moved the day: 14/3 + 30 = 13/4, + 10.
    (
        "one pause brings the next into the run",
        paused(JUNE, pause(date(2026, 4, 1), date(2026, 4, 10))),
        ON,
        RUNNING,
        date(2026, 4, 23),
        {"excluded_days": 40},
    ),
    # 14/3 + 7 = 21/3, a Saturday.
    (
        "a pause from the last day on",
        paused(pause(date(2026, 3, 14), date(2026, 3, 20))),
        ON,
        RUNNING,
        date(2026, 3, 23),
        {"excluded_days": 7},
    ),
    (
        "a pause that holds the working day it rolled to",
        paused(pause(date(2026, 3, 15), date(2026, 3, 20))),
        ON,
        RUNNING,
        date(2026, 3, 23),
        {"excluded_days": 0},
    ),
    (
        "a pause after the due day changes nothing",
        paused(pause(date(2026, 3, 17), date(2026, 4, 30))),
        ON,
        RUNNING,
        DUE,
        {"excluded_days": 0, "level": Level.OVERDUE},
    ),
    # 1/12 to 16/3: 30 + 31 + 28 + 16 = 105.
    (
        "an open pause stops it",
        paused(OPEN),
        ON,
        STOPPED,
        DUE,
        {"stopped_on": date(2025, 12, 1), "days_left": 105, "level": Level.NOTICE},
    ),
    (
        "an open pause on the due day stops it with nothing left",
        paused(pause(DUE, None)),
        ON,
        STOPPED,
        DUE,
        {"days_left": 0},
    ),
    (
        "an open pause a day too late",
        paused(pause(date(2026, 3, 17), None)),
        ON,
        RUNNING,
        DUE,
        {"level": Level.OVERDUE, "stopped_on": None},
    ),
    (
        "an open pause still to come",
        paused(pause(date(2026, 3, 1), None)),
        date(2026, 2, 1),
        RUNNING,
        DUE,
        {"recompute_on": date(2026, 3, 1)},
    ),
    (
        "a pause over before the handover",
        paused(pause(date(2025, 1, 1), date(2025, 2, 28))),
        ON,
        RUNNING,
        DUE,
        {"excluded_days": 0},
    ),
    # Of 1/3 to 20/3 only 14/3 to 20/3 fall into the run: 7 days.
    (
        "a pause across the handover counts from it",
        paused(pause(date(2025, 3, 1), date(2025, 3, 20))),
        ON,
        RUNNING,
        date(2026, 3, 23),
        {"excluded_days": 7},
    ),
    (
        "a delay of the State does not stop L1",
        paused(pause(date(2025, 6, 1), None, "state_delay")),
        ON,
        RUNNING,
        DUE,
        {},
    ),
    (
        "nor does a court",
        paused(pause(date(2025, 6, 1), date(2025, 6, 30), "court")),
        ON,
        RUNNING,
        DUE,
        {},
    ),
    ("from a leap day", on_land(date(2024, 2, 29)), ON, RUNNING, date(2025, 2, 28), {}),
    (
        "into a leap year",
        on_land(date(2023, 2, 28)),
        ON,
        RUNNING,
        date(2024, 2, 28),
        {"version": 1},
    ),
    (
        "31/8 has its day a year on, but not off the National Day",
        on_land(date(2025, 8, 31)),
        ON,
        RUNNING,
        date(2026, 9, 3),
        {},
    ),
    ("into Tết", on_land(date(2025, 2, 16)), ON, RUNNING, date(2026, 2, 23), {}),
    ("a Saturday that was worked", on_land(date(2025, 1, 10)), ON, RUNNING, date(2026, 1, 10), {}),
    ("a Friday given off", on_land(date(2025, 1, 2)), ON, RUNNING, date(2026, 1, 5), {}),
    ("four days off", on_land(date(2025, 4, 30)), ON, RUNNING, date(2026, 5, 4), {}),
    (
        "the quarter's last day is the base",
        on_land(date(2025, 3, 31), handover_precision=Precision.QUARTER),
        ON,
        RUNNING,
        date(2026, 3, 31),
        {"step_kinds": ("base", "last_day", "term", "due")},
    ),
    (
        "the year's last day is the base",
        on_land(date(2024, 12, 31), handover_precision=Precision.YEAR),
        ON,
        RUNNING,
        date(2025, 12, 31),
        {},
    ),
    (
        "February is known, its last day taken, and rolled",
        on_land(date(2025, 2, 28), handover_precision=Precision.MONTH),
        ON,
        RUNNING,
        date(2026, 3, 2),
        {},
    ),
    (
        "due under the old law",
        on_land(date(2023, 7, 31)),
        ON,
        RUNNING,
        date(2024, 7, 31),
        {"version": 1, "advisory": True},
    ),
    (
        "due under the new law, handed over before it: transitional",
        on_land(date(2023, 8, 1)),
        ON,
        RUNNING,
        date(2024, 8, 1),
        {"version": 2, "advisory": True},
    ),
    (
        "handed over on the eve of the new law",
        on_land(date(2024, 7, 31)),
        ON,
        RUNNING,
        date(2025, 7, 31),
        {"version": 2, "advisory": True},
    ),
    (
        "handed over on its first day",
        on_land(date(2024, 8, 1)),
        ON,
        RUNNING,
        date(2025, 8, 1),
        {"version": 2, "advisory": False},
    ),
    # 26/7/2023 + 12 months lies under the old law, 6 excluded days carry it over.
    (
        "excluded days carry it into the new law",
        on_land(date(2023, 7, 26), exclusions=(pause(date(2024, 1, 1), date(2024, 1, 6)),)),
        ON,
        RUNNING,
        date(2024, 8, 1),
        {"version": 2, "advisory": True},
    ),
    ("used on the last day", on_land(in_use_date=DUE), ON, MET, DUE, {"met_late": False}),
    (
        "used a day late",
        on_land(in_use_date=date(2026, 3, 17)),
        ON,
        MET,
        DUE,
        {"met_late": True},
    ),
    # 1/12 to 1/5 is 31+31+28+31+30+1 = 152 days: 14/3 + 152 = 13/8, a Thursday.
    (
        "used while a pause was still open is not late",
        on_land(exclusions=(OPEN,), in_use_date=date(2026, 5, 1)),
        ON,
        MET,
        date(2026, 8, 13),
        {"met_late": False, "stopped_on": None},
    ),
    (
        "decided, not handed over",
        on_land(None, decision_date=date(2025, 1, 6)),
        ON,
        "not",
        None,
        {},
    ),
    ("nothing known", on_land(None), ON, "unknown", None, {"missing": "land_handover_date"}),
    (
        "BEFORE: the day before counts",
        on_land(),
        ON,
        RUNNING,
        date(2026, 3, 13),
        {"step_kinds": ("base", "term", "before", "due")},
    ),
]
LINES = [
    Line(
        case=case,
        kind="L1",
        facts=facts,
        on=on,
        clock={"not": Clock.NOT_STARTED, "unknown": Clock.UNKNOWN}.get(clock, clock),
        due=due,
        expected=expected,
        law=BEFORE if case.startswith("BEFORE") else LawBook(),
    )
    for case, facts, on, clock, due, expected in UNUSED
]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.case)
def test_land_not_in_use(line: Line) -> None:
    check(line)
