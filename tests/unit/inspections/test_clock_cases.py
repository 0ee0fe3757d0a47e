"""Clocks within a case by tables of their days: K1 to K7 and K11, pauses, extensions, the old law."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from deadlines.rules.clock import Clock
from deadlines.rules.ladder import Audience, Level
from deadlines.sentence import sentence
from inspections.rules.clock_cases import of_case
from inspections.rules.clock_facts import ExtensionFacts, PauseFacts
from tests.support.case_clocks import BODY, CALENDAR, HEAD, case, conclusion, reckon, told

ONE_DAY = timedelta(days=1)
ANNOUNCED = date(2026, 3, 12)
PAUSE = PauseFacts(start=date(2026, 4, 1), resumed=date(2026, 4, 17), reference="40/TB-TTT")
LONGER = ExtensionFacts(days=25, on=date(2026, 4, 20), reference="44/QĐ-TTT")


# ---------------------------------------------------------------- the hand reckoning of the prototype


def test_a_case_by_hand() -> None:
    """12/3 + 45 + 16 paused + 25 = 6/6; then 21/6, 26/6, 24/7, 4/9 and 6/8."""
    steps = {"announced": ANNOUNCED, "ended": date(2026, 6, 1), "reported": date(2026, 6, 19)}
    first = conclusion(ordered=date(2026, 6, 24), drafted=date(2026, 7, 22))
    second = replace(first, id=3, steps={**first.steps, "referred": date(2026, 8, 5)})
    signed = replace(first, ordinal=1, signed=date(2026, 8, 3), is_complex=True)
    facts = case(steps=steps, pauses=(PAUSE,), extensions=(LONGER,))
    one = reckon(replace(facts, conclusions=(signed,)))
    assert {kind: each.due_date for kind, each in one.items()} == {
        "K1": date(2026, 3, 17),
        "K2": date(2026, 6, 6),
        "K3": date(2026, 6, 21),
        "K4": date(2026, 6, 26),
        "K5": date(2026, 7, 24),
        "K7": date(2026, 8, 6),
    }
    assert {each.clock for each in one.values()} == {Clock.MET}
    two = reckon(replace(facts, conclusions=(replace(second, is_complex=True),)))
    assert (two["K6"].due_date, two["K6"].bearer_agency_id) == (date(2026, 9, 4), HEAD)
    assert (two["K7"].clock, two["K7"].due_date) == (Clock.NOT_STARTED, None)
    assert {two[kind].bearer_agency_id for kind in two if kind != "K6"} == {BODY}


def test_the_reckoning_is_told_in_one_sentence_that_adds_up() -> None:
    found = reckon(case(pauses=(PAUSE,), extensions=(LONGER,)), date(2026, 5, 20))["K2"]
    steps = [
        {"kind": s.kind, "params": dict(s.params), "date": s.date.isoformat() if s.date else None}
        for s in found.steps
    ]
    row = {"clock": "running", "due_date": found.due_date, "met_date": None, "steps": steps}
    assert [(s["kind"], s["date"]) for s in steps] == [
        ("base", "2026-03-12"),
        ("term", "2026-04-26"),
        ("excluded", "2026-05-12"),
        ("extended", "2026-06-06"),
        ("due", "2026-06-06"),
    ]
    said = sentence(row, date(2026, 5, 20))
    assert said.count("+") == 3
    assert "= 6/6/2026" in said


# ---------------------------------------------------------------- single steps and their last day


@pytest.mark.parametrize(
    ("kind", "facts", "due"),
    [
        ("K1", case(), date(2026, 3, 17)),
        ("K1", case(decided=date(2025, 7, 1)), date(2025, 7, 16)),
        ("K2", case(), date(2026, 4, 26)),
        ("K2", case(decided_days=30), date(2026, 4, 11)),
        ("K2", case(decided_days=60), date(2026, 4, 26)),
        ("K2", case(level="government"), date(2026, 5, 11)),
        ("K3", case(steps={"ended": date(2026, 6, 1)}), date(2026, 6, 21)),
        ("K3", case(steps={"ended": date(2026, 6, 1)}, is_complex=True), date(2026, 7, 1)),
        # A Friday: Monday is the first working day, the next Friday the fifth.
        ("K4", case(steps={"reported": date(2026, 6, 19)}), date(2026, 6, 26)),
        # A Saturday counts from the Monday after it too.
        ("K4", case(steps={"reported": date(2026, 6, 20)}), date(2026, 6, 26)),
        # 30/4 and 1/5 are holidays: 29/4, then 4, 5, 6, 7/5.
        ("K4", case(steps={"reported": date(2026, 4, 28)}), date(2026, 5, 7)),
        ("K5", case(conclusions=(conclusion(ordered=date(2026, 6, 24)),)), date(2026, 7, 14)),
        (
            "K5",
            case(conclusions=(conclusion(ordered=date(2026, 6, 24)),), is_complex=True),
            date(2026, 7, 24),
        ),
        ("K6", case(conclusions=(conclusion(referred=date(2026, 8, 5)),)), date(2026, 9, 4)),
        ("K7", case(conclusions=(conclusion(drafted=date(2026, 7, 22)),)), date(2026, 8, 6)),
        ("K11", case(kind="check", level="department"), date(2026, 3, 22)),
        ("K11", case(kind="check", level="commune"), date(2026, 3, 19)),
        ("K11", case(kind="check", level="ministry"), date(2026, 3, 27)),
        ("K11", case(kind="check", level="department", decided_days=6), date(2026, 3, 18)),
    ],
)
def test_the_last_day_of_a_step_is_on_time_and_the_next_is_not(kind, facts, due) -> None:
    steps = {k: v for k, v in facts.steps.items() if k != "announced"} if kind == "K1" else None
    found = reckon(facts if steps is None else replace(facts, steps=steps))[kind]
    assert (found.clock, found.due_date) == (Clock.RUNNING, due)
    levels = [found.standing(due + timedelta(n))[0] for n in (-1, 0, 1)]
    assert levels[2] is Level.OVERDUE
    assert max(levels[:2]) < Level.OVERDUE
    assert {rung.audience for rung in found.rungs} == {Audience.CASE}


def test_working_days_leave_out_tet() -> None:
    """Reported two days before the holidays: the fifth working day comes when they are over."""
    reported = date(2026, 2, 12)
    due = reckon(case(steps={"reported": reported}))["K4"].due_date
    assert due is not None
    assert CALENDAR.working_days_between(reported, due) == 5
    assert CALENDAR.working_days_between(reported, due - ONE_DAY) == 4
    assert (due - reported).days > 12


# ---------------------------------------------------------------- pauses


@pytest.mark.parametrize(
    ("start", "resumed", "due"),
    [
        # Before the run: only the days from the announcement on are in it.
        (date(2026, 3, 1), date(2026, 3, 11), date(2026, 4, 26)),
        (date(2026, 3, 10), date(2026, 3, 16), date(2026, 4, 30)),
        # Inside it, and to its last day.
        (date(2026, 4, 1), date(2026, 4, 17), date(2026, 5, 12)),
        (date(2026, 4, 26), date(2026, 4, 27), date(2026, 4, 27)),
        # After it.
        (date(2026, 4, 27), date(2026, 5, 7), date(2026, 4, 26)),
        # The law knows thirty days at most.
        (date(2026, 4, 1), date(2026, 5, 1), date(2026, 5, 26)),
        (date(2026, 4, 1), date(2026, 5, 11), date(2026, 5, 26)),
    ],
)
def test_days_of_a_pause_inside_the_run_do_not_count(start, resumed, due) -> None:
    found = reckon(case(pauses=(PauseFacts(start=start, resumed=resumed),)))["K2"]
    assert found.due_date == due


def test_a_second_pause_does_not_count() -> None:
    again = PauseFacts(start=date(2026, 4, 20), resumed=date(2026, 4, 25))
    assert reckon(case(pauses=(PAUSE, again)))["K2"].due_date == date(2026, 5, 12)


@pytest.mark.parametrize(
    ("on", "clock", "due", "again"),
    [
        (date(2026, 3, 31), Clock.RUNNING, date(2026, 4, 26), date(2026, 4, 1)),
        (date(2026, 4, 1), Clock.STOPPED, date(2026, 4, 26), date(2026, 5, 1)),
        (date(2026, 4, 30), Clock.STOPPED, date(2026, 4, 26), date(2026, 5, 1)),
        # The thirtieth day was the last: the clock runs again by itself.
        (date(2026, 5, 1), Clock.RUNNING, date(2026, 5, 26), None),
    ],
)
def test_an_open_pause_stops_the_clock_for_thirty_days(on, clock, due, again) -> None:
    open_pause = PauseFacts(start=date(2026, 4, 1), resumed=None)
    found = reckon(case(pauses=(open_pause,)), on)["K2"]
    assert (found.clock, found.due_date, found.recompute_on) == (clock, due, again)


def test_a_check_is_not_paused() -> None:
    facts = case(kind="check", level="department", pauses=(PAUSE,))
    assert reckon(facts)["K11"].due_date == date(2026, 3, 22)


# ---------------------------------------------------------------- extensions


@pytest.mark.parametrize(
    ("level", "extensions", "due"),
    [
        ("province", [(25, date(2026, 4, 26))], date(2026, 5, 21)),
        ("province", [(10, date(2026, 4, 1))], date(2026, 5, 6)),
        # More than the law gives, a second one, and one decided when the time was over.
        ("province", [(26, date(2026, 4, 20))], date(2026, 5, 21)),
        ("province", [(10, date(2026, 4, 20)), (10, date(2026, 4, 21))], date(2026, 5, 6)),
        ("province", [(25, date(2026, 4, 27))], date(2026, 4, 26)),
        ("government", [(30, date(2026, 5, 1))], date(2026, 6, 10)),
        ("government", [(30, date(2026, 5, 1)), (20, date(2026, 6, 1))], date(2026, 6, 30)),
        ("department", [(5, date(2026, 3, 20))], date(2026, 3, 27)),
        ("department", [(6, date(2026, 3, 22))], date(2026, 3, 27)),
        ("commune", [(3, date(2026, 3, 19))], date(2026, 3, 22)),
        ("ministry", [(9, date(2026, 3, 19))], date(2026, 4, 3)),
    ],
)
def test_an_extension_adds_what_the_law_allows_if_it_came_in_time(level, extensions, due) -> None:
    kind = "inspection" if level in ("province", "government") else "check"
    granted = tuple(ExtensionFacts(days=days, on=on) for days, on in extensions)
    found = reckon(case(kind=kind, level=level, extensions=granted))
    assert found["K2" if kind == "inspection" else "K11"].due_date == due


def test_a_pause_within_the_extension_does_not_count_either() -> None:
    late = PauseFacts(start=date(2026, 5, 1), resumed=date(2026, 5, 11))
    granted = (ExtensionFacts(days=25, on=date(2026, 4, 20)),)
    found = reckon(case(pauses=(late,), extensions=granted))["K2"]
    assert (found.due_date, found.excluded_days) == (date(2026, 5, 31), 10)


# ---------------------------------------------------------------- signing, and what has ended


@pytest.mark.parametrize(
    ("steps", "clock", "due"),
    [
        ({}, Clock.RUNNING, date(2026, 8, 6)),
        ({"referred": date(2026, 8, 6)}, Clock.NOT_STARTED, None),
        # Sent when the time to sign was over: that changes nothing.
        ({"referred": date(2026, 8, 7)}, Clock.RUNNING, date(2026, 8, 6)),
        (
            {"referred": date(2026, 8, 5), "answered": date(2026, 8, 20)},
            Clock.RUNNING,
            date(2026, 9, 4),
        ),
    ],
)
def test_the_time_to_sign_begins_with_the_answer_of_a_head_asked_in_time(steps, clock, due) -> None:
    each = conclusion(drafted=date(2026, 7, 22), **steps)
    found = reckon(case(conclusions=(each,)))["K7"]
    assert (found.clock, found.due_date) == (clock, due)


def test_two_conclusions_have_their_own_clocks() -> None:
    first = replace(conclusion(drafted=date(2026, 7, 1)), id=2, ordinal=1)
    second = conclusion(drafted=date(2026, 7, 22))
    found = [e for e in of_case(case(conclusions=(first, second)), told()) if e.kind == "K7"]
    assert {each.cycle: each.due_date for each in found} == {
        "1": date(2026, 7, 16),
        "2": date(2026, 8, 6),
    }


@pytest.mark.parametrize("state", ["closed", "stopped"])
def test_a_case_that_ended_owes_no_step_any_more(state) -> None:
    found = reckon(case(state=state))
    assert (found["K1"].clock, found["K2"].clock) == (Clock.MET, Clock.VOID)
    assert found["K2"].void_reason == "case_ended"


# ---------------------------------------------------------------- the change of law on 1/7/2025


@pytest.mark.parametrize(
    ("decided", "days", "kinds"),
    [
        (date(2025, 6, 30), 60, {"K2": 60}),
        (date(2025, 6, 30), 30, {"K2": 30}),
        (date(2025, 7, 1), 60, {"K1": 15, "K2": 45}),
        (date(2025, 7, 1), None, {"K1": 15, "K2": 45}),
    ],
)
def test_cases_decided_before_the_new_law_go_by_their_own_decision(decided, days, kinds) -> None:
    announced = decided + timedelta(5)
    facts = case(decided=decided, decided_days=days, steps={"announced": announced})
    found = reckon(facts)
    bases = {"K1": decided, "K2": announced}
    assert {kind: (each.due_date - bases[kind]).days for kind, each in found.items()} == kinds


def test_an_old_case_without_days_says_so_and_later_steps_are_not_invented() -> None:
    steps = {kind: date(2025, 8, 1) for kind in ("announced", "ended", "reported")}
    facts = case(
        decided=date(2025, 6, 30),
        level="other",
        steps={"announced": date(2025, 7, 5)},
        conclusions=(conclusion(ordered=date(2025, 9, 1), drafted=date(2025, 9, 9)),),
    )
    found = reckon(facts)
    assert {kind: (each.clock, each.missing) for kind, each in found.items()} == {
        "K2": (Clock.UNKNOWN, "case_decided_days")
    }
    assert set(reckon(replace(facts, level="province", steps=steps))) == {"K2"}


@pytest.mark.parametrize(
    ("facts", "kinds"),
    [
        (case(level="other"), set()),
        (case(kind="party"), set()),
        (case(kind="audit"), set()),
        (case(decided=None, steps={}), set()),
        (case(level="government"), {"K2"}),
        (case(kind="check", level="department", decided=date(2025, 8, 4)), set()),
        (case(kind="check", level="department", decided=date(2025, 8, 5)), {"K11"}),
        (case(kind="check", level="province"), set()),
    ],
)
def test_only_what_the_law_names_has_a_clock(facts, kinds) -> None:
    assert set(reckon(facts)) == kinds
