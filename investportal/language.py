"""Which language a page is in: the one its address names, else the reader's choice, else Vietnamese.

Every page has two addresses, `/du-an/` and `/en/du-an/`. The prefix is taken off before the address
is looked up and put before every address the answer names, so that who reads English stays there and
no other line of the portal knows of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

GetResponse = Callable[[HttpRequest], HttpResponse]

PREFIXES = {
    code: f"/{code}/" for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE
}

CHOOSE = "ngon-ngu"
"""In the links between the languages of a public page: whoever chose one before reads the other."""


class ChosenLanguageMiddleware:
    """The language of the address, else of the cookie, else the portal's own.

    Django's own middleware would follow the browser, and many browsers in Vietnamese offices were
    installed in English by people who read Vietnamese.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Draw the answer in one of settings.LANGUAGES and say which."""
        named = language_of(request.path_info)
        language = named or chosen(request)
        before = get_script_prefix()
        if named:
            request.path_info = bare(request.path_info)
            set_script_prefix(f"{before.rstrip('/')}{PREFIXES[named]}")
        try:
            with translation.override(language):
                request.LANGUAGE_CODE = language
                response = self.get_response(request)
        finally:
            set_script_prefix(before)
        response.headers.setdefault("Content-Language", language)
        return response


def chosen(request: HttpRequest) -> str:
    """What the reader chose, else the portal's own language."""
    kept = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return kept if kept in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def language_of(path: str) -> str:
    """The language an address names; empty for none, which the portal's own never is."""
    return next((code for code, prefix in PREFIXES.items() if path.startswith(prefix)), "")


def bare(path: str) -> str:
    """The address without its language."""
    named = language_of(path)
    return path[len(PREFIXES[named]) - 1 :] if named else path


def in_language(path: str, language: str) -> str:
    """The address of the same page in a language."""
    prefix = PREFIXES.get(language, "/")
    return prefix + bare(path).lstrip("/")


@csrf_exempt  # Only a cookie of the reader's own changes, and public pages are the same for everybody.
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the language and go back to the page, under an address that names no other."""
    posted = request.POST.copy()
    posted["next"] = bare(posted.get("next", "/"))
    request.POST = posted  # type: ignore[assignment]
    return set_language(request)  # type: ignore[no-any-return, unused-ignore]


def resuming(view: Callable[..., Any]) -> Callable[..., Any]:
    """The view that asks for the password again, then does what was held up, in any language.

    allauth looks the held-up address up as it was typed, and no line of the addresses knows a language.
    """

    @wraps(view)
    def resumed(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        goes_on = request.POST.get("next", "")
        held = request.session.get(STATE_SESSION_KEY) or {}
        if language_of(goes_on) and "request" in held:
            said = json.loads(held["request"])
            said["path"] = bare(said["path"])
            request.session[STATE_SESSION_KEY] = {"request": json.dumps(said)}
            posted = request.POST.copy()
            posted["next"] = bare(goes_on)
            request.POST = posted  # type: ignore[assignment]
        return view(request, *args, **kwargs)

    return resumed
