"""Read a workbook into typed cells that know their address, so an error can name "B7"."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import overload

import python_calamine as calamine

from sheets import cell_errors, guard, parts
from sheets.errors import UnreadableWorkbook
from sheets.guard import Limits
from sheets.parts import PartFacts

# Excel keeps 15 significant digits; what a double holds beyond them is noise.
_SIGNIFICANT = 15
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


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


@lru_cache(maxsize=1024)
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


class Rows(Sequence[list[Cell]]):
    """The rows of a sheet; each cell is made when it is asked for.

    A hundred thousand rows of ready cells would take half a gigabyte.
    """

    def __init__(self, values: Sequence[Sequence[object]], errors: dict[str, str]) -> None:
        last = len(values)
        rows_with_errors = {int(address.lstrip(_LETTERS)) for address in errors}
        while last and last not in rows_with_errors and _is_blank(values[last - 1]):
            last -= 1
        self._values = values[:last]
        self._errors = errors
        self._rows_with_errors = rows_with_errors

    def __len__(self) -> int:
        return len(self._values)

    @overload
    def __getitem__(self, index: int) -> list[Cell]: ...
    @overload
    def __getitem__(self, index: slice) -> list[list[Cell]]: ...
    def __getitem__(self, index: int | slice) -> list[Cell] | list[list[Cell]]:
        if isinstance(index, slice):
            return [self._row(at) for at in range(*index.indices(len(self)))]
        return self._row(range(len(self))[index])

    def __iter__(self) -> Iterator[list[Cell]]:
        return map(self._row, range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rows) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def _row(self, row: int) -> list[Cell]:
        cells = [Cell(row, column, *_typed(v)) for column, v in enumerate(self._values[row])]
        if row + 1 in self._rows_with_errors:
            return [self._or_error(cell) for cell in cells]
        return cells

    def _or_error(self, cell: Cell) -> Cell:
        mark = self._errors.get(cell.address) if cell.kind is CellKind.EMPTY else None
        return cell if mark is None else Cell(cell.row, cell.column, CellKind.ERROR, None, mark)


def _is_blank(values: Sequence[object]) -> bool:
    return all(value == "" or (isinstance(value, str) and not value.strip()) for value in values)


@dataclass(frozen=True, slots=True)
class _Marks:
    """What the parts of an .xlsx say of one sheet."""

    facts: PartFacts
    errors: dict[str, str]


def _marks(content: bytes, facts: dict[str, PartFacts]) -> list[_Marks]:
    """For each sheet of an .xlsx in order; nothing for an .xls, which does not tell."""
    if not content.startswith(guard.ZIP):
        return []
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return [
            _Marks(facts[name], _errors(archive, name, facts[name]))
            if name in facts
            else _Marks(PartFacts(), {})
            for name in parts.sheet_parts(archive)
        ]


def _errors(archive: zipfile.ZipFile, name: str, facts: PartFacts) -> dict[str, str]:
    return cell_errors.in_part(archive, name) if facts.has_errors else {}


def _sheets(content: bytes, facts: dict[str, PartFacts], limits: Limits) -> list[Sheet]:
    marks = _marks(content, facts)
    sheets = []
    with calamine.CalamineWorkbook.from_filelike(BytesIO(content)) as book:
        for index, meta in enumerate(book.sheets_metadata):
            if meta.typ is not calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_index(index)
            if sheet.end and sheet.end[0] >= limits.rows:
                raise UnreadableWorkbook("too_many_rows", meta.name)
            known = marks[index] if index < len(marks) else _Marks(PartFacts(), {})
            sheets.append(_sheet(sheet, meta, known))
    return sheets


def _sheet(sheet: calamine.CalamineSheet, meta: calamine.SheetMetadata, known: _Marks) -> Sheet:
    values = sheet.to_python(skip_empty_area=False) if sheet.end else []
    merged = sheet.merged_cell_ranges or []
    return Sheet(
        meta.name,
        Rows(values, known.errors),
        hidden=meta.visible is not calamine.SheetVisibleEnum.Visible,
        merged=tuple((*first, *last) for first, last in merged),
        hidden_rows=frozenset(known.facts.hidden_rows),
        hidden_columns=frozenset(known.facts.hidden_columns),
    )


def read(source: str | Path | bytes, *, limits: Limits | None = None) -> list[Sheet]:
    """Read every worksheet of an .xlsx, .xlsm or .xls; formulas give their stored results.

    Dates come as dates only where the cell is formatted as one. Raises `UnreadableWorkbook`, also
    when a sheet has more rows than `limits` allow: rows are never cut off in silence. A missing
    path raises FileNotFoundError.
    """
    content = source if isinstance(source, bytes) else Path(source).read_bytes()
    bounds = limits or Limits()
    facts = guard.check(content, bounds)
    try:
        return _sheets(content, facts, bounds)
    except calamine.PasswordError as error:
        raise UnreadableWorkbook("encrypted") from error
    except (calamine.CalamineError, *guard.DAMAGE, KeyError) as error:
        raise UnreadableWorkbook("corrupt") from error
