"""The day's work of a person, or of an agency's people."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from accounts.refusals import Refusal
from deadlines import giving_page, work_page
from deadlines.actions.assigning import NotLive, give
from deadlines.forms.assigning import GivingForm


@require_safe
@requires(Permission.VIEW_WORK)
def work(request: HttpRequest) -> HttpResponse:
    """One list by legal date; who assigns work also sees the people of the agency."""
    user = signed_in(request)
    desk = work_page.desk_of(user, timezone.localdate())
    asked = work_page.Asked.of(request.GET, user)
    context = work_page.context(desk, asked)
    return render(request, "deadlines/work.html", context)


@require_POST
@requires(Permission.ASSIGN_WORK)
def assign(request: HttpRequest) -> HttpResponse:
    """Show the chosen flags and ask to whom; `step` carries the answer, which is then done."""
    user, on = signed_in(request), timezone.localdate()
    ids = giving_page.chosen(request.POST, user, on)
    form = GivingForm(request.POST if "step" in request.POST else None)
    status = 200
    if form.is_bound and form.is_valid():
        try:
            given = give(by=user, on=on, at=timezone.now(), giving=form.facts(ids))
        except NotLive as refusal:
            ids, status = giving_page.still_live(ids), 409
            form.refuse(refusal)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, gettext("%(n)s flags were given.") % {"n": given})
            return redirect(giving_page.back_to(request.POST))
    if form.is_bound and form.errors and status == 200:
        status = 422
    context = giving_page.context(ids, request.POST) | {"form": form}
    return render(request, "deadlines/assign.html", context, status=status)
