"""Deposits, capital, term, contacts and reports in words: each line and the sentence add up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from deadlines import arithmetic, arithmetic_money, wording
from deadlines.rules.computed import Computed
from deadlines.sentence import sentence
from projects.models import Contact, Project
from projects.rules.facts import ProjectFacts
from projects.rules.obligations import compute
from tests.support.law_table import CALENDAR
from tests.support.money_facts import (
    BILLION,
    approved,
    brought,
    filed,
    guarantee,
    paid,
    secured,
    term,
    tracking,
    tried,
)
from tests.support.project_facts import item, project, suspension


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Words as they are in the code."""
    with translation.override("en"):
        yield


TRACKING = tracking(date(2025, 1, 1))


def one(facts: ProjectFacts, kind: str, on: date, **of: str) -> Computed:
    """The obligation of that kind, and of that cycle or subject."""
    found = compute(facts, law=TRACKING, calendar=CALENDAR, on=on)
    (chosen,) = (
        c
        for c in found
        if c.kind == kind and all(getattr(c, name) == value for name, value in of.items())
    )
    return chosen


def row(computed: Computed) -> dict[str, Any]:
    """The obligation as the table holds it."""
    names = ("clock", "due_date", "met_date", "stopped_on", "days_left", "missing", "void_reason")
    steps = [
        {"kind": s.kind, "params": s.params, "date": s.date.isoformat() if s.date else None}
        for s in computed.steps
    ]
    stored = {name: getattr(computed, name) for name in names}
    return stored | {"steps": steps, "submitted_date": computed.submitted_date}


def words(computed: Computed, on: date) -> list[tuple[str, str, str]]:
    return [(line.sign, line.words, line.right) for line in arithmetic.lines(row(computed), on)]


def test_a_deposit_is_added_up_slice_by_slice() -> None:
    on = date(2025, 7, 1)
    facts = secured(paid(date(2025, 5, 5), 4), base_vnd=1_500 * BILLION)
    assert words(one(facts, "I7", on), on)[:6] == [
        ("+", "3% of 300.000.000.000 đồng of the capital", "9.000.000.000 đồng"),
        ("+", "2% of 700.000.000.000 đồng of the capital", "14.000.000.000 đồng"),
        ("+", "1% of 500.000.000.000 đồng of the capital", "5.000.000.000 đồng"),
        ("=", "Deposit needed", "28.000.000.000 đồng"),
        ("", "Paid or guaranteed, and in force", "4.000.000.000 đồng"),
        ("", "Last day set by the deposit agreement", "30/6/2025"),
    ]


def test_before_a_land_decision_is_the_day_before_it() -> None:
    on = date(2025, 8, 1)
    facts = secured(due=None, land_decided=date(2025, 7, 15), agreed_vnd=5 * BILLION)
    told = one(facts, "I7", on)
    assert ("", "Deposit set by the agreement", "5.000.000.000 đồng") in words(told, on)
    assert ("−", "1 day, because it is due before that day", "14/7/2025") in words(told, on)
    assert sentence(row(told), on).startswith("day of the land decision 15/7/2025 − 1 days = 14/7")


def test_a_guarantee_says_what_is_left_without_it() -> None:
    on = date(2026, 4, 1)
    ending = guarantee(date(2025, 3, 31), 9, date(2026, 3, 31), id=1)
    facts = secured(ending, paid(date(2025, 4, 1), 4, id=2))
    told = words(one(facts, "I7", on, subject_kind="deposit"), on)
    needed = "Needed when this one ends: 9.000.000.000 đồng; the others then give"
    assert told[0] == ("", needed, "4.000.000.000 đồng")


def test_capital_says_what_was_scheduled_and_what_came() -> None:
    on = date(2026, 1, 1)
    milestone = item("capital", date(2025, 12, 31), amount_vnd=100 * BILLION)
    facts = project(items=(milestone,), contributions=(brought(date(2025, 3, 3), 50),))
    assert words(one(facts, "I8", on), on)[:2] == [
        ("", "Capital scheduled up to this day, in 1 milestones", "100.000.000.000 đồng"),
        ("", "Capital brought in, in 1 contributions", "50.000.000.000 đồng"),
    ]


def test_a_term_is_told_in_years() -> None:
    on = date(2026, 8, 31)
    told = one(project(term=term(50, date(1977, 6, 15))), "I9", on)
    assert words(told, on)[:2] == [
        ("", "First day of the operating term: the certificate", "15/6/1977"),
        ("+", "50 years", "15/6/2027"),
    ]
    start = "first day of the operating term: the certificate 15/6/1977 + 50 years = 15/6/2027"
    assert sentence(row(told), on).startswith(start)


def test_attempts_are_counted_by_channel() -> None:
    on = date(2026, 4, 1)
    facts = project(
        suspensions=(suspension(date(2025, 3, 14)),),
        contacts=(tried(date(2025, 6, 1)), tried(date(2025, 9, 1))),
    )
    told = words(one(facts, "I5", on), on)
    said = "Tried 2 times without reaching the investor: registered letter, last on 1/9/2025"
    assert ("", said, "") in told


def test_a_report_handed_in_waits_and_says_so() -> None:
    on = date(2026, 11, 20)
    facts = approved(date(2024, 6, 14), filed("R1", "2026-Q3", date(2026, 10, 5)))
    told = words(one(facts, "R1", on, cycle="2026-Q3"), on)
    assert told[0] == ("", "Last day of the period reported on", "30/9/2026")
    assert ("", "Report handed in on 5/10/2026, not decided yet", "") in told
    assert told[-1][1] == "handed in on 5/10/2026, waiting for review"


@pytest.mark.parametrize(
    ("cycle", "said"),
    [
        ("2026-Q3", "Late: Quarter III/2026"),
        ("2026-H1", "Late: first half of 2026"),
        ("2026", "Late: year 2026"),
        ("", "Late"),
    ],
)
def test_a_periodic_report_names_its_period(cycle: str, said: str) -> None:
    assert wording.of_cycle("Late", "R1", cycle) == said
    assert wording.of_cycle("Late", "L1", cycle) == "Late"


def test_every_channel_of_contact_has_its_words() -> None:
    labels = {value: str(label) for value, label in Contact.Channel.choices}
    assert labels == {code: str(said) for code, said in arithmetic_money.CHANNELS.items()}


def test_every_event_a_term_begins_from_has_its_words() -> None:
    assert {f"term_{event}" for event in Project.TermStart.values} <= set(arithmetic.BASES)
