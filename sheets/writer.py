"""Write workbooks with typed columns, a frozen header, and text that can never run as a formula."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import IO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from sheets.heights import LINE, lines_of
from sheets.names import safe_names

CellData = str | int | Decimal | date | bool | None


class Strong(tuple[CellData, ...]):
    """The values of a row that stands out among the others: a group, or the total."""

    __slots__ = ()


_FONT = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Beginnings of a text that a spreadsheet may take for a formula, also in their wide forms."""
LONGEST_TEXT = 32_767
# Workbooks without a stated moment all carry this one, so equal data gives equal bytes.
NO_MOMENT = datetime(2000, 1, 1)  # noqa: DTZ001  the library takes naive local time only


class ColumnKind(StrEnum):
    """What a column holds, which decides its number format and alignment.

    A NUMBER is drawn as it is given: an int without decimals, a Decimal with two.
    """

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    NUMBER = "number"
    MONEY_DONG = "money_dong"
    MONEY_TRIEU = "money_trieu"
    MONEY_TY = "money_ty"
    PERCENT = "percent"
    DATE = "date"


# Excel draws these with the separators of the reader's system: 1.234,5 on a Vietnamese one.
_FORMATS = {
    ColumnKind.INTEGER: "#,##0",
    ColumnKind.DECIMAL: "#,##0.00",
    ColumnKind.NUMBER: "#,##0.00",
    ColumnKind.MONEY_DONG: "#,##0",
    ColumnKind.MONEY_TRIEU: "#,##0.00",
    ColumnKind.MONEY_TY: "#,##0.0",
    ColumnKind.PERCENT: "0.00%",
    # Quoted slashes, or the reader's system puts its own date separator there.
    ColumnKind.DATE: 'd"/"m"/"yyyy',
}
DIVISORS = {
    ColumnKind.MONEY_TRIEU: 1_000_000,
    ColumnKind.MONEY_TY: 1_000_000_000,
    ColumnKind.PERCENT: 100,
}
_WIDTHS = {ColumnKind.TEXT: 32, ColumnKind.DATE: 12, ColumnKind.PERCENT: 10}


@dataclass(frozen=True, slots=True)
class Column:
    """One column. Money comes in whole đồng, per cents as 26.27; `width` is in characters.

    Words in a column of numbers stand at the right like them; those of a `centred` one in the middle.
    """

    title: str
    kind: ColumnKind = ColumnKind.TEXT
    width: int | None = None
    centred: bool = False


@dataclass(frozen=True, slots=True)
class HeadBlock:
    """A cell of a head in several levels, by its first and last rows and columns from 0."""

    label: str
    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class SheetData:
    """One sheet. `heading` lines (title, unit, "số liệu đến") stand above the header row.

    `heads` replace the titles of the columns by several levels; `numbers` stand under the head.
    """

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[CellData]]
    heading: Sequence[str] = field(default=())
    heads: Sequence[HeadBlock] = field(default=())
    numbers: Sequence[str] = field(default=())


@dataclass(frozen=True, slots=True)
class Styles:
    """The formats of one workbook; `placed`: words by their side, and whether quoted."""

    heading: Format
    below: Format
    header: Format
    text: Format
    quoted: Format
    placed: dict[tuple[str, bool], Format]
    by_kind: dict[ColumnKind, Format]


def styles_of(book: Workbook, **everywhere: object) -> Styles:
    """Add our formats to a workbook; `everywhere`: properties that all of them have besides."""

    def style(**properties: object) -> Format:
        return book.add_format({**_FONT, **properties, **everywhere})

    header = style(
        bold=True, text_wrap=True, border=1, align="center", valign="vcenter", bg_color="#E6EAE8"
    )
    placed = {
        (side, quoted): style(text_wrap=True, border=1, align=side, quote_prefix=quoted)
        for side in ("left", "right", "center")
        for quoted in (False, True)
    }
    by_kind = {
        kind: style(num_format=number_format, border=1, align="right")
        for kind, number_format in _FORMATS.items()
    }
    return Styles(
        heading=style(bold=True, text_wrap=True),
        below=style(italic=True, text_wrap=True),
        header=header,
        text=placed["left", False],
        quoted=placed["left", True],
        placed=placed,
        by_kind=by_kind,
    )


def _write_text(
    sheet: Worksheet, at: tuple[int, int], text: str, styles: Styles, side: str = "left"
) -> None:
    if len(text) > LONGEST_TEXT:
        text = text[: LONGEST_TEXT - 1] + "…"
    # Stored as a string, so it does not run here; the quote prefix keeps it a string when the
    # cell is edited or the sheet is saved again.
    sheet.write_string(*at, text, styles.placed[side, text.startswith(DANGEROUS)])


