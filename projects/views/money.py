"""Deposit, guarantee and capital of a project; its deposit duty and its term."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import requires
from accounts.permissions import Permission
from projects.actions import money, terms
from projects.forms.money import ContributionForm, DepositForm, ReleaseForm, TermsForm
from projects.models import Deposit
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
        save=lambda form, hand: money.add_deposit(
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
        save=lambda form, hand: money.change_deposit(**hand, seen=form.seen, facts=form.facts()),
        said=_("Deposit corrected: %(fields)s."),
        button=_("Save deposit"),
        row=row,
    )
    release = reverse("projects:deposit_release", args=[code, pk])
    more = {"links": [(_("Record the release"), release)]}
    return answer(request, Page(_("Correct a deposit or guarantee"), [act], project, more=more))


@pages
@requires(Permission.EDIT_PROJECT)
def deposit_release(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Record that a deposit or guarantee no longer secures the project."""
    project = visible_project(request, code)
    row = get_object_or_404(project.deposits, pk=pk)
    act = Act(
        form=ReleaseForm,
        save=lambda form, hand: money.release_deposit(**hand, seen=form.seen, release=form.facts()),
        said=_("Release recorded."),
        button=_("Save release"),
        row=row,
    )
    lede = _("Given back to the investor, replaced by another, or paid into the budget.")
    page = Page(
        _("Release of a deposit or guarantee"), [act], project, lede, more={"facts": _facts(row)}
    )
    return answer(request, page)


@pages
@requires(Permission.EDIT_PROJECT)
def contribution_add(request: HttpRequest, code: str) -> HttpResponse:
    """Record capital brought in."""
    project = visible_project(request, code)
    act = Act(
        form=ContributionForm,
        save=lambda form, hand: money.add_contribution(
            **hand, project_id=project.pk, facts=form.facts()
        ),
        said=_("Capital contributed is recorded."),
        button=_("Save contribution"),
    )
    lede = _("Each amount on its own day; the sum is compared with the schedule of capital.")
    return answer(request, Page(_("Record capital contributed"), [act], project, lede))


@pages
@requires(Permission.EDIT_PROJECT)
def contribution_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Correct capital on record."""
    project = visible_project(request, code)
    row = get_object_or_404(project.contributions, pk=pk)
    act = Act(
        form=ContributionForm,
        save=lambda form, hand: money.change_contribution(
            **hand, seen=form.seen, facts=form.facts()
        ),
        said=_("Contribution corrected: %(fields)s."),
        button=_("Save contribution"),
        row=row,
    )
    return answer(request, Page(_("Correct capital contributed"), [act], project))


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
