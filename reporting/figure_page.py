"""One figure of a report as pages show it: its line in the list, and its page with its rows."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from accounts.access import signed_in
from desk.addresses import CURSOR, Address
from reporting import editions
from reporting.builders.leaders import shown
from reporting.document.shapes import Figure, Unit
from reporting.figure_rows import rows_of
from reporting.models import Paper
from vn.numbers import group

PAGE_SIZE = 100
"""Rows of a figure on one page."""

_UNITS = {Unit.VND: "tỷ đồng", Unit.AREA: "ha"}


def context(paper: Paper, key: str, request: HttpRequest) -> dict[str, Any] | None:
    """A figure with a page of its rows; None when the report has no such figure."""
    document = editions.frozen(paper)
    figure = document.figure(key)
    if figure is None:
        return None
    base = document.figure(figure.base) if figure.base else None
    page = Paginator(figure.rows, PAGE_SIZE).get_page(request.GET.get(CURSOR))
    rows = rows_of(list(page), signed_in(request))
    return {
        "paper": paper,
        "figure": figure,
        "text": shown(figure),
        "unit": unit(figure),
        "base": base,
        "base_text": shown(base) if base else "",
        "rows": rows,
        "untold": len(list(page)) - len(rows),
        "pager": _pager(page, Address(request)) if page.paginator.num_pages > 1 else None,
        "crumbs": crumbs(paper),
    }


def _pager(page: Page[str], address: Address) -> dict[str, str]:
    said = {"first": page.start_index(), "last": page.end_index(), "total": page.paginator.count}
    newer = str(page.previous_page_number()) if page.has_previous() else ""
    older = str(page.next_page_number()) if page.has_next() else ""
    return {
        "summary": gettext("Rows %(first)s to %(last)s of %(total)s")
        % {name: group(number) for name, number in said.items()},
        "newer_url": address.but(**{CURSOR: newer}) if newer else "",
        "older_url": address.but(**{CURSOR: older}) if older else "",
    }


def line(paper: Paper, figure: Figure) -> dict[str, Any]:
    """A figure in the list of all."""
    return {
        "label": figure.label,
        "text": shown(figure),
        "unit": unit(figure),
        "url": address(paper, figure.key),
        "rows": len(figure.rows),
    }


def unit(figure: Figure) -> str:
    """The unit beside a value that is printed without it."""
    return _UNITS.get(figure.unit, "")


def address(paper: Paper, key: str) -> str:
    """The page of a figure."""
    return reverse("reporting:report_figure", args=[paper.run_id, key])


def crumbs(paper: Paper) -> list[tuple[str, str]]:
    """The way to a page below that of a report."""
    return [
        (gettext("Reports"), reverse("reporting:reports")),
        (str(paper), reverse("reporting:report", args=[paper.run_id])),
    ]
