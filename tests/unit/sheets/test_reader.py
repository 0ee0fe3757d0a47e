"""Reading workbooks: kinds, addresses, refusals."""

import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from sheets.errors import UnreadableWorkbook
from sheets.guard import Limits
from sheets.parts import column_index
from sheets.reader import Cell, CellKind, Sheet, column_letters, read

# Day 0 of the serial numbers of Excel.
EPOCH = date(1899, 12, 30)

Draw = Callable[[Any, Any], None]


def _book(draw: Draw) -> bytes:
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    draw(book, book.add_worksheet("Dự án"))
    book.close()
    return stream.getvalue()


def _mixed(book: Any, sheet: Any) -> None:
    day = book.add_format({"num_format": "d/m/yyyy"})
    moment = book.add_format({"num_format": "d/m/yyyy hh:mm"})
    sheet.write_string(1, 1, "Đồng Đăng")
    sheet.write_number(2, 0, 4484305.92)
    sheet.write_number(2, 1, 12345678901234)
    sheet.write_number(2, 2, 0.1 + 0.2)
    sheet.write_boolean(2, 3, True)
    sheet.write_datetime(3, 0, date(2026, 8, 31), day)
    sheet.write_number(3, 1, (date(2026, 8, 31) - EPOCH).days + 7.5 / 24, moment)
    sheet.write_formula(4, 0, "=1/0", None, "#DIV/0!")
    sheet.write_formula(4, 1, "=1+1", None, 2)
    sheet.write_string(4, 2, "   ")
    sheet.write_blank(9, 9, None, day)
    book.add_worksheet("Ẩn").hide()


def _at(sheet: Sheet, address: str) -> Cell:
    return next(cell for row in sheet.rows for cell in row if cell.address == address)


@pytest.mark.parametrize(
    ("address", "kind", "value", "text"),
    [
        ("A1", CellKind.EMPTY, None, ""),
        ("B2", CellKind.TEXT, "Đồng Đăng", "Đồng Đăng"),
        ("A3", CellKind.NUMBER, Decimal("4484305.92"), "4484305,92"),
        ("B3", CellKind.NUMBER, Decimal("12345678901234"), "12345678901234"),
        ("C3", CellKind.NUMBER, Decimal("0.3"), "0,3"),
        ("D3", CellKind.BOOL, True, "TRUE"),
        ("A4", CellKind.DATE, date(2026, 8, 31), "31/8/2026"),
        ("B4", CellKind.DATE, date(2026, 8, 31), "31/8/2026 07:30"),
        ("A5", CellKind.ERROR, None, "#DIV/0!"),
        ("B5", CellKind.NUMBER, Decimal(2), "2"),
        ("C5", CellKind.EMPTY, None, ""),
    ],
)
def test_each_cell_knows_its_kind_and_address(
    address: str, kind: CellKind, value: object, text: str
) -> None:
    cell = _at(read(_book(_mixed))[0], address)
    assert (cell.kind, cell.value, cell.text) == (kind, value, text)
    assert type(cell.value) is type(value)


def test_rows_start_at_a1_are_equally_long_and_end_with_the_last_value() -> None:
    sheet = read(_book(_mixed))[0]
    assert len(sheet.rows) == 5
    assert len({len(row) for row in sheet.rows}) == 1


def test_hidden_sheets_are_marked() -> None:
    assert [(sheet.name, sheet.hidden) for sheet in read(_book(_mixed))] == [
        ("Dự án", False),
        ("Ẩn", True),
    ]


def test_a_path_is_read_like_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "du-an.xlsx"
    path.write_bytes(_book(_mixed))
    assert read(path) == read(str(path)) == read(path.read_bytes())


@pytest.mark.parametrize(
    ("index", "letters"),
    [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")],
)
def test_column_letters_and_back(index: int, letters: str) -> None:
    assert column_letters(index) == letters
    assert column_index(letters) == index


def _zip(**parts: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _damaged() -> bytes:
    content = bytearray(_book(_mixed))
    at = content.index(b"xl/worksheets/sheet1.xml") + 40
    content[at : at + 60] = b"\xff" * 60
    return bytes(content)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"", "not_a_workbook", id="an empty file"),
        pytest.param(b"STT;Ten\n1;A", "not_a_workbook", id="a csv"),
        pytest.param(b"%PDF-1.7", "not_a_workbook", id="a pdf"),
        pytest.param(_zip(**{"word/document.xml": b"<w/>"}), "not_a_workbook", id="a Word file"),
        pytest.param(_zip(**{"content.xml": b"<o/>"}), "unsupported_format", id="an ods"),
        pytest.param(_zip(**{"xl/workbook.bin": b""}), "unsupported_format", id="an xlsb"),
        pytest.param(
            OLE + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le"), "encrypted", id="a password"
        ),
        pytest.param(OLE + b"\0" * 600, "corrupt", id="an xls without content"),
        pytest.param(b"PK\x03\x04 no more", "corrupt", id="a zip cut off"),
        pytest.param(_zip(**{"xl/workbook.xml": b"<workbook/>"}), "corrupt", id="parts missing"),
        pytest.param(_damaged(), "corrupt", id="a damaged part"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableWorkbook) as refusal:
        read(content)
    assert refusal.value.code == code


def test_too_many_rows_are_refused_not_cut_off() -> None:
    content = _book(lambda _book, sheet: sheet.write_column(0, 0, range(11)))
    assert len(read(content, limits=Limits(rows=11))[0].rows) == 11
    with pytest.raises(UnreadableWorkbook) as refusal:
        read(content, limits=Limits(rows=10))
    assert refusal.value.code == "too_many_rows"


def test_one_far_cell_does_not_reserve_the_whole_sheet() -> None:
    far = _book(lambda _book, sheet: sheet.write_string(1_048_575, 16_383, "x"))
    with pytest.raises(UnreadableWorkbook) as refusal:
        read(far)
    assert refusal.value.code == "too_many_rows"
    wide = _book(lambda _book, sheet: sheet.write_string(9_999, 16_383, "x"))
    with pytest.raises(UnreadableWorkbook) as refusal:
        read(wide)
    assert refusal.value.code == "too_large"


def test_a_file_that_unpacks_to_too_much_is_refused() -> None:
    with pytest.raises(UnreadableWorkbook) as refusal:
        read(_book(_mixed), limits=Limits(unpacked_bytes=1_000))
    assert refusal.value.code == "too_large"
