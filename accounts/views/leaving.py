"""Closing an account, with everything that hangs on the person in sight."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from accounts import person_page
from accounts.access import requires, signed_in
from accounts.actions import leaving
from accounts.belongings import handed_over
from accounts.forms.people import LeavingForm
from accounts.models import User
from accounts.permissions import Permission
from accounts.refusals import Refusal
from accounts.views.people import pages


@pages
@requires(Permission.MANAGE_SYSTEM)
def close(request: HttpRequest, user_id: int) -> HttpResponse:
    """Ask where everything goes, then close: sessions end with the answer."""
    account = get_object_or_404(User.objects.select_related("agency"), pk=user_id)
    form = LeavingForm(request.POST or None, takers=_takers(account))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        wanted = leaving.Leaving(
            account_id=account.pk,
            reason=said["reason"],
            heir=said.get("heir") if said.get("choice") == LeavingForm.HAND_OVER else None,
            leave_to_nobody=said.get("choice") == LeavingForm.NOBODY,
        )
        try:
            leaving.close_account(
                by=signed_in(request), on=timezone.localdate(), at=timezone.now(), leaving=wanted
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, gettext("Account closed. All its sessions have ended."))
            return redirect("accounts:person", user_id)
    shown = person_page.context(
        account, signed_in(request), on=timezone.localdate(), at=timezone.now()
    )
    shown["crumbs"].append((str(account), reverse("accounts:person", args=[user_id])))
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accounts/close.html", shown | {"form": form}, status=status)


def _takers(account: User) -> list[User] | None:
    """Those who may take over everything this person hands over; None when that is nothing."""
    held = [kind for kind in handed_over() if kind.count([account.pk]).get(account.pk)]
    if not held:
        return None
    offered = [kind.takers() for kind in held if kind.takers]
    keys = [{each.pk for each in people} for people in offered]
    common = set.intersection(*keys) - {account.pk} if keys else set()
    return [each for people in offered[:1] for each in people if each.pk in common]
