"""Files that are broken, lie, or are something else: a code, in bounded time and memory."""

from __future__ import annotations

import re
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from sheets.apart import Allowance, open_apart
from sheets.book import open_book
from sheets.errors import UnreadableWorkbook
from sheets.reader import CellKind

SECONDS = 20
"""Far above what these files take, far below what a runaway would."""


def book(draw: Callable[[Any, Any], None]) -> bytes:
    stream = BytesIO()
    made = xlsxwriter.Workbook(stream, {"in_memory": True})
    draw(made, made.add_worksheet("A"))
    made.close()
    return stream.getvalue()


def changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one part changed."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w", 8) as new:
        for name in old.namelist():
            read = old.read(name)
            new.writestr(name, change(read) if name == part else read)
    return stream.getvalue()


def small(_book: Any, sheet: Any) -> None:
    sheet.write_row(0, 0, ["Tên dự án", "Nhà đầu tư", "Ghi chú"])
    sheet.write_row(1, 0, ["Nhà máy", "Công ty A", "x"])


def formatted_to_the_end(xml: bytes) -> bytes:
    rows = b"".join(
        b'<row r="%d"><c r="A%d" s="0"/><c r="B%d" s="0"></c></row>' % (row, row, row)
        for row in range(3, 200_003)
    )
    return xml.replace(b"</sheetData>", rows + b"</sheetData>")


def test_two_hundred_thousand_formatted_rows_are_no_rows() -> None:
    content = changed(book(small), "xl/worksheets/sheet1.xml", formatted_to_the_end)
    start = time.monotonic()
    (sheet,) = open_book("a.xlsx", content).sheets
    assert len(sheet.rows) == 2
    assert time.monotonic() - start < SECONDS


def test_a_dimension_that_lies_costs_nothing() -> None:
    def lie(xml: bytes) -> bytes:
        return re.sub(rb'<dimension ref="[^"]+"/>', b'<dimension ref="A1:XFD1048576"/>', xml)

    content = changed(book(small), "xl/worksheets/sheet1.xml", lie)
    start = time.monotonic()
    (sheet,) = open_book("a.xlsx", content).sheets
    assert (len(sheet.rows), len(sheet.rows[0])) == (2, 3)
    assert time.monotonic() - start < SECONDS


def test_links_to_other_workbooks_are_told_and_their_stored_results_read() -> None:
    content = book(lambda _b, sheet: sheet.write_formula(0, 0, "=[1]S!A1", None, 5))
    relation = (
        b'<Relationships><Relationship Id="rId1" Target="file:///D:/b%C3%A1o%20c%C3%A1o.xlsx"/>'
        b"</Relationships>"
    )
    stream = BytesIO(content)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/externalLinks/_rels/externalLink1.xml.rels", relation)
    found = open_book("a.xlsx", stream.getvalue())
    assert found.links == ("file:///D:/báo cáo.xlsx",)
    assert found.sheets[0].rows[0][0].text == "5"


def test_hidden_rows_columns_and_merged_cells_are_told() -> None:
    def draw(_made: Any, sheet: Any) -> None:
        sheet.merge_range(0, 0, 0, 2, "Tiêu đề")
        sheet.write(5, 5, 1)
        sheet.set_column(2, 3, None, None, {"hidden": True})
        sheet.set_row(4, None, None, {"hidden": True})

    (sheet,) = open_book("a.xlsx", book(draw)).sheets
    assert sheet.merged == ((0, 0, 0, 2),)
    assert sheet.hidden_columns == {2, 3}
    assert sheet.hidden_rows == {4}
    assert [cell.kind for cell in sheet.rows[0][:2]] == [CellKind.TEXT, CellKind.EMPTY]


