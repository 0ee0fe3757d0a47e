"""The list as a workbook, as text with separators, and as a table to copy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from desk.addresses import CURSOR, SIZE
from projects import list_tables
from projects.actions.exporting import Taken, note_taken
from projects.list_columns import Column, text_of
from projects.list_question import ListQuestion
from projects.list_tables import Made
from sheets import delimited_writer, streamed
from sheets.writer import ColumnKind

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
    ids = list_tables.ids_of(question)
    made = Made(question.user, timezone.now())
    if request.method == "GET":
        _note(request, question, form, len(ids))
    sheet = list_tables.sheet(question, ids, made)
    if form == "csv":
        pieces = delimited_writer.lines(sheet.columns, list_tables.cells(question, ids))
    else:
        pieces = streamed.stream(sheet)
    answer = StreamingHttpResponse(_spoken(pieces), content_type=FORMATS[form])
    name = f"du-an-{timezone.localtime(made.at):%Y%m%d-%H%M}.{form}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
@requires(Permission.VIEW_REGISTRY)
def copy_list(request: HttpRequest) -> HttpResponse:
    """Nothing but the table, so that it can be selected, copied and pasted as it stands."""
    question = _question(request)
    ids = list_tables.ids_of(question)
    shown = ids[:MOST_COPIED]
    made = Made(question.user, timezone.now())
    if request.method == "GET":
        _note(request, question, COPIED, len(shown))
    context = {
        "columns": [(each.label, each.kind in NUMBERS) for each in question.laid_out],
        "rows": _texts(question, shown),
        "total": len(ids),
        "left_out": len(ids) - len(shown),
        "source": list_tables.source(question, made),
        "about": list_tables.about(question, made)[1:3],
    }
    return render(request, "projects/list_copy.html", context)


def _question(request: HttpRequest) -> ListQuestion:
    return ListQuestion(signed_in(request), request.GET, on=timezone.localdate())


def _texts(question: ListQuestion, ids: Sequence[int]) -> list[list[tuple[str, bool]]]:
    """The cells as the screen writes them, whole; what a spreadsheet would run begins with a quote."""
    columns = [replace(column, shown=None) for column in question.laid_out]
    return [
        [_text(column, text_of(column, row)) for column in columns] for row in question.rows(ids)
    ]


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
