"""Open data to take home: what there is, and the files."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from reporting.public import open_data
from reporting.public.caching import public_page

_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8"}


@public_page()
def sets(request: HttpRequest) -> HttpResponse:
    """The sets with their dictionaries, the day and the licence."""
    context = {
        "sets": open_data.SETS,
        "on": timezone.localdate(),
        "licence": licence(),
        "confirmed": bool(settings.OPEN_DATA_LICENCE),
    }
    return render(request, "public/open_data.html", context)


@public_page(plain=True)
def file(_request: HttpRequest, key: str, form: str) -> HttpResponse:
    """One set as CSV or JSON; 404 for a set or form that is not there."""
    found, on = open_data.one(key), timezone.localdate()
    if found is None or form not in _TYPES:
        raise Http404
    text = open_data.as_csv(found, on) if form == "csv" else open_data.as_json(found, on, licence())
    response = HttpResponse(text, content_type=_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{key}-{on:%Y-%m-%d}.{form}"'
    response["Access-Control-Allow-Origin"] = "*"
    return response


def licence() -> str:
    """The terms of use as the province set them, else the proposed ones."""
    return settings.OPEN_DATA_LICENCE or gettext("May be used again freely, naming the source.")
