"""What is found true, requests and suspensions added up, in lines that a reader can follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from deadlines import arithmetic, wording
from deadlines.rules.computed import Computed
from projects.rules.facts import InstrumentFacts, PeriodFacts, ProjectFacts, RequestFacts
from tests.support.project_facts import every, item, one, project, suspension, tranche

ON = date(2026, 11, 22)
APPROVAL = InstrumentFacts(
    id=71, kind="policy_approval", number="12/QĐ", issued=date(2022, 6, 1), capital_vnd=10**9
)
CERTIFICATE = InstrumentFacts(
    id=72,
    kind="registration_certificate",
    number="49/GCN",
    issued=date(2022, 8, 1),
    capital_vnd=12 * 10**8,
)
HANDED = tranche(
    handover_date=date(2025, 3, 14),
    minutes_number="07/BB-BG",
    decision_number="684/QĐ",
    decided_area_m2=Decimal("120000.00"),
    handed_area_m2=Decimal("80000.50"),
)
PERIOD = PeriodFacts(id=81, start=date(2026, 5, 1), reason="force_majeure", reference="9/CV")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def said(facts: ProjectFacts, kind: str) -> list[tuple[str, str, str]]:
    """(sign, words, right) of each line."""
    found: Computed = one(facts, kind, ON)
    steps = [
        {"kind": s.kind, "params": dict(s.params), "date": s.date.isoformat() if s.date else None}
        for s in found.steps
    ]
    row: dict[str, Any] = {
        name: getattr(found, name)
        for name in ("clock", "due_date", "met_date", "stopped_on", "days_left")
    }
    row |= {"steps": steps, "missing": "", "void_reason": "", "submitted_date": None}
    return [(line.sign, line.words, line.right) for line in arithmetic.lines(row, ON)]


def test_the_cap_is_added_up_before_the_plan_is_held_against_it() -> None:
    plan = item("operation", date(2027, 2, 10), baseline=date(2024, 12, 31))
    lines = said(project(items=(plan,), instruments=(APPROVAL,)), "I2")
    assert lines[:4] == [
        ("", "Plan of the first approval: Mốc tiến độ (phase 1)", "31/12/2024"),
        ("+", "24 months", "31/12/2026"),
        ("", "Plan in force", "10/2/2027"),
        ("=", "Beyond the cap by", "1 months 10 days"),
    ]
    assert lines[4] == ("=", "True since", "1/6/2022")


def test_areas_are_taken_from_one_another() -> None:
    assert said(project(tranches=(HANDED,)), "L7")[:3] == [
        ("", "Area decided", "120.000 m²"),
        ("−", "Area handed over", "80.000,5 m²"),
        ("=", "Area still to be handed over", "39.999,5 m²"),
    ]


@pytest.mark.parametrize(
    ("one_says", "other_says", "right"),
    [
        ({"capital_vnd": 10**9}, {"capital_vnd": 12 * 10**8}, "200.000.000 đồng"),
        (
            {"land_area_m2": Decimal(5000), "capital_vnd": None},
            {"land_area_m2": Decimal("5200.5")},
            "200,5 m²",
        ),
        (
            {"operation": date(2026, 3, 31), "capital_vnd": None},
            {"operation": date(2025, 12, 31)},
            "3 months",
        ),
        ({"term_years": 50, "capital_vnd": None}, {"term_years": 70}, "20 years"),
    ],
)
def test_figures_that_differ_stand_side_by_side(
    one_says: dict[str, Any], other_says: dict[str, Any], right: str
) -> None:
    pair = (replace(APPROVAL, **one_says), replace(CERTIFICATE, **other_says))
    sign, words, apart = said(project(instruments=pair), "I11")[0]
    assert (sign, apart) == ("≠", right)
    assert "in the approval" in words


def test_parts_beyond_the_capital_are_added_up() -> None:
    too_much = replace(APPROVAL, equity_vnd=4 * 10**8, loan_vnd=7 * 10**8)
    assert said(project(instruments=(too_much,)), "I11")[0] == (
        "≠",
        "Equity 400.000.000 and loans 700.000.000, more than the capital of 1.000.000.000 đồng",
        "100.000.000 đồng",
    )


@pytest.mark.parametrize(
    ("end", "words"),
    [(None, "from 1/5/2026"), (date(2026, 6, 30), "1/5/2026 to 30/6/2026")],
)
def test_a_claim_says_that_its_days_still_count(end: date | None, words: str) -> None:
    claim = replace(PERIOD, standing="claimed", claimed=date(2026, 5, 20), end=end)
    lines = said(project(periods=(claim,)), "L5")
    assert [line[1] for line in lines[:3]] == [
        "Day of the claim",
        f"Time claimed: {words}",
        "Not decided yet, so these days still count",
    ]


def test_an_expected_end_takes_the_place_of_the_quarter() -> None:
    seen = replace(PERIOD, expected_end=date(2026, 7, 15))
    assert said(project(periods=(seen,)), "P1")[:2] == [
        ("", "First day not counted", "1/5/2026"),
        ("", "Day on which it was expected to end", "15/7/2026"),
    ]


def test_suspensions_are_added_up_and_a_used_up_term_says_so() -> None:
    first = suspension(date(2025, 6, 16), resumed_on=date(2025, 9, 16))
    second = suspension(date(2026, 1, 1), id=52)
    facts = project(suspensions=(replace(first, ordered_until=None), second))
    found = [c for c in compute_of(facts) if c.subject_id == 52]
    assert [step.kind for step in found[0].steps] == ["base", "summed", "term", "excluded", "due"]
    assert found[0].steps[3].params["reasons"] == "operating_between"

    long = suspension(date(2024, 1, 1), resumed_on=date(2025, 3, 1))
    facts = project(suspensions=(long, suspension(date(2026, 6, 1), id=52)))
    (late,) = [c for c in compute_of(facts) if c.subject_id == 52]
    assert [step.kind for step in late.steps][-2:] == ["used_up", "due"]


def compute_of(facts: ProjectFacts) -> list[Computed]:
    return [c for c in every(facts, ON) if c.kind == "I4"]


def test_a_refusal_and_a_late_request_are_remarked_on() -> None:
    plan = date(2026, 9, 30)
    refused = RequestFacts(
        id=61,
        filed=date(2026, 9, 1),
        decided=date(2026, 10, 1),
        granted=False,
        decision_number="20/TB",
    )
    late = RequestFacts(id=62, filed=date(2026, 10, 5))
    lines = said(project(items=(item("works", plan, requests=(refused, late)),)), "I1")
    assert [line[1] for line in lines[1:3]] == [
        "A request of 1/9/2026 for more time was refused on 1/10/2026: the day stays, the 30 days "
        "of waiting are not added",
        "A request of 5/10/2026 for more time came after the due day: it stops nothing",
    ]


def test_a_waiting_request_is_the_reason_the_clock_stands() -> None:
    asked = RequestFacts(id=61, filed=date(2026, 9, 1))
    lines = said(project(items=(item("works", date(2026, 9, 30), requests=(asked,)),)), "I1")
    assert "Waiting for the answer to a request for more time" in lines[1][1]


@pytest.mark.parametrize(
    ("kind", "words"),
    [("L7", "since 12/3/2024"), ("I1", "32 months 10 days late")],
)
def test_a_condition_is_told_since_when_and_a_deadline_how_late(kind: str, words: str) -> None:
    assert wording.flag_age(kind, date(2024, 3, 12), ON) == words


def test_a_row_of_a_condition_tells_its_day() -> None:
    assert wording.flag_words("L7", date(2024, 3, 12), ON) == (
        "Land handed over in part: since 12/3/2024"
    )
