"""The workbook of places and what became of them: what its rows say, and its template.

A sheet is known by its header row: places (code, name, level, where it belongs, first and last day)
or successions (former code, new code, share, day, legal act). Places of the same workbook may be
named as parents and as successors.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.utils.translation import gettext

from accounts.models import AdministrativeUnit, AdministrativeUnitSuccession
from accounts.wording import FIELDS
from accounts.workbooks import UnreadableList, sheets_of
from sheets.guard import Limits
from sheets.reader import Cell, CellKind, Sheet
from sheets.writer import CellData, Column, ColumnKind, SheetData, write
from vn.numbers import decimal_text
from vn.text import fold, tidy

UNIT_COLUMNS = ("code", "name", "level", "parent", "valid_from", "valid_to")
LINK_COLUMNS = ("old", "new", "share", "effective_date", "legal_reference")
UNIT, LINK = "unit", "link"
MOST_ROWS = 2_000
_NEEDED = {UNIT: {"code", "name", "level"}, LINK: {"old", "new", "effective_date"}}
_COLUMNS = {UNIT: UNIT_COLUMNS, LINK: LINK_COLUMNS}
_DATES = {"valid_from", "valid_to", "effective_date"}
_LIMITS = Limits(rows=5_000, cells=200_000, unpacked_bytes=20_000_000)


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it was written: a place or a succession, with its sheet and its number there."""

    kind: str
    sheet: str
    number: int
    cells: Mapping[str, str]

    def text(self, name: str) -> str:
        """What stands in a column; empty when the column is not there."""
        return self.cells.get(name, "")


def read_rows(name: str, content: bytes) -> list[Row]:
    """The rows of every sheet whose header is known. Raises `UnreadableList`."""
    rows = [row for sheet in sheets_of(name, content, _LIMITS) for row in _rows(sheet)]
    if not rows:
        raise UnreadableList(
            gettext("No row under a known header row was found. Use the template.")
        )
    if len(rows) > MOST_ROWS:
        words = gettext("%(rows)s rows are too many. Send at most %(most)s rows at a time.")
        raise UnreadableList(words % {"rows": len(rows), "most": MOST_ROWS})
    return rows


def _rows(sheet: Sheet) -> Iterator[Row]:
    head = _header(sheet.rows)
    if head is None:
        return
    at, kind, columns = head
    for cells in sheet.rows[at + 1 :]:
        said = {name: _said(cells[index], name) for name, index in columns.items()}
        if any(said.values()):
            yield Row(kind, sheet.name, cells[0].row + 1, said)


def _header(rows: Sequence[Sequence[Cell]]) -> tuple[int, str, dict[str, int]] | None:
    for at, cells in enumerate(rows[:20]):
        texts = {fold(cell.text): cell.column for cell in cells}
        for kind, names in _COLUMNS.items():
            found = {n: texts[fold(str(FIELDS[n]))] for n in names if fold(str(FIELDS[n])) in texts}
            if _NEEDED[kind] <= found.keys():
                return at, kind, found
    return None


def _said(cell: Cell, name: str) -> str:
    if cell.kind is CellKind.ERROR:
        return cell.text
    if name not in _DATES and cell.kind is CellKind.NUMBER and name in ("code", "parent"):
        return cell.text.split(",")[0]
    return tidy(cell.text)


# ---------------------------------------------------------------- the template


def template() -> bytes:
    """What is on record, to correct and to add to; sent back unchanged it changes nothing."""
    units = AdministrativeUnit.objects.select_related("parent").order_by("level", "code")
    links = AdministrativeUnitSuccession.objects.select_related("old", "new")
    out = BytesIO()
    write(
        out,
        [
            SheetData(gettext("Places"), _columns(UNIT), [_unit_cells(unit) for unit in units]),
            SheetData(
                gettext("Successions"),
                _columns(LINK),
                [_link_cells(link) for link in links.order_by("old__code", "new__code")],
            ),
        ],
    )
    return out.getvalue()


def _columns(kind: str) -> list[Column]:
    return [
        Column(str(FIELDS[name]), ColumnKind.DATE if name in _DATES else ColumnKind.TEXT, 20)
        for name in _COLUMNS[kind]
    ]


def _unit_cells(unit: Any) -> list[CellData]:
    parent = unit.parent.code if unit.parent else ""
    level = str(unit.get_level_display())
    return [unit.code, unit.name, level, parent, unit.valid_from, unit.valid_to]


def _link_cells(link: Any) -> list[CellData]:
    share = "" if link.share is None else decimal_text(link.share, 4, trim=True)
    return [link.old.code, link.new.code, share, link.effective_date, link.legal_reference]
