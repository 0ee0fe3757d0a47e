"""Write a table whose heading has several levels, as official forms do: merged, numbered, indented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import IO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from sheets.heights import LINE, lines_of
from sheets.names import safe_names
from sheets.writer import (
    DANGEROUS,
    DIVISORS,
    LONGEST_TEXT,
    NO_MOMENT,
    CellData,
    ColumnKind,
)

_FONT = {"font_name": "Times New Roman", "font_size": 11}
# Money in triệu keeps three decimals where there are any: 2.768.098,333 beside 4.484.305,92.
_FORMATS = {
    ColumnKind.MONEY_TRIEU: "#,##0.###",
    ColumnKind.PERCENT: "0.00%",
    ColumnKind.DECIMAL: "+0.00;-0.00;0.00",
    ColumnKind.INTEGER: "#,##0",
}
_HEADING_HEIGHT = 48


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A heading from its level and column (both from 0), over so many levels and columns."""

    title: str
    level: int
    column: int
    height: int = 1
    width: int = 1


@dataclass(frozen=True, slots=True)
class OfficialRow:
    """One row; `indent` moves the second column in, `strong` rows are bold."""

    values: Sequence[CellData]
    indent: int = 0
    strong: bool = False


@dataclass(frozen=True, slots=True)
class OfficialSheet:
    """A sheet. `heading` lines stand above, the first one as the title; `unit` right above the table.

    `numbers` is the row of column numbers and formulas; `notes` stand below the table.
    """

    name: str
    heading: Sequence[str]
    unit: str
    heads: Sequence[HeadCell]
    kinds: Sequence[ColumnKind]
    widths: Sequence[int]
    numbers: Sequence[str]
    rows: Sequence[OfficialRow]
    notes: Sequence[str] = ()
    frozen: int = 2


class _Styles:
    """The formats of the workbook, each made when it is first used."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def __call__(self, **properties: object) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({**_FONT, **properties})
        return self._made[key]

    def cell(self, kind: ColumnKind, row: OfficialRow, *, indent: int = 0) -> Format:
        """The format of a cell in a row."""
        more: dict[str, object] = {"border": 1, "valign": "top", "bold": row.strong}
        if kind in _FORMATS:
            return self(**more, num_format=_FORMATS[kind], align="right")
        return self(**more, text_wrap=True, indent=indent)


def write_official(stream: IO[bytes], data: OfficialSheet) -> None:
    """Write an .xlsx of one sheet to `stream`: landscape A4, the heading on every page.

    Text never runs as a formula. Raises ValueError when a row is not as long as its columns.
    """
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, options)
    try:
        book.set_properties({"created": NO_MOMENT})
        sheet = book.add_worksheet(safe_names([data.name])[0])
        _write(sheet, data, _Styles(book))
    finally:
        book.close()


def _write(sheet: Worksheet, data: OfficialSheet, style: _Styles) -> None:
    last = len(data.kinds) - 1
    for index, width in enumerate(data.widths):
        sheet.set_column(index, index, width)
    for row, line in enumerate(data.heading):
        centred = style(align="center", bold=row == 0)
        sheet.merge_range(row, 0, row, last, line, centred)
    top = len(data.heading)
    sheet.merge_range(top, 0, top, last, data.unit, style(align="right", italic=True))
    first = _write_heads(sheet, data, style, top + 1)
    for at, each in enumerate(data.rows, start=first):
        _write_row(sheet, at, each, data, style)
    after = first + len(data.rows)
    for row, line in enumerate(data.notes, start=after):
        sheet.write_string(row, 1, line, style(italic=True))
    sheet.freeze_panes(first, data.frozen)
    sheet.repeat_rows(top + 1, first - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _write_heads(sheet: Worksheet, data: OfficialSheet, style: _Styles, top: int) -> int:
    """The heading and the numbers of the columns; the row after them."""
    bold = style(
        bold=True, border=1, text_wrap=True, align="center", valign="vcenter", bg_color="#E6EAE8"
    )
    levels = max(each.level + each.height for each in data.heads)
    for each in data.heads:
        at = (top + each.level, each.column)
        end = (at[0] + each.height - 1, at[1] + each.width - 1)
        if at == end:
            sheet.write_string(*at, each.title, bold)
        else:
            sheet.merge_range(*at, *end, each.title, bold)
    sheet.set_row(top + levels - 1, _HEADING_HEIGHT)
    for index, number in enumerate(data.numbers):
        centred = style(border=1, italic=True, align="center", text_wrap=True, num_format="@")
        sheet.write_string(top + levels, index, number, centred)
    sheet.set_row(top + levels, 2 * LINE)
    return top + levels + 1


def _write_row(
    sheet: Worksheet, at: int, row: OfficialRow, data: OfficialSheet, style: _Styles
) -> None:
    lines = 1
    for index, (kind, value) in enumerate(zip(data.kinds, row.values, strict=True)):
        look = style.cell(kind, row, indent=row.indent if index == 1 else 0)
        if value is None or value == "":
            sheet.write_blank(at, index, None, look)
        elif isinstance(value, int | Decimal) and kind is not ColumnKind.TEXT:
            sheet.write_number(at, index, float(Decimal(value) / DIVISORS.get(kind, 1)), look)
        else:
            text = str(value)[:LONGEST_TEXT]
            if text.startswith(DANGEROUS):
                look = style(border=1, valign="top", text_wrap=True, quote_prefix=True)
            sheet.write_string(at, index, text, look)
            lines = max(lines, lines_of(text, max(1, data.widths[index] - 2 * row.indent)))
    sheet.set_row(at, LINE * lines)
