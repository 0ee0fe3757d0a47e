"""Capital by its parts, and capital contributed, in đồng and dollars."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from projects.actions.money import (
    CapitalPartFacts,
    ContributionFacts,
    add_contribution,
    add_part,
    change_contribution,
    change_part,
)
from projects.actions.refusals import AlreadyRecorded, InTheFuture, Invalid, Stale
from projects.models import Investor
from tests.factories import CapitalPartFactory, ContributionFactory, ProjectFactory

pytestmark = pytest.mark.django_db

CAPITAL = ContributionFacts(
    date=date(2026, 6, 30), amount_vnd=120_500_000_000, evidence="Sao kê 12/NH"
)
DOLLARS: dict[str, Any] = {
    "amount_usd": Decimal("4761904.76"),
    "rate_vnd": Decimal("25305"),
    "rate_date": date(2026, 6, 30),
}
PART = CapitalPartFacts(
    kind="equity", amount_vnd=60_000_000_000, investor="Công ty A", source="GCN 1"
)


def test_capital_is_recorded_once(act, history) -> None:
    project = ProjectFactory()
    add_contribution(**act, project_id=project.pk, facts=CAPITAL)
    assert "120,5 tỷ đồng" in history(project)[-1].summary
    with pytest.raises(AlreadyRecorded):
        add_contribution(**act, project_id=project.pk, facts=CAPITAL)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"date": date(2026, 9, 1)}, InTheFuture),
        ({"amount_vnd": 0}, Invalid),
        ({"evidence": " "}, Invalid),
        ({"amount_usd": Decimal(5)}, Invalid),
        (DOLLARS | {"rate_date": date(2026, 9, 1)}, InTheFuture),
    ],
    ids=["of tomorrow", "nothing", "without evidence", "dollars alone", "rate of tomorrow"],
)
def test_capital_is_refused(act, changed, refusal) -> None:
    project = ProjectFactory()
    with pytest.raises(refusal):
        add_contribution(**act, project_id=project.pk, facts=replace(CAPITAL, **changed))
    assert not project.contributions.exists()


def test_capital_is_corrected(act, seen, history) -> None:
    row = ContributionFactory()
    change_contribution(**act, seen=seen(row), facts=CAPITAL)
    row.refresh_from_db()
    assert (row.amount_vnd, row.version) == (120_500_000_000, 2)
    assert history(row.project)[-1].old["amount_vnd"] == 120_000_000_000


def test_capital_in_dollars_keeps_rate_and_day(act) -> None:
    project = ProjectFactory()
    row = add_contribution(**act, project_id=project.pk, facts=replace(CAPITAL, **DOLLARS)).row
    row.refresh_from_db()
    assert (row.amount_usd, row.rate_vnd, row.rate_date) == tuple(DOLLARS.values())
    assert row.amount_vnd == 120_500_000_000


def test_a_part_of_the_capital_is_recorded_with_whose_it_is(act, history) -> None:
    project = ProjectFactory()
    row = add_part(**act, project_id=project.pk, facts=PART).row
    assert row.investor == Investor.objects.get(name="Công ty A")
    line = history(project)[-1]
    assert (line.verb, line.subject_kind) == ("capital_part_added", "capital_part")
    assert "60 tỷ đồng" in line.summary


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({}, AlreadyRecorded),
        ({"kind": "loan", "amount_vnd": -1}, Invalid),
        ({"kind": "loan", "amount_usd": Decimal(5)}, Invalid),
        ({"kind": "loan", **DOLLARS, "rate_date": date(2026, 9, 1)}, InTheFuture),
    ],
    ids=["twice", "less than nothing", "dollars alone", "rate of tomorrow"],
)
def test_a_part_of_the_capital_is_refused(act, changed, refusal) -> None:
    project = ProjectFactory()
    add_part(**act, project_id=project.pk, facts=PART)
    with pytest.raises(refusal) as refused:
        add_part(**act, project_id=project.pk, facts=replace(PART, **changed))
    assert str(refused.value)
    assert project.capital_parts.count() == 1


def test_two_investors_have_a_part_each(act) -> None:
    project = ProjectFactory()
    for name in ("Công ty A", "Công ty B", ""):
        add_part(**act, project_id=project.pk, facts=replace(PART, investor=name))
    assert project.capital_parts.count() == 3


def test_a_part_is_corrected_once_and_told(act, seen, history) -> None:
    row = CapitalPartFactory()
    facts = replace(PART, investor="", source="", amount_vnd=61_000_000_000)
    before = seen(row)
    change_part(**act, seen=before, facts=facts)
    row.refresh_from_db()
    assert (row.amount_vnd, row.version) == (61_000_000_000, 2)
    assert history(row.project)[-1].old["amount_vnd"] == 60_000_000_000
    assert change_part(**act, seen=seen(row), facts=facts).changed == ()
    with pytest.raises(Stale):
        change_part(**act, seen=before, facts=facts)


def test_a_part_does_not_become_another_one_on_record(act, seen) -> None:
    row = CapitalPartFactory()
    other = CapitalPartFactory(project=row.project, kind="loan")
    with pytest.raises(AlreadyRecorded):
        change_part(**act, seen=seen(other), facts=replace(PART, investor=""))
