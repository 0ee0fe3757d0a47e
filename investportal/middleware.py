"""What every request passes through that no app owns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from urllib.parse import urlsplit

import structlog
from allauth.mfa.utils import is_mfa_enabled
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import DatabaseError, Error
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    QueryDict,
    UnreadablePostError,
)
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext

from accounts.api import asks_the_api, refuse
from accounts.models import User
from accounts.permissions import Role
from desk.actions import drafts
from desk.drafts import (
    came_from,
    chosen_files,
    done_before,
    kept,
    read_key,
    remember_done,
    same_origin,
    typed_of,
)
from desk.models import USE, Draft
from investportal.language import bare
from vn.secrecy import marked

log = structlog.get_logger(__name__)
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


class PackedPagesMiddleware(GZipMiddleware):
    """Pages travel packed, a fifth of their size on a slow line; files are sent as they are.

    Django adds bytes at random to each and masks its tokens, so that lengths tell nothing (BREACH).
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Pack what is text for people."""
        if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
            return response
        packed: HttpResponseBase = super().process_response(request, response)
        return packed


class KeepAnswerMiddleware(SessionMiddleware):
    """The usual session, but no answer is taken back because the session could not be kept after it.

    By then the act is done: a page that says "not saved" (507) would be untrue, and whoever believes
    it does the act twice. A sign-in needs its new session, so without one it fails as before.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Keep the session where that can be done."""
        try:
            return super().process_response(request, response)
        except Error:
            if request.session.session_key != request.COOKIES.get(settings.SESSION_COOKIE_NAME):
                raise
            log.exception("session_not_kept", path=request.path)
            return response


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
    """With SECOND_FACTOR=1, nobody gets past sign-in without a second factor.

    With SECOND_FACTOR_INVESTORS=1 no investor does: they come from outside (R-9.13).
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Send a person without a second factor to the page that sets one up."""
        asked = settings.SECOND_FACTOR or settings.SECOND_FACTOR_INVESTORS
        if asked and self._must_set_up(request):
            if asks_the_api(request):
                return refuse(403, "second_factor_required")
            return redirect("mfa_index")
        return self.get_response(request)

    @staticmethod
    def _must_set_up(request: HttpRequest) -> bool:
        user = request.user
        if not isinstance(user, User):
            return False
        if not settings.SECOND_FACTOR and user.role != Role.INVESTOR:
            return False
        open_paths = (
            reverse("mfa_index"),
            reverse("account_logout"),
            reverse("account_reauthenticate"),
            reverse("health"),
        )
        if request.path.startswith(open_paths):
            return False
        by_email = user.code_by_email and bool(user.email)
        return not by_email and not is_mfa_enabled(user)


DECLARED = "bi_mat"
"""The box by which a person says that a form holds a state secret (`_components/secret_notice.html`)."""

SIGN_IN_PAGES = {"account_login", "admin:login"}


class KeepTypedMiddleware:
    """Nothing that was typed into a form with a key is lost, whatever happens to the post.

    The draft is made first, before the sign-in, the CSRF token or the act are looked at: the
    signed key says whose it is, and the browser that one of our own pages sent it. An answer that
    redirects has done the act, so its draft ends; one that sends to the sign-in leads back to the
    form with everything in it. The same words sent again from the same form, because the line broke
    before the answer came, are not done a second time.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Keep, answer, and let go of what was saved."""
        if request.method != "POST":
            return self.get_response(request)
        draft = _keep(request)
        request.draft = draft  # type: ignore[attr-defined]
        if draft is not None and draft == kept(request) and (led := done_before(request, draft)):
            drafts.discard(user_id=draft.user_id, form=draft.form)
            messages.info(request, gettext("You sent this before. It was done once."))
            return redirect(led)
        response = self.get_response(request)
        where = response.get("Location", "")
        page = _page_of(where)
        if page in SIGN_IN_PAGES and _comes_back_to(where) == request.get_full_path():
            return redirect_to_login(draft.address if draft else came_from(request) or "/")
        if draft is not None and draft == kept(request) and page and where != draft.address:
            with suppress(DatabaseError):
                drafts.discard(user_id=draft.user_id, form=draft.form)
                remember_done(request, draft, where)
        return response


class RefuseSecretsMiddleware:
    """State secrets never enter (Law 84/2025 art. 37.2): a post that is declared or marked as one.

    It stands before everything that keeps or shows what was typed: no draft is made, one that was
    made of the same form before the mark was typed is thrown away, and the answer repeats nothing.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse with 422 and a notice that says what to do instead."""
        if request.method != "POST" or not _holds_a_secret(request):
            return self.get_response(request)
        key = read_key(request.POST.get(USE, ""))
        if key is not None and same_origin(request):
            drafts.discard(user_id=key.user_id, form=key.form)
        return render(request, "state_secret.html", {"again": came_from(request)}, status=422)


def _holds_a_secret(request: HttpRequest) -> bool:
    with suppress(UnreadablePostError):
        if DECLARED in request.POST:
            return True
        texts = (text for name in request.POST for text in request.POST.getlist(name))
        return any(map(marked, (*texts, *chosen_files(request))))
    return False


def _keep(request: HttpRequest) -> Draft | None:
    # A browser that went away while sending, a database that is: the view finds out for itself.
    with suppress(UnreadablePostError, DatabaseError, drafts.TooLarge):
        key = read_key(request.POST.get(USE, ""))
        if key is None or not same_origin(request):
            return None
        return drafts.keep(key=key, typed=typed_of(request), at=timezone.now())
    return None


def _comes_back_to(location: str) -> str:
    """The address to which signing in would lead: the one that was asked, if it is why."""
    return QueryDict(urlsplit(location).query).get("next", "")


def _page_of(location: str) -> str:
    """The name of the page an answer redirects to; empty for none, and for steps of signing in."""
    if not location:
        return ""
    try:
        name = resolve(bare(urlsplit(location).path)).view_name
    except Resolver404:
        return ""
    return "" if name.startswith(("account_", "mfa_")) and name not in SIGN_IN_PAGES else name
