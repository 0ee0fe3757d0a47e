"""Windows, carrying over, allocating: D1, D2, D4 by tables of their days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from deadlines.rules.clock import Clock
from deadlines.rules.ladder import Audience, Level
from deadlines.rules.law import SHIPPED_VERSIONS, LawBook
from disbursement.rules.duties import of_project
from disbursement.rules.duty_balances import unallocated
from disbursement.rules.duty_facts import (
    PaidMonth,
)
from disbursement.rules.duty_windows import end_of_window
from tests.support.capital_facts import (
    EARLY,
    OWNER,
    STAFF,
    balance,
    given,
    level,
    line,
    of,
    paid,
    project,
    sums,
    told,
)

# ---------------------------------------------------------------- D1: the window


@pytest.mark.parametrize(
    ("capital", "windows"),
    [
        (line(EARLY), {"": (date(2027, 1, 31), 100)}),
        (line(given(date(2026, 9, 30), 50)), {"": (date(2027, 1, 31), 50)}),
        (line(given(date(2026, 10, 1), 50)), {"added": (date(2027, 12, 31), 50)}),
        (
            line(EARLY, given(date(2026, 10, 1), 40)),
            {"": (date(2027, 1, 31), 100), "added": (date(2027, 12, 31), 40)},
        ),
        # What is taken away late is taken from the capital of the year.
        (line(EARLY, given(date(2026, 12, 31), -30)), {"": (date(2027, 1, 31), 70)}),
        (
            line(EARLY, given(date(2026, 10, 1), 40), given(date(2026, 11, 1), -10)),
            {"": (date(2027, 1, 31), 100), "added": (date(2027, 12, 31), 30)},
        ),
        # Carried over into 2026 it is capital of 2025: to 31/12/2026 at most.
        (line(EARLY, bucket="carried_over"), {"": (date(2026, 12, 31), 100)}),
        (line(EARLY, bucket="advanced"), {"": (date(2027, 1, 31), 100)}),
        (line(given(date(2023, 12, 12), 100), year=2024), {}),
        (line(given(date(2024, 12, 12), 100), year=2025), {"": (date(2026, 1, 31), 100)}),
        (line(EARLY, given(date(2026, 3, 3), -100)), {}),
    ],
)
def test_each_part_of_a_line_has_its_window(capital, windows) -> None:
    found = of("D1", of_project(project(capital), told()))
    assert {k: (v.due_date, v.amount_due_vnd) for k, v in found.items()} == windows
    assert {each.bearer_agency_id for each in found.values()} <= {OWNER}


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 11, 1), Level.CALM),
        (date(2026, 11, 2), Level.NOTICE),
        (date(2026, 12, 31), Level.NOTICE),
        (date(2027, 1, 1), Level.WARNING),
        (date(2027, 1, 21), Level.FINAL_WARNING),
        (date(2027, 1, 30), Level.FINAL_WARNING),
        (date(2027, 1, 31), Level.FINAL_WARNING),
        (date(2027, 2, 1), Level.OVERDUE),
        (date(2027, 5, 1), Level.OVERDUE_90),
    ],
)
def test_the_last_day_of_the_window_is_on_time(on, expected) -> None:
    (found,) = of("D1", of_project(project(line(EARLY)), told(on))).values()
    assert level(found, on) is expected
    assert {rung.audience for rung in found.rungs} == {Audience.STAFF}, "C+: for reference"


def test_the_law_names_the_day_and_a_day_off_moves_it_only_where_the_rule_says_so() -> None:
    # 31/1/2027 is a Sunday.
    rolling = [
        replace(v, parameters={**v.parameters, "roll": True}) if v.kind == "D1" else v
        for v in SHIPPED_VERSIONS
    ]
    (kept,) = of("D1", of_project(project(line(EARLY)), told())).values()
    (moved,) = of("D1", of_project(project(line(EARLY)), told(law=LawBook(rolling)))).values()
    assert (kept.due_date, moved.due_date) == (date(2027, 1, 31), date(2027, 2, 1))


def test_windows_end_with_their_month_in_leap_years_too() -> None:
    assert end_of_window(2027, 2) == date(2028, 2, 29)
    assert end_of_window(2026, 2) == date(2027, 2, 28)
    assert end_of_window(2026, 12) == date(2027, 12, 31)


def test_payments_fill_the_capital_of_the_year_before_what_was_added() -> None:
    months = (paid(2026, 3, 60), paid(2026, 11, 50))
    capital = line(EARLY, given(date(2026, 10, 1), 40), months=months)
    found = of("D1", of_project(project(capital), told()))
    assert (found[""].clock, found[""].met_date) == (Clock.MET, date(2026, 11, 30))
    assert (found["added"].clock, found["added"].amount_met_vnd) == (Clock.RUNNING, 10)
    assert sums(found["added"])["lapses"] == 30


def test_a_payment_typed_within_its_month_counts_on_that_day() -> None:
    early = PaidMonth(month=date(2026, 11, 1), paid_vnd=100, recorded=date(2026, 11, 20))
    (found,) = of("D1", of_project(project(line(EARLY, months=(early,))), told())).values()
    assert found.met_date == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("carried", "clock", "due"),
    [(0, Clock.RUNNING, 100), (39, Clock.RUNNING, 61), (40, Clock.MET, 60), (100, Clock.VOID, 0)],
)
def test_what_the_next_plan_carries_over_need_not_be_disbursed_here(carried, clock, due) -> None:
    capital = line(EARLY, months=(paid(2026, 5, 60),), carried_on_vnd=carried)
    (found,) = of("D1", of_project(project(capital), told(date(2027, 3, 1)))).values()
    assert (found.clock, found.amount_due_vnd) == (clock, due)


# ---------------------------------------------------------------- D2


def test_capital_carried_over_names_its_case() -> None:
    on = date(2026, 2, 10)
    bare, named = given(on, 30), given(on, 70, case="clearance")
    found = of("D2", of_project(project(line(bare, named, bucket="carried_over")), told()))
    assert (found["case"].clock, found["case"].due_date) == (Clock.FOUND, on)
    assert sums(found["case"]) == {"without_case": 30}
    whole = project(line(named, bucket="carried_over"))
    assert of("D2", of_project(whole, told())) == {}
    reversed_ = project(line(bare, given(on, -30), named, bucket="carried_over"))
    assert of("D2", of_project(reversed_, told())) == {}


@pytest.mark.parametrize(("year", "month", "is_late"), [(2026, 12, False), (2027, 1, True)])
def test_what_was_carried_over_is_paid_by_december(year, month, is_late) -> None:
    entry = given(date(2026, 2, 10), 70, case="clearance")
    capital = line(entry, bucket="carried_over", months=(paid(year, month, 5),))
    assert bool(of("D2", of_project(project(capital), told(date(2027, 3, 1))))) is is_late


# ---------------------------------------------------------------- D4


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2025, 12, 31), Level.WARNING),
        (date(2026, 1, 1), Level.OVERDUE),
        (date(2026, 1, 31), Level.OVERDUE),
        (date(2026, 2, 1), Level.OVERDUE_90),
        (date(2026, 3, 1), Level.OVERDUE_180),
        (date(2026, 4, 1), Level.OVERDUE_365),
    ],
)
def test_capital_not_allocated_is_graded_by_month(on, expected) -> None:
    first = given(date(2025, 12, 9), 500)
    (found,) = unallocated(balance([first], [given(date(2025, 12, 20), 499)]), told(on))
    assert (found.due_date, level(found, on)) == (date(2025, 12, 31), expected)
    assert (found.bearer_agency_id, found.project_id) == (STAFF, None)


def test_the_day_counts_from_the_assignment_that_is_not_used_up() -> None:
    assigned = [given(date(2025, 12, 9), 500), given(date(2026, 5, 15), 80)]
    (late,) = unallocated(balance(assigned, [given(date(2025, 12, 20), 499)]), told())
    (later,) = unallocated(balance(assigned, [given(date(2025, 12, 20), 500)]), told())
    all_of_it = [given(date(2025, 12, 20), 500), given(date(2026, 6, 1), 80)]
    (done,) = unallocated(balance(assigned, all_of_it), told())
    assert [each.due_date for each in (late, later)] == [date(2025, 12, 31), date(2026, 5, 15)]
    assert (done.clock, done.met_date) == (Clock.MET, date(2026, 6, 1))
    assert list(unallocated(balance([]), told())) == []
    ends = [
        next(unallocated(balance(assigned), told(date(2027, *day)))) for day in ((1, 31), (2, 1))
    ]
    assert [each.clock for each in ends] == [Clock.RUNNING, Clock.VOID]
    assert ends[0].recompute_on == date(2027, 2, 1)
