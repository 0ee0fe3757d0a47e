"""Small workbooks of projects, as cells or as bytes of an .xlsx."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO

from sheets.reader import Cell, CellKind, Sheet
from sheets.writer import Column, SheetData, write

CellIn = str | int | Decimal | date | None
HEADER = ("Mã dòng", "Tên dự án", "Nhà đầu tư", "Tỉnh", "Tình trạng", "Nguồn")


def cell(value: CellIn, row: int = 0, column: int = 0) -> Cell:
    """A cell as the reader gives it."""
    if value is None or value == "":
        return Cell(row, column, CellKind.EMPTY, None, "")
    if isinstance(value, date):
        text = f"{value.day}/{value.month}/{value.year}"
        return Cell(row, column, CellKind.DATE, value, text)
    if isinstance(value, str):
        return Cell(row, column, CellKind.TEXT, value, value)
    number = Decimal(value)
    return Cell(row, column, CellKind.NUMBER, number, f"{number:f}".replace(".", ","))


def error(text: str, row: int = 0, column: int = 0) -> Cell:
    """A cell that shows an Excel error."""
    return Cell(row, column, CellKind.ERROR, None, text)


def sheet(*rows: Sequence[CellIn], name: str = "Danh mục", hidden: bool = False) -> Sheet:
    """A worksheet of these values from A1 on."""
    cells = [
        [cell(value, at, column) for column, value in enumerate(values)]
        for at, values in enumerate(rows)
    ]
    return Sheet(name, cells, hidden)


def workbook(header: Sequence[str], *rows: Sequence[CellIn]) -> bytes:
    """An .xlsx whose number cells hold numbers."""
    stream = BytesIO()
    columns = [Column(title) for title in header]
    write(stream, [SheetData("Danh mục", columns, [list(row) for row in rows])])
    return stream.getvalue()
