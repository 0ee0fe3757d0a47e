"""I4: operation resumed within 12 months of its suspension, or by the day of the order."""

from datetime import date

import pytest

from deadlines.rules.clock import Clock
from deadlines.rules.ladder import Level
from tests.support.project_facts import one, pause, project, suspension

START = date(2025, 6, 16)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        pytest.param(date(2025, 6, 16), date(2026, 6, 16), id="twelve months"),
        pytest.param(date(2024, 2, 29), date(2025, 2, 28), id="a leap day"),
        pytest.param(date(2023, 2, 28), date(2024, 2, 28), id="28/2 into a leap year"),
        pytest.param(date(2024, 8, 31), date(2025, 9, 3), id="a Sunday, then the National Day"),
        pytest.param(date(2025, 2, 18), date(2026, 2, 23), id="Tết"),
    ],
)
def test_a_suspension_lasts_twelve_months(start: date, due: date) -> None:
    computed = one(project(suspensions=(suspension(start),)), "I4")

    assert (computed.base_date, computed.due_date) == (start, due)
    assert (computed.subject_kind, computed.subject_id) == ("suspension", 51)


def test_an_order_sets_its_own_last_day_which_does_not_roll() -> None:
    ordered = suspension(START, ordered_until=date(2025, 12, 28))

    assert one(project(suspensions=(ordered,)), "I4").due_date == date(2025, 12, 28)


@pytest.mark.parametrize(
    ("on", "level"),
    [
        pytest.param(date(2026, 3, 17), Level.CALM, id="91 days before"),
        pytest.param(date(2026, 3, 18), Level.WARNING, id="90 days before"),
        pytest.param(date(2026, 5, 17), Level.FINAL_WARNING, id="30 days before"),
        pytest.param(date(2026, 6, 16), Level.FINAL_WARNING, id="the due day"),
        pytest.param(date(2026, 6, 17), Level.OVERDUE, id="the day after"),
    ],
)
def test_it_warns_90_and_30_days_ahead(on: date, level: Level) -> None:
    assert one(project(suspensions=(suspension(START),)), "I4").standing(on)[0] is level


@pytest.mark.parametrize(
    ("resumed", "late"),
    [
        pytest.param(date(2026, 6, 16), False, id="on the due day"),
        pytest.param(date(2026, 6, 17), True, id="the day after"),
    ],
)
def test_resuming_meets_it(resumed: date, late: bool) -> None:
    computed = one(project(suspensions=(suspension(START, resumed_on=resumed),)), "I4")

    assert (computed.clock, computed.met_late) == (Clock.MET, late)


def test_no_excluded_period_lengthens_a_suspension() -> None:
    facts = project(suspensions=(suspension(START),), exclusions=(pause(date(2025, 8, 1), None),))

    computed = one(facts, "I4")

    assert (computed.clock, computed.due_date) == (Clock.RUNNING, date(2026, 6, 16))


@pytest.mark.parametrize(
    ("start", "number", "advisory"),
    [
        pytest.param(date(2021, 3, 26), 1, False, id="first day of Decree 31/2021"),
        pytest.param(date(2026, 2, 28), 1, False, id="last day of the law of 2020"),
        pytest.param(date(2026, 3, 1), 2, True, id="the new law with the old decree"),
        pytest.param(date(2026, 3, 31), 3, True, id="first day of Decree 96/2026"),
    ],
)
def test_the_law_is_that_of_the_day_of_suspension(start: date, number: int, advisory: bool) -> None:
    computed = one(project(suspensions=(suspension(start),)), "I4")

    assert (computed.rule_number, computed.advisory) == (number, advisory)


def test_a_suspension_older_than_the_book_is_left_alone() -> None:
    computed = one(project(suspensions=(suspension(date(2021, 3, 25)),)), "I4")

    assert (computed.clock, computed.void_reason) == (Clock.VOID, "no_rule_in_force")
