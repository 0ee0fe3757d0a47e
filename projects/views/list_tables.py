"""The list as a workbook, as text with separators, and as a table to copy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from desk.addresses import CURSOR, SIZE
from projects.actions.exporting import Taken, note_taken
from projects.lists import tables as list_tables
from projects.lists.columns import Column, text_of
from projects.lists.question import ListQuestion
from projects.lists.tables import Made, Part
from sheets import delimited_writer, streamed
from sheets.writer import ColumnKind
from vn.areas import ha_text
from vn.money import ty_text
from vn.numbers import group

FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
FORMAT = "dang"
"""The parameter that says which of them is wanted; a workbook if nothing does."""
COPIED = "bang"
NUMBERS = (ColumnKind.MONEY_TY, ColumnKind.DECIMAL, ColumnKind.INTEGER)
MOST_COPIED = 1_000
"""Rows of a table to copy: more are taken along as a workbook."""


@require_safe
@requires(Permission.VIEW_REGISTRY)
def take_list(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The whole list of the address as a file, sent while it is being read."""
    form = request.GET.get(FORMAT) or "xlsx"
    if form not in FORMATS:
        raise Http404
    question = _question(request)
    parts = list_tables.parts_of(question)
    made = Made(question.user, timezone.now())
    if request.method == "GET":
        _note(request, question, form, list_tables.size_of(parts))
    if form == "csv":
        pieces = delimited_writer.lines(*list_tables.with_group(question, parts))
    else:
        pieces = streamed.stream(list_tables.sheet(question, parts, made))
    answer = StreamingHttpResponse(_spoken(pieces), content_type=FORMATS[form])
    name = f"du-an-{timezone.localtime(made.at):%Y%m%d-%H%M}.{form}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
@requires(Permission.VIEW_REGISTRY)
def copy_list(request: HttpRequest) -> HttpResponse:
    """Nothing but the table, so that it can be selected, copied and pasted as it stands."""
    question = _question(request)
    parts = list_tables.parts_of(question)
    made = Made(question.user, timezone.now())
    if any(part.line for part in parts):
        table, left_out = _lines(question, parts), 0
    else:
        shown = parts[0].ids[:MOST_COPIED]
        table, left_out = _rows(question, shown), len(parts[0].ids) - len(shown)
    if request.method == "GET":
        _note(request, question, COPIED, len(table["rows"]))
    context = table | {
        "left_out": left_out,
        "most": MOST_COPIED,
        "source": list_tables.source(question, made),
        "about": list_tables.about(question, made)[1:3],
    }
    return render(request, "projects/list_copy.html", context)


def _question(request: HttpRequest) -> ListQuestion:
    return ListQuestion(signed_in(request), request.GET, on=timezone.localdate())


def _rows(question: ListQuestion, ids: Sequence[int]) -> dict[str, Any]:
    """The cells as the screen writes them, whole; what a spreadsheet would run begins with a quote."""
    columns = [replace(column, shown=None) for column in question.laid_out]
    return {
        "columns": [(each.label, each.kind in NUMBERS) for each in columns],
        "rows": [
            [_text(column, text_of(column, row)) for column in columns]
            for row in question.rows(ids)
        ],
    }


def _lines(question: ListQuestion, parts: Sequence[Part]) -> dict[str, Any]:
    """The groups as the screen has them: what each adds up to."""
    titles = (gettext("Projects"), gettext("Capital (billion VND)"), gettext("Area (ha)"))
    first = str(question.grouping.label) if question.grouping else ""
    return {
        "columns": [(first, False), *((title, True) for title in titles)],
        "rows": [
            [
                (delimited_writer.harmless(line.label), False),
                (group(line.projects), True),
                (ty_text(line.capital_vnd), True),
                (ha_text(line.area_m2), True),
            ]
            for line in (part.line for part in parts)
            if line is not None
        ],
    }


def _text(column: Column, text: str) -> tuple[str, bool]:
    if column.kind in NUMBERS:
        return text, True
    return delimited_writer.harmless(text), False


def _note(request: HttpRequest, question: ListQuestion, form: str, rows: int) -> None:
    query = request.GET.copy()
    for name in (FORMAT, CURSOR, SIZE):
        query.pop(name, None)
    name = gettext("Registry of investment projects")
    taken = Taken(name=name, query=query.urlencode(), form=form, rows=rows)
    note_taken(by=question.user, taken=taken)


def _spoken(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The rows are read after the language of the request was put away: they keep it."""
    return _in(translation.get_language() or settings.LANGUAGE_CODE, pieces)


def _in(language: str, pieces: Iterator[bytes]) -> Iterator[bytes]:
    with translation.override(language):
        piece = next(pieces, None)
    while piece is not None:
        yield piece
        with translation.override(language):
            piece = next(pieces, None)
