"""Requests of investors at the agencies: the list, one file with its steps, what came by letter."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.models import User
from accounts.permissions import Permission
from projects.forms.support import LetterForm
from projects.models import Investor, SupportRequest
from projects.rules.support_acts import ACTS
from projects.support import lists, page, tables
from projects.views.answering import Act, Page, answer
from projects.views.editing import pages
from projects.views.own_support import asking, filed, stepping


@require_safe
@requires(Permission.VIEW_SUPPORT)
def supports(request: HttpRequest) -> HttpResponse:
    """The requests this person may know of, those due first before the others."""
    user, on = signed_in(request), timezone.localdate()
    return render(request, "projects/supports.html", lists.context(request, user, on))


@require_safe
@requires(Permission.VIEW_SUPPORT)
def support_tables(request: HttpRequest) -> HttpResponse:
    """How each agency answers: every figure leads to its rows."""
    user, on = signed_in(request), timezone.localdate()
    return render(request, "projects/support_tables.html", tables.context(request.GET, user, on))


@require_safe
@requires(Permission.VIEW_SUPPORT)
def support(request: HttpRequest, request_code: str) -> HttpResponse:
    """One request with its whole story."""
    user, on = signed_in(request), timezone.localdate()
    told = page.told(_seen(user, request_code), user, on)
    return render(request, "projects/support.html", {"told": told, "on": on})


def _seen(user: User, code: str) -> SupportRequest:
    rows = SupportRequest.objects.visible_to(user).select_related(
        "investor", "project", "holder", "officer"
    )
    row: SupportRequest = get_object_or_404(rows, code=code)
    return row


@pages
@requires(Permission.ANSWER_SUPPORT)
def support_act(request: HttpRequest, request_code: str, support_step: str) -> HttpResponse:
    """One step of a request."""
    user = signed_in(request)
    row = _seen(user, request_code)
    if support_step not in ACTS or ACTS[support_step].by_investor:
        raise Http404
    if not page.may(row, user, support_step):
        raise PermissionDenied
    return stepping(request, row, support_step, reverse("projects:support", args=[request_code]))


@pages
@requires(Permission.DIRECT_SUPPORT)
def support_letter(request: HttpRequest, investor_id: int) -> HttpResponse:
    """Write down what an investor asked for by letter, at a meeting or by telephone."""
    rows = Investor.objects.visible_to(signed_in(request)).kept()
    investor: Investor = get_object_or_404(rows, pk=investor_id)
    projects = list(investor.projects.non_budget().select_related("investor", "agency"))
    act = Act(
        form=asking(LetterForm, [investor], projects),
        save=filed,
        said=_("The request is recorded; its clock runs from the day it came."),
        button=_("Record the request"),
        goes_to=lambda row: reverse("projects:support", args=[row.code]),
    )
    back = reverse("projects:supports")
    more = {"crumbs": [(gettext("Requests of investors"), back)]}
    heading = _("Request that came outside the portal")
    return answer(
        request, Page(heading, [act], None, investor.name, more=more, back_url=back, clocks=False)
    )
