"""Public pages: the same for everybody, kept whole, answered without session or database."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, QueryDict
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from investportal.language import CHOOSE, chosen, in_language, language_of
from investportal.preferences import COOKIE_PREFIX, Preferences
from reporting.public import caching
from reporting.public.shelf import NotKept

if TYPE_CHECKING:
    from reporting.public.caching import Answer, Rule

GetResponse = Callable[[HttpRequest], HttpResponse]

MOST_KEPT = 12 * 1024 * 1024
"""Bytes of an answer that is kept; a larger file is read anew each time."""


class _Unkept(NotKept):
    """An answer that is not kept."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.response = response


class PublicPagesMiddleware:
    """Answers public pages from what is kept, and draws them for nobody in particular.

    It stands before the session: on a public page nobody's session, name or message is looked at,
    and of the cookies only the display preferences are. The language is that of the address alone.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand on what is no public page, and the home of somebody who has a session."""
        rule = _rule_of(request)
        if rule is None or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        if request.path_info == "/" and settings.SESSION_COOKIE_NAME in request.COOKIES:
            return self.get_response(request)
        turned = _turned(request)
        if turned is not None:
            return turned
        _strip(request, rule)
        return self._answer(request, rule)

    def _answer(self, request: HttpRequest, rule: Rule) -> HttpResponse:
        language = translation.get_language()
        preferences = None if rule.plain else Preferences.from_cookies(request.COOKIES)
        key = (request.get_host(), request.get_full_path(), preferences)
        shelf = caching.SOUGHT if request.GET.get(rule.sought) else caching.ANSWERS

        def drawn() -> Answer:
            response = self.get_response(request)
            if response.status_code != 200 or response.cookies or response.streaming:
                raise _Unkept(response)
            response.headers.setdefault("Content-Language", language)
            answer = caching.Answer.of(response)
            if answer.size > MOST_KEPT:
                raise _Unkept(response)
            return answer

        try:
            answer = shelf.get(key, caching.stamp(), drawn)
        except _Unkept as unkept:
            return unkept.response
        return _sent(request, answer, rule)


def _rule_of(request: HttpRequest) -> Rule | None:
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return None
    return getattr(view, "public_rule", None)


def _turned(request: HttpRequest) -> HttpResponse | None:
    """To the other language: by its link, or because it was chosen before."""
    asked = request.GET.get(CHOOSE, "")
    if asked in dict(settings.LANGUAGES):
        answer = redirect(in_language(request.path_info, asked))
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            asked,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            samesite="Lax",
        )
    elif not language_of(request.path) and chosen(request) != settings.LANGUAGE_CODE:
        query = request.META.get("QUERY_STRING", "")
        where = in_language(request.path_info, chosen(request))
        answer = redirect(f"{where}?{query}" if query else where)
    else:
        return None
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _strip(request: HttpRequest, rule: Rule) -> None:
    """Leave of the request what the page may depend on, in one spelling."""
    request.COOKIES = {
        name: value for name, value in request.COOKIES.items() if name.startswith(COOKIE_PREFIX)
    }
    asked = QueryDict(mutable=True)
    for name in sorted(rule.allowed & request.GET.keys()):
        value = request.GET[name].replace("\0", "").strip()[: caching.LONGEST_VALUE]
        if value:
            asked[name] = value
    request.GET = asked  # type: ignore[assignment]
    request.META["QUERY_STRING"] = asked.urlencode()


def _sent(request: HttpRequest, answer: Answer, rule: Rule) -> HttpResponse:
    etag = f'W/"{answer.etag}"'
    known = parse_etags(request.headers.get("If-None-Match", ""))
    response: HttpResponse
    if etag in known or "*" in known:
        response = HttpResponseNotModified()
    else:
        packed = bool(answer.small) and "gzip" in request.headers.get("Accept-Encoding", "")
        response = HttpResponse(answer.small if packed else answer.body)
        for name, value in answer.headers:
            response.headers[name] = value
        response.headers["Content-Length"] = str(len(response.content))
        if packed:
            response.headers["Content-Encoding"] = "gzip"
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, max-age=60"
    del response.headers["Vary"]
    patch_vary_headers(
        response, ["Accept-Encoding"] if rule.plain else ["Accept-Encoding", "Cookie"]
    )
    return response
