"""Pages that belong to no app: the way in, display preferences, errors, the component page."""

from __future__ import annotations

import secrets

import structlog
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from investportal import gallery as samples
from investportal.context import Shell
from investportal.preferences import (
    COOKIE_AGE_SECONDS,
    COOKIE_PREFIX,
    Preferences,
    resolve,
)

log = structlog.get_logger(__name__)


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Send a person to the page his or her work begins on."""
    if signed_in(request).can(Permission.VIEW_DASHBOARD):
        return redirect("reporting:dashboard")
    return redirect("projects:list")


@require_POST
def set_preference(request: HttpRequest) -> HttpResponse:
    """Keep one display preference in a cookie; 204 for a script, else back to the page."""
    current = Preferences.from_cookies(request.COOKIES)
    for name in ("size", "contrast", "theme"):
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


@requires(Permission.VIEW_DASHBOARD)
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component with sample words, to look at in all themes and to run axe on."""
    form = samples.SampleForm(
        data={"number": "1644/QĐ-UBND", "signed": "31/6/2026", "kind": "adjustment"}
    )
    return render(request, "gallery.html", samples.context() | {"form": form})


def _refuse(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """Draw an error page with a code that is also written to the log."""
    code = secrets.token_hex(4).upper()
    log.warning("request_refused", status=status, path=request.path, lookup_code=code)
    return render(request, template, {"lookup_code": code}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the browser sent something no page of ours sends."""
    return _refuse(request, "400.html", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: an act on a visible thing that this person may not do."""
    return _refuse(request, "403.html", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such page, or a page whose existence this person may not know."""
    return _refuse(request, "404.html", 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the page was open too long, or its form came from elsewhere."""
    return _refuse(request, "403_csrf.html", 403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. Drawn without the database, the session or the person."""
    code = secrets.token_hex(4).upper()
    log.exception("request_failed", path=request.path, lookup_code=code)
    frame = Shell(None, Preferences.from_cookies(request.COOKIES))
    page = render_to_string("500.html", {"shell": frame, "lookup_code": code})
    return HttpResponse(page, status=500)
