"""Requests for an account of an investor: sent by a visitor, decided by the department."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, in_words, record
from accounts.models import User
from projects.actions.acts import Seen, lock_seen, store
from projects.actions.investor_people import Named, Person, name
from projects.actions.refusals import Refusal
from projects.models import Investor, InvestorRegistration
from vn.text import tidy


class DecidedBefore(Refusal):
    """A colleague was faster."""

    status = 409
    text = _("This request was decided meanwhile: %(state)s. Open it to read how.")


@dataclass(frozen=True, slots=True)
class Approval:
    """For which investor, and how far the person acts for it."""

    investor: Investor
    role: str


@transaction.atomic
def register(*, at: datetime, typed: dict[str, Any]) -> InvestorRegistration:
    """Keep what a visitor typed. Raises `Invalid`."""
    row = InvestorRegistration(submitted_at=at, **typed)
    store(row)
    return row


@transaction.atomic
def approve(*, by: User, on: date, at: datetime, seen: Seen, approval: Approval) -> Named:
    """Open the account and let the person act for the investor.

    Raises `Stale`, `DecidedBefore`, and what `investor_people.name` raises.
    """
    row = _waiting(seen)
    person = Person(
        name=row.full_name,
        email=row.email,
        role=approval.role,
        position=row.position,
        language=row.language,
    )
    named = name(by=by, on=on, at=at, investor=approval.investor, person=person)
    row.investor, row.account = approval.investor, named.member.user
    _decide(row, InvestorRegistration.State.APPROVED, by=by, at=at)
    return named


@transaction.atomic
def refuse(*, by: User, at: datetime, seen: Seen, reason: str) -> InvestorRegistration:
    """Refuse, with a reason the visitor reads. Raises `Stale`, `DecidedBefore`, `Invalid`."""
    row = _waiting(seen)
    row.refusal = reason.strip()
    _decide(row, InvestorRegistration.State.REFUSED, by=by, at=at)
    return row


def _waiting(seen: Seen) -> InvestorRegistration:
    row: InvestorRegistration = lock_seen(InvestorRegistration.objects.all(), seen)
    if row.state != InvestorRegistration.State.WAITING:
        raise DecidedBefore(state=row.get_state_display())
    return row


def _decide(row: InvestorRegistration, state: str, *, by: User, at: datetime) -> None:
    row.state, row.decided_by, row.decided_at = state, by, at
    row.version += 1
    store(row)
    record(
        by=by,
        entry=Entry(
            verb=f"registration_{state}",
            subject_kind="registration",
            subject_id=row.pk,
            summary=in_words(
                _("Request for an account of %(organisation)s: %(state)s"),
                organisation=tidy(row.organisation),
                state=row.get_state_display(),
            ),
            reason=row.refusal,
        ),
    )
