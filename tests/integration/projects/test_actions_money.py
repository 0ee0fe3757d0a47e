"""Deposits, guarantees, what becomes of them, deposit duty and term."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from projects.actions.deposits import (
    AfterItsOutcome,
    BeforeItWasPaid,
    DepositFacts,
    LessThanItsOutcomes,
    MoreThanIsLeft,
    OutcomeFacts,
    add_deposit,
    add_outcome,
    change_deposit,
    change_outcome,
)
from projects.actions.refusals import (
    AlreadyRecorded,
    InTheFuture,
    Invalid,
    NotOfThisProject,
    Stale,
)
from projects.actions.terms import TermFacts, set_terms
from projects.models import Deposit, DepositOutcome
from tests.factories import DepositPaid, GuaranteeInForce, OutcomeReleased, ProjectFactory

pytestmark = pytest.mark.django_db

GUARANTEE = DepositFacts(
    kind=Deposit.Kind.GUARANTEE,
    amount_vnd=9_000_000_000,
    document_number=" 71/BL - VCB ",
    paid_date=date(2026, 2, 10),
    valid_until=date(2027, 2, 9),
)
RELEASE = OutcomeFacts(
    kind="released", amount_vnd=4_500_000_000, date=date(2026, 8, 20), document_number="15/GT"
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


def test_half_of_a_deposit_is_released(act, history) -> None:
    row = DepositPaid()
    add_outcome(**act, project_id=row.project_id, deposit_id=row.pk, facts=RELEASE)
    line = history(row.project)[-1]
    assert (line.verb, line.subject_kind) == ("deposit_outcome_added", "deposit_outcome")
    assert "4,5 tỷ đồng" in line.summary
    assert "20/8/2026" in line.summary


def test_the_rest_is_forfeited_and_not_a_dong_more(act) -> None:
    row = OutcomeReleased().deposit
    rest = replace(RELEASE, kind="forfeited", amount_vnd=4_500_000_001)
    with pytest.raises(MoreThanIsLeft) as refused:
        add_outcome(**act, project_id=row.project_id, deposit_id=row.pk, facts=rest)
    assert "4,5 tỷ đồng" in str(refused.value)
    rest = replace(rest, amount_vnd=4_500_000_000)
    add_outcome(**act, project_id=row.project_id, deposit_id=row.pk, facts=rest)
    assert row.outcomes.count() == 2


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"date": date(2026, 9, 1)}, InTheFuture),
        ({"date": date(2026, 2, 9)}, BeforeItWasPaid),
        ({"amount_vnd": 9_000_000_001}, MoreThanIsLeft),
        ({"amount_vnd": 0}, Invalid),
        ({"document_number": " "}, Invalid),
        ({"kind": "?"}, Invalid),
    ],
    ids=["tomorrow", "before it was paid", "more than all", "nothing", "no document", "odd"],
)
def test_an_outcome_is_refused(act, changed, refusal) -> None:
    row = DepositPaid()
    with pytest.raises(refusal) as refused:
        add_outcome(
            **act, project_id=row.project_id, deposit_id=row.pk, facts=replace(RELEASE, **changed)
        )
    assert str(refused.value)
    assert not row.outcomes.exists()


def test_an_outcome_is_of_a_deposit_of_the_project(act) -> None:
    with pytest.raises(NotOfThisProject):
        add_outcome(
            **act, project_id=ProjectFactory().pk, deposit_id=DepositPaid().pk, facts=RELEASE
        )


def test_an_outcome_is_corrected_up_to_the_whole_deposit(act, seen, history) -> None:
    row = OutcomeReleased()
    whole = replace(RELEASE, amount_vnd=9_000_000_000)
    change_outcome(**act, seen=seen(row), facts=whole)
    row.refresh_from_db()
    assert (row.amount_vnd, row.version) == (9_000_000_000, 2)
    assert history(row.deposit.project)[-1].verb == "deposit_outcome_changed"


def test_saving_an_outcome_unchanged_is_no_act(act, seen, history) -> None:
    row = OutcomeReleased(document_number="15/GT", date=date(2026, 8, 20))
    assert change_outcome(**act, seen=seen(row), facts=RELEASE).changed == ()
    assert history(row.deposit.project) == []


def test_a_mistaken_outcome_is_taken_back_and_counts_nothing(act, seen, history) -> None:
    row = OutcomeReleased()
    change_outcome(**act, seen=seen(row), facts=replace(RELEASE, date=None))
    assert not DepositOutcome.objects.filter(pk=row.pk, date__isnull=False).exists()
    assert "ghi nhầm" in history(row.deposit.project)[-1].summary
    whole = replace(RELEASE, amount_vnd=9_000_000_000)
    add_outcome(**act, project_id=row.deposit.project_id, deposit_id=row.deposit_id, facts=whole)


def test_an_outcome_after_a_colleague_is_stale(act, seen) -> None:
    row = OutcomeReleased()
    before = seen(row)
    change_outcome(**act, seen=before, facts=replace(RELEASE, amount_vnd=1_000_000_000))
    with pytest.raises(Stale):
        change_outcome(**act, seen=before, facts=RELEASE)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"amount_vnd": 4_499_999_999}, LessThanItsOutcomes),
        ({"paid_date": date(2026, 8, 2)}, AfterItsOutcome),
    ],
    ids=["less than left it", "paid after it was released"],
)
def test_a_deposit_is_not_corrected_against_its_outcomes(act, seen, changed, refusal) -> None:
    row = OutcomeReleased(deposit=GuaranteeInForce()).deposit
    with pytest.raises(refusal) as refused:
        change_deposit(**act, seen=seen(row), facts=replace(GUARANTEE, **changed))
    assert str(refused.value)


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
