"""How signing in differs from allauth's defaults."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import Login
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

from accounts.actions.attempts import count_attempt
from accounts.models import Attempt, User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc, unused-ignore]
    """Accounts are opened by those who keep them; a visitor can only ask for one."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Registration is closed."""
        return False

    def is_login_by_code_required(self, login: Login) -> bool:
        """Whether a code is sent by e-mail after the password (R-9.13)."""
        return login.user is not None and _gets_a_code(login.user)

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Let in who may; codes by e-mail are sent only so often, whoever knows the password."""
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        if answer is not None or not _gets_a_code(user):
            return answer
        sent = {"what": Attempt.What.SECOND_CODE, "visitor": f"sent:{user.pk}"}
        if not count_attempt(**sent, at=timezone.now()):
            return render(request, "429.html", status=429)
        request.mailed_person = user  # type: ignore[attr-defined]
        return None

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write to a person in his or her own language, whoever's page sends it."""
        asked = getattr(context.get("request"), "mailed_person", None)
        person = context.get("account") or context.get("user") or asked
        language = getattr(person, "language", "") or translation.get_language()
        with translation.override(language):
            super().send_mail(template_prefix, email, context)


def _gets_a_code(person: User) -> bool:
    """An authenticator app is the stronger second step, so who has one is not asked twice."""
    return person.code_by_email and bool(person.email) and not is_mfa_enabled(person)
