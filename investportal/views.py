"""Pages that belong to no app: the way in, display preferences, errors, the component page."""

from __future__ import annotations

import errno
import secrets
import sys

import structlog
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from psycopg2.errors import DiskFull

from accounts.access import requires
from accounts.api import CODES, asks_the_api, refuse
from accounts.models import User
from accounts.permissions import Permission
from desk.drafts import kept, typed_again
from investportal import gallery as samples
from investportal.context import Shell
from investportal.preferences import (
    CHOICES,
    COOKIE_AGE_SECONDS,
    COOKIE_PREFIX,
    Preferences,
    resolve,
)
from projects.querysets.public import owns_any
from reporting.public.caching import public_page
from reporting.views import public

RETRY_AFTER_SECONDS = "30"
"""How long a program waits for the database before it asks again."""

log = structlog.get_logger(__name__)


@public_page()
def home(request: HttpRequest) -> HttpResponse:
    """The public home; a person who is signed in goes on to the page his or her work begins on."""
    user = request.user
    if not isinstance(user, User):
        return public.home(request)
    if user.can(Permission.VIEW_DASHBOARD):
        return redirect("reporting:dashboard")
    if user.can(Permission.ENTER_PAYMENTS) and owns_any(user):
        return redirect("disbursement:owner_home")
    own = user.can(Permission.VIEW_OWN_PROJECTS)
    return redirect("projects:own_list" if own else "projects:list")


@csrf_exempt  # Only a cookie of the reader's own changes, and public pages are the same for everybody.
@require_POST
def set_preference(request: HttpRequest) -> HttpResponse:
    """Keep one display preference in a cookie; 204 for a script, else back to the page."""
    current = Preferences.from_cookies(request.COOKIES)
    for name in CHOICES:
        if name in request.POST:
            value = resolve(name, request.POST[name], current.current(name))
            break
    else:
        return HttpResponseBadRequest()
    if value is None:
        return HttpResponseBadRequest()
    response = _answer(request)
    response.set_cookie(
        COOKIE_PREFIX + name,
        value,
        max_age=COOKIE_AGE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _answer(request: HttpRequest) -> HttpResponse:
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(status=204)
    wanted = request.POST.get("next") or request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(wanted if safe else "/")


@require_safe
@login_required
def shortcuts(request: HttpRequest) -> HttpResponse:
    """The keys that do something, and the switch that turns them off."""
    return render(request, "shortcuts.html")


@requires(Permission.VIEW_DASHBOARD)
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component with sample words, to look at in all themes and to run axe on."""
    form = samples.SampleForm(
        data={"number": "1644/QĐ-UBND", "signed": "31/6/2026", "kind": "adjustment"}
    )
    return render(request, "gallery.html", samples.context() | {"form": form})


def _refuse(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """Draw an error page, or tell a program, with a code that is also written to the log."""
    code = secrets.token_hex(4).upper()
    log.warning("request_refused", status=status, path=request.path, lookup_code=code)
    if asks_the_api(request):
        return refuse(status, CODES.get(status, "bad_request"), {"lookup_code": [code]})
    return render(request, template, {"lookup_code": code}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the browser sent something no page of ours sends; 413: more than a form may hold."""
    if isinstance(exception, RequestDataTooBig):
        return _refuse(request, "413.html", 413)
    return _refuse(request, "400.html", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: an act on a visible thing that this person may not do."""
    return _refuse(request, "403.html", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such page, or a page whose existence this person may not know."""
    return _refuse(request, "404.html", 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form came from elsewhere, or from a page too old to know whose it is.

    A form with a key comes back filled in, with a new token: the person signed in again in
    another window.
    """
    draft = kept(request)
    if draft is not None:
        return redirect(draft.address)
    return _refuse(request, "403_csrf.html", 403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. Drawn without the database, the session or the person.

    503 while the database is away and 507 when a disk is full: the person can act on those. What
    was typed is in the page, to be sent again.
    """
    code = secrets.token_hex(4).upper()
    status = _status_of(sys.exc_info()[1])
    log.exception("request_failed", path=request.path, lookup_code=code, status=status)
    headers = {"Retry-After": RETRY_AFTER_SECONDS} if status > 500 else {}
    if asks_the_api(request):
        return refuse(status, "server_error", {"lookup_code": [code]}, headers)
    frame = Shell(None, Preferences.from_cookies(request.COOKIES))
    context = {"shell": frame, "lookup_code": code} | typed_again(request)
    page = render_to_string(f"{status}.html", context)
    return HttpResponse(page, status=status, headers=headers)


def _status_of(error: BaseException | None) -> int:
    if isinstance(error, OperationalError | InterfaceError):
        return 507 if isinstance(error.__cause__, DiskFull) else 503
    full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
    return 507 if full else 500
