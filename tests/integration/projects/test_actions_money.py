"""Deposits, guarantees, capital contributed, deposit duty and term."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from projects.actions.money import (
    ContributionFacts,
    DepositFacts,
    Release,
    add_contribution,
    add_deposit,
    change_contribution,
    change_deposit,
    release_deposit,
)
from projects.actions.refusals import AlreadyRecorded, InTheFuture, Invalid, Stale
from projects.actions.terms import TermFacts, set_terms
from projects.models import Deposit
from tests.factories import (
    ContributionFactory,
    DepositPaid,
    DepositReleased,
    GuaranteeInForce,
    ProjectFactory,
)

pytestmark = pytest.mark.django_db

GUARANTEE = DepositFacts(
    kind=Deposit.Kind.GUARANTEE,
    amount_vnd=9_000_000_000,
    document_number=" 71/BL - VCB ",
    paid_date=date(2026, 2, 10),
    valid_until=date(2027, 2, 9),
)
CAPITAL = ContributionFacts(
    date=date(2026, 6, 30), amount_vnd=120_500_000_000, evidence="Sao kê 12/NH"
)
TERMS = TermFacts(
    deposit_duty="required",
    deposit_base_vnd=1_000_000_000_000,
    deposit_due_date=date(2026, 3, 1),
    term_years=50,
    term_start_event="approval",
    term_start_date=date(2024, 6, 14),
)


def test_a_guarantee_is_recorded_and_told(act, history) -> None:
    project = ProjectFactory()
    row = add_deposit(**act, project_id=project.pk, facts=GUARANTEE).row
    assert row.recorded_by_id == act["by"].pk
    line = history(project)[-1]
    assert (line.verb, line.subject_kind) == ("deposit_added", "deposit")
    assert "9 tỷ đồng" in line.summary


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({}, AlreadyRecorded),
        ({"document_number": "72/BL", "paid_date": date(2026, 9, 1)}, InTheFuture),
        ({"document_number": "72/BL", "valid_until": None}, Invalid),
        ({"document_number": "72/BL", "valid_until": date(2026, 2, 9)}, Invalid),
        ({"document_number": "72/BL", "amount_vnd": 0}, Invalid),
        ({"document_number": " "}, Invalid),
    ],
    ids=["twice", "of tomorrow", "without last day", "ended before", "nothing", "no document"],
)
def test_a_deposit_is_refused(act, changed, refusal) -> None:
    project = ProjectFactory()
    add_deposit(**act, project_id=project.pk, facts=GUARANTEE)
    with pytest.raises(refusal) as refused:
        add_deposit(**act, project_id=project.pk, facts=replace(GUARANTEE, **changed))
    assert str(refused.value)
    assert project.deposits.count() == 1


def test_a_deposit_is_corrected_with_the_reason(act, seen, history) -> None:
    row = GuaranteeInForce()
    told = replace(seen(row), why="Theo bảo lãnh gốc")
    outcome = change_deposit(**act, seen=told, facts=GUARANTEE)
    line = history(row.project)[-1]
    assert outcome.row.version == 2
    assert (line.verb, line.reason) == ("deposit_changed", "Theo bảo lãnh gốc")


def test_saving_a_deposit_unchanged_is_no_act(act, seen, history) -> None:
    row = DepositPaid()
    facts = DepositFacts(
        kind=row.kind,
        amount_vnd=row.amount_vnd,
        document_number=row.document_number,
        paid_date=row.paid_date,
    )
    assert change_deposit(**act, seen=seen(row), facts=facts).changed == ()
    assert history(row.project) == []


def test_a_deposit_is_not_given_the_number_of_another(act, seen) -> None:
    row = GuaranteeInForce(document_number="71/BL-VCB")
    other = GuaranteeInForce(project=row.project)
    with pytest.raises(AlreadyRecorded):
        change_deposit(
            **act, seen=seen(other), facts=replace(GUARANTEE, document_number="71/BL-VCB")
        )


def test_a_deposit_is_released(act, seen, history) -> None:
    row = DepositPaid()
    release_deposit(**act, seen=seen(row), release=Release(date(2026, 8, 20), "15/GT"))
    row.refresh_from_db()
    assert (row.released_date, row.release_document, row.version) == (
        date(2026, 8, 20),
        "15/GT",
        2,
    )
    assert "20/8/2026" in history(row.project)[-1].summary


def test_a_mistaken_release_is_taken_back(act, seen) -> None:
    row = DepositReleased()
    release_deposit(**act, seen=seen(row), release=Release(None, "12/GT"))
    row.refresh_from_db()
    assert (row.released_date, row.release_document) == (None, "")


@pytest.mark.parametrize(
    ("day", "refusal"),
    [(date(2026, 9, 1), InTheFuture), (date(2026, 2, 9), Invalid)],
    ids=["tomorrow", "before it was paid"],
)
def test_a_release_is_refused(act, seen, day, refusal) -> None:
    with pytest.raises(refusal):
        release_deposit(**act, seen=seen(DepositPaid()), release=Release(day))


def test_a_release_after_a_colleague_is_stale(act, seen) -> None:
    row = DepositPaid()
    before = seen(row)
    release_deposit(**act, seen=before, release=Release(date(2026, 8, 20)))
    with pytest.raises(Stale):
        release_deposit(**act, seen=before, release=Release(date(2026, 8, 21)))


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
    ],
    ids=["of tomorrow", "nothing", "without evidence"],
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


def test_deposit_duty_and_term_are_set_and_told(act, seen, history) -> None:
    project = ProjectFactory()
    set_terms(**act, seen=seen(project), facts=TERMS)
    project.refresh_from_db()
    assert (project.deposit_base_vnd, project.term_years, project.version) == (10**12, 50, 2)
    assert history(project)[-1].verb == "project_terms_set"


def test_setting_the_same_terms_changes_nothing(act, seen, history) -> None:
    project = ProjectFactory()
    set_terms(**act, seen=seen(project), facts=TERMS)
    project.refresh_from_db()
    assert set_terms(**act, seen=seen(project), facts=TERMS).changed == ()
    assert len(history(project)) == 1


def test_a_term_of_a_hundred_years_is_refused(act, seen) -> None:
    with pytest.raises(Invalid):
        set_terms(**act, seen=seen(ProjectFactory()), facts=replace(TERMS, term_years=100))


def test_terms_seen_before_a_colleague_saved_are_stale(act, seen) -> None:
    project = ProjectFactory()
    before = seen(project)
    set_terms(**act, seen=before, facts=TERMS)
    with pytest.raises(Stale):
        set_terms(**act, seen=before, facts=TERMS)
