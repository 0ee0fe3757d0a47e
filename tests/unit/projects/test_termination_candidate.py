"""I3: 24 months after the operation of a phase was due."""

from datetime import date

import pytest

from deadlines.rules.clock import Clock
from deadlines.rules.ladder import Audience, Level
from deadlines.rules.law import SHIPPED_VERSIONS, LawBook
from projects.rules.facts import ItemFacts, ProjectFacts, TrancheFacts
from tests.support.project_facts import every, item, one, pause, project, tranche

UNDER_A1 = date(2026, 2, 28)
UNDER_36 = date(2026, 3, 1)


def operation(planned: date | None = date(2023, 12, 31), **said: object) -> ItemFacts:
    return item("operation", planned, **said)


@pytest.mark.parametrize(
    ("planned", "due"),
    [
        pytest.param(date(2023, 12, 31), date(2025, 12, 31), id="a quarter's end"),
        pytest.param(date(2024, 2, 29), date(2026, 3, 2), id="a leap day: 28/2/2026 is a Saturday"),
        pytest.param(date(2026, 2, 28), date(2028, 2, 28), id="28/2 into a leap year"),
        pytest.param(date(2024, 2, 16), date(2026, 2, 23), id="ends in Tết"),
    ],
)
def test_24_months_after_the_operation_was_due(planned: date, due: date) -> None:
    computed = one(project(items=(operation(planned),)), "I3")

    assert (computed.base_date, computed.due_date) == (planned, due)
    assert (computed.subject_kind, computed.clock) == ("schedule_item", Clock.RUNNING)


@pytest.mark.parametrize(
    ("on", "level"),
    [
        pytest.param(date(2027, 4, 2), Level.CALM, id="181 days before"),
        pytest.param(date(2027, 4, 3), Level.NOTICE, id="180 days before"),
        pytest.param(date(2027, 7, 2), Level.WARNING, id="90 days before"),
        pytest.param(date(2027, 8, 31), Level.FINAL_WARNING, id="30 days before"),
        pytest.param(date(2027, 9, 30), Level.FINAL_WARNING, id="the due day"),
        pytest.param(date(2027, 10, 1), Level.OVERDUE, id="the day after"),
    ],
)
def test_it_warns_at_180_90_and_30_days(on: date, level: Level) -> None:
    assert one(project(items=(operation(date(2025, 9, 30)),)), "I3", on).standing(on)[0] is level


@pytest.mark.parametrize(
    ("on", "clock", "number", "advisory"),
    [
        pytest.param(date(2025, 1, 14), Clock.VOID, None, False, id="the day before clause a1"),
        pytest.param(date(2025, 1, 15), Clock.RUNNING, 1, False, id="first day of clause a1"),
        pytest.param(UNDER_A1, Clock.RUNNING, 1, False, id="last day of the law of 2020"),
        pytest.param(UNDER_36, Clock.RUNNING, 2, True, id="first day of the law of 2025"),
    ],
)
def test_the_law_is_that_of_the_day_of_looking(
    on: date, clock: Clock, number: int | None, advisory: bool
) -> None:
    computed = one(project(items=(operation(),)), "I3", on)

    assert (computed.clock, computed.rule_number, computed.advisory) == (clock, number, advisory)
    assert computed.audience is (Audience.STAFF if advisory else Audience.BEARER)


@pytest.mark.parametrize(
    ("on", "again"),
    [
        pytest.param(date(2025, 1, 14), date(2025, 1, 15), id="until clause a1"),
        pytest.param(date(2025, 1, 15), date(2026, 3, 1), id="until the law of 2025"),
        pytest.param(date(2026, 3, 1), None, id="no further change known"),
    ],
)
def test_it_is_recomputed_when_the_law_changes(on: date, again: date | None) -> None:
    assert one(project(items=(operation(),)), "I3", on).recompute_on == again


def test_the_rule_flags_nothing_before_it_is_in_force() -> None:
    computed = one(project(items=(operation(date(2022, 9, 30)),)), "I3", date(2025, 1, 15))

    assert computed.due_date == date(2024, 9, 30)
    assert [(r.date, r.level) for r in computed.rungs] == [
        (date(2025, 1, 15), Level.OVERDUE_90),
        (date(2025, 3, 29), Level.OVERDUE_180),
        (date(2025, 9, 30), Level.OVERDUE_365),
    ]


def test_excluded_days_count_before_and_after_the_milestone() -> None:
    facts = project(
        items=(operation(),),
        exclusions=(
            pause(date(2023, 12, 31), date(2024, 1, 9), "planning_change"),
            pause(date(2025, 6, 1), date(2025, 6, 10), "court"),
            pause(date(2026, 2, 1), date(2026, 2, 20), "court"),
        ),
    )

    computed = one(facts, "I3", UNDER_A1)

    assert (computed.due_date, computed.excluded_days) == (date(2026, 1, 20), 20)


