"""The scorecard on screen: the tables of a document, each cell leading to the rows behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from accounts.models import User
from desk.addresses import CURSOR, Address
from reporting.builders.leaders import shown
from reporting.document.cells import STT
from reporting.document.shapes import Align, Cell, Document, Figure, Row, RowKind, Table
from reporting.figure_rows import rows_of
from reporting.models import ReportRun, Target
from reporting.paper_access import visible_papers
from reporting.templatetags.report import NOTHING
from vn.dates import day_text
from vn.numbers import group

RUN, FIGURE, LEFT = "bao-cao", "so-lieu", "con-lai"
"""Of the address: a frozen report, the figure opened, and "1" for the rows of its base left out."""

PAGE_SIZE, RUNS_SHOWN = 50, 12
_KINDS = (ReportRun.Template.SCORECARD, ReportRun.Template.MONTHLY_NON_BUDGET)


def frozen(user: User) -> QuerySet[ReportRun]:
    """Reports that hold a scorecard and that this person may read, the latest first."""
    runs = ReportRun.objects.filter(template__in=_KINDS, paper__in=visible_papers(user))
    return runs.order_by("-cut_off", "-pk")


def run_of(user: User, text: str) -> ReportRun | None:
    """The frozen report of the address, None for today; Http404 if it is not to be read."""
    if not text:
        return None
    number = int(text) if text.isdecimal() and len(text) < 19 else 0
    run = frozen(user).defer("pdf").filter(pk=number).first()
    if run is None:
        raise Http404
    return run


def choices(user: User, run: ReportRun | None) -> Iterator[dict[str, Any]]:
    """Today and the last frozen reports, the chosen one marked."""
    page = reverse("reporting:resolution")
    yield {"label": gettext("Today"), "url": page, "current": run is None}
    for each in frozen(user).defer("pdf", "snapshot")[:RUNS_SHOWN]:
        yield {
            "label": f"{each.get_template_display()}, {day_text(each.cut_off)} ({each.number})",
            "url": f"{page}?{RUN}={each.pk}",
            "current": run is not None and run.pk == each.pk,
        }


def cards(document: Document, address: Address) -> list[dict[str, Any]]:
    """The five figures of the scorecard; a monthly report has others on its first page."""
    if document.kind != ReportRun.Template.SCORECARD or document.first_page is None:
        return []
    return [
        {
            "label": key.label[:1].upper() + key.label[1:],
            "value": key.text,
            "goal": key.sub,
            "url": _opened(address, key.figure),
        }
        for key in document.first_page.keys
    ]


def tables(document: Document, address: Address) -> list[dict[str, Any]]:
    """The tables of the scorecard as the report prints them, cells with an address."""
    return [_table(table, address) for table in document.tables() if table.key.startswith("r135")]


def _table(table: Table, address: Address) -> dict[str, Any]:
    """Without the numbers of rows, which a screen does not need."""
    first = int(table.columns[0].label == STT.label)
    columns = [
        {"label": column.label, "number": column.align is Align.NUMBER, "head": not at}
        for at, column in enumerate(table.columns[first:])
    ]
    return {
        "key": table.key.replace(".", "-"),
        "caption": table.caption.partition(". ")[2] or table.caption,
        "columns": columns,
        "rows": [_row(row, columns, address) for row in table.rows],
        "note": table.note,
    }


def _row(row: Row, columns: list[dict[str, Any]], address: Address) -> dict[str, Any]:
    if row.kind is RowKind.GROUP:
        number, words = row.cells
        return {"group": f"{number.text}. {words.text}", "sub": words.sub}
    cells = [
        column | {"text": cell.text, "sub": cell.sub, "url": _address(address, cell)}
        for cell, column in zip(row.cells[-len(columns) :], columns, strict=True)
    ]
    if sum(bool(cell["text"]) for cell in cells[1:]) == 1:  # a state of the day, of no span
        cells[-1]["label"] = ""
    return {"cells": cells}


def _address(address: Address, cell: Cell) -> str:
    """Nothing has no rows to show."""
    return _opened(address, cell.figure) if cell.figure and cell.text != NOTHING else ""


def _opened(address: Address, figure: str) -> str:
    return f"{address.but(**{FIGURE: figure, LEFT: ''})}#chi-tiet"


def opened(document: Document, request: HttpRequest, user: User) -> dict[str, Any] | None:
    """The figure of the address with its rows, a page of them; Http404 if there is none."""
    key = request.GET.get(FIGURE, "")
    if not key:
        return None
    figure = document.figure(key) if key.startswith("r135.") else None
    if figure is None:
        raise Http404
    base = document.figure(figure.base) if figure.base else None
    left, address = request.GET.get(LEFT) == "1" and base is not None, Address(request)
    rows = _left_out(base, figure) if base and left else figure.rows
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get(CURSOR))
    return {
        "label": figure.label,
        "value": shown(figure),
        "base": f"{base.label}: {shown(base)}" if base else "",
        "tabs": _tabs(figure, base, address, left=left) if base else [],
        "rows": rows_of(list(page), user),
        "pager": _pager(page, address),
    }


def _left_out(base: Figure, figure: Figure) -> tuple[str, ...]:
    """Rows of the base that are not in the figure, a row that stands twice counted twice."""
    return tuple((Counter(base.rows) - Counter(figure.rows)).elements())


def _tabs(
    figure: Figure, base: Figure, address: Address, *, left: bool
) -> Iterable[dict[str, Any]]:
    rest = len(base.rows) - len(figure.rows)
    for label, count, value in (
        (gettext("In the figure"), len(figure.rows), ""),
        (gettext("In its base only"), rest, "1"),
    ):
        url = f"{address.but(**{LEFT: value})}#chi-tiet"
        yield {"label": label, "count": count, "url": url, "current": bool(value) is left}


def _pager(page: Any, address: Address) -> dict[str, str]:
    newer = str(page.previous_page_number()) if page.has_previous() else ""
    older = str(page.next_page_number()) if page.has_next() else ""
    total = page.paginator.count
    return {
        "summary": gettext("%(shown)s of %(total)s rows")
        % {"shown": group(len(page)), "total": group(total)},
        "newer_url": f"{address.but(**{CURSOR: newer})}#chi-tiet" if newer else "",
        "older_url": f"{address.but(**{CURSOR: older})}#chi-tiet" if older else "",
    }


def definitions() -> list[Target]:
    """The targets as the table words them."""
    return list(Target.objects.all())
