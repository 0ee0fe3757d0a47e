"""What is to be said of whole sheets: what is hidden, what is not known, what cannot be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from projects.importing import headers
from projects.importing.corrections import SheetAnswers
from projects.importing.layout import Why
from projects.importing.messages import Message, Severity
from projects.importing.proposing import Plan, address_of
from projects.importing.vocabularies import OTHERS
from sheets.book import Book
from sheets.encodings import old_font
from sheets.reader import CellKind

_SAMPLE_ROWS = 60
_MOST_NUMBERS = 20


def about_book(book: Book) -> Iterator[Message]:
    """What is told of the file as a whole: links to other files, what an .xls does not tell."""
    for link in book.links:
        yield Message(Severity.WARNING, "", "", "linked_workbook", link)
    if book.kind == "xls":
        yield Message(Severity.NOTE, "", "", "hidden_not_told")


def about_sheet(plan: Plan, answers: SheetAnswers) -> Iterator[Message]:
    """What is hidden in it, and which of its columns have no meaning or the same one twice."""
    layout = plan.layout
    if layout.left_out == "hidden":
        yield Message(Severity.WARNING, layout.sheet, "", "hidden_sheet", layout.sheet)
    if not layout.used or plan.header is None:
        return
    yield from _about_columns(plan, plan.header.numbering)
    if layout.hidden_rows and answers.hidden_rows is None:
        numbers = ", ".join(map(str, layout.hidden_rows[:_MOST_NUMBERS]))
        more = "…" if len(layout.hidden_rows) > _MOST_NUMBERS else ""
        yield Message(Severity.WARNING, layout.sheet, "", "hidden_rows", numbers + more)


def _about_columns(plan: Plan, numbering: int | None) -> Iterator[Message]:
    seen: set[str] = set()
    for column in plan.layout.columns:
        asked = column.why is not Why.PERSON
        if column.key in seen:
            yield _at(plan, column.index, Severity.ERROR, "repeated_column", column.title)
        if column.key:
            seen.add(column.key)
        elif asked and column.index != numbering:
            yield _at(plan, column.index, Severity.WARNING, "unknown_column", column.title)
        if column.hidden and column.key and asked:
            yield _at(plan, column.index, Severity.WARNING, "hidden_column", column.title)


def _at(plan: Plan, index: int, severity: Severity, code: str, title: str) -> Message:
    return Message(severity, plan.sheet.name, address_of(plan, index), code, title)


def no_header(plans: Sequence[Plan]) -> Iterator[Message]:
    """Why nothing could be read: no header, or text typed for a font of before Unicode."""
    for plan in plans:
        texts = (
            cell.text
            for row in islice(plan.sheet.rows, _SAMPLE_ROWS)
            for cell in row
            if cell.kind is CellKind.TEXT
        )
        if font := old_font(" ".join(texts)):
            yield Message(Severity.ERROR, plan.sheet.name, "", "old_font", font.upper())
            return
    if any(plan.layout.left_out == "person" for plan in plans):
        return
    name = plans[0].sheet.name if plans else ""
    for code, vocabulary in OTHERS.items():
        if any(headers.find(plan.sheet, vocabulary) for plan in plans):
            yield Message(Severity.ERROR, name, "", code)
            return
    yield Message(Severity.ERROR, name, "", "no_header")
