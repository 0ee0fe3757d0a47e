"""Deadlines in words: every code has a label, every ladder adds up, days are told exactly."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from deadlines import arithmetic, wording
from deadlines.rules.clock import (
    Boundary,
    Clock,
    DerivedReason,
    Exclusion,
    ExclusionReason,
    Run,
    Step,
    Term,
    run,
    run_to,
)
from deadlines.rules.ladder import Audience, Level
from deadlines.rules.law import SHIPPED_VERSIONS
from deadlines.rules.rule_version import AppliesBy
from deadlines.rules.severity import duty_mark, flag_mark, flag_rank
from projects.models import ExcludedPeriod
from vn.calendar import vietnam_calendar
from vn.dates import day_text

ROOT = Path(__file__).resolve().parents[3]
TODAY = date(2026, 8, 31)
RULES = [
    path
    for room in ("projects", "deadlines", "disbursement", "inspections")
    for path in ROOT.glob(f"{room}/rules/*.py")
]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The words as they stand in the code, whatever catalogue is compiled."""
    with translation.override("en"):
        yield


def constants(keyword: str) -> set[str]:
    """Every text that the rules pass as this argument."""
    found = set()
    for path in RULES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.keyword) and node.arg == keyword:
                found |= {
                    part.value
                    for part in ast.walk(node.value)
                    if isinstance(part, ast.Constant) and isinstance(part.value, str)
                }
    return found - {""}


def first_arguments(name: str) -> set[str]:
    """Every text that the rules pass first to calls of this name."""
    found = set()
    for path in RULES:
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != name:
                continue
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                found.add(first.value)
    return found


# ---------------------------------------------------------------- every code has words


def test_every_kind_of_rule_has_its_labels() -> None:
    kinds = {version.kind for version in SHIPPED_VERSIONS}
    assert kinds == set(wording.SHORT) == set(wording.BRIEF) == set(wording.DUTY)


def test_every_step_the_rules_take_has_its_line() -> None:
    steps = first_arguments("Step")
    assert steps >= {"base", "term", "excluded", "stopped"}
    assert steps <= arithmetic.STEP_KINDS


def test_every_fact_a_clock_begins_from_has_words() -> None:
    facts = first_arguments("_base_step") | first_arguments("base_step")
    facts |= {"schedule", "extension", "suspension"}
    assert facts <= set(arithmetic.BASES)


def test_every_missing_fact_and_every_reason_of_void_has_words() -> None:
    assert constants("missing") <= set(wording.MISSING)
    assert constants("void_reason") <= set(wording.VOID)


def test_every_state_and_level_and_reason_has_words() -> None:
    assert set(wording.CLOCK) == {clock.value for clock in Clock}
    assert set(wording.LEVEL) == {int(level) for level in Level}
    assert set(wording.AUDIENCE) == {audience.value for audience in Audience}
    assert set(wording.APPLIES_BY) == {way.value for way in AppliesBy}
    reasons = (*ExclusionReason, *DerivedReason)
    assert set(wording.REASONS) == {reason.value for reason in reasons}


def test_reasons_are_called_alike_on_the_form_and_in_the_arithmetic() -> None:
    labels = {value: str(label) for value, label in ExcludedPeriod.Reason.choices}
    assert labels == {code: str(wording.REASONS[code]) for code in labels}


# ---------------------------------------------------------------- lengths of time


@pytest.mark.parametrize(
    ("due", "on", "words"),
    [
        (date(2026, 8, 31), TODAY, "due today"),
        (date(2026, 9, 1), TODAY, "1 days left"),
        (date(2026, 8, 30), TODAY, "1 days late"),
        (date(2026, 6, 19), TODAY, "2 months 12 days late"),
        (date(2026, 6, 30), TODAY, "2 months 1 days late"),
        (date(2026, 11, 30), TODAY, "3 months left"),
        (date(2024, 2, 29), date(2026, 2, 28), "24 months late"),
        (date(2025, 8, 31), TODAY, "12 months late"),
    ],
)
def test_time_left_and_time_late_are_told_in_months_and_days(due, on, words) -> None:
    assert wording.distance(due, on) == words


def test_a_row_tells_full_months_only() -> None:
    assert wording.flag_words("I1", date(2026, 6, 19), TODAY) == "Milestone: 2 months late"
    assert wording.flag_words("L1", date(2026, 8, 20), TODAY) == "Land not in use: 11 days late"


