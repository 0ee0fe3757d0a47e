"""Whom one reached and when (I5), and the site that was lost (I6)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

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
from projects.models import Contact, SiteLoss
from vn.dates import day_text
from vn.text import tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFacts:
    """One attempt to reach the investor, whether it reached anybody, and its document."""

    date: date
    channel: str
    reached: bool
    document_number: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLossFacts:
    """Since when the site cannot be used, by which document; the relocation once it is filed."""

    lost_date: date
    document_number: str
    reason: str
    relocation_filed_date: date | None = None
    relocation_document: str = ""


@transaction.atomic
def add_contact(
    *, by: User | None, on: date, at: datetime, project_id: int, facts: ContactFacts
) -> Outcome[Contact]:
    """Record an attempt to reach the investor.

    Raises `AlreadyRecorded`, `InTheFuture` and `Invalid`.
    """
    row = Contact(project=lock_project(project_id), recorded_by_id=by.pk if by else None)
    not_after(facts.date, on=on, field="date")
    found = assign(row, _of_contact(facts))
    _refuse_same_contact(row)
    store(row)
    reached = _("Investor reached on %(day)s: %(channel)s")
    missed = _("Investor not reached on %(day)s: %(channel)s")
    deed = _deed("contact_added", row, reached if row.reached else missed, found)
    return settle(deed, by=by, on=on, at=at)


@transaction.atomic
def change_contact(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: ContactFacts
) -> Outcome[Contact]:
    """Correct an attempt on record. Raises `Stale` and as `add_contact`."""
    row = lock_seen(Contact.objects.select_related("project"), seen)
    not_after(facts.date, on=on, field="date")
    found = assign(row, _of_contact(facts))
    if not found:
        return unchanged(row)
    _refuse_same_contact(row)
    row.version += 1
    store(row)
    summary = _("Contact of %(day)s corrected: %(fields)s")
    deed = _deed("contact_changed", row, summary, found, why=seen.why)
    return settle(deed, by=by, on=on, at=at)


@transaction.atomic
def add_site_loss(
    *, by: User | None, on: date, at: datetime, project_id: int, facts: SiteLossFacts
) -> Outcome[SiteLoss]:
    """Record that the site is lost: six months to file a relocation run from that day (I6).

    Raises `AlreadyRecorded`, `InTheFuture` and `Invalid`.
    """
    row = SiteLoss(project=lock_project(project_id), recorded_by_id=by.pk if by else None)
    found = _assign_loss(row, facts, on=on)
    store(row)
    deed = _deed("site_loss_added", row, _("Site lost since %(day)s by %(number)s"), found)
    return settle(deed, by=by, on=on, at=at)


@transaction.atomic
def change_site_loss(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: SiteLossFacts
) -> Outcome[SiteLoss]:
    """Record the relocation filed, or correct the loss. Raises `Stale` and as `add_site_loss`."""
    row = lock_seen(SiteLoss.objects.select_related("project"), seen)
    found = _assign_loss(row, facts, on=on)
    if not found:
        return unchanged(row)
    row.version += 1
    store(row)
    filed = _("Relocation filed on %(filed)s for the site lost on %(day)s")
    corrected = _("Site lost on %(day)s, corrected: %(fields)s")
    is_filed = bool(found.new.get("relocation_filed_date"))
    verb = "relocation_filed" if is_filed else "site_loss_changed"
    deed = _deed(verb, row, filed if is_filed else corrected, found, why=seen.why)
    return settle(deed, by=by, on=on, at=at)


def _of_contact(facts: ContactFacts) -> dict[str, Any]:
    return asdict(facts) | {
        "document_number": tidy(facts.document_number),
        "note": facts.note.strip(),
    }


def _assign_loss(row: SiteLoss, facts: SiteLossFacts, *, on: date) -> Change:
    not_after(facts.lost_date, on=on, field="lost_date")
    not_after(facts.relocation_filed_date, on=on, field="relocation_filed_date")
    texts = ("document_number", "reason", "relocation_document")
    found = assign(row, asdict(facts) | {name: tidy(getattr(facts, name)) for name in texts})
    same = {name: getattr(row, name) for name in ("project_id", "lost_date", "document_number")}
    if SiteLoss.objects.filter(**same).exclude(pk=row.pk).exists():
        raise AlreadyRecorded(field="document_number", what=row.document_number)
    return found


def _refuse_same_contact(row: Contact) -> None:
    names = ("project_id", "date", "channel", "reached", "document_number", "note")
    same = {name: getattr(row, name) for name in names}
    if Contact.objects.filter(**same).exclude(pk=row.pk).exists():
        raise AlreadyRecorded(field="channel", what=Contact.Channel(row.channel).label)


def _deed(
    verb: str, row: Contact | SiteLoss, summary: Promise, found: Change, *, why: str = ""
) -> Deed:
    words: dict[str, object] = {"number": row.document_number}
    if isinstance(row, Contact):
        words |= {"day": day_text(row.date), "channel": Contact.Channel(row.channel).label}
    else:
        filed = row.relocation_filed_date
        words |= {"day": day_text(row.lost_date), "filed": day_text(filed) if filed else "—"}
    return Deed(
        verb=verb,
        row=row,
        project=row.project,
        summary=summary,
        words=words,
        change=found,
        reason=why,
    )
