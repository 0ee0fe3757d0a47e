"""Signing in with an identity of elsewhere; linking and unlinking it."""

from __future__ import annotations

from hmac import compare_digest
from typing import Any

import structlog
from allauth.account.decorators import reauthentication_required
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from accounts import oidc
from accounts.access import signed_in
from accounts.actions import identities
from accounts.identity_adapter import STARTED_BY, failed

log = structlog.get_logger(__name__)


@never_cache
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Go to the provider to sign in. 404 where none is configured, 503 when it does not answer."""
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return _go(request, AuthProcess.LOGIN, next_url=wanted if safe else None)


@never_cache
@require_safe
def come_back(request: HttpRequest) -> HttpResponse:
    """The provider sent the person back; 400 for an answer that cannot be believed."""
    _refuse_unconfigured()
    view = OAuth2CallbackView.adapter_view(oidc.IdentityProtocol(request))
    try:
        response: HttpResponse = view(request)
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        # Whatever a strange server may answer: not JSON, no keys, no claims.
        log.warning("identity_refused", why=repr(error))
        return failed(request, "refused", 400)
    return response


@never_cache
@require_safe
@login_required
@reauthentication_required  # type: ignore[untyped-decorator, unused-ignore]
def identity(request: HttpRequest) -> HttpResponse:
    """Which identity leads to this account, after the password was typed."""
    _refuse_unconfigured()
    context = {
        "name": settings.OIDC_NAME,
        "linked": SocialAccount.objects.filter(user=signed_in(request)).first(),
        "pass": _pass(request),
    }
    return render(request, "accounts/identity.html", context)


@never_cache
@require_safe
@login_required
@reauthentication_required  # type: ignore[untyped-decorator, unused-ignore]
def connect(request: HttpRequest) -> HttpResponse:
    """Go to the provider to link. A link of our own page leads here and no other site's can.

    It is no form: the policy of our pages lets forms lead nowhere else.
    """
    if not compare_digest(request.GET.get("phieu", "").encode(), _pass(request).encode()):
        raise PermissionDenied
    return _go(request, AuthProcess.CONNECT, data={STARTED_BY: signed_in(request).pk})


@require_POST
@login_required
@reauthentication_required  # type: ignore[untyped-decorator, unused-ignore]
def unlink(request: HttpRequest) -> HttpResponse:
    """No identity leads to this account any more."""
    _refuse_unconfigured()
    if identities.unlink(by=signed_in(request)):
        messages.success(request, gettext("The identity is unlinked."))
    return redirect("accounts:identity")


def _go(request: HttpRequest, process: str, **more: Any) -> HttpResponse:
    _refuse_unconfigured()
    provider = oidc.IdentityProtocol(request).get_provider()
    try:
        response: HttpResponse = provider.redirect(request, process, **more)
    except (OAuth2Error, RequestException, LookupError, TypeError, ValueError) as error:
        log.warning("identity_provider_away", why=repr(error))
        return failed(request, "away", 503)
    return response


def _refuse_unconfigured() -> None:
    if not oidc.configured():
        raise Http404


def _pass(request: HttpRequest) -> str:
    """What only a page of this session can know."""
    return salted_hmac("identity-link", request.session.session_key or "").hexdigest()
