"""The register of firms known to keep the law (NĐ 217/2025 art. 4.6)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, in_words, record
from accounts.models import User
from inspections.models import GoodCompliance
from projects.actions.acts import Change, Outcome, Seen, assign, lock_seen, store, unchanged
from projects.actions.refusals import not_after
from projects.wording import named
from vn.text import tidy

_KIND = "good_compliance"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplianceFacts:
    """The document that says a firm keeps the law, and from when to when it holds."""

    authority: str
    document_number: str
    document_date: date
    valid_from: date
    valid_to: date | None = None


@transaction.atomic
def register(
    *, by: User | None, on: date, at: datetime, investor_id: int, facts: ComplianceFacts
) -> Outcome[GoodCompliance]:
    """Put a firm on the register. Raises `InTheFuture` and `Invalid`."""
    not_after(facts.document_date, on=on, field="document_date")
    row = GoodCompliance(investor_id=investor_id, recorded_by_id=by.pk if by else None)
    change = assign(row, _values(facts))
    store(row)
    summary = in_words(_("%(firm)s put on the register of good compliance"), firm=row.investor.name)
    _tell(row, "compliance_registered", summary, change, by=by)
    return Outcome(row=row, changed=tuple(change.new), moved=0)


@transaction.atomic
def correct(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: ComplianceFacts
) -> Outcome[GoodCompliance]:
    """Correct an entry, or end it by its last day. Raises `Stale`, `InTheFuture` and `Invalid`."""
    row = lock_seen(GoodCompliance.objects.all(), seen)
    not_after(facts.document_date, on=on, field="document_date")
    change = assign(row, _values(facts))
    if not change:
        return unchanged(row)
    row.version += 1
    store(row)
    words = {"firm": row.investor.name, "fields": named(change.new)}
    summary = in_words(_("Good compliance of %(firm)s corrected: %(fields)s"), **words)
    _tell(row, "compliance_corrected", summary, change, by=by, reason=seen.why)
    return Outcome(row=row, changed=tuple(change.new), moved=0)


def _values(facts: ComplianceFacts) -> dict[str, object]:
    values: dict[str, object] = asdict(facts)
    values["authority"] = tidy(facts.authority)
    values["document_number"] = tidy(facts.document_number)
    return values


def _tell(
    row: GoodCompliance,
    verb: str,
    summary: str,
    change: Change,
    *,
    by: User | None,
    reason: str = "",
) -> None:
    entry = Entry(
        verb=verb,
        subject_kind=_KIND,
        subject_id=row.pk,
        summary=summary,
        old=change.old,
        new=change.new,
        reason=tidy(reason),
    )
    record(by=by, entry=entry)
