"""Write a long table as text with separators, as a spreadsheet set to Vietnamese reads it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from io import StringIO

from sheets.writer import DANGEROUS, DIVISORS, CellData, Column, ColumnKind

_LINES_AT_ONCE = 200
_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
_QUOTE = "'"


def lines(columns: Sequence[Column], rows: Iterable[Sequence[CellData]]) -> Iterator[bytes]:
    """The bytes of a .csv as its rows come in: UTF-8 with a byte order mark, semicolons.

    Numbers have a decimal comma and no grouping, in the unit of their header; days are 31/8/2026;
    unknown is empty. Text that a spreadsheet would run begins with an apostrophe. Raises ValueError
    when a row is not as long as its columns.
    """
    kept = StringIO()
    writer = csv.writer(kept, delimiter=";", lineterminator="\r\n")
    kept.write(_MARK)
    writer.writerow([harmless(column.title) for column in columns])
    kinds = [column.kind for column in columns]
    for number, values in enumerate(rows, start=1):
        writer.writerow([_written(value, kind) for value, kind in zip(values, kinds, strict=True)])
        if number % _LINES_AT_ONCE == 0:
            yield _taken(kept)
    yield _taken(kept)


def _taken(kept: StringIO) -> bytes:
    text = kept.getvalue()
    kept.seek(0)
    kept.truncate()
    return text.encode(errors="replace")


def _written(value: CellData, kind: ColumnKind) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value.day}/{value.month}/{value.year:04d}"
    if kind is ColumnKind.TEXT or isinstance(value, str | bool):
        return harmless(str(value))
    number = Decimal(value) / DIVISORS.get(kind, 1)
    return f"{number.normalize():f}".replace(".", ",")


def harmless(text: str) -> str:
    """Text that stays text: spaces before the sign of a formula do not hide it from everybody."""
    text = text.replace("\0", "")
    return _QUOTE + text if text.lstrip(" ").startswith(DANGEROUS) else text
