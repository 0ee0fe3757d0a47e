"""The page on which a person without an account opens it with a code."""

from __future__ import annotations

from allauth.account.utils import perform_login
from axes.helpers import get_client_ip_address
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.actions.attempts import count_attempt, forgive_attempt
from accounts.actions.inviting import NotThisCode
from accounts.actions.inviting import activate as use_code
from accounts.codes import read, written
from accounts.forms.activation import ActivationForm
from accounts.models import Attempt


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def activate(request: HttpRequest, code: str = "") -> HttpResponse:
    """Name, code, a password of one's own: then the person is signed in.

    The address may bring name and code along; it tells nobody whether they are right.
    """
    if request.method != "POST":
        given = {"username": request.GET.get("ten", ""), "code": written(read(code))}
        return _draw(request, ActivationForm(initial=given))
    form = ActivationForm(request.POST)
    if not form.is_valid():
        return _draw(request, form)
    visitor, now = get_client_ip_address(request), timezone.now()
    tried = {"what": Attempt.What.ACTIVATE, "visitor": visitor, "at": now}
    if not count_attempt(**tried):
        return render(request, "accounts/activate_too_many.html", status=429)
    said = form.cleaned_data
    try:
        account = use_code(
            username=said["username"], code=said["code"], password=said["password"], at=now
        )
    except NotThisCode as refusal:
        form.refuse(refusal)
        return _draw(request, form)
    except ValidationError as error:
        # The code was right: only the password has to be another one.
        forgive_attempt(**tried)
        form.add_error("password", error)
        return _draw(request, form)
    forgive_attempt(**tried)
    messages.success(
        request, gettext("Your account is open. Next time sign in with this password.")
    )
    response: HttpResponse = perform_login(request, account)
    return response


def _draw(request: HttpRequest, form: ActivationForm) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accounts/activate.html", {"form": form}, status=status)
