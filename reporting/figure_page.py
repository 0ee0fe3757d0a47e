"""One figure of a report as pages show it: its line in the list, and its page with its rows."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from accounts.models import User
from reporting import editions
from reporting.builders.leaders import shown
from reporting.document.shapes import Figure, Unit
from reporting.figure_rows import rows_of
from reporting.models import Paper

_UNITS = {Unit.VND: "tỷ đồng", Unit.AREA: "ha"}


def context(paper: Paper, key: str, user: User) -> dict[str, Any] | None:
    """A figure with its rows; None when the report has no such figure."""
    document = editions.frozen(paper)
    figure = document.figure(key)
    if figure is None:
        return None
    base = document.figure(figure.base) if figure.base else None
    rows = rows_of(figure.rows, user)
    return {
        "paper": paper,
        "figure": figure,
        "text": shown(figure),
        "unit": unit(figure),
        "base": base,
        "base_text": shown(base) if base else "",
        "rows": rows,
        "untold": len(figure.rows) - len(rows),
        "crumbs": crumbs(paper),
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
