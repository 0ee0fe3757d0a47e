"""Turning the code by e-mail on and off, after the password was typed again."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.access import signed_in
from accounts.actions.second_step import code_by_email as choose


@require_http_methods(["GET", "POST"])
@reauthentication_required  # type: ignore[untyped-decorator, unused-ignore]
def code_by_email(request: HttpRequest) -> HttpResponse:
    """Keep the choice and go back to the page of the two steps.

    Typing the password again leads here by GET: the choice is then made anew on that page.
    """
    if request.method != "POST":
        return redirect("mfa_index")
    user = signed_in(request)
    wanted = request.POST.get("on") == "1"
    if wanted and not user.email:
        messages.warning(request, gettext("There is no e-mail address on record to send codes to."))
    elif choose(by=user, on=wanted):
        messages.success(request, gettext("Saved."))
    return redirect("mfa_index")