def archive(**parts: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMB = {"xl/workbook.xml": b"<w/>", "xl/worksheets/sheet1.xml": b" " * 400_000_000}
TCVN3 = "Dù ¸n ®Çu t­ x©y dùng; Nhµ ®Çu t­; Ghi chó ®Çy ®ñ; T×nh h×nh ®Çu t­".encode("latin-1")
VIETNAMESE_1258 = "Dự án đầu tư; Nhà đầu tư; Tiến độ thực hiện; Đồng Đăng"


@pytest.mark.parametrize(
    ("name", "content", "code", "detail"),
    [
        ("a.xlsx", b"", "not_a_workbook", "empty"),
        ("a.csv", b"  \r\n", "not_a_workbook", "empty"),
        ("a.xlsx", b"STT;Ten\n1;A", "not_a_workbook", "text"),
        ("a.xls", b"<html><body><table><tr><td>1", "not_a_workbook", "web_page"),
        ("a.xls", b'\xef\xbb\xbf<?xml version="1.0"?><html>', "not_a_workbook", "web_page"),
        ("a.xls", b'<?xml version="1.0"?><Workbook xmlns="urn:x">', "not_a_workbook", "xml"),
        ("a.pdf", b"%PDF-1.7", "not_a_workbook", "pdf"),
        ("a.xlsx", archive(**{"word/document.xml": b"<w/>"}), "not_a_workbook", "word"),
        ("a.xlsx", archive(**{"readme.txt": b"x"}), "not_a_workbook", "zip"),
        ("a.ods", archive(**{"content.xml": b"<o/>"}), "unsupported_format", "ods"),
        ("a.xlsb", archive(**{"xl/workbook.bin": b""}), "unsupported_format", "xlsb"),
        ("a.numbers", archive(**{"Index/Document.iwa": b""}), "unsupported_format", "numbers"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", ""),
        ("a.xls", OLE + "WordDocument".encode("utf-16-le"), "not_a_workbook", "word"),
        ("a.xlsx", book(small)[:900], "corrupt", ""),
        ("a.xlsx", archive(**BOMB), "too_large", ""),
        ("a.csv", TCVN3, "not_utf8", "tcvn3"),
        ("a.csv", "Döï aùn ñaàu tö xaây döïng; Nhaø ñaàu tö".encode("latin-1"), "not_utf8", "vni"),
        ("a.csv", b"\xff" * 40, "not_utf8", ""),
        ("a.csv", b"a\0b", "not_a_workbook", ""),
    ],
)
def test_each_file_that_is_no_list_says_what_it_is(
    name: str, content: bytes, code: str, detail: str
) -> None:
    with pytest.raises(UnreadableWorkbook) as refused:
        open_book(name, content)
    assert (refused.value.code, refused.value.detail) == (code, detail)


def test_windows_1258_is_named() -> None:
    toned = VIETNAMESE_1258.replace("ự", "ư\u0323").replace("ầ", "â\u0300").replace("ế", "ê\u0301")
    toned = toned.replace("ộ", "ô\u0323").replace("ệ", "ê\u0323").replace("ồ", "ô\u0300")
    with pytest.raises(UnreadableWorkbook) as refused:
        open_book("a.csv", toned.encode("cp1258") * 2)
    assert (refused.value.code, refused.value.detail) == ("not_utf8", "windows-1258")


def test_a_workbook_is_known_by_its_content_whatever_it_is_called() -> None:
    assert open_book("a.csv", book(small)).kind == "xlsx"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Tên;Vốn\nA;1,5\n", [["Tên", "Vốn"], ["A", "1,5"]]),
        ("DANH MỤC, NĂM 2025\nTên;Vốn\nA;1,5\nB;2,5", [["DANH MỤC, NĂM 2025", ""], ["Tên", "Vốn"]]),
        ("sep=|\nTên|Vốn\n", [["Tên", "Vốn"]]),
        ('Tên,Vốn\n"A, B","1,5"\n', [["Tên", "Vốn"], ["A, B", "1,5"]]),
        ('Tên\tVốn\n"A\nB"\t1\n', [["Tên", "Vốn"], ["A\nB", "1"]]),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_separated_texts(text: str, rows: list[list[str]], encoding: str) -> None:
    (sheet,) = open_book("a.csv", text.encode(encoding)).sheets
    assert [[cell.text for cell in row] for row in sheet.rows][: len(rows)] == rows


def test_the_same_comes_out_apart(tmp_path: Path) -> None:
    path = tmp_path / "stored"
    path.write_bytes(book(small))
    apart, here = open_apart("a.xlsx", path), open_book("a.xlsx", path.read_bytes())
    assert [list(sheet.rows) for sheet in apart.sheets] == [list(s.rows) for s in here.sheets]
    assert (apart.kind, apart.links) == (here.kind, here.links)


def test_a_refusal_comes_back_from_apart(tmp_path: Path) -> None:
    path = tmp_path / "stored"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(UnreadableWorkbook) as refused:
        open_apart("a.xlsx", path)
    assert (refused.value.code, refused.value.detail) == ("not_a_workbook", "pdf")


@pytest.mark.parametrize(
    "allowance", [Allowance(memory=8 << 20), Allowance(seconds=0)], ids=["memory", "time"]
)
def test_what_costs_too_much_ends_apart(tmp_path: Path, allowance: Allowance) -> None:
    def large(_made: Any, sheet: Any) -> None:
        for row in range(6_000):
            sheet.write_row(row, 0, [f"Dự án {row} {column}" for column in range(8)])

    path = tmp_path / "stored"
    path.write_bytes(book(large))
    with pytest.raises(UnreadableWorkbook) as refused:
        open_apart("a.xlsx", path, allowance=allowance)
    assert refused.value.code == "too_costly"
