"""Read a workbook into typed cells that know their address, so an error can name "B7"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from io import BytesIO
from pathlib import Path

import python_calamine as calamine

from sheets import cell_errors, guard
from sheets.errors import UnreadableWorkbook
from sheets.guard import Limits

# Excel keeps 15 significant digits; what a double holds beyond them is noise.
_SIGNIFICANT = 15


class CellKind(StrEnum):
    """What a cell holds."""

    EMPTY = "empty"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOL = "bool"
    ERROR = "error"


CellValue = str | Decimal | date | bool | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `row` and `column` count from 0.

    `value` is a str, Decimal, date, bool or, when EMPTY or ERROR, None. `text` is what a person
    reads: a decimal comma and no grouping, 31/8/2026, or the error's own mark (#REF!).
    """

    row: int
    column: int
    kind: CellKind
    value: CellValue
    text: str

    @property
    def address(self) -> str:
        """The address Excel shows: row 6, column 1 is B7."""
        return f"{column_letters(self.column)}{self.row + 1}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet: equally long rows from A1 to the last cell that holds something.

    `merged` are (first row, first column, last row, last column); like `hidden_rows` and
    `hidden_columns` they count from 0. The value of a merged range stands in its first cell alone.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    hidden: bool
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


def column_letters(index: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _number(value: float) -> Decimal:
    exact = Decimal(f"{value:.{_SIGNIFICANT}g}")
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact


def _typed(value: object) -> tuple[CellKind, CellValue, str]:
    if isinstance(value, bool):
        return CellKind.BOOL, value, "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        number = _number(value)
        return CellKind.NUMBER, number, f"{number:f}".replace(".", ",")
    if isinstance(value, datetime):
        clock = f" {value:%H:%M}" if value.time() != time.min else ""
        return CellKind.DATE, value.date(), f"{value.day}/{value.month}/{value.year}{clock}"
    if isinstance(value, date):
        return CellKind.DATE, value, f"{value.day}/{value.month}/{value.year}"
    if isinstance(value, time | timedelta):
        return CellKind.TEXT, str(value), str(value)
    text = str(value)
    return (CellKind.TEXT, text, text) if text.strip() else (CellKind.EMPTY, None, "")


def _cell(row: int, column: int, value: object, errors: dict[str, str]) -> Cell:
    kind, typed, text = _typed(value)
    if errors and kind is CellKind.EMPTY:
        mark = errors.get(f"{column_letters(column)}{row + 1}")
        if mark is not None:
            return Cell(row, column, CellKind.ERROR, None, mark)
    return Cell(row, column, kind, typed, text)


def _rows(values: Sequence[Sequence[object]], errors: dict[str, str]) -> list[list[Cell]]:
    rows = [
        [_cell(row, column, value, errors) for column, value in enumerate(line)]
        for row, line in enumerate(values)
    ]
    while rows and all(cell.kind is CellKind.EMPTY for cell in rows[-1]):
        rows.pop()
    return rows


def _sheets(content: bytes, limits: Limits) -> list[Sheet]:
    errors = cell_errors.find(content)
    sheets = []
    with calamine.CalamineWorkbook.from_filelike(BytesIO(content)) as book:
        for index, meta in enumerate(book.sheets_metadata):
            if meta.typ is not calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_index(index)
            if sheet.total_height > limits.rows:
                raise UnreadableWorkbook("too_many_rows", meta.name)
            values = sheet.to_python(skip_empty_area=False) if sheet.end else []
            marks = errors[index] if index < len(errors) else {}
            hidden = meta.visible is not calamine.SheetVisibleEnum.Visible
            sheets.append(Sheet(meta.name, _rows(values, marks), hidden))
    return sheets


def read(source: str | Path | bytes, *, limits: Limits | None = None) -> list[Sheet]:
    """Read every worksheet of an .xlsx, .xlsm or .xls; formulas give their stored results.

    Dates come as dates only where the cell is formatted as one. Raises `UnreadableWorkbook`, also
    when a sheet has more rows than `limits` allow: rows are never cut off in silence. A missing
    path raises FileNotFoundError.
    """
    content = source if isinstance(source, bytes) else Path(source).read_bytes()
    bounds = limits or Limits()
    guard.check(content, bounds)
    try:
        return _sheets(content, bounds)
    except calamine.PasswordError as error:
        raise UnreadableWorkbook("encrypted") from error
    except (calamine.CalamineError, *guard.DAMAGE, KeyError) as error:
        raise UnreadableWorkbook("corrupt") from error