def test_an_unheard_of_rule_is_shown_by_its_code() -> None:
    assert wording.flag_words("Z9", date(2026, 8, 30), TODAY) == "Z9: 1 days late"
    assert wording.duty("Z9") == "Z9"


def row(clock: str, **more: Any) -> dict[str, Any]:
    empty = dict.fromkeys(("due_date", "met_date", "stopped_on", "days_left"))
    return empty | {"clock": clock, "missing": "", "void_reason": "", "steps": []} | more


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (row("running", due_date=date(2026, 9, 29)), "29 days left"),
        (row("met", due_date=TODAY, met_date=TODAY), "done on 31/8/2026, on time"),
        (
            row("met", due_date=date(2026, 8, 30), met_date=TODAY),
            "done on 31/8/2026, 1 days late",
        ),
        (
            row("stopped", due_date=TODAY, stopped_on=date(2026, 5, 12), days_left=111),
            "stopped since 12/5/2026, 111 days left",
        ),
        (row("unknown", missing="schedule"), "missing: planned day of the milestone"),
        (row("void", void_reason="terminated"), "the project is terminated"),
        (row("not_started"), "not started yet"),
    ],
)
def test_an_obligation_says_where_it_stands(state, words) -> None:
    assert wording.standing(state, TODAY) == words


def test_a_heading_is_a_suspicion_until_confirmed() -> None:
    title = "Có dấu hiệu chưa đưa đất vào sử dụng"
    assert wording.heading(title, confirmed=True) == "Chưa đưa đất vào sử dụng"
    assert wording.heading(title, confirmed=False) == "Signs of: chưa đưa đất vào sử dụng"
    assert wording.heading("Quá hạn mốc", confirmed=False) == "Signs of: quá hạn mốc"


# ---------------------------------------------------------------- the ladder


def told(walked: Run, base: Step, *, on: date = TODAY, clock: str = "running") -> list[Any]:
    """The ladder of a walked clock, stored as the portal stores it."""
    steps = [base, *walked.steps, Step("due", {}, walked.due)]
    stored = [
        {
            "kind": step.kind,
            "params": dict(step.params),
            "date": step.date.isoformat() if step.date else None,
        }
        for step in steps
    ]
    left = (walked.due - walked.stopped_on).days if walked.stopped_on else None
    state = row(clock, due_date=walked.due, steps=stored, days_left=left)
    state["stopped_on"] = walked.stopped_on
    return arithmetic.lines(state, on)


HANDOVER = Step("base", {"fact": "land_handover", "reference": "07/BB-BG"}, date(2025, 3, 14))
FLOOD = Exclusion(date(2025, 10, 6), date(2026, 1, 10), "force_majeure", reference="2214/UBND-KT")


def test_base_term_and_pause_add_up_to_the_due_day() -> None:
    lines = told(run(base=date(2025, 3, 14), term=Term(months=12), exclusions=[FLOOD]), HANDOVER)
    assert [(line.sign, line.right) for line in lines] == [
        ("", "14/3/2025"),
        ("+", "14/3/2026"),
        ("+", "19/6/2026"),
        ("=", "19/6/2026"),
        ("", "2 months 12 days late"),
    ]
    assert lines[2].words == "97 days not counted (Force majeure, 6/10/2025 to 10/1/2026)"
    assert lines[2].basis == "2214/UBND-KT"
    assert lines[-1].alarming


def test_the_last_day_is_not_late() -> None:
    walked = run(base=date(2025, 8, 31), term=Term(months=12), exclusions=[])
    last = told(walked, HANDOVER)[-1]
    assert (last.right, last.alarming) == ("due today", False)
    assert told(walked, HANDOVER, on=TODAY + timedelta(days=1))[-1].alarming


def test_a_day_off_is_said_to_move_the_day() -> None:
    walked = run(
        base=date(2025, 11, 1),
        term=Term(months=12),
        exclusions=[],
        calendar=vietnam_calendar([2026]),
        roll=True,
    )
    lines = told(walked, HANDOVER)
    assert [line.right for line in lines][1:4] == ["1/11/2026", "2/11/2026", "2/11/2026"]
    assert "148" in lines[2].basis


