"""Deposits and guarantees, and what becomes of them: given back or forfeited (R-1.30 to R-1.34, I7)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.actions.acts import (
    Change,
    Deed,
    Outcome,
    Seen,
    assign,
    lock_project,
    lock_seen,
    settle,
    store,
    unchanged,
)
from projects.actions.money import amount_text
from projects.actions.refusals import AlreadyRecorded, NotOfThisProject, Refusal, not_after
from projects.models import Deposit, DepositOutcome
from vn.dates import day_text
from vn.text import tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositFacts:
    """A deposit or guarantee by its voucher, in whole đồng; a guarantee has its last day."""

    kind: str
    amount_vnd: int
    document_number: str
    paid_date: date
    valid_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeFacts:
    """A part of a deposit given back or forfeited from a day on, in whole đồng, by a document.

    No day takes back what was recorded by mistake.
    """

    kind: str
    amount_vnd: int
    date: date | None
    document_number: str
    note: str = ""


class MoreThanIsLeft(Refusal):
    """More would leave the deposit than it holds."""

    field = "amount_vnd"
    text = _("Of this deposit %(left)s are left. Give that amount or less, or correct the deposit.")


class BeforeItWasPaid(Refusal):
    """Nothing can leave a deposit before it was paid."""

    field = "date"
    text = _("The deposit is of %(day)s. Give that day or a later one.")


class AfterItsOutcome(Refusal):
    """The deposit would be paid after a part of it was given back or forfeited."""

    field = "paid_date"
    text = _("A part of it left on %(day)s. Give that day or an earlier one.")


class LessThanItsOutcomes(Refusal):
    """The deposit would hold less than what was given back or forfeited of it."""

    field = "amount_vnd"
    text = _("Of it %(gone)s were released or forfeited. Give that amount or more.")


@transaction.atomic
def add_deposit(
    *, by: User | None, on: date, at: datetime, project_id: int, facts: DepositFacts
) -> Outcome[Deposit]:
    """Record a deposit or guarantee. Raises `AlreadyRecorded`, `InTheFuture` and `Invalid`."""
    row = Deposit(project=lock_project(project_id), recorded_by_id=by.pk if by else None)
    not_after(facts.paid_date, on=on, field="paid_date")
    found = assign(row, asdict(facts) | {"document_number": tidy(facts.document_number)})
    _refuse_same_deposit(row)
    store(row)
    deed = _of_deposit("deposit_added", row, _("%(kind)s of %(amount)s by %(number)s"), found)
    return settle(deed, by=by, on=on, at=at)


@transaction.atomic
def change_deposit(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: DepositFacts
) -> Outcome[Deposit]:
    """Correct a deposit or guarantee on record.

    Raises `Stale`, `LessThanItsOutcomes`,
    `AfterItsOutcome` and as `add_deposit`.
    """
    row = lock_seen(Deposit.objects.select_related("project"), seen)
    not_after(facts.paid_date, on=on, field="paid_date")
    found = assign(row, asdict(facts) | {"document_number": tidy(facts.document_number)})
    if not found:
        return unchanged(row)
    _refuse_same_deposit(row)
    _refuse_contradiction(row)
    row.version += 1
    store(row)
    summary = _("%(kind)s %(number)s corrected: %(fields)s")
    deed = _of_deposit("deposit_changed", row, summary, found, why=seen.why)
    return settle(deed, by=by, on=on, at=at)


@transaction.atomic
def add_outcome(
    *,
    by: User | None,
    on: date,
    at: datetime,
    project_id: int,
    deposit_id: int,
    facts: OutcomeFacts,
) -> Outcome[DepositOutcome]:
    """Record that a part of a deposit is given back or forfeited.

    Raises `MoreThanIsLeft`, `BeforeItWasPaid`, `InTheFuture`, `NotOfThisProject` and `Invalid`.
    """
    project = lock_project(project_id)
    deposit = _locked(deposit_id)
    if deposit.project_id != project_id:
        raise NotOfThisProject
    deposit.project = project
    row = DepositOutcome(deposit=deposit, recorded_by_id=by.pk if by else None)
    found = _assigned(row, facts, on)
    store(row)
    summary = _("%(number)s: %(kind)s %(amount)s on %(day)s")
    return settle(_of_outcome("deposit_outcome_added", row, summary, found), by=by, on=on, at=at)


@transaction.atomic
def change_outcome(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: OutcomeFacts
) -> Outcome[DepositOutcome]:
    """Correct an outcome on record, or take it back. Raises `Stale` and as `add_outcome`."""
    # The project, its deposit, the outcome: in the order of `add_outcome`.
    asked = DepositOutcome.objects.select_related("deposit").get(pk=seen.pk)
    project = lock_project(asked.deposit.project_id)
    deposit = _locked(asked.deposit_id)
    row = lock_seen(DepositOutcome.objects.all(), seen)
    row.deposit = deposit
    row.deposit.project = project
    found = _assigned(row, facts, on)
    if not found:
        return unchanged(row)
    row.version += 1
    store(row)
    corrected = _("Outcome of %(number)s corrected: %(fields)s")
    taken_back = _("Outcome of %(number)s taken back: recorded by mistake")
    summary = corrected if row.date else taken_back
    deed = _of_outcome("deposit_outcome_changed", row, summary, found, why=seen.why)
    return settle(deed, by=by, on=on, at=at)


def _refuse_same_deposit(row: Deposit) -> None:
    same = {name: getattr(row, name) for name in ("project_id", "kind", "document_number")}
    if row.document_number and Deposit.objects.filter(**same).exclude(pk=row.pk).exists():
        raise AlreadyRecorded(field="document_number", what=row.document_number)


def _locked(deposit_id: int) -> Deposit:
    """The deposit, held until the end: its outcomes are added up by one person at a time."""
    rows = Deposit.objects.select_related("project").select_for_update(of=("self",), no_key=True)
    deposit: Deposit = rows.get(pk=deposit_id)
    return deposit


def _assigned(row: DepositOutcome, facts: OutcomeFacts, on: date) -> Change:
    """Set the facts on the row, where the deposit allows them."""
    tidied = {"document_number": tidy(facts.document_number), "note": tidy(facts.note)}
    found = assign(row, asdict(facts) | tidied)
    if facts.date is None:
        return found
    not_after(facts.date, on=on, field="date")
    if facts.date < row.deposit.paid_date:
        raise BeforeItWasPaid(day=day_text(row.deposit.paid_date))
    left = row.deposit.amount_vnd - _gone(row.deposit, without=row.pk)
    if facts.amount_vnd > left:
        raise MoreThanIsLeft(left=amount_text(left))
    return found


def _gone(deposit: Deposit, *, without: int | None = None) -> int:
    """What was given back or forfeited so far, in whole đồng."""
    rows = deposit.outcomes.filter(date__isnull=False)
    if without is not None:
        rows = rows.exclude(pk=without)
    return sum(rows.values_list("amount_vnd", flat=True))


def _refuse_contradiction(deposit: Deposit) -> None:
    """What is corrected of a deposit agrees with what became of it."""
    gone = _gone(deposit)
    if deposit.amount_vnd < gone:
        raise LessThanItsOutcomes(gone=amount_text(gone))
    first = deposit.outcomes.filter(date__lt=deposit.paid_date).order_by("date").first()
    if first is not None and first.date is not None:
        raise AfterItsOutcome(day=day_text(first.date))


def _of_deposit(verb: str, row: Deposit, summary: Promise, found: Change, *, why: str = "") -> Deed:
    words = {
        "kind": Deposit.Kind(row.kind).label,
        "amount": amount_text(row.amount_vnd),
        "number": row.document_number,
    }
    return Deed(
        verb=verb,
        row=row,
        project=row.project,
        summary=summary,
        words=words,
        change=found,
        reason=why,
    )


def _of_outcome(
    verb: str, row: DepositOutcome, summary: Promise, found: Change, *, why: str = ""
) -> Deed:
    words = {
        "kind": DepositOutcome.Kind(row.kind).label,
        "amount": amount_text(row.amount_vnd),
        "number": row.deposit.document_number,
        "day": day_text(row.date) if row.date else "—",
    }
    return Deed(
        verb=verb,
        row=row,
        project=row.deposit.project,
        summary=summary,
        words=words,
        change=found,
        reason=why,
    )
