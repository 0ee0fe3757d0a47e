"""The code by e-mail: turned on once the address has proved itself, counted at each sign-in."""

from __future__ import annotations

from typing import Any

import structlog
from allauth.account.decorators import reauthentication_required
from allauth.account.views import ConfirmLoginCodeView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts import mail_codes
from accounts.access import signed_in
from accounts.actions.attempts import count_attempt, forgive_attempt
from accounts.actions.second_step import code_by_email as choose
from accounts.forms.second_step import MailCodeForm
from accounts.models import Attempt, User

log = structlog.get_logger(__name__)


class ConfirmCode(ConfirmLoginCodeView):  # type: ignore[misc, unused-ignore]
    """The second step of signing in; tries are counted for the person over all sign-ins.

    429 past the limit of `count_attempt`: the password alone buys no endless row of codes to try.
    """

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Count, then look."""
        request.mailed_person = self._process.user  # type: ignore[attr-defined]
        if self._action == "verify" and not count_attempt(**_try_of(self._process.user)):
            self._process.abort()
            return render(request, "429.html", status=429)
        response: HttpResponseBase = super().post(request, *args, **kwargs)
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        """A right code was no guess."""
        if self._action == "verify":
            forgive_attempt(**_try_of(self._process.user))
        response: HttpResponse = super().form_valid(form)
        return response


@require_POST
@reauthentication_required  # type: ignore[untyped-decorator, unused-ignore]
def code_by_email(request: HttpRequest) -> HttpResponse:
    """Turn the code off, or send one to see that the address reaches the person."""
    user = signed_in(request)
    if request.POST.get("on") != "1":
        if choose(by=user, on=False):
            messages.success(request, gettext("No code by e-mail any more."))
        return redirect("mfa_index")
    if not user.email:
        messages.warning(request, gettext("There is no e-mail address on record to send codes to."))
        return redirect("mfa_index")
    now = timezone.now()
    if not count_attempt(what=Attempt.What.SECOND_CODE, visitor=f"sent:{user.pk}", at=now):
        return render(request, "429.html", status=429)
    try:
        mail_codes.send(request, user, at=now)
    except OSError as error:
        log.warning("code_not_sent", account=user.pk, error=str(error))
        messages.error(request, gettext("The mail server did not take the message. Try later."))
        return redirect("mfa_index")
    return redirect("code_by_email_confirm")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required  # type: ignore[untyped-decorator, unused-ignore]
def confirm_address(request: HttpRequest) -> HttpResponse:
    """The code that was sent turns the second step on; 422 for a wrong one."""
    user, now = signed_in(request), timezone.now()
    if not mail_codes.waits(request, at=now):
        messages.warning(request, gettext("No code waits any more. Have another one sent."))
        return redirect("mfa_index")
    form = MailCodeForm(request.POST or None)
    if form.is_valid():
        if not count_attempt(**_try_of(user)):
            return render(request, "429.html", status=429)
        if mail_codes.is_right(request, user, form.cleaned_data["code"], at=now):
            forgive_attempt(**_try_of(user))
            choose(by=user, on=True)
            messages.success(request, gettext("From now on a code is sent at each sign-in."))
            return redirect("mfa_index")
        form.add_error("code", gettext("This is not the code. Look at the latest e-mail."))
    context = {"form": form, "email": user.email}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "account/confirm_address.html", context, status=status)


def _try_of(person: User) -> dict[str, Any]:
    return {
        "what": Attempt.What.SECOND_CODE,
        "visitor": f"tried:{person.pk}",
        "at": timezone.now(),
    }
