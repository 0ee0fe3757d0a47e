"""Reading a stored workbook; what was recognised in it, as `ImportBatch.found` keeps it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.files.storage import default_storage

from projects.importing.about_sheets import about_book
from projects.importing.corrections import from_json, meanings
from projects.importing.layout import Layout
from projects.importing.reading import ParsedRow, Table, read_table
from projects.models import ImportBatch, ImportLayout
from sheets.book import Book, open_book
from sheets.errors import UnreadableWorkbook
from sheets.reader import Sheet

FILE_MISSING = "file_missing"
"""Why a workbook cannot be read whose file is gone from storage."""

MOST_TOP_ROWS, MOST_TOP_COLUMNS, LONGEST_TOP = 16, 30, 60
"""Of a sheet's top, what its picture on the page shows."""

_UNDER_HEADER = 4
_NUMBER = re.compile(r"\d+")


def read_batch(batch: ImportBatch, *, on: date) -> tuple[Table, dict[str, Any]]:
    """The rows of a stored workbook, and what was recognised in it.

    Raises `UnreadableWorkbook`.
    """
    try:
        with default_storage.open(batch.path) as file:
            content = file.read()
    except FileNotFoundError as error:
        raise UnreadableWorkbook(FILE_MISSING) from error
    book = open_book(batch.file_name, content)
    layouts = ImportLayout.objects.values_list("signature", "columns")
    table = read_table(
        book.sheets,
        on=on,
        corrections=from_json(batch.options.get("corrections", {})),
        remembered={signature: meanings(columns) for signature, columns in layouts},
    )
    return table, as_json(table, book)


def as_json(table: Table, book: Book) -> dict[str, Any]:
    """Layouts, published sums, numbers read two ways and the top of each sheet, as plain data."""
    tops = {sheet.name: sheet for sheet in book.sheets}
    return {
        "layouts": [asdict(layout) for layout in table.layouts],
        "sums": [asdict(each) for each in table.sums],
        "about": [asdict(message) for message in about_book(book)] + list(_about(table)),
        "doubts": [doubt for row in table.rows for doubt in _doubts(row)],
        "tops": {
            layout.sheet: _top(tops[layout.sheet], layout)
            for layout in table.layouts
            if layout.sheet in tops
        },
    }


def _about(table: Table) -> Iterator[dict[str, Any]]:
    """What is said of a sheet, a heading or a row that is no project: no row of the batch holds it."""
    rows = {(row.sheet, row.number) for row in table.rows}
    for message in table.messages:
        number = _NUMBER.search(message.address)
        if number is None or (message.sheet, int(number[0])) not in rows:
            yield asdict(message)


def _doubts(row: ParsedRow) -> Iterator[dict[str, Any]]:
    """The cells of a row that can be read two ways: where, what stands there, both readings."""
    for key, (comma, point) in row.doubts.items():
        yield {
            "sheet": row.sheet,
            "number": row.number,
            "address": row.addresses.get(key, ""),
            "key": key,
            "text": row.unread.get(key, row.written.get(key, "")),
            "comma": comma,
            "point": point,
        }


def _top(sheet: Sheet, layout: Layout) -> list[list[str]]:
    """The first rows as text, a little further down than the header."""
    last = max(layout.header_rows, default=MOST_TOP_ROWS - _UNDER_HEADER) + _UNDER_HEADER
    rows = sheet.rows[: min(last, MOST_TOP_ROWS)]
    return [[cell.text.strip()[:LONGEST_TOP] for cell in row[:MOST_TOP_COLUMNS]] for row in rows]
