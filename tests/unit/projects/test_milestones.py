"""I1: a milestone against its planned day in force."""

from datetime import date

import pytest

from deadlines.rules.clock import Clock, Exclusion
from deadlines.rules.ladder import Level
from deadlines.rules.law import SHIPPED_VERSIONS, LawBook
from projects.rules.facts import ItemFacts
from tests.support.project_facts import AGENCY, every, item, one, pause, project, tranche

DUE = date(2026, 9, 30)


@pytest.mark.parametrize(
    ("planned", "due"),
    [
        pytest.param(date(2026, 9, 30), date(2026, 9, 30), id="the last day of a quarter"),
        pytest.param(date(2028, 2, 29), date(2028, 2, 29), id="a leap day"),
        pytest.param(date(2023, 12, 31), date(2023, 12, 31), id="a Sunday does not roll"),
        pytest.param(date(2026, 2, 17), date(2026, 2, 17), id="nor does Tết: the day is fixed"),
    ],
)
def test_the_day_of_the_instrument_is_the_due_day(planned: date, due: date) -> None:
    computed = one(project(items=(item("completion", planned),)), "I1")

    assert (computed.base_date, computed.due_date) == (planned, due)
    assert (computed.subject_kind, computed.subject_id) == ("schedule_item", 31)
    assert computed.steps[0].params["reference"] == "1187/QĐ-UBND"


@pytest.mark.parametrize(
    ("on", "level"),
    [
        pytest.param(date(2026, 8, 30), Level.CALM, id="31 days before"),
        pytest.param(date(2026, 8, 31), Level.NOTICE, id="30 days before"),
        pytest.param(date(2026, 9, 30), Level.NOTICE, id="the due day"),
        pytest.param(date(2026, 10, 1), Level.OVERDUE, id="one day late"),
        pytest.param(date(2026, 12, 28), Level.OVERDUE, id="89 days late"),
        pytest.param(date(2026, 12, 29), Level.OVERDUE_90, id="90 days late"),
        pytest.param(date(2027, 3, 29), Level.OVERDUE_180, id="180 days late"),
        pytest.param(date(2027, 9, 30), Level.OVERDUE_365, id="365 days late"),
    ],
)
def test_it_is_graded_by_days_late(on: date, level: Level) -> None:
    assert one(project(items=(item("works", DUE),)), "I1").standing(on)[0] is level


@pytest.mark.parametrize(
    ("exclusions", "due"),
    [
        pytest.param(
            (pause(date(2026, 5, 1), date(2026, 5, 31), "court"),), date(2026, 10, 31), id="court"
        ),
        pytest.param((pause(DUE, DUE, "state_delay"),), date(2026, 10, 1), id="the due day itself"),
        pytest.param((pause(date(2026, 10, 1), date(2026, 12, 31)),), DUE, id="after the due day"),
        pytest.param(
            (pause(date(2022, 1, 1), date(2022, 5, 31)),), DUE, id="before the instrument"
        ),
        pytest.param(
            (pause(date(2022, 5, 1), date(2022, 6, 10)),),
            date(2026, 10, 10),
            id="from the instrument on",
        ),
        pytest.param(
            (
                pause(date(2026, 5, 1), date(2026, 5, 20)),
                pause(date(2026, 5, 21), date(2026, 5, 31)),
            ),
            date(2026, 10, 31),
            id="adjacent",
        ),
        pytest.param(
            (
                pause(date(2026, 5, 1), date(2026, 5, 31)),
                pause(date(2026, 5, 11), date(2026, 5, 20), "court"),
            ),
            date(2026, 10, 31),
            id="one inside another",
        ),
    ],
)
def test_excluded_days_move_it(exclusions: tuple[Exclusion, ...], due: date) -> None:
    of_item = one(project(items=(item("works", DUE, exclusions=exclusions),)), "I1")
    of_project = one(project(items=(item("works", DUE),), exclusions=exclusions), "I1")

    assert (of_item.due_date, of_project.due_date) == (due, due)


@pytest.mark.parametrize(
    ("start", "clock"),
    [
        pytest.param(DUE, Clock.STOPPED, id="from the due day"),
        pytest.param(date(2026, 10, 1), Clock.RUNNING, id="from the day after"),
    ],
)
def test_an_open_pause_must_begin_in_time(start: date, clock: Clock) -> None:
    facts = project(items=(item("works", DUE, exclusions=(pause(start, None),)),))

    assert one(facts, "I1", date(2026, 12, 1)).clock is clock


def test_a_pause_on_a_tranche_leaves_the_schedule_alone() -> None:
    land = tranche(handover_date=date(2025, 3, 14), exclusions=(pause(date(2026, 5, 1), None),))

    computed = one(project(tranches=(land,), items=(item("works", DUE),)), "I1")

    assert (computed.clock, computed.due_date) == (Clock.RUNNING, DUE)


