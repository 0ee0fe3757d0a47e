"""Editing in the place of a section: the section of the project page that asks instead of a page.

Each section stands in an element with the identifier `cho-<key>`; htmx sends that identifier with
what is asked from inside it. Whoever answers draws a part for that place, else a whole page.
"""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

TOP = "dau"
"""The place of the key facts, where the project itself and its state are edited."""

_PLACE = re.compile(r"cho-([a-z_]{1,40})")


def place(request: HttpRequest) -> str:
    """The key of the section that asks; empty when a whole page is asked for."""
    found = _PLACE.fullmatch(request.headers.get("HX-Target", ""))
    return found[1] if found and request.headers.get("HX-Request") == "true" else ""


def told_apart(response: HttpResponse) -> HttpResponse:
    """The answer, marked so that no browser shows a part where it wants the page."""
    patch_vary_headers(response, ["HX-Target"])
    return response
