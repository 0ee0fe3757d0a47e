"""What the shell around every page needs to know: one object, computed only when drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language

from accounts import oidc
from accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD
from accounts.models import User
from accounts.permissions import Permission, Role
from deadlines.models import SweepRun
from desk.notice_list import unread
from investportal.language import CHOOSE, in_language
from investportal.navigation import Link, menu_for
from investportal.preferences import Preferences
from investportal.signs import Sign, sweep_alarm


@dataclass
class Shell:
    """The frame of a page: the reader's preferences, the menu, and whose portal this is.

    `request` is None on the page for an error of our own, which must not ask the database.
    """

    request: HttpRequest | None
    preferences: Preferences

    @cached_property
    def user(self) -> User | None:
        """The person signed in, or None."""
        user = getattr(self.request, "user", None)
        return user if isinstance(user, User) else None

    @cached_property
    def menu(self) -> list[tuple[Promise | str, list[Link]]]:
        """Groups of links this person may open."""
        if self.request is None or self.user is None:
            return []
        match = self.request.resolver_match
        here = getattr(self.request, "stands_in", match.view_name if match else "")
        return menu_for(self.user, here)

    @cached_property
    def unread(self) -> int:
        """Notices not read yet: the number on the bell."""
        return unread(self.user) if self.user is not None else 0

    @property
    def may_use_api(self) -> bool:
        """Whether the foot of the page leads to the description of the API."""
        return self.user is not None and self.user.can(Permission.VIEW_REGISTRY)

    @property
    def initials(self) -> str:
        """First letters of the last two words of the person's name: Lê Thu Hà -> TH."""
        return "".join(word[0] for word in str(self.user).split()[-2:]).upper()

    @property
    def province(self) -> str:
        return str(settings.PROVINCE_NAME)

    @property
    def identity_provider(self) -> str:
        """With whose identity one may sign in; empty without a provider."""
        return str(settings.OIDC_NAME) if oidc.configured() else ""

    @property
    def illustrative(self) -> bool:
        """Whether the rows on this portal are invented, which every page must say."""
        return bool(settings.PORTAL_DATASET == "demo")

    @cached_property
    def data_date(self) -> date | None:
        """The last day swept: deadlines and flags are true as of it. None before the first."""
        if self.request is None:
            return None
        return SweepRun.objects.order_by("-on").values_list("on", flat=True).first()

    @cached_property
    def alarm(self) -> Sign | None:
        """That the figures on every page are old, or the clock wrong; for staff only.

        It costs no question of its own: the last night swept is asked for anyway.
        """
        if self.user is None or not self.user.can(Permission.VIEW_REGISTRY):
            return None
        return sweep_alarm(self.data_date, timezone.localdate())  # noqa: TID251 -- an edge

    @property
    def keeps_system(self) -> bool:
        """Whether this person may open the page that says what to do about an alarm."""
        return self.user is not None and self.user.can(Permission.MANAGE_SYSTEM)

    @property
    def alternates(self) -> list[tuple[str, str]]:
        """The code of each language and the whole address of this page in it (hreflang)."""
        root = settings.PORTAL_URL.rstrip("/")
        path = self.request.path_info if self.request else "/"
        query = self.request.META.get("QUERY_STRING", "") if self.request else ""
        return [
            (code, root + in_language(path, code) + (f"?{query}" if query else ""))
            for code, _name in settings.LANGUAGES
        ]

    @property
    def languages(self) -> list[dict[str, Any]]:
        """The links between the languages of a public page: each also remembers the choice."""
        path = self.request.path_info if self.request else "/"
        return [
            {
                "code": code,
                "name": name,
                "url": f"{in_language(path, code)}?{CHOOSE}={code}",
                "here": code == get_language(),
            }
            for code, name in settings.LANGUAGES
        ]

    @property
    def demo_accounts(self) -> list[tuple[str, str]]:
        """User name and role of each demonstration account; none outside a demonstration."""
        if not settings.DEMO:
            return []
        return [(account.username, str(Role(account.role).label)) for account in DEMO_ACCOUNTS]

    @property
    def demo_password(self) -> str:
        return DEMO_PASSWORD if settings.DEMO else ""


def shell(request: HttpRequest) -> dict[str, Shell]:
    """Template context processor: `shell`."""
    return {"shell": Shell(request, Preferences.from_cookies(request.COOKIES))}
