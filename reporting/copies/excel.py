"""A report as a workbook: one sheet a table, with numbers as numbers and days as days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO

from reporting.copies.heads import head_blocks
from reporting.document.edited import Edited
from reporting.document.shapes import (
    Align,
    Cell,
    Column,
    Document,
    Figure,
    Row,
    RowKind,
    Table,
    Unit,
)
from sheets.writer import CellData, ColumnKind, SheetData, Strong, write
from sheets.writer import Column as SheetColumn
from vn.dates import day_text

_KINDS = {
    Unit.COUNT: ColumnKind.INTEGER,
    Unit.DAYS: ColumnKind.INTEGER,
    Unit.VND: ColumnKind.DECIMAL,
    Unit.AREA: ColumnKind.DECIMAL,
    Unit.PERCENT: ColumnKind.PERCENT,
    Unit.POINTS: ColumnKind.DECIMAL,
    Unit.SCORE: ColumnKind.DECIMAL,
    Unit.DATE: ColumnKind.DATE,
}
_SQUARE_METRES_A_HECTARE = 10_000
_MILLION, _BILLION = 10**6, 10**9
_MILLIMETRES = 1.85
"""Of the page to a figure of the workbook's letters."""
_PAGES = {False: 165, True: 252}
"""Millimetres of text on a page that stands, and on one that lies for wide annexes."""
_NARROWEST, _WIDEST = 30, 60
_LONGEST_NAME = 28


def report(edited: Edited) -> bytes:
    """The bytes of the .xlsx; the same document always gives the same file."""
    document, stream = edited.document, BytesIO()
    units = {figure.key: figure.unit for figure in document.figures}
    tables = [_sheet(table, name, units) for name, table in _named(document)]
    write(
        stream,
        [_front(edited), _figures(document), *tables],
        created=datetime.combine(document.cut_off, time()),
    )
    return stream.getvalue()


def _front(edited: Edited) -> SheetData:
    """What the workbook is a copy of."""
    document, issue = edited.document, edited.issue
    rows: list[tuple[str, str]] = [
        ("Báo cáo", document.title),
        ("Cơ quan", document.letter.issuer.name),
        ("Số liệu tính đến hết ngày", day_text(document.cut_off)),
        ("Số, ngày", f"{issue.number}, {day_text(issue.on)}" if issue.on else "Dự thảo"),
        ("Mã bản chốt số liệu", issue.code),
        ("Mẫu", document.template_version),
    ]
    if document.letter.dataset_label:
        rows.append(("Bộ số liệu", document.letter.dataset_label))
    if issue.check_at:
        rows.append(("Đối chiếu tại", issue.check_at))
    columns = (SheetColumn("Nội dung", width=28), SheetColumn("Giá trị", width=80))
    return SheetData(name="Thông tin", columns=columns, rows=rows)


def _figures(document: Document) -> SheetData:
    """Every figure with its base, its day and how many rows it was counted from."""
    labels = {figure.key: figure.label for figure in document.figures}
    columns = (
        SheetColumn("Chỉ tiêu", width=60),
        SheetColumn("Giá trị", ColumnKind.NUMBER, width=24),
        SheetColumn("Đơn vị", width=12),
        SheetColumn("Cơ sở tính", width=40),
        SheetColumn("Tính đến ngày", ColumnKind.DATE),
        SheetColumn("Số dòng", ColumnKind.INTEGER),
    )
    rows = [
        (
            figure.label,
            _number(figure),
            _UNITS[figure.unit],
            labels.get(figure.base, ""),
            figure.as_of,
            len(figure.rows),
        )
        for figure in document.figures
    ]
    return SheetData(name="Chỉ tiêu", columns=columns, rows=rows)


def _number(figure: Figure) -> int | Decimal | None:
    """What it counts has no decimals; a share has."""
    if figure.value is None:
        return None
    value = Decimal(figure.value)
    return int(value) if figure.unit in _WHOLE and value == int(value) else value