def _write_cell(
    sheet: Worksheet, at: tuple[int, int], value: CellData, column: Column, styles: Styles
) -> None:
    kind = column.kind
    if kind is ColumnKind.NUMBER and isinstance(value, int):
        kind = ColumnKind.INTEGER
    style = styles.by_kind.get(kind, styles.text)
    if value is None:
        sheet.write_blank(*at, None, style)
    elif isinstance(value, date):
        sheet.write_datetime(*at, value, styles.by_kind[ColumnKind.DATE])
    elif isinstance(value, str | bool) or kind is ColumnKind.TEXT:
        _write_text(sheet, at, str(value), styles, _side_of(column))
    else:
        # A workbook stores doubles and nothing else; the division is exact until this line.
        sheet.write_number(*at, float(Decimal(value) / DIVISORS.get(kind, 1)), style)


def _side_of(column: Column) -> str:
    if column.centred:
        return "center"
    return "left" if column.kind is ColumnKind.TEXT else "right"


def width_of(column: Column) -> int:
    """The width of a column in characters."""
    return column.width or _WIDTHS.get(column.kind, 16)


def lay_out(sheet: Worksheet, data: SheetData, styles: Styles) -> int:
    """Write what stands above the rows; returns the index of the last row of the head."""
    for index, column in enumerate(data.columns):
        sheet.set_column(index, index, width_of(column))
    for row, line in enumerate(data.heading):
        _write_over_all(sheet, row, line, data.columns, styles)
    first = len(data.heading) + bool(data.heading)
    last = _write_head(sheet, data, first, styles)
    sheet.freeze_panes(last + 1, 0)
    sheet.repeat_rows(first, last)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    if data.columns and data.rows:
        sheet.autofilter(last, 0, last + len(data.rows), len(data.columns) - 1)
    return last


def _write_over_all(
    sheet: Worksheet, row: int, line: str, columns: Sequence[Column], styles: Styles
) -> None:
    """A line as wide as the table: one that ran on would make the printed page as wide as itself."""
    style = styles.below if row else styles.heading
    if len(columns) < 2:
        sheet.write_string(row, 0, line, style)
        return
    sheet.merge_range(row, 0, row, len(columns) - 1, line, style)
    sheet.set_row(row, LINE * lines_of(line, sum(map(width_of, columns))))


def _write_head(sheet: Worksheet, data: SheetData, first: int, styles: Styles) -> int:
    """The head from its first row on; returns its last."""
    titles = [HeadBlock(column.title, 0, i, 0, i) for i, column in enumerate(data.columns)]
    blocks = data.heads or titles
    for each in blocks:
        places = (first + each.top, each.left, first + each.bottom, each.right)
        if each.top == each.bottom and each.left == each.right:
            sheet.write_string(*places[:2], each.label, styles.header)
        else:
            sheet.merge_range(*places, each.label, styles.header)
    levels = 1 + max((each.bottom for each in blocks), default=0)
    lines = _head_lines(blocks, [width_of(column) for column in data.columns], levels)
    for level, count in enumerate(lines):
        sheet.set_row(first + level, LINE * count)
    for index, number in enumerate(data.numbers):
        sheet.write_string(first + levels, index, number, styles.header)
    return first + levels - (not data.numbers)


def _head_lines(blocks: Sequence[HeadBlock], widths: Sequence[int], levels: int) -> list[int]:
    """Lines of each level; what a cell over several levels needs besides is given to the last."""
    lines = [1] * levels
    for each in sorted(blocks, key=lambda block: block.bottom - block.top):
        needed = lines_of(each.label, sum(widths[each.left : each.right + 1]))
        lines[each.bottom] += max(0, needed - sum(lines[each.top : each.bottom + 1]))
    return lines


@dataclass(frozen=True, slots=True)
class _Looks:
    """How a row is drawn: as the others, standing out, and standing out over empty neighbours."""

    plain: Styles
    strong: Styles
    running_on: Styles


def _write_sheet(sheet: Worksheet, data: SheetData, looks: _Looks) -> None:
    head = lay_out(sheet, data, looks.plain)
    for row, values in enumerate(data.rows, start=head + 1):
        lines = 1
        after = [*values[1:], None]
        cells = zip(data.columns, values, after, strict=True)
        for index, (column, value, beside) in enumerate(cells):
            styles = looks.plain
            if type(values) is Strong:
                styles = looks.running_on if beside is None else looks.strong
            if isinstance(value, str) and styles is not looks.running_on:
                lines = max(lines, lines_of(value, width_of(column)))
            _write_cell(sheet, (row, index), value, column, styles)
        sheet.set_row(row, LINE * lines)


def write(
    stream: IO[bytes], sheets: Sequence[SheetData], *, created: datetime | None = None
) -> None:
    """Write an .xlsx to `stream`. Text beginning with = + - @ stays text.

    `created` is stamped as the moment of creation (this room reads no clock). Raises ValueError
    when there is no sheet, or a row is not as long as its columns.
    """
    if not sheets:
        raise ValueError("a workbook needs at least one sheet")
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, options)
    try:
        book.set_properties({"created": (created or NO_MOMENT).replace(tzinfo=None)})
        looks = _Looks(
            plain=styles_of(book),
            strong=styles_of(book, bold=True),
            running_on=styles_of(book, bold=True, text_wrap=False),
        )
        for name, data in zip(safe_names([data.name for data in sheets]), sheets, strict=True):
            _write_sheet(book.add_worksheet(name), data, looks)
    finally:
        book.close()
