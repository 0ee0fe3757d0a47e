"""Portfolios: who is in charge of how many projects, and handing them over."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import requires, signed_in
from accounts.models import User
from accounts.permissions import Permission
from accounts.refusals import Refusal
from projects.actions.handing_over import hand_over as hand_projects_over
from projects.forms.portfolio import HandOverForm
from projects.portfolios import in_charge


@require_safe
@requires(Permission.HAND_OVER)
def portfolios(request: HttpRequest) -> HttpResponse:
    """Everybody with projects; people whose account is closed come first."""
    return render(request, "projects/portfolios.html", {"people": in_charge()})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.HAND_OVER)
def hand_over(request: HttpRequest, user_id: int) -> HttpResponse:
    """Tick projects, name who takes them over; the answer lists what changed hands."""
    officer = get_object_or_404(User.objects.select_related("agency"), pk=user_id)
    form = HandOverForm(request.POST or None, officer=officer)
    context = {
        "officer": officer,
        "form": form,
        "crumbs": [(gettext("Hand over projects"), reverse("projects:portfolios"))],
    }
    if request.method == "POST" and form.is_valid():
        wanted = form.facts()
        try:
            done = hand_projects_over(
                by=signed_in(request), on=timezone.localdate(), at=timezone.now(), wanted=wanted
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            shown = context | {"done": done, "heir": wanted.to, "reason": wanted.reason}
            return render(request, "projects/handed_over.html", shown)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "projects/hand_over.html", context, status=status)
