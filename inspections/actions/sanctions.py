"""Sanctions of a case: decided, paid in parts, contested, not answered, given up (law.md §4.4)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from inspections.actions.refreshing import refresh
from inspections.actions.telling import Told, tell
from inspections.models import Case, CaseSanction, SanctionPayment
from projects.actions.acts import Outcome, Seen, assign, lock_seen, store, unchanged
from projects.actions.refusals import Refusal, not_after
from vn.dates import day_text
from vn.money import trieu_text
from vn.text import nfc, tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class SanctionFacts:
    """A decision on a sanction; the fine is in whole đồng, None where there is none."""

    agency_id: int | None
    investor_id: int | None
    law_area: str
    content: str
    decision_number: str
    decision_date: date
    authority: str
    conclusion_id: int | None = None
    project_id: int | None = None
    minutes_number: str = ""
    minutes_date: date | None = None
    fine_vnd: int | None = None
    pay_by_date: date | None = None
    remedial_measure: str = ""
    remedied_date: date | None = None
    stance: str = CaseSanction.Stance.NONE
    stance_date: date | None = None
    stance_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentFacts:
    """A part of a fine that was paid, in whole đồng."""

    paid_date: date
    amount_vnd: int
    document_number: str


class MoreThanTheFine(Refusal):
    """Nobody pays more than the fine."""

    text = _("Only %(n)s million VND of the fine are still owed. Check the amount.")


class PaidBeforeTheDecision(Refusal):
    """A payment before the fine."""

    text = _("The decision is of %(day)s. Check the day of the payment.")


@transaction.atomic
def sanction(
    *, by: User | None, on: date, at: datetime, case_id: int, facts: SanctionFacts
) -> Outcome[CaseSanction]:
    """Record a sanction. Raises `InTheFuture` and `Invalid`."""
    case = Case.objects.select_for_update(no_key=True).get(pk=case_id)
    row = CaseSanction(case=case, recorded_by_id=by.pk if by else None)
    change = assign(row, _values(facts, on))
    store(row)
    words = {"number": row.decision_number}
    tell(Told("sanctioned", case.pk, _("Sanction %(number)s recorded"), change, words), by=by)
    moved = refresh(sanction_ids=[row.pk], on=on, at=at, cause="sanctioned")
    return Outcome(row=row, changed=tuple(change.new), moved=moved)


@transaction.atomic
def correct(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: SanctionFacts
) -> Outcome[CaseSanction]:
    """Correct a sanction, or say what its subject said of it. Raises `Stale` and as `sanction`."""
    row = lock_seen(CaseSanction.objects.all(), seen)
    change = assign(row, _values(facts, on))
    if not change:
        return unchanged(row)
    row.version += 1
    store(row)
    words = {"number": row.decision_number}
    summary = _("Sanction %(number)s corrected: %(fields)s")
    tell(Told("sanction_corrected", row.case_id, summary, change, words, seen.why), by=by)
    moved = refresh(sanction_ids=[row.pk], on=on, at=at, cause="sanction_corrected")
    return Outcome(row=row, changed=tuple(change.new), moved=moved)


@transaction.atomic
def pay(
    *, by: User | None, on: date, at: datetime, sanction_id: int, facts: PaymentFacts
) -> Outcome[SanctionPayment]:
    """Record a payment. Raises `MoreThanTheFine`, `PaidBeforeTheDecision` and `InTheFuture`."""
    row = CaseSanction.objects.select_for_update(no_key=True).get(pk=sanction_id)
    not_after(facts.paid_date, on=on, field="paid_date")
    if facts.paid_date < row.decision_date:
        raise PaidBeforeTheDecision(field="paid_date", day=day_text(row.decision_date))
    paid = row.payments.aggregate(paid=Sum("amount_vnd"))["paid"] or 0
    owed = (row.fine_vnd or 0) - paid
    if facts.amount_vnd > owed:
        raise MoreThanTheFine(field="amount_vnd", n=trieu_text(owed))
    payment = SanctionPayment(sanction=row, recorded_by_id=by.pk if by else None)
    change = assign(payment, asdict(facts) | {"document_number": tidy(facts.document_number)})
    store(payment)
    words = {"n": trieu_text(payment.amount_vnd), "number": row.decision_number}
    summary = _("%(n)s million VND of the fine %(number)s paid")
    tell(Told("fine_paid", row.case_id, summary, change, words), by=by)
    moved = refresh(sanction_ids=[row.pk], on=on, at=at, cause="fine_paid")
    return Outcome(row=payment, changed=tuple(change.new), moved=moved)


def _values(facts: SanctionFacts, on: date) -> dict[str, object]:
    for name in ("decision_date", "minutes_date", "remedied_date", "stance_date"):
        not_after(getattr(facts, name), on=on, field=name)
    values: dict[str, object] = asdict(facts)
    for name in ("decision_number", "minutes_number", "authority"):
        values[name] = tidy(getattr(facts, name))
    for name in ("content", "remedial_measure", "stance_note"):
        values[name] = nfc(getattr(facts, name)).strip()
    return values
