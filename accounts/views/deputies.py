"""Absences: one's own, and those of colleagues for whom one may arrange them."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from accounts.access import requires, signed_in
from accounts.actions import deputising
from accounts.forms.deputies import AbsenceForm
from accounts.models import Deputyship, User
from accounts.permissions import Permission
from accounts.refusals import Refusal
from accounts.views.people import pages


@pages
@requires(Permission.VIEW_REGISTRY)
def deputies(request: HttpRequest) -> HttpResponse:
    """Name a deputy for a period; below, the periods that run or are to come."""
    user, on = signed_in(request), timezone.localdate()
    for_others = user.can(Permission.HAND_OVER)
    first = {"absent": request.GET.get("vang", user.pk), "from_date": on}
    form = AbsenceForm(request.POST or None, initial=first, by=user, for_others=for_others)
    if request.method == "POST" and form.is_valid():
        try:
            row = deputising.appoint(by=user, on=on, at=timezone.now(), absence=form.facts())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            said = gettext("%(deputy)s stands in for %(absent)s.")
            messages.success(request, said % {"deputy": row.deputy, "absent": row.absent})
            return redirect("accounts:deputies")
    context = {"form": form, "for_others": for_others, "today": on, "rows": _rows(user)}
    return render(request, "accounts/deputies.html", context, status=422 if form.errors else 200)


@require_POST
@requires(Permission.VIEW_REGISTRY)
def end_deputy(request: HttpRequest, deputyship_id: int) -> HttpResponse:
    """The person is back: the deputy acts for nobody from this moment on."""
    get_object_or_404(_rows(signed_in(request)), pk=deputyship_id)
    try:
        deputising.end(by=signed_in(request), on=timezone.localdate(), deputyship_id=deputyship_id)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, gettext("Ended. The deputy acts in the own right only."))
    return redirect("accounts:deputies")


def _rows(user: User) -> QuerySet[Deputyship]:
    """Periods that are not over: all of them, or those that concern this person."""
    rows = Deputyship.objects.select_related("absent__agency", "deputy__agency")
    if not user.can(Permission.HAND_OVER):
        rows = rows.filter(Q(absent=user) | Q(deputy=user))
    return rows.filter(to_date__gte=timezone.localdate())
