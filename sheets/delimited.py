"""Read a .csv into the same cells as a workbook; everything in it is text."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from sheets.encodings import decoded
from sheets.errors import UnreadableWorkbook
from sheets.guard import Limits
from sheets.reader import Cell, CellKind, Sheet

_DELIMITERS = ";\t,|"
_LONGEST_FIELD = 32_767
_SAMPLE = 50


def read_delimited(content: bytes, *, limits: Limits | None = None) -> Sheet:
    """Read text separated by commas, semicolons, tabs or bars, in UTF-8 or marked UTF-16.

    Raises `UnreadableWorkbook` when it is not such text or larger than `limits` allow.
    """
    bounds = limits or Limits()
    text = decoded(content)
    delimiter, text = _delimiter(text)
    rows: list[list[Cell]] = []
    cells = 0
    for number, line in enumerate(_records(text, delimiter)):
        cells += len(line)
        if number >= bounds.rows:
            raise UnreadableWorkbook("too_many_rows")
        if cells > bounds.cells:
            raise UnreadableWorkbook("too_large")
        rows.append([_cell(number, column, value) for column, value in enumerate(line)])
    while rows and all(cell.kind is CellKind.EMPTY for cell in rows[-1]):
        rows.pop()
    return Sheet("csv", _equally_long(rows), hidden=False)


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise UnreadableWorkbook("corrupt") from error


def _delimiter(text: str) -> tuple[str, str]:
    """The delimiter, and the text without the line by which Excel names it ("sep=;")."""
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == len("sep=;"):
        return first.strip()[-1], rest
    return max(_DELIMITERS, key=lambda mark: _fits(text, mark)), text


def _fits(text: str, delimiter: str) -> tuple[int, int]:
    """How many of the first records have the same number of fields, and how many fields."""
    lengths: Counter[int] = Counter()
    try:
        for record in islice(_records(text, delimiter), _SAMPLE):
            if len(record) > 1:
                lengths[len(record)] += 1
    except UnreadableWorkbook:
        return (0, 0)
    return max(((count, fields) for fields, count in lengths.items()), default=(0, 0))


def _equally_long(rows: list[list[Cell]]) -> list[list[Cell]]:
    width = max((len(row) for row in rows), default=0)
    for number, row in enumerate(rows):
        row += [Cell(number, at, CellKind.EMPTY, None, "") for at in range(len(row), width)]
    return rows


def _cell(row: int, column: int, value: str) -> Cell:
    text = value[:_LONGEST_FIELD]
    if not text.strip():
        return Cell(row, column, CellKind.EMPTY, None, "")
    return Cell(row, column, CellKind.TEXT, text, text)
