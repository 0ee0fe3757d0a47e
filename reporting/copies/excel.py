"""A report as a workbook: one sheet a table, with numbers as numbers and days as days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO

from reporting.copies.heads import head_blocks
from reporting.document.edited import Edited
from reporting.document.shapes import Cell, Column, Document, Row, RowKind, Table, Unit
from sheets.writer import CellData, ColumnKind, SheetData, Strong, write
from sheets.writer import Column as SheetColumn
from vn.dates import day_text

_KINDS = {
    Unit.COUNT: ColumnKind.INTEGER,
    Unit.DAYS: ColumnKind.INTEGER,
    Unit.VND: ColumnKind.MONEY_TY,
    Unit.AREA: ColumnKind.DECIMAL,
    Unit.PERCENT: ColumnKind.PERCENT,
    Unit.POINTS: ColumnKind.DECIMAL,
    Unit.SCORE: ColumnKind.DECIMAL,
    Unit.DATE: ColumnKind.DATE,
}
_SQUARE_METRES_A_HECTARE = 10_000
_MILLION = "triệu"
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
        SheetColumn("Giá trị", ColumnKind.DECIMAL, width=24),
        SheetColumn("Đơn vị", width=12),
        SheetColumn("Cơ sở tính", width=40),
        SheetColumn("Tính đến ngày", ColumnKind.DATE),
        SheetColumn("Số dòng", ColumnKind.INTEGER),
    )
    rows = [
        (
            figure.label,
            Decimal(figure.value) if figure.value is not None else None,
            _UNITS[figure.unit],
            labels.get(figure.base, ""),
            figure.as_of,
            len(figure.rows),
        )
        for figure in document.figures
    ]
    return SheetData(name="Chỉ tiêu", columns=columns, rows=rows)


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
    millions = _MILLION in table.unit_line.casefold()
    columns = tuple(_column(column, millions=millions) for column in table.columns)
    heading = [text for text in (table.caption, table.unit_line, table.note) if text]
    return SheetData(
        name=name[:_LONGEST_NAME],
        columns=columns,
        rows=[_row(row, table.columns, units) for row in table.rows],
        heading=heading,
        heads=[replace(each, label=" ".join(each.label.split())) for each in head_blocks(table)],
        numbers=[column.number or f"({at})" for at, column in enumerate(table.columns, 1)]
        if table.numbered
        else (),
    )


def _column(column: Column, *, millions: bool) -> SheetColumn:
    kind = _KINDS.get(column.unit, ColumnKind.TEXT)
    if column.unit is Unit.VND and millions:
        kind = ColumnKind.MONEY_TRIEU
    title = " ".join(column.label.split())
    return SheetColumn(title, kind, width=max(10, (column.width or 60) // 2))


def _row(row: Row, columns: tuple[Column, ...], units: Mapping[str, Unit]) -> Sequence[CellData]:
    """A cell across several leaves those behind it empty: merged cells could not be sorted.

    A figure of another unit than its column (a share among counts) stands as it was printed.
    """
    found: list[CellData] = []
    for cell in row.cells:
        unit = columns[len(found)].unit
        alike = units.get(cell.figure, unit) is unit
        found.append(_value(cell, unit) if alike else cell.text)
        found += [None] * (cell.across - 1)
    return Strong(found) if row.kind in (RowKind.GROUP, RowKind.TOTAL) else found


def _value(cell: Cell, unit: Unit) -> CellData:
    """The typed value; where there is none, what was printed: "-" and "…" say different things."""
    if not cell.value or unit is Unit.TEXT:
        return " ".join(filter(None, [*cell.text.split("\n"), cell.sub])) or None
    if unit is Unit.DATE:
        return date.fromisoformat(cell.value)
    if unit in (Unit.COUNT, Unit.DAYS, Unit.VND):
        return int(cell.value)
    if unit is Unit.AREA:
        return Decimal(cell.value) / _SQUARE_METRES_A_HECTARE
    return Decimal(cell.value)
