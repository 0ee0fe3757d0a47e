"""Taking back what was entered by mistake: findings and recommendations before they are published,
payments of fines at any time. The history keeps what it was, and why."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from inspections.actions.cases import refuse_ended
from inspections.actions.refreshing import refresh
from inspections.actions.remedies import Published
from inspections.actions.telling import Told, tell
from inspections.models import CaseSanction, Conclusion, Finding, Recommendation, SanctionPayment
from projects.actions.acts import Change, Outcome, plain
from vn.money import trieu_text


@transaction.atomic
def remove_finding(
    *, by: User | None, on: date, at: datetime, finding_id: int, reason: str
) -> Outcome[Finding]:
    """Take a finding out. Raises `Published` and `NotOpen`."""
    row = Finding.objects.get(pk=finding_id)
    case_id = _case_of_unpublished(row.conclusion_id)
    change = _gone(row, ("law_area", "severity", "text", "amount_vnd"))
    row.delete()
    tell(Told("finding_removed", case_id, _("Finding taken out"), change, reason=reason), by=by)
    return Outcome(row=row, changed=tuple(change.new), moved=0)


@transaction.atomic
def remove_recommendation(
    *, by: User | None, on: date, at: datetime, recommendation_id: int, reason: str
) -> Outcome[Recommendation]:
    """Take a recommendation out; nobody has been asked yet. Raises `Published` and `NotOpen`."""
    row = Recommendation.objects.get(pk=recommendation_id)
    case_id = _case_of_unpublished(row.conclusion_id)
    change = _gone(row, ("kind", "text", "amount_vnd", "due_date"))
    row.delete()
    summary = _("Recommendation taken out")
    tell(Told("recommendation_removed", case_id, summary, change, reason=reason), by=by)
    return Outcome(row=row, changed=tuple(change.new), moved=0)


@transaction.atomic
def remove_payment(
    *, by: User | None, on: date, at: datetime, payment_id: int, reason: str
) -> Outcome[SanctionPayment]:
    """Take a payment back: the fine is owed again."""
    row = SanctionPayment.objects.select_related("sanction").get(pk=payment_id)
    fine = CaseSanction.objects.select_for_update(no_key=True).get(pk=row.sanction_id)
    words = {"n": trieu_text(row.amount_vnd), "number": fine.decision_number}
    summary = _("Payment of %(n)s million VND of the fine %(number)s taken back")
    change = _gone(row, ("paid_date", "amount_vnd", "document_number"))
    row.delete()
    tell(Told("fine_payment_removed", fine.case_id, summary, change, words, reason), by=by)
    moved = refresh(sanction_ids=[fine.pk], on=on, at=at, cause="fine_payment_removed")
    return Outcome(row=row, changed=tuple(change.new), moved=moved)


def _case_of_unpublished(conclusion_id: int) -> int:
    conclusion: Conclusion = Conclusion.objects.select_for_update(no_key=True).get(pk=conclusion_id)
    refuse_ended(conclusion.case)
    if conclusion.published_date is not None:
        raise Published
    return conclusion.case_id


def _gone(row: object, names: tuple[str, ...]) -> Change:
    return Change({name: plain(getattr(row, name)) for name in names}, dict.fromkeys(names))
