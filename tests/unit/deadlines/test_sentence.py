"""A deadline in one sentence: its summands lead to the due day, whatever the rule was."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from deadlines.rules.clock import Boundary, Exclusion, Run, Step, Term, run, run_to, then
from deadlines.sentence import parts, sentence
from vn.calendar import vietnam_calendar

TODAY = date(2026, 8, 31)
CALENDAR = vietnam_calendar(range(2020, 2036))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The words as they stand in the code, whatever catalogue is compiled."""
    with translation.override("en"):
        yield


def row(walked: Run, *facts: Step, **more: Any) -> dict[str, Any]:
    """An obligation as it is stored."""
    steps = [*facts, *walked.steps, Step("due", {}, walked.due)]
    stored = [
        asdict(step) | {"date": step.date.isoformat() if step.date else None} for step in steps
    ]
    known = {"clock": "running", "due_date": walked.due, "met_date": None, "void_reason": ""}
    return known | {"steps": stored} | more


def base(fact: str, day: date) -> Step:
    return Step("base", {"fact": fact, "reference": "7/BB"}, day)


def paused(start: date, end: date) -> Exclusion:
    return Exclusion(start, end, "force_majeure")


def test_a_milestone_with_days_not_counted() -> None:
    plan = date(2024, 3, 15)
    pause = paused(date(2024, 1, 1), date(2024, 4, 6))
    first = run_to(start=date(2023, 1, 1), target=plan, exclusions=[pause])
    walked = then(first, term=Term(months=24), exclusions=[pause])
    said = sentence(row(walked, base("schedule", plan)), TODAY)
    assert said == (
        "deadline of 15/3/2024 + 97 days not counted + 24 months = 20/6/2026; "
        "up to now 2 months 11 days late"
    )


def test_a_day_off_moves_the_day_and_is_said() -> None:
    start = date(2025, 9, 1)
    walked = run(base=start, term=Term(months=12), exclusions=[], calendar=CALENDAR, roll=True)
    said = sentence(row(walked, base("land_handover", start)), TODAY)
    assert "1/9/2025 + 12 months + 2 days off = 3/9/2026" in said
    assert said.endswith("3 days left")


def test_a_plan_that_nothing_moves_is_no_sum() -> None:
    walked = run_to(start=date(2025, 1, 1), target=date(2026, 8, 1), exclusions=[])
    said = sentence(row(walked, base("schedule", date(2026, 8, 1))), TODAY)
    assert said == "deadline of 1/8/2026; up to now 30 days late"


def test_a_stopped_clock_says_what_is_left() -> None:
    start = date(2026, 1, 1)
    pause = Exclusion(date(2026, 3, 1), None, "force_majeure")
    walked = run(base=start, term=Term(months=12), exclusions=[pause])
    left = (walked.due - date(2026, 3, 1)).days
    stopped = {"clock": "stopped", "stopped_on": date(2026, 3, 1), "days_left": left}
    said = sentence(row(walked, base("land_handover", start), **stopped), TODAY)
    assert said.endswith(f"= 1/1/2027; stopped since 1/3/2026, {left} days left")


def test_a_condition_says_since_when() -> None:
    found = {"clock": "found", "due_date": date(2026, 6, 30), "steps": []}
    assert sentence(found, TODAY) == "since 30/6/2026, for 2 months 1 days"


def test_what_cannot_be_computed_has_no_sentence() -> None:
    assert sentence({"clock": "unknown", "due_date": None, "steps": []}, TODAY) == ""


def test_a_step_nobody_knows_changes_no_sum_but_its_days_are_said() -> None:
    start = date(2026, 1, 1)
    walked = run(base=start, term=Term(months=6), exclusions=[])
    strange = Step("from_another_rule", {"n": 1}, date(2030, 1, 1))
    told = row(walked, base("land_handover", start), strange)
    assert [part.day for part in parts(told["steps"], walked.due)] == [start, walked.due]
    later = walked.due + timedelta(days=9)
    assert sentence(told | {"due_date": later}, TODAY).count("+ 9 days") == 1


DAYS = st.dates(date(2022, 1, 1), date(2026, 12, 31))
PAUSES = st.lists(st.tuples(DAYS, st.integers(0, 200)), max_size=4)


@given(DAYS, st.integers(0, 30), st.integers(0, 90), PAUSES, st.booleans(), st.booleans())
def test_the_summands_always_lead_to_the_due_day(
    start: date,
    months: int,
    days: int,
    pauses: list[tuple[date, int]],
    roll: bool,
    before: bool,
) -> None:
    exclusions = [paused(day, day + timedelta(days=length)) for day, length in pauses]
    walked = run(
        base=start,
        term=Term(months=months, days=days),
        exclusions=exclusions,
        boundary=Boundary.BEFORE if before else Boundary.BY,
        calendar=CALENDAR,
        roll=roll,
    )
    told = parts(row(walked, base("land_handover", start))["steps"], walked.due)
    assert told[0].day == start
    assert told[-1].day == walked.due
    assert all(later.day != earlier.day for earlier, later in itertools.pairwise(told))
