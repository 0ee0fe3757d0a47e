"""What an investor showed of its own money; a figure with its day, never a verdict."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.actions.acts import Change, Outcome, Seen, assign, lock_seen, store, unchanged
from projects.actions.investor_acts import InvestorDeed, hold, tell
from projects.actions.refusals import Refusal, not_after
from projects.models import EquityEvidence
from vn.dates import day_text
from vn.text import tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFacts:
    """Equity in đồng as of a day, and the document that shows it."""

    kind: str
    as_of_date: date
    equity_vnd: int
    document_number: str
    note: str = ""


class EvidenceOnRecord(Refusal):
    """A second click, or a colleague was faster."""

    field = "document_number"
    text = _("%(number)s as of %(day)s is already on record. Open it to correct it.")


@transaction.atomic
def add_evidence(
    *, by: User | None, on: date, at: datetime, investor_id: int, facts: EvidenceFacts
) -> Outcome[EquityEvidence]:
    """Record a document that shows an investor's equity.

    Raises `EvidenceOnRecord`, `InTheFuture` and `Invalid`.
    """
    row = EquityEvidence(investor=hold(investor_id), recorded_by_id=by.pk if by else None)
    change = _assign(row, facts, on=on)
    store(row)
    summary = _("Evidence of equity as of %(day)s recorded: %(number)s")
    tell(InvestorDeed("equity_added", row, summary, change, _words(row)), by=by)
    return Outcome(row=row, changed=tuple(change.new), moved=0)


@transaction.atomic
def change_evidence(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: EvidenceFacts
) -> Outcome[EquityEvidence]:
    """Correct evidence on record. Raises `Stale` and as `add_evidence`."""
    row = lock_seen(EquityEvidence.objects.all(), seen)
    change = _assign(row, facts, on=on)
    if not change:
        return unchanged(row)
    row.version += 1
    store(row)
    summary = _("Evidence of equity as of %(day)s corrected: %(fields)s")
    tell(InvestorDeed("equity_changed", row, summary, change, _words(row), seen.why), by=by)
    return Outcome(row=row, changed=tuple(change.new), moved=0)


def _assign(row: EquityEvidence, facts: EvidenceFacts, *, on: date) -> Change:
    not_after(facts.as_of_date, on=on, field="as_of_date")
    texts = {name: tidy(getattr(facts, name)) for name in ("document_number", "note")}
    same = {
        "investor_id": row.investor_id,
        "as_of_date": facts.as_of_date,
        "document_number": texts["document_number"],
    }
    if EquityEvidence.objects.filter(**same).exclude(pk=row.pk).exists():
        raise EvidenceOnRecord(number=texts["document_number"], day=day_text(facts.as_of_date))
    return assign(row, asdict(facts) | texts)


def _words(row: EquityEvidence) -> dict[str, object]:
    return {"number": row.document_number, "day": day_text(row.as_of_date)}
