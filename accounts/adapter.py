"""How signing in differs from allauth's defaults."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import Login
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest
from django.utils import translation


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc, unused-ignore]
    """Accounts are opened by those who keep them; a visitor can only ask for one."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Registration is closed."""
        return False

    def is_login_by_code_required(self, login: Login) -> bool:
        """Whether a code is sent by e-mail after the password (R-9.13).

        An authenticator app is the stronger second step, so who has one is not asked twice.
        """
        user = login.user
        if user is None or not user.email or is_mfa_enabled(user):
            return False
        return bool(user.code_by_email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write to a person in his or her own language, whoever's page sends it."""
        person = context.get("account") or context.get("user")
        language = getattr(person, "language", "") or translation.get_language()
        with translation.override(language):
            super().send_mail(template_prefix, email, context)