def test_land_kept_back_by_the_state_stops_it() -> None:
    land = tranche(decision_number="684/QĐ-UBND", decision_date=date(2023, 5, 12))

    computed = one(project(tranches=(land,), items=(operation(),)), "I3", UNDER_A1)

    assert (computed.clock, computed.stopped_on) == (Clock.STOPPED, date(2023, 5, 12))
    assert computed.rungs == ()


# ---------------------------------------------------------------- how it ends or stands back


@pytest.mark.parametrize(
    ("actual", "late"),
    [
        pytest.param(date(2025, 12, 31), False, id="on the due day"),
        pytest.param(date(2026, 1, 1), True, id="the day after"),
    ],
)
def test_operation_meets_it_under_the_law_of_that_day(actual: date, late: bool) -> None:
    computed = one(project(items=(operation(actual=actual),)), "I3", UNDER_36)

    assert (computed.clock, computed.met_late) == (Clock.MET, late)
    assert (computed.rule_number, computed.recompute_on) == (1, None)


def test_operation_before_any_such_rule_owed_nothing() -> None:
    computed = one(project(items=(operation(actual=date(2024, 6, 1)),)), "I3")

    assert (computed.clock, computed.void_reason) == (Clock.VOID, "no_rule_in_force")


LAND = tranche(handover_date=date(2024, 9, 3))


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        pytest.param(
            project(items=(operation(),), pending_adjustment=True),
            "pending_adjustment",
            id="an adjustment is being considered",
        ),
        pytest.param(
            project(items=(operation(),), tranches=(LAND,)), "land_route", id="unused land"
        ),
        pytest.param(
            project(items=(operation(),), operating_state="operating"),
            "achieved_date_unknown",
            id="it operates since an unknown day",
        ),
    ],
)
def test_it_stands_back(facts: ProjectFacts, reason: str) -> None:
    computed = one(facts, "I3", UNDER_A1)

    assert (computed.clock, computed.void_reason, computed.rungs) == (Clock.VOID, reason, ())


@pytest.mark.parametrize(
    ("land", "state"),
    [
        pytest.param(tranche(), "unknown", id="land not handed over"),
        pytest.param(
            tranche(handover_date=date(2024, 9, 3), in_use_date=date(2025, 1, 6)),
            "unknown",
            id="land in use",
        ),
        pytest.param(LAND, "under_construction", id="land that must be in use"),
        pytest.param(
            tranche(handover_date=date(2024, 9, 3), phase=2), "unknown", id="land of another phase"
        ),
    ],
)
def test_the_land_route_needs_unused_land_of_the_phase(land: TrancheFacts, state: str) -> None:
    facts = project(items=(operation(),), tranches=(land,), physical_state=state)

    assert one(facts, "I3", UNDER_A1).clock is Clock.RUNNING


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        pytest.param(operation(None), "schedule", id="no planned day"),
        pytest.param(operation(instrument_date=None), "schedule_instrument", id="no instrument"),
    ],
)
def test_without_a_binding_plan_it_is_unknown(facts: ItemFacts, missing: str) -> None:
    computed = one(project(items=(facts,)), "I3")

    assert (computed.clock, computed.missing) == (Clock.UNKNOWN, missing)


def test_each_phase_has_its_own_and_the_last_operation_of_a_phase_counts() -> None:
    items = (
        operation(date(2024, 3, 31), id=1),
        operation(date(2024, 9, 30), id=2),
        operation(date(2026, 3, 31), id=3, phase=2),
    )

    found = [c for c in every(project(items=items)) if c.kind == "I3"]

    assert [(c.subject_id, c.due_date) for c in found] == [
        (2, date(2026, 9, 30)),
        (3, date(2028, 3, 31)),
    ]


def test_a_phase_whose_schedule_names_no_operation_is_unknown() -> None:
    items = (
        operation(id=1),
        item("works", date(2026, 3, 31), id=2, phase=2),
        item("capital", date(2026, 3, 31), id=3, phase=3),
    )

    found = {c.key: c for c in every(project(items=items)) if c.kind == "I3"}

    assert set(found) == {("I3", "schedule_item", 1, ""), ("I3", "project", 1, "phase-2")}
    assert found["I3", "project", 1, "phase-2"].missing == "operation_milestone"


def test_a_finished_project_is_not_asked_for_its_operation_milestone() -> None:
    facts = project(items=(item("works", date(2024, 3, 31)),), physical_state="completed")

    assert "I3" not in {c.kind for c in every(facts)}


def test_without_the_rule_in_the_book_nothing_is_flagged() -> None:
    book = LawBook([v for v in SHIPPED_VERSIONS if v.kind != "I3"])

    assert one(project(items=(operation(),)), "I3", law=book).void_reason == "no_rule_in_force"
