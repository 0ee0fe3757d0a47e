"""Workbooks written are read back, and text never runs."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest

from sheets.names import safe_names
from sheets.reader import CellKind, read
from sheets.writer import CellData, Column, ColumnKind, SheetData, write


def _bytes(*sheets: SheetData, created: datetime | None = None) -> bytes:
    stream = BytesIO()
    write(stream, sheets, created=created)
    return stream.getvalue()


def _one(kind: ColumnKind, value: CellData) -> bytes:
    return _bytes(SheetData("Dữ liệu", [Column("Cột", kind)], [[value]]))


@pytest.mark.parametrize(
    ("kind", "value", "stored"),
    [
        (ColumnKind.TEXT, "Sở Tài chính", "Sở Tài chính"),
        (ColumnKind.TEXT, 7, "7"),
        (ColumnKind.INTEGER, 1234, Decimal(1234)),
        (ColumnKind.DECIMAL, Decimal("42.6"), Decimal("42.6")),
        (ColumnKind.MONEY_DONG, 1_360_668_000_000, Decimal(1_360_668_000_000)),
        (ColumnKind.MONEY_TRIEU, 727_304_290_000, Decimal("727304.29")),
        (ColumnKind.MONEY_TY, 1_480_500_000_000, Decimal("1480.5")),
        (ColumnKind.PERCENT, Decimal("26.27"), Decimal("0.2627")),
        (ColumnKind.DATE, date(2026, 8, 31), date(2026, 8, 31)),
        (ColumnKind.DATE, "Quý III/2026", "Quý III/2026"),
        (ColumnKind.MONEY_TY, None, None),
    ],
)
def test_a_typed_value_is_read_back(kind: ColumnKind, value: CellData, stored: object) -> None:
    sheet = read(_one(kind, value))[0]
    found = sheet.rows[1][0].value if len(sheet.rows) > 1 else None
    assert found == stored


@pytest.mark.parametrize(
    "text", ["=1+1", "+84 205", "-5", "@SUM(A1)", "=HYPERLINK(1)", "\t=1", "http://localhost"]
)
def test_dangerous_text_stays_text(text: str) -> None:
    content = _one(ColumnKind.TEXT, text)
    cell = read(content)[0].rows[1][0]
    assert (cell.kind, cell.value) == (CellKind.TEXT, text)
    with ZipFile(BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in sheet
        assert b"hyperlink" not in sheet


def test_text_that_looks_like_a_formula_carries_the_quote_prefix() -> None:
    with ZipFile(BytesIO(_one(ColumnKind.TEXT, "=1+1"))) as archive:
        assert b'quotePrefix="1"' in archive.read("xl/styles.xml")


def test_the_header_follows_the_heading_and_is_frozen() -> None:
    data = SheetData(
        "Danh sách",
        [Column("Tên"), Column("Số", ColumnKind.INTEGER)],
        [["A", 1]],
        ["Tiêu đề", "ĐVT"],
    )
    content = _bytes(data)
    rows = read(content)[0].rows
    assert [cell.text for cell in rows[3]] == ["Tên", "Số"]
    assert [cell.address for cell in rows[4]] == ["A5", "B5"]
    with ZipFile(BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b'state="frozen"' in sheet
    assert b'ySplit="4"' in sheet


def test_formats_group_thousands_and_write_vietnamese_dates() -> None:
    columns = [Column(kind.value, kind) for kind in ColumnKind]
    with ZipFile(BytesIO(_bytes(SheetData("A", columns, [[None] * len(columns)])))) as archive:
        styles = archive.read("xl/styles.xml").decode()
    assert 'formatCode="#,##0.0"' in styles
    assert "d&quot;/&quot;m&quot;/&quot;yyyy" in styles


def test_sheet_names_are_made_acceptable_and_distinct() -> None:
    names = safe_names(["Dự án: 2026/8", "dự án: 2026/8", "", "x" * 40, "X" * 40])
    assert names[0] == "Dự án- 2026-8"
    assert len({name.lower() for name in names}) == 5
    assert all(1 <= len(name) <= 31 for name in names)


def test_equal_data_gives_equal_bytes() -> None:
    data = SheetData("A", [Column("Tên")], [["x"]])
    assert _bytes(data) == _bytes(data)
    assert _bytes(data, created=datetime(2026, 8, 31, tzinfo=UTC)) != _bytes(data)


def test_a_text_longer_than_a_cell_ends_visibly() -> None:
    text = str(read(_one(ColumnKind.TEXT, "a" * 40_000))[0].rows[1][0].value)
    assert len(text) == 32_767
    assert text.endswith("…")


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        _bytes(SheetData("A", [Column("Tên")], [["x", "y"]]))


def test_a_workbook_without_sheets_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        write(BytesIO(), [])