_WHOLE = (Unit.COUNT, Unit.DAYS, Unit.VND, Unit.AREA)
_UNITS = {
    Unit.TEXT: "",
    Unit.COUNT: "",
    Unit.VND: "đồng",
    Unit.AREA: "m²",
    Unit.PERCENT: "%",
    Unit.POINTS: "điểm %",
    Unit.DAYS: "ngày",
    Unit.DATE: "",
    Unit.SCORE: "điểm",
}


def _named(document: Document) -> Iterator[tuple[str, Table]]:
    """Tables of the body by their number, those of annexes by the annex."""
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                yield block.caption.partition(".")[0] or section.title, block
    for annex in document.annexes:
        for block in annex.blocks:
            if isinstance(block, Table):
                yield f"{annex.label} {block.caption.partition('.')[0]}".strip(), block


def _sheet(table: Table, name: str, units: Mapping[str, Unit]) -> SheetData:
    scales = [_scale(column.label, table.unit_line) for column in table.columns]
    heading = [text for text in (table.caption, table.unit_line, table.note) if text]
    return SheetData(
        name=name[:_LONGEST_NAME],
        columns=_columns(table, scales),
        rows=[_row(row, table.columns, scales, units) for row in table.rows],
        heading=heading,
        heads=[replace(each, label=" ".join(each.label.split())) for each in head_blocks(table)],
        numbers=[column.number or f"({at})" for at, column in enumerate(table.columns, 1)]
        if table.numbered
        else (),
    )


def _scale(*said: str) -> int:
    """Đồng in the unit of a column: what its label says before what the table says."""
    for words in said:
        if "tỷ" in words.casefold():
            return _BILLION
        if "triệu" in words.casefold():
            return _MILLION
    return _BILLION


def _columns(table: Table, scales: Sequence[int]) -> tuple[SheetColumn, ...]:
    """Columns as wide as they are printed; those without a width share what is left of the page."""
    page = _PAGES[table.small]
    free = sum(column.width is None for column in table.columns)
    left = page - sum(column.width or 0 for column in table.columns)
    share = min(_WIDEST, max(_NARROWEST, left / max(free, 1) / _MILLIMETRES))
    return tuple(
        _column(column, scale, share) for column, scale in zip(table.columns, scales, strict=True)
    )


def _column(column: Column, scale: int, share: float) -> SheetColumn:
    kind = _KINDS.get(column.unit, ColumnKind.TEXT)
    if column.unit is Unit.VND and scale == _MILLION:
        kind = ColumnKind.NUMBER  # printed with what decimals it has
    centred = column.align is Align.CENTRE
    width = column.width / _MILLIMETRES if column.width else share
    return SheetColumn(
        " ".join(column.label.split()),
        kind,
        width=max(6 if centred and kind is ColumnKind.TEXT else 11, round(width)),
        centred=centred,
    )


def _row(
    row: Row, columns: Sequence[Column], scales: Sequence[int], units: Mapping[str, Unit]
) -> Sequence[CellData]:
    """A cell across several leaves those behind it empty: merged cells could not be sorted.

    A figure of another unit than its column (a share among counts) stands as it was printed.
    """
    found: list[CellData] = []
    for cell in row.cells:
        unit, scale = columns[len(found)].unit, scales[len(found)]
        alike = units.get(cell.figure, unit) is unit
        found.append(_value(cell, unit, scale) if alike else cell.text)
        found += [None] * (cell.across - 1)
    return Strong(found) if row.kind in (RowKind.GROUP, RowKind.TOTAL) else found


def _value(cell: Cell, unit: Unit, scale: int = _BILLION) -> CellData:
    """The typed value; where there is none, what was printed: "-" and "…" say different things."""
    if not cell.value or unit is Unit.TEXT:
        return " ".join(filter(None, [*cell.text.split("\n"), cell.sub])) or None
    if unit is Unit.DATE:
        return date.fromisoformat(cell.value)
    if unit in (Unit.COUNT, Unit.DAYS):
        return int(cell.value)
    if unit is Unit.VND:
        whole, rest = divmod(int(cell.value), scale)
        return Decimal(cell.value) / scale if rest else whole
    if unit is Unit.AREA:
        return Decimal(cell.value) / _SQUARE_METRES_A_HECTARE
    return Decimal(cell.value)
