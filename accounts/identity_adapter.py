"""Whom an identity of elsewhere lets in: who has an account here already, and nobody else."""

from __future__ import annotations

from typing import Any

import structlog
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.base.constants import AuthError
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from accounts import oidc
from accounts.actions.identities import link
from accounts.models import User
from accounts.refusals import Refusal

log = structlog.get_logger(__name__)

STARTED_BY = "user"
"""In the state of a way that links: who set out on it."""


class IdentityAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc, unused-ignore]
    """Signs in by a linked identity or a verified e-mail address; opens no account."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Accounts are opened by those who keep them."""
        return False

    def list_apps(
        self, request: HttpRequest, provider: Any = None, client_id: Any = None
    ) -> list[SocialApp]:
        """The provider of the settings, if there is one; none from the database."""
        return [oidc.app()] if oidc.configured() else []

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Link the identity, or find the account it may open."""
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            raise ImmediateHttpResponse(_link(request, sociallogin))
        if sociallogin.is_existing:
            return
        account = _account_of(sociallogin)
        if account is None:
            raise ImmediateHttpResponse(failed(request, "stranger", 403))
        sociallogin.user = account

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: Any = None,
    ) -> None:
        """A page of our own; what was wrong is for the log."""
        if error == AuthError.CANCELLED:
            raise ImmediateHttpResponse(redirect("account_login"))
        log.warning("identity_refused", error=str(error), why=repr(exception))
        raise ImmediateHttpResponse(failed(request, "refused", 400))


def failed(request: HttpRequest, why: str, status: int) -> HttpResponse:
    """The page that says why nobody was signed in: `stranger`, `refused` or `away`."""
    context = {"why": why}
    return render(request, "accounts/identity_failed.html", context, status=status)


def _account_of(sociallogin: SocialLogin) -> User | None:
    """The one account in use that has a verified address of this identity.

    An account that was never opened, or got a new code, is opened with its code first.
    """
    for address in sociallogin.email_addresses:
        if not address.verified:
            continue
        found = list(User.objects.filter(email__iexact=address.email)[:2])
        if len(found) == 1 and found[0].has_usable_password():
            return found[0]
    return None


def _link(request: HttpRequest, sociallogin: SocialLogin) -> HttpResponse:
    data = sociallogin.state.get("data") or {}
    user = request.user
    if not isinstance(user, User) or data.get(STARTED_BY) != user.pk:
        raise PermissionDenied
    account = sociallogin.account
    try:
        link(by=user, provider=account.provider, subject=account.uid)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, gettext("The identity is linked. You can sign in with it."))
    return redirect("accounts:identity")
