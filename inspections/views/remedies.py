"""Entering findings, recommendations and sanctions on a case, and what was paid."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import requires
from accounts.permissions import Permission
from inspections.actions import remedies, sanctions
from inspections.case_access import case_url, page_of, written_case
from inspections.forms.remedies import FindingForm, RecommendationForm
from inspections.forms.sanctions import PaymentForm, SanctionForm
from inspections.models import Case, CaseSanction, Conclusion, Finding, Recommendation
from projects.views.answering import Act, answer
from projects.views.editing import pages
from vn.dates import day_text


@pages
@requires(Permission.KEEP_CASES)
def finding(request: HttpRequest, code: str, ordinal: int = 0, pk: int = 0) -> HttpResponse:
    """Record a finding of a conclusion, or correct one before it is published."""
    case = written_case(request, code)
    row = get_object_or_404(Finding, conclusion__case=case, pk=pk) if pk else None
    conclusion = row.conclusion if row else _conclusion(case, ordinal)

    def save(form: Any, hand: Any) -> Any:
        if row is not None:
            return remedies.correct_finding(**hand, seen=form.seen, facts=form.facts())
        return remedies.find(**hand, conclusion_id=conclusion.pk, facts=form.facts())

    act = Act(
        form=_of(FindingForm, case),
        save=save,
        said=_("Finding saved."),
        button=_("Save the finding"),
        row=row,
        goes_to=lambda _row: case_url(case),
    )
    more: dict[str, Any] = {
        "facts": _about(conclusion),
        "links": _removal(case, row, conclusion, "finding"),
    }
    return answer(request, page_of(_("Finding"), [act], case, **more))


@pages
@requires(Permission.KEEP_CASES)
def recommendation(request: HttpRequest, code: str, ordinal: int = 0, pk: int = 0) -> HttpResponse:
    """Record a recommendation of a conclusion, or correct one."""
    case = written_case(request, code)
    row = get_object_or_404(Recommendation, conclusion__case=case, pk=pk) if pk else None
    conclusion = row.conclusion if row else _conclusion(case, ordinal)

    def save(form: Any, hand: Any) -> Any:
        if row is not None:
            return remedies.correct_recommendation(**hand, seen=form.seen, facts=form.facts())
        return remedies.recommend(**hand, conclusion_id=conclusion.pk, facts=form.facts())

    act = Act(
        form=_of(RecommendationForm, case),
        save=save,
        said=_("Recommendation saved."),
        button=_("Save the recommendation"),
        row=row,
        goes_to=lambda _row: case_url(case),
    )
    lede = _("The addressee sees it, and its clock runs, once the conclusion is published.")
    if conclusion.published_date is not None:
        lede = _("Published: only its day, who carries it out today and the evidence may change.")
    more: dict[str, Any] = {
        "facts": _about(conclusion),
        "links": _removal(case, row, conclusion, "recommendation"),
    }
    return answer(request, page_of(_("Recommendation"), [act], case, lede, **more))


@pages
@requires(Permission.KEEP_CASES)
def sanction(request: HttpRequest, code: str, pk: int = 0) -> HttpResponse:
    """Record a sanction, or correct it and what its subject says."""
    case = written_case(request, code)
    row = get_object_or_404(CaseSanction, case=case, pk=pk) if pk else None

    def save(form: Any, hand: Any) -> Any:
        if row is not None:
            return sanctions.correct(**hand, seen=form.seen, facts=form.facts())
        return sanctions.sanction(**hand, case_id=case.pk, facts=form.facts())

    act = Act(
        form=_of(SanctionForm, case),
        save=save,
        said=_("Sanction saved."),
        button=_("Save the sanction"),
        row=row,
        goes_to=lambda _row: case_url(case),
    )
    return answer(request, page_of(_("Sanction"), [act], case, links=_payments(case, row)))


@pages
@requires(Permission.KEEP_CASES)
def pay(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Record that a fine, or a part of it, was paid."""
    case = written_case(request, code)
    row = get_object_or_404(CaseSanction, case=case, pk=pk)
    act = Act(
        form=PaymentForm,
        save=lambda form, hand: sanctions.pay(**hand, sanction_id=row.pk, facts=form.facts()),
        said=_("Payment recorded."),
        button=_("Record the payment"),
        goes_to=lambda _row: case_url(case),
    )
    facts = [(_("Sanction"), row.decision_number), (_("For what"), row.content)]
    return answer(request, page_of(_("Payment of the fine"), [act], case, facts=facts))


def _of(form: Any, case: Case) -> Any:
    return type(form.__name__, (form,), {"case": case})


def _conclusion(case: Case, ordinal: int) -> Conclusion:
    row: Conclusion = get_object_or_404(Conclusion, case=case, ordinal=ordinal)
    return row


def _removal(case: Case, row: Any, conclusion: Conclusion, name: str) -> list[tuple[Any, str]]:
    """Where what is not published yet can be taken out."""
    if row is None or conclusion.published_date is not None:
        return []
    return [(_("Take out"), reverse(f"inspections:{name}_remove", args=[case.code, row.pk]))]


def _payments(case: Case, row: CaseSanction | None) -> list[tuple[Any, str]]:
    """Where a payment entered by mistake is taken back."""
    rows = row.payments.all() if row else []
    words = gettext("Take back the payment of %(day)s")
    return [
        (
            words % {"day": day_text(paid.paid_date)},
            reverse("inspections:sanction_payment_remove", args=[case.code, paid.pk]),
        )
        for paid in rows
    ]


def _about(row: Conclusion) -> list[tuple[Any, str]]:
    return [(_("Conclusion"), row.number or str(row.ordinal)), (_("Topic"), row.topic or "—")]
