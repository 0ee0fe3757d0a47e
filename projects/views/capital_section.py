"""The registered capital by its parts on the project page (R-1.7)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from projects.models import CapitalPart, Project
from projects.views.amounts import capital, dollars
from projects.views.sight import Sight
from vn.money import in_words, ty_text
from vn.numbers import percent_text, ratio_percent


def section(sight: Sight) -> dict[str, Any]:
    """The parts of the capital."""
    project: Project = sight.record.project
    parts = list(project.capital_parts.select_related("investor"))
    return {"capital_parts": _parts(project, parts)}


def _parts(project: Project, rows: list[CapitalPart]) -> dict[str, Any]:
    """Each part with its share of their sum, and what the sum asks about the registered capital."""
    if not rows:
        return {}
    total = sum(row.amount_vnd for row in rows)
    return {
        "rows": [_part(row, total) for row in rows],
        "total": ty_text(total, 3, trim=True),
        "words": in_words(total),
        "registered": capital(project),
        "questions": _questions(project, rows, total),
    }


def _part(row: CapitalPart, total: int) -> dict[str, Any]:
    share = ratio_percent(row.amount_vnd, total)
    return {
        "pk": row.pk,
        "kind": row.get_kind_display(),
        "investor": row.investor.name if row.investor else "",
        "amount": ty_text(row.amount_vnd, 3, trim=True),
        "share": "—" if share is None else percent_text(share),
        "dollars": dollars(row.amount_usd, row.rate_vnd, row.rate_date),
        "source": row.source,
    }


def _questions(project: Project, rows: list[CapitalPart], total: int) -> list[str]:
    """What does not agree; both figures stay as they were entered."""
    found = []
    registered = project.registered_capital_vnd
    if registered is not None and registered != total:
        said = {
            "parts": _ty(total),
            "registered": _ty(registered),
            "off": _ty(abs(total - registered)),
        }
        words = gettext(
            "The parts add up to %(parts)s, registered are %(registered)s: %(off)s apart."
        )
        found.append(words % said)
    usd = [row.amount_usd for row in rows if row.amount_usd is not None]
    stated = project.registered_capital_usd
    if stated is not None and len(usd) == len(rows) and sum(usd) != stated:
        words = gettext("The parts add up to %(parts)s, registered are %(registered)s.")
        said = {"parts": dollars(Decimal(sum(usd))), "registered": dollars(stated)}
        found.append(words % said)
    return found


def _ty(vnd: int) -> str:
    return gettext("%(amount)s billion VND") % {"amount": ty_text(vnd, 3, trim=True)}
