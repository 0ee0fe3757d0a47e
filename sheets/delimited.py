"""Read a .csv into the same cells as a workbook; everything in it is text."""

from __future__ import annotations

import csv
from io import StringIO

from sheets.errors import UnreadableWorkbook
from sheets.guard import Limits
from sheets.reader import Cell, CellKind, Sheet

_DELIMITERS = ";,\t"
_LONGEST_FIELD = 32_767


def read_delimited(content: bytes, *, limits: Limits | None = None) -> Sheet:
    """Read comma, semicolon or tab separated UTF-8 text, with or without a byte order mark.

    Raises `UnreadableWorkbook` when it is not text or has more rows than `limits` allow.
    """
    bounds = limits or Limits()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableWorkbook("not_a_workbook") from error
    if "\0" in text:
        raise UnreadableWorkbook("not_a_workbook")
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    rows: list[list[Cell]] = []
    try:
        for number, line in enumerate(csv.reader(StringIO(text), delimiter=delimiter)):
            if number >= bounds.rows:
                raise UnreadableWorkbook("too_many_rows")
            rows.append([_cell(number, column, value) for column, value in enumerate(line)])
    except csv.Error as error:
        raise UnreadableWorkbook("corrupt") from error
    return Sheet("csv", rows, hidden=False)


def _cell(row: int, column: int, value: str) -> Cell:
    text = value[:_LONGEST_FIELD]
    if not text.strip():
        return Cell(row, column, CellKind.EMPTY, None, "")
    return Cell(row, column, CellKind.TEXT, text, text)
