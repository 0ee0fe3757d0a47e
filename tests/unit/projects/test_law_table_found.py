"""Conditions I2, I11, L5 and L7, and the quarterly look P1, against a table from law.md, 1.2-2.2.

A condition is due on the day since which it is true; one that is not found gives no row.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from deadlines.rules.clock import Clock
from deadlines.rules.ladder import Level
from projects.rules.facts import InstrumentFacts, PeriodFacts, ProjectFacts
from tests.support.law_table import NO_ROW, Line, check
from tests.support.project_facts import AGENCY, INVESTOR, LAND_AGENCY, item, project, tranche

FOUND, WAITS, RUNNING, VOID = Clock.FOUND, Clock.NOT_STARTED, Clock.RUNNING, Clock.VOID
ON = date(2026, 11, 22)
BASELINE, CAP = date(2024, 12, 31), date(2026, 12, 31)
DECIDED = date(2022, 6, 1)  # the instrument of `item`


def instrument(kind: str, issued: date | None, id: int = 71, **said: Any) -> InstrumentFacts:
    bare = InstrumentFacts(id=id, kind=kind, issued=issued, number=f"{id}/QĐ-UBND")
    return replace(bare, **said)


APPROVAL = instrument("policy_approval", date(2022, 6, 1))
CERTIFICATE = instrument("registration_certificate", date(2022, 8, 1), 72)


def capped(planned: date, *, by: tuple = (APPROVAL,), **said: Any) -> ProjectFacts:
    said = {"baseline": BASELINE} | said
    return project(items=(item("operation", planned, **said),), instruments=by)


LATE = date(2027, 6, 30)
CAPPED: list[tuple[Any, ...]] = [
    ("exactly 24 months", capped(CAP), NO_ROW, None, {}),
    (
        "a day beyond",
        capped(date(2027, 1, 1)),
        FOUND,
        DECIDED,
        {"advisory": False, "version": 1, "base_date": BASELINE, "bearer_investor_id": INVESTOR},
    ),
    ("six months beyond", capped(LATE), FOUND, DECIDED, {"level": Level.OVERDUE}),
    ("an exception was ticked", capped(LATE, cap_exception="late_handover"), NO_ROW, None, {}),
    ("a certificate alone is not capped", capped(LATE, by=(CERTIFICATE,)), NO_ROW, None, {}),
    ("no instrument at all", capped(LATE, by=()), NO_ROW, None, {}),
    ("both, so it is capped", capped(LATE, by=(CERTIFICATE, APPROVAL)), FOUND, DECIDED, {}),
    ("a plan from the press binds nobody", capped(LATE, instrument_date=None), NO_ROW, None, {}),
    ("the first plan is not known", capped(LATE, baseline=None), NO_ROW, None, {}),
    ("the law of 2014", capped(LATE, instrument_date=date(2020, 12, 31)), NO_ROW, None, {}),
    (
        "the first day of the law of 2020",
        capped(LATE, instrument_date=date(2021, 1, 1)),
        FOUND,
        date(2021, 1, 1),
        {"version": 1, "advisory": False},
    ),
    (
        "its last day",
        capped(LATE, instrument_date=date(2026, 2, 28)),
        FOUND,
        date(2026, 2, 28),
        {"version": 1, "advisory": False},
    ),
    (
        "the law of 2025 is not verified",
        capped(LATE, instrument_date=date(2026, 3, 1)),
        FOUND,
        date(2026, 3, 1),
        {"version": 2, "advisory": True, "audience": "staff"},
    ),
    (
        "a leap day and 24 months",
        capped(date(2026, 2, 28), baseline=date(2024, 2, 29)),
        NO_ROW,
        None,
        {},
    ),
    (
        "a leap day and a day more",
        capped(date(2026, 3, 1), baseline=date(2024, 2, 29)),
        FOUND,
        DECIDED,
        {},
    ),
    (
        "a quarter still running",
        capped(LATE, instrument_date=date(2026, 12, 31)),
        WAITS,
        None,
        {"recompute_on": date(2026, 12, 31)},
    ),
    (
        "only the last operation of a phase",
        project(
            items=(
                item("operation", LATE, id=31, baseline=BASELINE),
                item("operation", date(2028, 6, 30), id=32, baseline=date(2026, 6, 30)),
            ),
            instruments=(APPROVAL,),
        ),
        NO_ROW,
        None,
        {},
    ),
    (
        "construction is not capped",
        project(items=(item("works", LATE, baseline=BASELINE),), instruments=(APPROVAL,)),
        NO_ROW,
        None,
        {},
    ),
    (
        "after the end of the project",
        replace(capped(LATE), terminated_on=date(2026, 5, 4)),
        VOID,
        DECIDED,
        {"void_reason": "terminated", "fingerprint": ""},
    ),
]


def differing(*instruments: InstrumentFacts) -> ProjectFacts:
    return project(instruments=instruments)


SAYS_100 = replace(APPROVAL, capital_vnd=100_000)
SAYS_120 = replace(CERTIFICATE, capital_vnd=120_000)
ADJUSTED = instrument("adjustment", date(2024, 5, 6), 73, adjusts_id=71, capital_vnd=120_000)
AGAIN = instrument("adjustment", date(2025, 5, 6), 74, adjusts_id=73, capital_vnd=130_000)
OF_AGENCY = {"bearer_agency_id": AGENCY, "advisory": True, "audience": "staff"}
DIFFERING: list[tuple[Any, ...]] = [
    ("the capital", differing(SAYS_100, SAYS_120), FOUND, date(2022, 8, 1), OF_AGENCY),
    ("alike", differing(replace(APPROVAL, capital_vnd=120_000), SAYS_120), NO_ROW, None, {}),
    ("only one states it", differing(APPROVAL, SAYS_120), NO_ROW, None, {}),
    ("an adjustment made them alike", differing(SAYS_100, SAYS_120, ADJUSTED), NO_ROW, None, {}),
    (
        "a second one parted them",
        differing(SAYS_100, SAYS_120, ADJUSTED, AGAIN),
        FOUND,
        date(2025, 5, 6),
        {},
    ),
    (
        "an adjustment of nothing known",
        differing(SAYS_100, SAYS_120, replace(ADJUSTED, adjusts_id=None)),
        FOUND,
        date(2022, 8, 1),
        {},
    ),
    (
        "an adjustment without the figure",
        differing(SAYS_100, SAYS_120, replace(ADJUSTED, capital_vnd=None)),
        FOUND,
        date(2022, 8, 1),
        {},
    ),
    (
        "the land",
        differing(
            replace(APPROVAL, land_area_m2=Decimal("50000.00")),
            replace(CERTIFICATE, land_area_m2=Decimal("50000.50")),
        ),
        FOUND,
        date(2022, 8, 1),
        {"step_kinds": ("differs", "due")},
    ),
    (
        "the same land, written otherwise",
        differing(
            replace(APPROVAL, land_area_m2=Decimal("50000")),
            replace(CERTIFICATE, land_area_m2=Decimal("50000.00")),
        ),
        NO_ROW,
        None,
        {},
    ),
    (
        "the day of operation",
        differing(
            replace(APPROVAL, operation=date(2025, 6, 30)),
            replace(CERTIFICATE, operation=date(2025, 12, 31)),
        ),
        FOUND,
        date(2022, 8, 1),
        {},
    ),
    (
        "two figures, one row",
        differing(
            replace(SAYS_100, operation=date(2025, 6, 30)),
            replace(SAYS_120, operation=date(2025, 12, 31)),
        ),
        FOUND,
        date(2022, 8, 1),
        {"step_kinds": ("differs", "differs", "due")},
    ),
    (
        "an approval without a day",
        differing(replace(SAYS_100, issued=None), SAYS_120),
        NO_ROW,
        None,
        {},
    ),
    (
        "a certificate still to come",
        differing(SAYS_100, replace(SAYS_120, issued=date(2026, 12, 31))),
        WAITS,
        None,
        {"recompute_on": date(2026, 12, 31)},
    ),
]


def handed(decided: str | None, received: str | None, on: date | None) -> ProjectFacts:
    land = tranche(
        decided_area_m2=None if decided is None else Decimal(decided),
        handed_area_m2=None if received is None else Decimal(received),
        handover_date=on,
    )
    return project(tranches=(land,))


MARCH = date(2025, 3, 14)
IN_PART: list[tuple[Any, ...]] = [
    (
        "80.000 of 120.000 m²",
        handed("120000", "80000", MARCH),
        FOUND,
        MARCH,
        {"advisory": True, "bearer_agency_id": LAND_AGENCY, "version": 1},
    ),
    ("all of it", handed("120000", "120000", MARCH), NO_ROW, None, {}),
    ("more than decided", handed("120000", "120001", MARCH), NO_ROW, None, {}),
    ("nothing but the decision", handed("120000", None, None), NO_ROW, None, {}),
    ("the decided area is unknown", handed(None, "80000", MARCH), NO_ROW, None, {}),
    (
        "before the resolution",
        handed("9", "8", date(2025, 12, 31)),
        FOUND,
        date(2025, 12, 31),
        {"version": 1},
    ),
    (
        "from the resolution on",
        handed("9", "8", date(2026, 1, 1)),
        FOUND,
        date(2026, 1, 1),
        {"version": 2, "advisory": True},
    ),
    (
        "by the end of the quarter",
        handed("9", "8", date(2026, 12, 31)),
        WAITS,
        None,
        {"recompute_on": date(2026, 12, 31)},
    ),
]


def period(start: date, **said: Any) -> ProjectFacts:
    bare = PeriodFacts(id=81, start=start, reason="force_majeure", reference="9/CV")
    return project(periods=(replace(bare, **said),))


def claim(day: date, **said: Any) -> ProjectFacts:
    return period(date(2026, 5, 1), **{"standing": "claimed", "claimed": day} | said)


MAY = date(2026, 5, 20)
CLAIMED: list[tuple[Any, ...]] = [
    (
        "since the day it came in",
        claim(MAY),
        FOUND,
        MAY,
        {"advisory": False, "version": 2, "bearer_agency_id": AGENCY},
    ),
    ("decided", claim(MAY, standing="decided"), NO_ROW, None, {}),
    ("refused", claim(MAY, standing="refused"), NO_ROW, None, {}),
    ("of another cause", claim(MAY, reason="court"), NO_ROW, None, {}),
    (
        "under the old land law",
        claim(date(2024, 7, 31)),
        FOUND,
        date(2024, 7, 31),
        {"advisory": True, "version": 1},
    ),
    (
        "on the first day of the new one",
        claim(date(2024, 8, 1)),
        FOUND,
        date(2024, 8, 1),
        {"advisory": False, "version": 2},
    ),
    (
        "to come in later",
        claim(date(2026, 12, 1)),
        WAITS,
        None,
        {"recompute_on": date(2026, 12, 1)},
    ),
]
JUNE = date(2026, 6, 1)
LOOKED_AT: list[tuple[Any, ...]] = [
    # 1/6 + 3 months = 1/9: off, as is 2/9.
    (
        "three months from its start",
        period(JUNE),
        RUNNING,
        date(2026, 9, 3),
        {"advisory": True, "bearer_agency_id": AGENCY, "level": Level.OVERDUE},
    ),
    (
        "from the last look",
        period(JUNE, reviewed=date(2026, 8, 25)),
        RUNNING,
        date(2026, 11, 25),
        {"level": Level.NOTICE},
    ),
    (
        "from its decision, made later",
        period(date(2026, 1, 1), decided=date(2026, 7, 20)),
        RUNNING,
        date(2026, 10, 20),
        {},
    ),
    (
        "a decision made before does not matter",
        period(JUNE, decided=date(2026, 5, 4)),
        RUNNING,
        date(2026, 9, 3),
        {},
    ),
    ("to the last day of February", period(date(2023, 11, 30)), RUNNING, date(2024, 2, 29), {}),
    (
        "by its expected end",
        period(JUNE, expected_end=date(2026, 7, 15)),
        RUNNING,
        date(2026, 7, 15),
        {},
    ),
    (
        "an end expected later",
        period(JUNE, expected_end=date(2026, 12, 31)),
        RUNNING,
        date(2026, 9, 3),
        {},
    ),
    (
        "looked at after the expected end",
        period(JUNE, expected_end=date(2026, 7, 15), reviewed=date(2026, 7, 20)),
        RUNNING,
        date(2026, 10, 20),
        {},
    ),
    # 20/9/2026 is a Sunday.
    (
        "an expected end on a Sunday",
        period(JUNE, expected_end=date(2026, 9, 20), reviewed=date(2026, 7, 20)),
        RUNNING,
        date(2026, 9, 21),
        {},
    ),
    (
        "it has its end",
        period(JUNE, end=date(2026, 8, 1)),
        VOID,
        None,
        {"void_reason": "period_has_end"},
    ),
    ("only claimed", period(JUNE, standing="claimed", claimed=JUNE), NO_ROW, None, {}),
    ("refused", period(JUNE, standing="refused"), NO_ROW, None, {}),
]
LINES = [
    Line(case=f"{kind}: {case}", kind=kind, facts=facts, on=ON, clock=clock, due=due, expected=said)
    for kind, cases in (
        ("I2", CAPPED),
        ("I11", DIFFERING),
        ("L7", IN_PART),
        ("L5", CLAIMED),
        ("P1", LOOKED_AT),
    )
    for case, facts, clock, due, said in cases
]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.case)
def test_what_is_found_true(line: Line) -> None:
    check(line)
