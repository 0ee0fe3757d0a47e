"""What stands above and below the header of a sheet: roles of rows, cells that tell of a column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from projects.importing.columns import MEASURED, Column, Vocabulary
from projects.importing.headers import Header
from projects.importing.layout import MarkedRow, Role, Style
from projects.importing.numerals import column_style
from projects.importing.row_roles import Roles, RowIs
from sheets.reader import Cell, CellKind, Sheet
from vn.text import fold, tidy

UNIT_LINE = re.compile(r"\b(?:don vi|dvt|dv)(?: tinh)?\b ?:?(?P<units>.*)")
_COUNTED = frozenset({Role.DATA, Role.TOTAL, Role.SECTION})
_SAMPLES = 3


@dataclass(slots=True)
class Counted:
    """The numbers of one column as they are written, and where."""

    texts: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    samples: list[str] = field(default_factory=list)

    def note(self, cell: Cell, *, is_data: bool) -> None:
        """Look at one more cell of the column."""
        if cell.kind is CellKind.EMPTY:
            return
        if is_data and len(self.samples) < _SAMPLES:
            self.samples.append(tidy(cell.text)[:80])
        if cell.kind is CellKind.TEXT:
            self.texts.append(cell.text)
            self.places.append(cell.address)


def walk(
    sheet: Sheet, header: Header, vocabulary: Vocabulary
) -> tuple[list[RowIs], dict[int, Counted]]:
    """What the rows below the header are, and what stands in the columns."""
    telling = Roles(header, vocabulary.required)
    counted = {title.index: Counted() for title in header.titles}
    measured = {t.index for t in header.titles if t.column and t.column.known.kind in MEASURED}
    roles = []
    for row, cells in enumerate(islice(sheet.rows, header.rows[-1] + 1, None), header.rows[-1] + 1):
        one = telling.one(row, cells)
        roles.append(one)
        if one.role not in _COUNTED:
            continue
        is_data = one.role is Role.DATA
        for index, notes in counted.items():
            if index < len(cells) and (index in measured or len(notes.samples) < _SAMPLES):
                notes.note(cells[index], is_data=is_data)
    return roles, counted


def styled_columns(
    columns: Sequence[Column], counted: Mapping[int, Counted], answered: Mapping[int, Style]
) -> tuple[dict[int, Column], dict[int, tuple[str, ...]]]:
    """The columns with the style of their numbers, and the cells that decide it."""
    styled, decided = {}, {}
    for column in columns:
        if column.known.kind not in MEASURED:
            styled[column.index] = column
            continue
        notes = counted[column.index]
        style, positions = column_style(notes.texts)
        if answer := answered.get(column.index):
            style, positions = answer, ()
        decided[column.index] = tuple(notes.places[position] for position in positions)
        styled[column.index] = replace(column, style=style, sure=bool(answer))
    return styled, decided


def above(sheet: Sheet, header: Header) -> Iterator[MarkedRow]:
    """The rows above the header: titles, unit lines, blanks; then the header itself."""
    for row, cells in enumerate(islice(sheet.rows, header.rows[-1] + 1)):
        if row in header.rows:
            yield mark(cells, Role.HEADER)
        elif not first(cells):
            yield MarkedRow(row + 1, Role.BLANK, "")
        else:
            is_unit = any(UNIT_LINE.search(fold(c.text)) for c in cells if c.kind is CellKind.TEXT)
            yield mark(cells, Role.UNIT if is_unit else Role.TITLE)


def mark(cells: Sequence[Cell], role: Role) -> MarkedRow:
    """A row to be shown as what it is."""
    return MarkedRow(cells[0].row + 1, role, first(cells))


def marks(roles: Sequence[RowIs]) -> Iterator[MarkedRow]:
    """The rows below the header that are no data."""
    for one in roles:
        if one.role is not Role.DATA:
            yield MarkedRow(one.row + 1, one.role, one.text, one.level)


def first(cells: Sequence[Cell]) -> str:
    """What the first cell that says anything says."""
    return next((tidy(c.text)[:200] for c in cells if c.kind is not CellKind.EMPTY), "")
