"""What every request passes through that no app owns."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from allauth.mfa.utils import is_mfa_enabled
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

GetResponse = Callable[[HttpRequest], HttpResponse]


LONGEST_NAME = 255
"""Characters of the column in which failed attempts are counted by name."""


def sign_in_name(request: HttpRequest, credentials: Mapping[str, str | None] | None) -> str:
    """The name or e-mail under which somebody tries to sign in, for the counting of failures.

    Cut to what its column holds: no account has a longer one.
    """
    given = credentials or {}
    name = given.get("username") or given.get("email") or request.POST.get("login")
    return (name or "").replace("\0", "").strip().lower()[:LONGEST_NAME]


class ContentSecurityPolicyMiddleware(CSPMiddleware):  # type: ignore[misc, unused-ignore]
    """The strict policy everywhere, and the admin's own policy under the admin."""

    def get_policy_parts(
        self,
        request: HttpRequest,
        response: HttpResponseBase,
        report_only: bool = False,  # noqa: FBT001, FBT002 -- the library's signature
    ) -> PolicyParts:
        """Replace the directives that Django's admin cannot live with."""
        parts = super().get_policy_parts(request, response, report_only)
        if request.path.startswith(reverse("admin:index")):
            parts.replace = (parts.replace or {}) | settings.ADMIN_CONTENT_SECURITY_POLICY
        return parts


class SecondFactorMiddleware:
    """With SECOND_FACTOR=1, nobody gets past sign-in without a second factor."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Send a person without a second factor to the page that sets one up."""
        if settings.SECOND_FACTOR and self._must_set_up(request):
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    @staticmethod
    def _must_set_up(request: HttpRequest) -> bool:
        if not request.user.is_authenticated:
            return False
        open_paths = (
            reverse("mfa_index"),
            reverse("account_logout"),
            reverse("account_reauthenticate"),
            reverse("health"),
        )
        return not request.path.startswith(open_paths) and not is_mfa_enabled(request.user)
