"""Long tables written piece by piece are the workbooks that the library would have written."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest

from sheets import streamed
from sheets.delimited import read_delimited
from sheets.delimited_writer import harmless, lines
from sheets.reader import CellKind, Sheet, read
from sheets.streamed import LongSheet, TooManyRows, stream
from sheets.writer import CellData, Column, ColumnKind, Strong

COLUMNS = (
    Column("Dự án"),
    Column("Vốn (tỷ đồng)", ColumnKind.MONEY_TY),
    Column("Diện tích (ha)", ColumnKind.DECIMAL),
    Column("Khởi công", ColumnKind.DATE),
    Column("Còn thiếu", ColumnKind.INTEGER),
)
HEADING = ("DANH MỤC", "Điều kiện: không có")
Rows = Sequence[Sequence[CellData]]
ROWS: Rows = (
    ("Nhà máy gạch <Tà Sèn> & Cốc Lùng", 1_480_500_000_000, Decimal("42.6"), date(2026, 8, 31), 3),
    ("Khu dân cư", None, None, "Quý III/2026", None),
    ("Chợ", 0, Decimal(0), date(1900, 2, 28), 0),
)
HOSTILE = (
    "=1+1",
    "+84 205",
    "-5",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://localhost")',
    'DDE("cmd";"/C calc";"1")',
    "http://localhost",
)


def made(rows: Rows, *, filtered: bool = True) -> bytes:
    return b"".join(stream(LongSheet("Dự án", COLUMNS, iter(rows), HEADING, filtered)))


def one(rows: Rows) -> Sheet:
    return read(made(rows))[0]


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_typed_values_stand_in_the_unit_of_their_header() -> None:
    rows = one(ROWS).rows
    assert [cell.text for cell in rows[3]] == [column.title for column in COLUMNS]
    assert [cell.value for cell in rows[4]] == [
        "Nhà máy gạch <Tà Sèn> & Cốc Lùng",
        Decimal("1480.5"),
        Decimal("42.6"),
        date(2026, 8, 31),
        Decimal(3),
    ]
    assert [cell.value for cell in rows[5]] == ["Khu dân cư", None, None, "Quý III/2026", None]


def test_zero_is_a_number_and_a_day_excel_would_draw_wrong_is_text() -> None:
    cells = one(ROWS).rows[6]
    assert [cell.kind for cell in cells[1:]] == [
        CellKind.NUMBER,
        CellKind.NUMBER,
        CellKind.TEXT,
        CellKind.NUMBER,
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_begins_like_a_formula_stays_text(text: str) -> None:
    content = made([(text, 1, None, None, None)])
    cell = read(content)[0].rows[4][0]
    assert (cell.kind, cell.value) == (CellKind.TEXT, text)
    found = parts(content)
    sheet = found["xl/worksheets/sheet1.xml"]
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet.lower().replace(text.lower(), "")
    assert not [name for name in found if "externalLink" in name or "hyperlink" in name.lower()]


def test_dangerous_text_carries_the_quote_prefix_and_other_text_does_not() -> None:
    content = made([("=1", 1, None, None, None), ("Chợ", 1, None, None, None)])
    found = parts(content)
    styles = found["xl/styles.xml"].split("<cellXfs")[1].split("</cellXfs>")[0].split("<xf ")[1:]
    quoted = {n for n, style in enumerate(styles) if 'quotePrefix="1"' in style}
    sheet = found["xl/worksheets/sheet1.xml"]
    of_row = [int(sheet.split(f'r="A{row}" s="')[1].split('"')[0]) for row in (5, 6)]
    assert of_row[0] in quoted
    assert of_row[1] not in quoted


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x00b\x07c", "abc"),
        ("_x0041_", "_x0041_"),
        (" đầu và cuối ", " đầu và cuối "),
        ("hai\ndòng", "hai\ndòng"),
        ("\ud800x", "x"),
        ("]]>", "]]>"),
        ("x" * 40_000, "x" * 32_766 + "…"),
    ],
)
def test_whatever_a_text_holds_the_workbook_can_be_read(text: str, kept: str) -> None:
    assert one([(text, None, None, None, None)]).rows[4][0].value == kept


def test_the_parts_are_those_of_a_workbook_and_nothing_else() -> None:
    found = parts(made(ROWS))
    assert next(iter(found)) == "[Content_Types].xml"
    for name in found.keys() - {"[Content_Types].xml"}:
        kind = name.rpartition(".")[2]
        assert f"/{name}" in found["[Content_Types].xml"] or kind == "rels", name
    assert "definedName" in found["xl/workbook.xml"]


def test_the_header_filters_the_rows_but_not_what_stands_out() -> None:
    rows = [*ROWS, Strong(("Tổng cộng: 3 dự án", 1, Decimal(1), None, None))]
    found = parts(made(rows))
    assert '<autoFilter ref="A4:E7"/>' in found["xl/worksheets/sheet1.xml"]
    assert "$A$4:$E$7" in found["xl/workbook.xml"]
    assert "autoFilter" not in parts(made(rows, filtered=False))["xl/worksheets/sheet1.xml"]


def test_what_stands_out_is_bold() -> None:
    content = made([ROWS[0], Strong(("Tổng cộng", 1, None, None, None))])
    found = parts(content)
    styles = found["xl/styles.xml"]
    fonts = styles.split("<fonts")[1].split("</fonts>")[0].split("<font>")[1:]
    formats = styles.split("<cellXfs")[1].split("</cellXfs>")[0].split("<xf ")[1:]
    sheet = found["xl/worksheets/sheet1.xml"]

    def is_bold(address: str) -> bool:
        style = int(sheet.split(f'r="{address}" s="')[1].split('"')[0])
        return "<b/>" in fonts[int(formats[style].split('fontId="')[1].split('"')[0])]

    assert (is_bold("A5"), is_bold("A6"), is_bold("B6")) == (False, True, True)


def test_a_table_without_rows_is_a_workbook() -> None:
    assert [cell.text for cell in one([]).rows[3]] == [column.title for column in COLUMNS]


def test_equal_tables_give_equal_bytes() -> None:
    assert made(ROWS) == made(ROWS)


def test_bytes_leave_while_rows_come_in() -> None:
    taken = 0

    def rows() -> Iterator[Sequence[CellData]]:
        nonlocal taken
        for taken in range(1, 5_001):
            yield (f"Dự án {taken}", taken, None, None, taken)

    pieces = stream(LongSheet("Dự án", COLUMNS, rows()))
    assert next(pieces)
    assert taken < 1_000


def test_a_row_as_long_as_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        made([("Chợ",)])


def test_more_rows_than_a_worksheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streamed, "MOST_ROWS", 2)
    with pytest.raises(TooManyRows):
        made(ROWS)


def test_a_long_name_gets_the_height_it_needs() -> None:
    sheet = parts(made([("Dự án " * 20, None, None, None, None)]))["xl/worksheets/sheet1.xml"]
    assert '<row r="5" ht="60">' in sheet


def test_a_csv_is_read_by_a_spreadsheet_set_to_vietnamese() -> None:
    content = b"".join(lines(COLUMNS, iter(ROWS)))
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").splitlines()[1:] == [
        "Nhà máy gạch <Tà Sèn> & Cốc Lùng;1480,5;42,6;31/8/2026;3",
        "Khu dân cư;;;Quý III/2026;",
        "Chợ;0;0;28/2/1900;0",
    ]


@pytest.mark.parametrize("text", [text for text in HOSTILE if text[:1] not in "Dh"])
def test_dangerous_text_in_a_csv_begins_with_an_apostrophe(text: str) -> None:
    content = b"".join(lines(COLUMNS, [(text, -5, None, None, -5)]))
    cells = read_delimited(content).rows[1]
    assert cells[0].text == f"'{text}"
    assert cells[4].text == "-5"


def test_spaces_do_not_hide_a_formula() -> None:
    assert harmless("  =1") == "'  =1"
    assert harmless("Chợ = chợ") == "Chợ = chợ"
