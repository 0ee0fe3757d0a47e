"""Money the investor secures or brings in: deposit, guarantee, capital (R-1.30 to R-1.34, I7, I8)."""

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
from projects.actions.refusals import AlreadyRecorded, not_after
from projects.models import Contribution, Deposit
from vn.dates import day_text
from vn.money import ty_text
from vn.text import tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositFacts:
    """A deposit or guarantee by its voucher, in whole đồng; a guarantee has its last day."""

    kind: str
    amount_vnd: int
    document_number: str
    paid_date: date
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """Given back or used up on a day, by a document; no day takes a mistaken record back."""

    day: date | None
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionFacts:
    """Capital brought in on a day, in whole đồng, and what shows it."""

    date: date
    amount_vnd: int
    evidence: str


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
    """Correct a deposit or guarantee on record. Raises `Stale` and as `add_deposit`."""
    row = lock_seen(Deposit.objects.select_related("project"), seen)
    not_after(facts.paid_date, on=on, field="paid_date")
    found = assign(row, asdict(facts) | {"document_number": tidy(facts.document_number)})
    if not found:
        return unchanged(row)
    _refuse_same_deposit(row)
    row.version += 1
    store(row)
    summary = _("%(kind)s %(number)s corrected: %(fields)s")
    deed = _of_deposit("deposit_changed", row, summary, found, why=seen.why)
    return settle(deed, by=by, on=on, at=at)


@transaction.atomic
def release_deposit(
    *, by: User | None, on: date, at: datetime, seen: Seen, release: Release
) -> Outcome[Deposit]:
    """Record that a deposit or guarantee no longer secures the project, or take that back.

    Raises `Stale`, `InTheFuture` and `Invalid`.
    """
    row = lock_seen(Deposit.objects.select_related("project"), seen)
    not_after(release.day, on=on, field="released_date")
    document = tidy(release.document) if release.day else ""
    found = assign(row, {"released_date": release.day, "release_document": document})
    if not found:
        return unchanged(row)
    row.version += 1
    store(row)
    ended, back = _("%(kind)s %(number)s released on %(day)s"), _("%(kind)s %(number)s: in force")
    deed = _of_deposit("deposit_released", row, ended if release.day else back, found, why=seen.why)
    return settle(deed, by=by, on=on, at=at)


@transaction.atomic
def add_contribution(
    *, by: User | None, on: date, at: datetime, project_id: int, facts: ContributionFacts
) -> Outcome[Contribution]:
    """Record capital brought in. Raises `AlreadyRecorded`, `InTheFuture` and `Invalid`."""
    row = Contribution(project=lock_project(project_id), recorded_by_id=by.pk if by else None)
    not_after(facts.date, on=on, field="date")
    found = assign(row, asdict(facts) | {"evidence": tidy(facts.evidence)})
    _refuse_same_contribution(row)
    store(row)
    summary = _("Capital contributed on %(day)s: %(amount)s")
    deed = _of_contribution("contribution_added", row, summary, found)
    return settle(deed, by=by, on=on, at=at)


@transaction.atomic
def change_contribution(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: ContributionFacts
) -> Outcome[Contribution]:
    """Correct capital on record. Raises `Stale` and as `add_contribution`."""
    row = lock_seen(Contribution.objects.select_related("project"), seen)
    not_after(facts.date, on=on, field="date")
    found = assign(row, asdict(facts) | {"evidence": tidy(facts.evidence)})
    if not found:
        return unchanged(row)
    _refuse_same_contribution(row)
    row.version += 1
    store(row)
    summary = _("Capital contributed on %(day)s corrected: %(fields)s")
    deed = _of_contribution("contribution_changed", row, summary, found, why=seen.why)
    return settle(deed, by=by, on=on, at=at)


def _refuse_same_deposit(row: Deposit) -> None:
    same = {name: getattr(row, name) for name in ("project_id", "kind", "document_number")}
    if row.document_number and Deposit.objects.filter(**same).exclude(pk=row.pk).exists():
        raise AlreadyRecorded(field="document_number", what=row.document_number)


def _refuse_same_contribution(row: Contribution) -> None:
    same = {name: getattr(row, name) for name in ("project_id", "date", "amount_vnd", "evidence")}
    if Contribution.objects.filter(**same).exclude(pk=row.pk).exists():
        raise AlreadyRecorded(field="evidence", what=row.evidence)


def _of_deposit(verb: str, row: Deposit, summary: Promise, found: Change, *, why: str = "") -> Deed:
    words = {
        "kind": Deposit.Kind(row.kind).label,
        "amount": _amount(row.amount_vnd),
        "number": row.document_number,
        "day": day_text(row.released_date) if row.released_date else "—",
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


def _of_contribution(
    verb: str, row: Contribution, summary: Promise, found: Change, *, why: str = ""
) -> Deed:
    return Deed(
        verb=verb,
        row=row,
        project=row.project,
        summary=summary,
        words={"day": day_text(row.date), "amount": _amount(row.amount_vnd)},
        change=found,
        reason=why,
    )


def _amount(vnd: int) -> str:
    """The history keeps one language, whatever the reader's."""
    return f"{ty_text(vnd, 3, trim=True)} tỷ đồng"
