"""T3, and a termination in part, against a table reckoned by hand from law.md R-1.43 to R-1.45."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from deadlines.rules.clock import Clock
from deadlines.rules.ladder import Level
from projects.rules.closing import Holdings, proposed
from projects.rules.facts import PeriodFacts, ProjectFacts, RequestFacts
from projects.rules.facts_closing import ClosureFacts, EndedPhase
from tests.support.law_table import Line, check
from tests.support.project_facts import (
    AGENCY,
    INVESTOR,
    every,
    extension,
    item,
    one,
    project,
    suspension,
    tranche,
)

RUNNING, MET, VOID = Clock.RUNNING, Clock.MET, Clock.VOID
ENDED, DUE = date(2026, 3, 16), date(2026, 9, 30)
OTHER_AGENCY = 77


def step(**said: Any) -> ClosureFacts:
    bare = ClosureFacts(id=91, kind="liquidation", ordered=ENDED, due=DUE, reference="21/QĐ-STC")
    return replace(bare, **said)


def after(*steps: ClosureFacts, **said: Any) -> ProjectFacts:
    """A terminated project with these steps."""
    return project(terminated_on=ENDED, closures=steps, **said)


OF_INVESTOR = {"bearer_investor_id": INVESTOR, "bearer_agency_id": None}
OF_AGENCY = {"bearer_investor_id": None, "bearer_agency_id": AGENCY}
STEPS: list[tuple[Any, ...]] = [
    (
        "half a year ahead",
        step(),
        date(2026, 4, 1),
        RUNNING,
        {"level": Level.CALM, "base_date": ENDED} | OF_INVESTOR,
    ),
    ("31 days before", step(), date(2026, 8, 30), RUNNING, {"level": Level.CALM}),
    ("30 days before", step(), date(2026, 8, 31), RUNNING, {"level": Level.NOTICE}),
    ("a week before", step(), date(2026, 9, 23), RUNNING, {"level": Level.WARNING}),
    ("the last day", step(), DUE, RUNNING, {"level": Level.WARNING}),
    ("the day after", step(), date(2026, 10, 1), RUNNING, {"level": Level.OVERDUE}),
    ("ninety days late", step(), date(2026, 12, 29), RUNNING, {"level": Level.OVERDUE_90}),
    ("done in time", step(done=DUE), date(2026, 10, 1), MET, {"met_date": DUE}),
    (
        "done late",
        step(done=date(2026, 10, 9)),
        date(2026, 11, 1),
        MET,
        {"met_date": date(2026, 10, 9), "met_late": True},
    ),
    ("taxes", step(kind="tax"), ENDED, RUNNING, OF_INVESTOR),
    ("the certificate", step(kind="certificate"), ENDED, RUNNING, OF_INVESTOR),
    (
        "an agency only sees to what the investor does",
        step(kind="liquidation", agency_id=OTHER_AGENCY),
        ENDED,
        RUNNING,
        OF_INVESTOR,
    ),
    ("land of no named agency", step(kind="land"), ENDED, RUNNING, OF_AGENCY),
    (
        "land of a named agency",
        step(kind="land", agency_id=OTHER_AGENCY),
        ENDED,
        RUNNING,
        OF_AGENCY | {"bearer_agency_id": OTHER_AGENCY},
    ),
    ("the deposit", step(kind="deposit"), ENDED, RUNNING, OF_AGENCY),
    (
        "something else for an agency",
        step(kind="other", agency_id=OTHER_AGENCY),
        ENDED,
        RUNNING,
        OF_AGENCY | {"bearer_agency_id": OTHER_AGENCY},
    ),
    ("something else for nobody", step(kind="other"), ENDED, RUNNING, OF_INVESTOR),
    (
        "a day off stays the last day",
        step(due=date(2026, 9, 2)),
        date(2026, 9, 3),
        RUNNING,
        {"due_date": date(2026, 9, 2), "level": Level.OVERDUE},
    ),
]


@pytest.mark.parametrize("case", STEPS, ids=lambda case: case[0])
def test_what_a_termination_orders(case: tuple[Any, ...]) -> None:
    words, told, on, clock, expected = case
    said = {"advisory": True, "audience": "staff", "version": 1} | expected
    check(
        Line(
            case=words,
            kind="T3",
            facts=after(told),
            on=on,
            clock=clock,
            due=said.pop("due_date", DUE),
            expected=said,
        )
    )


def test_without_a_day_there_is_no_clock() -> None:
    assert [c for c in every(after(step(due=None))) if c.kind == "T3"] == []


def test_the_managing_agency_follows_where_no_investor_is_known() -> None:
    found = one(after(step(), investor_id=None), "T3")
    assert (found.bearer_agency_id, found.bearer_investor_id) == (AGENCY, None)


def test_a_part_that_ended_orders_too() -> None:
    assert one(project(closures=(step(kind="land"),)), "T3").due_date == DUE


def full(**said: Any) -> ProjectFacts:
    """Two phases, each with land, milestones, a request and a pause under review."""
    asked = RequestFacts(id=81, filed=date(2026, 2, 2))
    both = project(
        tranches=(
            tranche(handover_date=date(2024, 9, 3), phase=1),
            tranche(
                id=22,
                handover_date=date(2024, 9, 3),
                phase=2,
                extension=extension(),
                requests=(replace(asked, id=82),),
            ),
            tranche(id=23, handover_date=date(2025, 2, 3)),
        ),
        items=(
            item("operation", date(2024, 1, 31), phase=1),
            item("operation", date(2024, 1, 31), id=32, phase=2, requests=(asked,)),
            item("capital", date(2024, 6, 30), id=33, phase=2, amount_vnd=7),
            item("capital", date(2024, 7, 31), id=34, phase=1, amount_vnd=5),
        ),
        periods=(
            PeriodFacts(id=71, start=date(2026, 1, 5), reason="court", item_id=32),
            PeriodFacts(id=72, start=date(2026, 1, 5), reason="court", tranche_id=21),
        ),
        suspensions=(suspension(date(2026, 2, 1)),),
    )
    return replace(both, **said)


def test_nothing_but_the_steps_outlives_a_project() -> None:
    facts = full(terminated_on=ENDED, closures=(step(), step(id=92, kind="land")))
    alive = {(c.kind, c.clock) for c in every(facts) if c.clock is not VOID}
    assert alive == {("T3", RUNNING)}
    assert len([c for c in every(facts) if c.clock is VOID]) > 10


def test_what_belongs_to_an_ended_phase_ends_with_it() -> None:
    ended = (EndedPhase(phase=2, on=ENDED),)
    before = {c.key: c for c in every(full())}
    found = {c.key: c for c in every(full(ended_phases=ended))}
    assert found.keys() == before.keys()
    voided = {key[:3] for key, c in found.items() if c.void_reason == "part_terminated"}
    assert voided == {
        ("I1", "schedule_item", 32),
        ("I3", "schedule_item", 32),
        ("I8", "schedule_item", 33),
        ("L1", "tranche", 22),
        ("L2", "tranche", 22),
        ("L3", "extension", 22 + 19),
        ("P1", "excluded_period", 71),
        ("RX", "extension_request", 81),
        ("RX", "extension_request", 82),
    }
    # 5 đồng of phase 1 instead of 12: those of the phase that ended are no longer scheduled.
    assert found["I8", "schedule_item", 34, ""].amount_due_vnd == 5
    assert before["I8", "schedule_item", 34, ""].amount_due_vnd == 12
    rest = {key for key in found if key[:3] not in voided and key[2] != 34}
    assert {key: found[key] for key in rest} == {key: before[key] for key in rest}


def test_before_its_day_a_phase_still_owes() -> None:
    later = full(ended_phases=(EndedPhase(phase=2, on=date(2026, 9, 15)),))
    found = one(replace(later, tranches=(), items=later.items[1:2]), "I1")
    assert (found.clock, found.recompute_on) == (RUNNING, date(2026, 9, 15))


def test_a_milestone_reached_before_its_phase_ended_stays_met() -> None:
    reached = item("operation", date(2024, 1, 31), phase=2, actual=date(2024, 1, 30))
    facts = project(items=(reached,), ended_phases=(EndedPhase(phase=2, on=ENDED),))
    assert one(facts, "I1").clock is MET


def test_a_phase_that_ended_need_not_name_its_operation() -> None:
    built = project(items=(item("completion", date(2026, 1, 31), phase=2),))
    assert one(built, "I3").clock is Clock.UNKNOWN
    ended = replace(built, ended_phases=(EndedPhase(phase=2, on=ENDED),))
    assert one(ended, "I3").clock is VOID


ALL = Holdings(certificate=True, land=True, deposit=True)


@pytest.mark.parametrize(
    ("ground", "holdings", "whole", "expected"),
    [
        ("not_remedied", ALL, True, "liquidation land deposit certificate tax"),
        ("no_deposit", ALL, True, "liquidation land certificate tax"),
        ("land_recovered", Holdings(), True, "liquidation land tax"),
        ("term_expired", Holdings(), True, "liquidation tax"),
        ("contract", Holdings(deposit=True), True, "liquidation deposit tax"),
        ("contract", ALL, False, "land deposit certificate"),
        ("contract", Holdings(), False, ""),
    ],
)
def test_what_follows_by_ground(ground, holdings, whole, expected) -> None:
    assert proposed(ground, holdings, whole=whole) == tuple(expected.split())
