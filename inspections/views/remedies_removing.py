"""Taking out findings, recommendations and payments that were entered by mistake."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.access import requires
from accounts.permissions import Permission
from inspections.actions import removing
from inspections.case_access import case_url, page_of, written_case
from inspections.forms.remedies import RemovalForm
from inspections.models import Case, Finding, Recommendation, SanctionPayment
from projects.views.answering import Act, answer
from projects.views.editing import pages
from vn.dates import day_text
from vn.money import trieu_text


@pages
@requires(Permission.KEEP_CASES)
def finding(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a finding out before it is published."""
    case = written_case(request, code)
    rows = Finding.objects.filter(conclusion__case=case, conclusion__published_date=None)
    row = get_object_or_404(rows, pk=pk)

    def remove(**hand: Any) -> Any:
        return removing.remove_finding(**hand, finding_id=row.pk)

    facts = [(_("Finding"), row.text)]
    return _page(request, case, _("Take the finding out"), remove, facts)


@pages
@requires(Permission.KEEP_CASES)
def recommendation(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a recommendation out before it is published."""
    case = written_case(request, code)
    rows = Recommendation.objects.filter(conclusion__case=case, conclusion__published_date=None)
    row = get_object_or_404(rows, pk=pk)

    def remove(**hand: Any) -> Any:
        return removing.remove_recommendation(**hand, recommendation_id=row.pk)

    facts = [(_("Recommendation"), row.text)]
    return _page(request, case, _("Take the recommendation out"), remove, facts)


@pages
@requires(Permission.KEEP_CASES)
def payment(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a payment of a fine back."""
    case = written_case(request, code)
    rows = SanctionPayment.objects.filter(sanction__case=case).select_related("sanction")
    row = get_object_or_404(rows, pk=pk)

    def remove(**hand: Any) -> Any:
        return removing.remove_payment(**hand, payment_id=row.pk)

    facts = [
        (_("Sanction"), row.sanction.decision_number),
        (_("Paid on"), day_text(row.paid_date)),
        (_("Paid (million VND)"), trieu_text(row.amount_vnd)),
        (_("Number of the receipt"), row.document_number),
    ]
    return _page(request, case, _("Take the payment back"), remove, facts)


def _page(
    request: HttpRequest,
    case: Case,
    heading: Promise,
    remove: Callable[..., Any],
    facts: list[tuple[Any, str]],
) -> HttpResponse:
    act = Act(
        form=RemovalForm,
        save=lambda form, hand: remove(**hand, reason=form.cleaned_data["reason"]),
        said=_("Taken out. It stays in the history of the case."),
        button=heading,
        goes_to=lambda _row: case_url(case),
    )
    return answer(request, page_of(heading, [act], case, facts=facts))
