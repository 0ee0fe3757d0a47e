"""Contracts of a public project: what is promised, and until when its advance is guaranteed (D6)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from disbursement.models import Contract
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
from projects.actions.refusals import AlreadyRecorded, Refusal, not_after
from projects.models import Project
from vn.dates import day_text
from vn.text import tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractFacts:
    """A contract by its number and day, its whole value in đồng, and the days that end it.

    `guarantee_until_date` is the last day of the guarantee of its advance, `recover_by_date` the
    day by which the advance is to be recovered in full.
    """

    number: str
    signed_date: date
    value_vnd: int
    contractor: str = ""
    ends_date: date | None = None
    guarantee_until_date: date | None = None
    recover_by_date: date | None = None


class NotPublic(Refusal):
    """Contracts are kept of projects of public investment."""

    text = _("This is not a project of public investment.")


class EndsBeforeItBegins(Refusal):
    """A day of the contract lies before the day it was signed."""

    text = _("This day is before the day the contract was signed. Check both.")


@transaction.atomic
def add(
    *, by: User | None, on: date, at: datetime, project_id: int, facts: ContractFacts
) -> Outcome[Contract]:
    """Record a contract.

    Raises `AlreadyRecorded`, `InTheFuture`, `EndsBeforeItBegins`, `NotPublic` and `Invalid`.
    """
    project = lock_project(project_id)
    if project.funding != Project.Funding.PUBLIC:
        raise NotPublic
    row = Contract(project=project, recorded_by_id=by.pk if by else None)
    found = _assigned(row, facts, on)
    store(row)
    deed = _deed("contract_added", row, _("Contract %(number)s of %(day)s recorded"), found)
    return settle(deed, by=by, on=on, at=at)


@transaction.atomic
def correct(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: ContractFacts
) -> Outcome[Contract]:
    """Correct a contract on record, or its value after an annex. Raises `Stale` and as `add`."""
    row = lock_seen(Contract.objects.select_related("project"), seen)
    found = _assigned(row, facts, on)
    if not found:
        return unchanged(row)
    row.version += 1
    store(row)
    summary = _("Contract %(number)s of %(day)s corrected: %(fields)s")
    deed = _deed("contract_corrected", row, summary, found, why=seen.why)
    return settle(deed, by=by, on=on, at=at)


def _assigned(row: Contract, facts: ContractFacts, on: date) -> Change:
    """Set the facts on the row; a project has one contract of a number."""
    not_after(facts.signed_date, on=on, field="signed_date")
    for name in ("ends_date", "guarantee_until_date", "recover_by_date"):
        day: date | None = getattr(facts, name)
        if day is not None and day < facts.signed_date:
            raise EndsBeforeItBegins(field=name)
    told = {"number": tidy(facts.number), "contractor": tidy(facts.contractor)}
    found = assign(row, asdict(facts) | told)
    same = Contract.objects.filter(project=row.project, number=row.number)
    if same.exclude(pk=row.pk).exists():
        raise AlreadyRecorded(field="number", what=row.number)
    return found


def _deed(verb: str, row: Contract, summary: Promise, found: Change, *, why: str = "") -> Deed:
    words = {"number": row.number, "day": day_text(row.signed_date)}
    return Deed(verb, row, row.project, summary, found, words=words, reason=why)
