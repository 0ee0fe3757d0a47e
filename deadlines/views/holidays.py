"""The calendar of days off: by year, and what changing it would move."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from accounts.refusals import Refusal
from deadlines import holiday_page
from deadlines.actions.holidays import Days, preview
from deadlines.actions.holidays import change as change_days
from deadlines.forms.holidays import DayForm, RemovalForm, YearForm
from desk.tasks import enqueue

_ACTS: dict[str, Any] = {"them": DayForm, "bo": RemovalForm, "nap": YearForm}


@require_safe
@requires(Permission.VIEW_FLAGS)
def holidays(request: HttpRequest) -> HttpResponse:
    """The days of one year."""
    return _draw(request, DayForm())


@require_POST
@requires(Permission.MANAGE_RULES)
def change(request: HttpRequest) -> HttpResponse:
    """Show what a change of the calendar moves; once that is confirmed, write it."""
    act = request.POST.get("act", "")
    form = _ACTS.get(act, DayForm)(request.POST)
    if not form.is_valid():
        return _draw(request, form if isinstance(form, DayForm) else DayForm(), 422)
    days: Days = form.days()
    try:
        if "confirm" not in request.POST:
            return _ask(request, days)
        job = change_days(
            by=signed_in(request), on=timezone.localdate(), at=timezone.now(), days=days
        )
    except Refusal as refusal:
        if isinstance(form, DayForm):
            form.refuse(refusal)
            return _draw(request, form, 422)
        messages.error(request, str(refusal))
        return redirect("deadlines:holidays")
    if job:
        enqueue(job)
    messages.success(request, _said(deferred=job is not None))
    year = days.touched[0].year if days.touched else ""
    return redirect(f"{reverse('deadlines:holidays')}?nam={year}")


def _said(*, deferred: bool) -> str:
    if deferred:
        return gettext("The calendar is saved. The deadlines it reaches are being recomputed.")
    return gettext("The calendar is saved. The deadlines it reaches are recomputed.")


def _ask(request: HttpRequest, days: Days) -> HttpResponse:
    found = preview(days=days, on=timezone.localdate())
    typed = [(name, value) for name, value in request.POST.items() if name in holiday_page.CARRIED]
    context = holiday_page.question(days, found) | {"typed": typed}
    return render(request, "deadlines/holidays_confirm.html", context)


def _draw(request: HttpRequest, form: DayForm, status: int = 200) -> HttpResponse:
    wanted = request.GET.get("nam", "")
    context = holiday_page.context(wanted, signed_in(request), timezone.localdate())
    context["form"] = form
    return render(request, "deadlines/holidays.html", context, status=status)
