"""Acts on one project wait for it before they hold a row of it, or two would wait for each other."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction

from projects.actions import closing, deposits
from projects.actions.acts import Seen
from projects.actions.refusals import Refusal
from projects.models import ClosureStep, Deposit, DepositOutcome, Project
from tests.factories import DepositPaid, OutcomeReleased, StepOpen
from tests.support.together import wait_until_someone_waits

pytestmark = pytest.mark.django_db(transaction=True)

ON = date(2026, 9, 20)
AT = datetime(2026, 9, 20, 3, tzinfo=UTC)


def beside(act: Callable[[], object]) -> tuple[threading.Thread, list[object]]:
    """The act on a connection of its own, begun; with what came of it."""
    came: list[object] = []

    def run() -> None:
        try:
            came.append(act())
        except Refusal as refusal:
            came.append(refusal)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread, came


def of_deposit(row: Deposit) -> deposits.DepositFacts:
    return deposits.DepositFacts(
        kind=row.kind,
        document_number="KQ-1",
        amount_vnd=row.amount_vnd,
        paid_date=row.paid_date,
        valid_until=row.valid_until,
    )


def released(amount: int) -> deposits.OutcomeFacts:
    return deposits.OutcomeFacts(kind="released", date=ON, amount_vnd=amount, document_number="1")


def test_an_act_that_waits_for_the_project_holds_no_deposit_of_it() -> None:
    row = DepositPaid(paid_date=date(2026, 1, 5))
    seen = Seen(pk=row.pk, version=row.version)
    with transaction.atomic():
        Project.objects.select_for_update().get(pk=row.project_id)
        thread, came = beside(
            lambda: deposits.change_deposit(by=None, on=ON, at=AT, seen=seen, facts=of_deposit(row))
        )
        wait_until_someone_waits()
        Deposit.objects.select_for_update(nowait=True).get(pk=row.pk)
    thread.join()
    assert not isinstance(came[0], Refusal)


def test_an_act_that_waits_holds_no_outcome_and_no_step_either() -> None:
    gone = OutcomeReleased()
    step = StepOpen()
    acts = (
        (gone.deposit.project_id, DepositOutcome, gone, _take_back(gone)),
        (step.termination.project_id, ClosureStep, step, _reopen(step)),
    )
    for project_id, model, row, act in acts:
        with transaction.atomic():
            Project.objects.select_for_update().get(pk=project_id)
            thread, _came = beside(act)
            wait_until_someone_waits()
            model.objects.select_for_update(nowait=True, of=("self",)).get(pk=row.pk)
        thread.join()


def _take_back(row: DepositOutcome) -> Callable[[], object]:
    facts = deposits.OutcomeFacts(
        kind=row.kind, date=None, amount_vnd=row.amount_vnd, document_number=row.document_number
    )
    seen = Seen(pk=row.pk, version=row.version, why="Nhập nhầm")
    return lambda: deposits.change_outcome(by=None, on=ON, at=AT, seen=seen, facts=facts)


def _reopen(row: ClosureStep) -> Callable[[], object]:
    facts = closing.DoneFacts(done_date=ON, document_number="2/QĐ")
    seen = Seen(pk=row.pk, version=row.version)
    return lambda: closing.finish_step(by=None, on=ON, at=AT, seen=seen, facts=facts)


def test_two_at_once_never_give_back_more_than_was_paid() -> None:
    row = DepositPaid(paid_date=date(2026, 1, 5))
    most = row.amount_vnd

    def give() -> object:
        return deposits.add_outcome(
            by=None,
            on=ON,
            at=AT,
            project_id=row.project_id,
            deposit_id=row.pk,
            facts=released(most),
        )

    begun = [beside(give), beside(give)]
    for thread, _came in begun:
        thread.join()
    refused = [came[0] for _thread, came in begun if isinstance(came[0], Refusal)]
    assert [type(each) for each in refused] == [deposits.MoreThanIsLeft]
    assert DepositOutcome.objects.get().amount_vnd == most
