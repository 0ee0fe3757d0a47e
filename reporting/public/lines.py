"""Public lists in words: projects, calls, the index, whom to ask; in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.models import PciResult
from projects.published import pci as pci_lists
from projects.wording import STAGES, partial
from reporting.public.calls import PublicCall
from reporting.public.glosses import glossed
from reporting.public.project_list import Published
from reporting.public.words import billions
from vn.areas import ha_text
from vn.dates import day_text
from vn.money import MILLION, ty_text
from vn.numbers import decimal_text

SORTS: tuple[tuple[str, Promise], ...] = (
    ("ten", _("By name")),
    ("von", _("Largest capital first")),
    ("moi", _("Newest publication first")),
)


# ---------------------------------------------------------------- projects


def project_rows(rows: Iterable[Published]) -> list[dict[str, Any]]:
    """Lines of the list."""
    return [
        {
            "row": row,
            "url": reverse("public:project", args=[row.code]),
            "sector": glossed(row.sector),
            "places": ", ".join(row.places),
            "capital": "—"
            if row.capital_vnd is None
            else decimal_text(billions(row.capital_vnd), 1),
            "stage": STAGES[row.stage],
        }
        for row in rows
    ]


def project_page(row: Published) -> dict[str, Any]:
    """One project: its facts and its milestones."""
    return {
        "row": row,
        "facts": [(label, text) for label, text in _facts(row) if text],
        "milestones": [
            {
                "name": item.name,
                "planned": partial(item.planned, item.planned_precision) or "—",
                "actual": partial(item.actual, item.actual_precision),
                "reached": item.reached,
            }
            for item in row.milestones
        ],
    }


def _facts(row: Published) -> list[tuple[str, str]]:
    amount, area = row.capital_vnd, ha_text(row.area_m2, 2, trim=True)
    return [
        (gettext("Stage"), str(STAGES[row.stage])),
        (gettext("Sector"), glossed(row.sector)),
        (gettext("Place"), ", ".join(row.places)),
        (
            gettext("Registered capital"),
            ""
            if amount is None
            else gettext("%(n)s billion VND") % {"n": decimal_text(billions(amount), 1)},
        ),
        (gettext("Land area"), area and gettext("%(n)s hectares") % {"n": area}),
        (
            gettext("Kind of capital"),
            gettext("Public investment")
            if row.is_public_investment
            else gettext("Non-budget capital"),
        ),
        (gettext("Published on"), day_text(row.published_on)),
    ]


def pages(request: HttpRequest, page: int, last: int) -> list[dict[str, Any]]:
    """Links to the pages of a list, those near the present one and both ends."""
    near = sorted({1, last, *range(max(1, page - 2), min(last, page + 2) + 1)})
    found = []
    for number in near if last > 1 else []:
        asked = request.GET.copy()
        asked["trang"] = str(number)
        found.append({"n": number, "url": f"?{asked.urlencode()}", "here": number == page})
    return found


# ---------------------------------------------------------------- the rest


def pci_rows(rows: Sequence[PciResult]) -> list[dict[str, Any]]:
    """Every value with its source."""
    contradicting = pci_lists.contradicting(rows)
    return [
        {
            "row": row,
            "score": "—" if row.score is None else decimal_text(row.score, 2),
            "contradicted": row.pk in contradicting,
            "is_link": row.source.startswith(("http://", "https://")),
        }
        for row in rows
    ]


def contact() -> dict[str, Any]:
    """Who answers for the portal, as the installation says."""
    return {
        "agency": glossed(settings.CONTACT_AGENCY or settings.ISSUER_NAME),
        "address": settings.CONTACT_ADDRESS,
        "phone": settings.CONTACT_PHONE,
        "email": settings.CONTACT_EMAIL,
        "hours": settings.CONTACT_HOURS,
        "dialled": "".join(mark for mark in settings.CONTACT_PHONE if mark in "+0123456789"),
        "stated": bool(
            settings.CONTACT_PHONE or settings.CONTACT_EMAIL or settings.CONTACT_ADDRESS
        ),
    }


# ---------------------------------------------------------------- calls for investment


def named(names: Iterable[str]) -> list[tuple[str, str]]:
    """Names to choose from, each with what it means."""
    return [(name, glossed(name)) for name in names]


def call(row: PublicCall) -> dict[str, Any]:
    """A call as people read it."""
    area = ha_text(row.area_m2, 1)
    return {
        "row": row,
        "url": reverse("public:call", args=[row.code]),
        "interest_url": reverse("public:interest", args=[row.code]),
        "sector": glossed(row.sector),
        "area": gettext("%(n)s hectares") % {"n": area} if area else row.area_text,
        "capital": _capital_of(row),
        "form": glossed(row.form),
        "contact": glossed(row.contact),
        "issuer": glossed(row.issuer),
    }


def _capital_of(row: PublicCall) -> str:
    found = []
    if row.capital_vnd is not None:
        amount = decimal_text(billions(row.capital_vnd), 1, trim=True)
        found.append(gettext("%(n)s billion VND") % {"n": amount})
    if row.capital_usd is not None:
        amount = decimal_text(row.capital_usd / MILLION, 2, trim=True)
        found.append(gettext("%(n)s million USD") % {"n": amount})
    return " · ".join(found) or row.capital_text


def calls_total(rows: Sequence[PublicCall]) -> dict[str, Any]:
    """How many, and the sum of those that state an amount in đồng."""
    known = [row.capital_vnd for row in rows if row.capital_vnd is not None]
    return {
        "count": len(rows),
        "capital": ty_text(sum(known), 0) if known else "",
        "without": len(rows) - len(known),
    }
