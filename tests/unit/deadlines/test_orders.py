"""Cycles of orders, reckoned by hand: days, openings, results, ends, withdrawal (A1, R4 to R6)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from deadlines.rule_words import OWED_BY_THE_STATE, SUBJECTS
from deadlines.rules.clock import Clock
from deadlines.rules.computed import Computed
from deadlines.rules.ladder import Audience, Level
from deadlines.rules.law import LawBook
from deadlines.rules.law_orders import ORDER_VERSIONS
from deadlines.rules.orders import (
    KINDS,
    SUBJECT_KIND,
    OrderFacts,
    compute,
    cycle_name,
    days_of,
    locked_from,
)
from tests.support.order_cases import CASES, R6, d, order, result
from vn.calendar import vietnam_calendar

LAW = LawBook()
CALENDAR = vietnam_calendar(range(2020, 2035))


def on(day: str, facts: OrderFacts, law: LawBook = LAW) -> list[Computed]:
    return list(compute(facts, law=law, calendar=CALENDAR, on=d(day)))


def told(found: list[Computed]) -> list[tuple[str, str, str]]:
    """Each cycle as (name, due day, clock)."""
    return [
        (
            each.cycle,
            f"{each.due_date.day}/{each.due_date.month}/{each.due_date.year}"
            if each.due_date
            else "",
            each.clock.value,
        )
        for each in found
    ]


@pytest.mark.parametrize(
    ("facts", "day", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_cycles_reckoned_by_hand(facts: dict[str, Any], day: str, expected: Any) -> None:
    assert told(on(day, order(**facts))) == expected


def test_the_next_cycle_says_when_it_opens() -> None:
    *_opened, coming = on("30/12/2024", order(**R6))
    assert coming.recompute_on == d("31/10/2025")
    (opened, _next) = on("31/10/2024", order(**R6))
    assert opened.recompute_on is None


@pytest.mark.parametrize(
    ("day", "level"),
    [
        ("31/7/2026", Level.CALM),
        ("1/8/2026", Level.NOTICE),
        ("23/8/2026", Level.NOTICE),
        ("24/8/2026", Level.WARNING),
        ("31/8/2026", Level.WARNING),
        ("1/9/2026", Level.OVERDUE),
        ("28/11/2026", Level.OVERDUE),
        ("29/11/2026", Level.OVERDUE_90),
        ("27/2/2027", Level.OVERDUE_180),
        ("31/8/2027", Level.OVERDUE_365),
    ],
)
def test_the_ladder_is_30_and_7_days_before_then_by_days_late(day: str, level: Level) -> None:
    (found,) = on(day, order())
    assert found.standing(d(day))[0] is level


def test_a_result_that_waits_stops_the_ladder_where_it_was() -> None:
    (found,) = on("15/9/2026", order(results=(result("", "25/8/2026"),)))
    assert found.standing(d("15/9/2026"))[0] is Level.WARNING
    assert (found.submitted_date, found.stopped_on) == (d("25/8/2026"), d("25/8/2026"))
    assert found.days_left == 6


def test_late_work_that_is_accepted_was_met_late() -> None:
    (late,) = on("9/9/2026", order(results=(result("", "2/9/2026", accepted=True),)))
    (timely,) = on("9/9/2026", order(results=(result("", "31/8/2026", accepted=True),)))
    assert (late.met_date, late.met_late) == (d("2/9/2026"), True)
    assert not timely.met_late


def test_late_work_that_waits_shows_the_day_and_still_climbs() -> None:
    (found,) = on("9/9/2026", order(results=(result("", "2/9/2026"),)))
    assert found.submitted_date == d("2/9/2026")
    assert found.standing(d("9/9/2026"))[0] is Level.OVERDUE


def test_the_bearer_is_the_agency_that_leads() -> None:
    (found,) = on("1/8/2026", order(project_id=12))
    assert (found.bearer_agency_id, found.project_id, found.subject_id) == (3, 12, 7)
    assert found.audience is Audience.BEARER


def test_an_advisory_report_stays_among_officers() -> None:
    facts = order(kind="R4", given_on=d("1/2/2026"), due=d("1/3/2027"))
    (found,) = on("20/2/2027", facts)
    assert found.advisory
    assert {rung.audience for rung in found.rungs} == {Audience.STAFF}


@pytest.mark.parametrize(("due", "number"), [("13/1/2026", 1), ("14/1/2026", 2)])
def test_r4_takes_the_decree_in_force_on_its_day(due: str, number: int) -> None:
    (found,) = on("1/2/2026", order(kind="R4", given_on=d("1/12/2025"), due=d(due)))
    assert found.rule_number == number


def test_a_rule_that_says_so_moves_a_day_off() -> None:
    a1 = next(version for version in ORDER_VERSIONS if version.kind == "A1")
    moving = replace(a1, parameters=dict(a1.parameters) | {"roll": True})
    (found,) = on("1/8/2026", order(due=d("30/8/2026")), LawBook([moving]))
    assert found.due_date == d("3/9/2026"), "a Sunday, then the days of the national holiday"


def test_the_arithmetic_tells_the_document_and_the_day_before() -> None:
    (found, _next) = on("20/11/2024", order(**R6, reference="118/KH-UBND, mục IV.1"))
    steps = [(step.kind, step.date) for step in found.steps]
    assert steps == [
        ("base", d("31/12/2024")),
        ("target", d("31/12/2024")),
        ("before", d("30/12/2024")),
        ("due", d("30/12/2024")),
    ]
    assert found.steps[0].params == {"fact": "order_yearly", "reference": "118/KH-UBND, mục IV.1"}


def test_an_unknown_day_names_the_missing_fact_and_withdrawal_its_reason() -> None:
    (unknown,) = on("1/8/2026", order(due=None))
    (withdrawn,) = on("1/8/2026", order(withdrawn_on=d("1/8/2026")))
    assert (unknown.clock, unknown.missing) == (Clock.UNKNOWN, "order_due_date")
    assert (withdrawn.clock, withdrawn.void_reason) == (Clock.VOID, "withdrawn")


def test_names_of_cycles_are_those_of_the_day_in_the_document() -> None:
    assert [
        cycle_name(each, d("1/10/2026")) for each in ("once", "yearly", "quarterly", "monthly")
    ] == [
        "",
        "2026",
        "2026-Q4",
        "2026-10",
    ]


def test_an_order_without_a_day_names_none() -> None:
    assert list(days_of(order(due=None))) == []


def test_the_day_locks_thirty_days_before() -> None:
    assert locked_from(d("31/8/2026")) == d("1/8/2026")
    assert locked_from(d("1/3/2028")) == d("31/1/2028")


def test_every_kind_of_order_is_about_orders_and_owed_by_agencies() -> None:
    about = {kind for kind, subjects in SUBJECTS.items() if subjects == (SUBJECT_KIND,)}
    assert about == set(KINDS) == {version.kind for version in ORDER_VERSIONS}
    assert about <= OWED_BY_THE_STATE
