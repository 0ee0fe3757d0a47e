"""The list of cases, opening one, and correcting what its decision says."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from desk.addresses import Address
from inspections import case_list, opening
from inspections.actions import cases as acts
from inspections.case_access import case_url, page_of, written_case
from inspections.forms.cases import CaseForm, OpenForm, ScopeForm
from projects.views.answering import Act, Page, answer
from projects.views.editing import pages


@require_safe
@requires(Permission.VIEW_CASES)
def cases(request: HttpRequest) -> HttpResponse:
    """Cases this person may know of, with what is due next in each."""
    user, on = signed_in(request), timezone.localdate()
    context = case_list.context(request, Address(request), user, on)
    context["may_open"] = user.can(Permission.KEEP_CASES)
    return render(request, "inspections/cases.html", context)


@require_safe
@requires(Permission.VIEW_CASES)
def cases_sheet(request: HttpRequest) -> HttpResponse:
    """The cases the list finds, as a workbook."""
    return case_list.sheet(request.GET, signed_in(request), timezone.localdate())


@pages
@requires(Permission.KEEP_CASES)
def case_open(request: HttpRequest) -> HttpResponse:
    """Open a case; from a flag or a plan everything is filled in already."""
    user, on = signed_in(request), timezone.localdate()
    origin = opening.origin(request.GET, user, on)
    act = Act(
        form=OpenForm,
        save=lambda form, hand: acts.open_case(
            **hand,
            facts=form.facts(),
            scope=form.scope(origin.flags),
            plan_item_id=origin.item.pk if origin.item else None,
            why=form.cleaned_data["overlap"],
        ),
        said=_("Case opened. Only the people on it know of it."),
        button=_("Open the case"),
        goes_to=case_url,
        proposed=origin.boxes,
        proposed_from=origin.said,
    )
    lede = _("Until a conclusion is published, only the people you put on the case know of it.")
    return answer(request, _page(act, lede))


@pages
@requires(Permission.KEEP_CASES)
def case_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Correct what is on record, or add the decision that was being prepared."""
    case = written_case(request, code)
    act = Act(
        form=CaseForm,
        save=lambda form, hand: acts.correct(**hand, seen=form.seen, facts=form.facts()),
        said=_("Case corrected: %(fields)s."),
        button=_("Save case"),
        row=case,
    )
    return answer(request, page_of(_("Correct the case"), [act], case))


@pages
@requires(Permission.KEEP_CASES)
def case_widen(request: HttpRequest, code: str) -> HttpResponse:
    """Bring more projects, their investors, or an agency into the case."""
    case = written_case(request, code)
    act = Act(
        form=type("ScopeOfCase", (ScopeForm,), {"case": case}),
        save=lambda form, hand: acts.look_at(
            **hand, case_id=case.pk, scope=form.scope({}), why=form.cleaned_data["overlap"]
        ),
        said=_("The case looks at more now."),
        button=_("Bring into the case"),
        goes_to=case_url,
    )
    return answer(request, page_of(_("Bring more into the case"), [act], case))


def _page(act: Act, lede: Any) -> Page:
    crumbs = [(gettext("Cases"), reverse("inspections:cases"))]
    back = reverse("inspections:cases")
    more = {"crumbs": crumbs}
    heading = _("Open a case")
    return Page(heading, [act], None, lede, "projects/edit.html", more, back_url=back, clocks=False)
