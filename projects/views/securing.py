"""Deposit, guarantee, what becomes of them; the deposit duty of a project and its term."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import requires
from accounts.permissions import Permission
from projects.actions import deposits, terms
from projects.forms.deposits import DepositForm, OutcomeForm, TermsForm
from projects.models import Deposit, DepositOutcome
from projects.subjects.facts_money import outcome_text
from projects.views.answering import Act, Page, answer, visible_project
from projects.views.editing import pages
from vn.dates import day_text
from vn.money import ty_text


@pages
@requires(Permission.EDIT_PROJECT)
def terms_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Record the deposit duty and the operating term."""
    project = visible_project(request, code)
    act = Act(
        form=TermsForm,
        save=lambda form, hand: terms.set_terms(**hand, seen=form.seen, facts=form.facts()),
        said=_("Saved: %(fields)s."),
        button=_("Save deposit and term"),
        row=project,
    )
    lede = _("As the decision or the deposit agreement states them; unknown boxes stay empty.")
    return answer(request, Page(_("Deposit duty and term"), [act], project, lede))


@pages
@requires(Permission.EDIT_PROJECT)
def deposit_add(request: HttpRequest, code: str) -> HttpResponse:
    """Record a deposit or guarantee."""
    project = visible_project(request, code)
    act = Act(
        form=DepositForm,
        save=lambda form, hand: deposits.add_deposit(
            **hand, project_id=project.pk, facts=form.facts()
        ),
        said=_("Deposit or guarantee recorded."),
        button=_("Save deposit"),
    )
    lede = _("What secures the project: money on deposit, or a guarantee of a bank.")
    return answer(request, Page(_("Record a deposit or guarantee"), [act], project, lede))


@pages
@requires(Permission.EDIT_PROJECT)
def deposit_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Correct a deposit or guarantee on record."""
    project = visible_project(request, code)
    row = get_object_or_404(project.deposits, pk=pk)
    act = Act(
        form=DepositForm,
        save=lambda form, hand: deposits.change_deposit(**hand, seen=form.seen, facts=form.facts()),
        said=_("Deposit corrected: %(fields)s."),
        button=_("Save deposit"),
        row=row,
    )
    left = reverse("projects:deposit_outcome", args=[code, pk])
    more = {"links": [(_("Record a release or forfeiture"), left)], "facts": _outcomes(row)}
    return answer(request, Page(_("Correct a deposit or guarantee"), [act], project, more=more))


@pages
@requires(Permission.EDIT_PROJECT)
def deposit_outcome(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Record that a part of a deposit or guarantee no longer secures the project."""
    project = visible_project(request, code)
    row = get_object_or_404(project.deposits, pk=pk)
    act = Act(
        form=OutcomeForm,
        save=lambda form, hand: deposits.add_outcome(
            **hand, project_id=project.pk, deposit_id=pk, facts=form.facts()
        ),
        said=_("Recorded what became of the deposit."),
        button=_("Save release or forfeiture"),
        proposed={"amount_vnd": left_of(row)},
    )
    lede = _("Given back to the investor, in part or whole, or forfeited to the budget.")
    more = {"facts": [*_facts(row), *_outcomes(row)]}
    return answer(request, Page(_("Release or forfeiture"), [act], project, lede, more=more))


@pages
@requires(Permission.EDIT_PROJECT)
def outcome_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Correct what became of a part of a deposit."""
    project = visible_project(request, code)
    rows = DepositOutcome.objects.filter(deposit__project=project).select_related("deposit")
    row = get_object_or_404(rows, pk=pk)
    act = Act(
        form=OutcomeForm,
        save=lambda form, hand: deposits.change_outcome(**hand, seen=form.seen, facts=form.facts()),
        said=_("Release or forfeiture corrected: %(fields)s."),
        button=_("Save release or forfeiture"),
        row=row,
    )
    more = {"facts": [*_facts(row.deposit), *_outcomes(row.deposit)]}
    return answer(request, Page(_("Correct a release or forfeiture"), [act], project, more=more))


def _facts(row: Deposit) -> list[tuple[str, str]]:
    amount = gettext("%(amount)s billion VND") % {"amount": ty_text(row.amount_vnd, 3, trim=True)}
    facts = [
        (gettext("Kind"), row.get_kind_display()),
        (gettext("Amount"), amount),
        (gettext("Voucher or guarantee"), row.document_number),
        (gettext("Paid or issued on"), day_text(row.paid_date)),
    ]
    if row.valid_until:
        facts.append((gettext("Valid until"), day_text(row.valid_until)))
    return facts


def left_of(row: Deposit) -> int:
    """What was neither given back nor forfeited, in whole đồng."""
    gone = row.outcomes.filter(date__isnull=False).values_list("amount_vnd", flat=True)
    return row.amount_vnd - sum(gone)


def _outcomes(row: Deposit) -> list[tuple[str, str]]:
    """What became of it so far, and what is left."""
    told = [outcome_text(each) for each in row.outcomes.all() if each.date]
    if not told:
        return []
    left = gettext("%(amount)s billion VND") % {"amount": ty_text(left_of(row), 3, trim=True)}
    return [(gettext("Left so far"), "; ".join(told)), (gettext("Still held"), left)]