def test_before_a_day_means_the_day_before_it() -> None:
    walked = run(base=date(2026, 7, 1), term=Term(days=9), exclusions=[], boundary=Boundary.BEFORE)
    assert [(line.sign, line.right) for line in told(walked, HANDOVER)][1:3] == [
        ("+", "10/7/2026"),
        ("−", "9/7/2026"),
    ]


def test_a_planned_day_is_not_said_twice() -> None:
    planned = date(2026, 12, 31)
    base = Step(
        "base",
        {"fact": "schedule", "name": "Khởi công", "phase": 2, "reference": "412/QĐ-UBND"},
        planned,
    )
    walked = run_to(start=date(2024, 1, 1), target=planned, exclusions=[])
    lines = told(walked, base)
    assert [line.sign for line in lines] == ["", "=", ""]
    assert lines[0].words == "Schedule in force: Khởi công (phase 2)"


def test_an_ordered_day_is_said() -> None:
    base = Step("base", {"fact": "suspension", "reference": "9/QĐ-TA"}, date(2026, 1, 5))
    walked = run_to(start=date(2026, 1, 5), target=date(2026, 10, 5), exclusions=[])
    assert [line.right for line in told(walked, base)][:2] == ["5/1/2026", "5/10/2026"]


def test_a_stopped_clock_ends_with_the_days_it_had_left() -> None:
    kept = Exclusion(date(2026, 5, 12), None, "late_handover", derived=True, reference="684/QĐ")
    walked = run_to(start=date(2025, 1, 1), target=date(2026, 9, 30), exclusions=[kept])
    base = Step("base", {"fact": "schedule", "reference": ""}, date(2026, 9, 30))
    lines = told(walked, base, clock="stopped")
    assert (lines[1].right, lines[2].right) == ("12/5/2026", "141 days")
    assert lines[1].basis.startswith("684/QĐ · derived from facts")
    assert not any(line.alarming for line in lines)


def test_what_cannot_be_computed_names_the_fact_and_invents_no_day() -> None:
    lines = arithmetic.lines(row("unknown", missing="land_handover_date"), TODAY)
    assert lines[0].words == "Day of the land handover in the field"
    assert not any(char.isdigit() for line in lines for char in line.right)


def test_a_void_duty_without_a_day_says_only_why() -> None:
    lines = arithmetic.lines(row("void", void_reason="achieved_date_unknown"), TODAY)
    assert [line.words for line in lines] == ["reached, day not recorded"]


@pytest.mark.parametrize("precision", ["month", "quarter", "year"])
def test_a_partial_day_says_which_day_was_taken(precision) -> None:
    steps = [
        {"kind": "base", "params": dict(HANDOVER.params), "date": "2025-03-31"},
        {"kind": "last_day", "params": {"precision": precision}, "date": "2025-03-31"},
    ]
    lines = arithmetic.lines(row("running", due_date=TODAY, steps=steps), TODAY)
    assert precision in lines[1].words
    assert [line.right for line in lines[:2]] == [day_text(date(2025, 3, 31)), ""]


# ---------------------------------------------------------------- how grave


@pytest.mark.parametrize(
    ("kind", "level", "advisory", "mark"),
    [
        ("L1", 4, False, "crit"),
        ("I4", 4, False, "crit"),
        ("I1", 4, False, "warn"),
        ("L6", 4, False, "warn"),
        ("I1", 5, False, "crit"),
        ("L6", 7, False, "crit"),
        ("L1", 7, True, "info"),
    ],
)
def test_land_and_project_at_stake_are_serious_from_the_first_day(
    kind, level, advisory, mark
) -> None:
    assert flag_mark(kind=kind, level=level, advisory=advisory) == mark


def test_an_advisory_flag_ranks_below_every_other() -> None:
    worst = flag_rank(kind="L1", level=7, advisory=True)
    assert worst < flag_rank(kind="I1", level=4, advisory=False)


@pytest.mark.parametrize(
    ("clock", "level", "mark"),
    [
        ("running", 0, ""),
        ("running", 1, "info"),
        ("running", 2, "info"),
        ("running", 3, "warn"),
        ("running", 4, "crit"),
        ("stopped", 2, "hold"),
        ("unknown", 0, "unk"),
        ("met", 0, "ok"),
        ("void", 0, "info"),
        ("not_started", 0, "info"),
    ],
)
def test_an_obligation_carries_one_mark(clock, level, mark) -> None:
    assert duty_mark(clock=clock, kind="L1", level=level, advisory=False) == mark