@pytest.mark.parametrize(
    ("actual", "late"),
    [
        pytest.param(DUE, False, id="on the due day"),
        pytest.param(date(2026, 10, 1), True, id="the day after"),
    ],
)
def test_the_actual_day_meets_it(actual: date, late: bool) -> None:
    computed = one(project(items=(item("works", DUE, actual=actual),)), "I1")

    assert (computed.clock, computed.met_date, computed.met_late) == (Clock.MET, actual, late)


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        pytest.param(item("works", None), "schedule", id="no planned day"),
        pytest.param(item("works", None, actual=DUE), "schedule", id="reached, never planned"),
        pytest.param(
            item("works", DUE, instrument_date=None),
            "schedule_instrument",
            id="a plan from the press",
        ),
    ],
)
def test_without_a_binding_plan_it_is_unknown(facts: ItemFacts, missing: str) -> None:
    computed = one(project(items=(facts,)), "I1")

    assert (computed.clock, computed.missing, computed.due_date) == (Clock.UNKNOWN, missing, None)


def test_a_milestone_reached_on_an_unknown_day_is_not_flagged() -> None:
    computed = one(project(items=(item("capital", DUE, achieved_undated=True),)), "I1")

    assert (computed.clock, computed.void_reason) == (Clock.VOID, "achieved_date_unknown")


BEGUN = {"physical_state": "under_construction"}
BUILT = {"physical_state": "completed"}
RUNS = {"operating_state": "operating"}


@pytest.mark.parametrize(
    ("kind", "state", "clock"),
    [
        pytest.param("start", BEGUN, Clock.VOID, id="construction proves its start"),
        pytest.param("site_clearance", BEGUN, Clock.VOID, id="and the clearance"),
        pytest.param("land_file", BEGUN, Clock.VOID, id="and the land file"),
        pytest.param("works", BEGUN, Clock.RUNNING, id="but not the works"),
        pytest.param("start", {"physical_state": "partly_built"}, Clock.VOID, id="partly built"),
        pytest.param("start", RUNS, Clock.VOID, id="what operates was begun"),
        pytest.param("completion", BUILT, Clock.VOID, id="completed proves completion"),
        pytest.param("works", BUILT, Clock.VOID, id="and the works"),
        pytest.param("operation", BUILT, Clock.RUNNING, id="but not the operation"),
        pytest.param("operation", RUNS, Clock.VOID, id="operating proves operation"),
        pytest.param(
            "completion", RUNS, Clock.RUNNING, id="a part may run before the rest is built"
        ),
        pytest.param("capital", BUILT | RUNS, Clock.RUNNING, id="no state proves paid-in capital"),
        pytest.param("start", {"physical_state": "not_started"}, Clock.RUNNING, id="not started"),
    ],
)
def test_the_state_of_the_project_is_evidence(
    kind: str, state: dict[str, str], clock: Clock
) -> None:
    assert one(project(items=(item(kind, DUE),), **state), "I1").clock is clock


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param({}, {}, ("void", "running"), id="construction is that of the first phase"),
        pytest.param(
            {"actual": date(2026, 1, 5)}, {}, ("met", "running"), id="a dated start explains it"
        ),
        pytest.param(
            {"achieved_undated": True}, {}, ("void", "running"), id="an undated one does too"
        ),
    ],
)
def test_the_state_proves_only_what_nothing_else_explains(
    first: dict[str, object], second: dict[str, object], expected: tuple[str, str]
) -> None:
    items = (item("start", DUE, id=1, **first), item("start", DUE, id=2, phase=2, **second))

    found = every(project(items=items, **BEGUN))

    assert tuple(c.clock for c in found if c.kind == "I1") == expected


def test_of_two_starts_in_one_phase_a_dated_one_explains_the_state() -> None:
    items = (item("start", DUE, id=1, actual=date(2026, 1, 5)), item("start", DUE, id=2))

    found = every(project(items=items, **BEGUN))

    assert [c.clock for c in found if c.kind == "I1"] == [Clock.MET, Clock.RUNNING]


def test_completed_proves_every_phase() -> None:
    items = (
        item("start", DUE, id=1, actual=date(2026, 1, 5)),
        item("start", DUE, id=2, phase=2),
    )

    found = every(project(items=items, **BUILT))

    assert [c.clock for c in found if c.kind == "I1"] == [Clock.MET, Clock.VOID]


def test_the_managing_agency_bears_it_where_no_investor_is_known() -> None:
    computed = one(project(investor_id=None, items=(item("works", DUE),)), "I1")

    assert computed.bearer_agency_id == AGENCY


def test_without_the_rule_in_the_book_nothing_is_flagged() -> None:
    book = LawBook([v for v in SHIPPED_VERSIONS if v.kind != "I1"])

    computed = one(project(items=(item("works", DUE),)), "I1", law=book)

    assert (computed.void_reason, computed.rule_number) == ("no_rule_in_force", None)
