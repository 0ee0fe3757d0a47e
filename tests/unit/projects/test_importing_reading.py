"""A workbook as rows: its header, its rows, one message a cell that cannot be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from projects.importing.documents import NamedDocument, named_documents
from projects.importing.messages import Severity
from projects.importing.reading import Table, read_table
from sheets.reader import Sheet
from tests.support.workbooks import HEADER, CellIn, error, sheet
from vn.dates import PartialDate, Precision

ON = date(2026, 11, 22)
ROW: tuple[CellIn, ...] = ("A1", "Nhà máy", "Công ty A", "Cao Bằng", "đang hoạt động", "báo")


def read(*sheets: Sheet) -> Table:
    return read_table(sheets, on=ON)


def codes(table: Table) -> list[tuple[str, str]]:
    return [(message.address, message.code) for message in table.messages]


def test_a_row_is_read_under_its_headers() -> None:
    header = (*HEADER, "Vốn đăng ký (tỷ đồng)", "Diện tích (ha)", "Bàn giao đất thực tế")
    table = read(sheet(header, (*ROW, "hơn 284", Decimal("34.7"), "2013-11")))
    (row,) = table.rows
    assert table.messages == ()
    assert (row.text("id"), row.text("name"), row.text("status")) == ("A1", "Nhà máy", "operating")
    assert (row.whole("capital"), row.hedge("capital")) == (284_000_000_000, "hơn")
    assert row.decimal("area") == Decimal("347000.00")
    assert row.day("handover") == PartialDate(date(2013, 11, 1), Precision.MONTH)


def test_titles_above_the_header_and_sheets_of_notes_are_passed_over() -> None:
    notes = sheet(("Mục", "Nội dung"), ("Nguồn", "Báo"), name="Ghi chú")
    table = read(sheet(("DANH MỤC DỰ ÁN",), (), HEADER, ROW), notes)
    assert len(table.rows) == 1
    assert table.rows[0].number == 4
    assert table.messages == ()


def test_a_hidden_sheet_is_not_read() -> None:
    table = read(sheet(HEADER, ROW), sheet(HEADER, ("B2", *ROW[1:]), hidden=True, name="Nháp"))
    assert [row.text("id") for row in table.rows] == ["A1"]


def test_a_workbook_without_a_header_is_refused() -> None:
    table = read(sheet(("a", "b"), ("c", "d")))
    assert [message.code for message in table.errors] == ["no_header"]


def test_one_bad_cell_gives_one_message_and_keeps_its_text() -> None:
    header = (*HEADER, "Vốn đăng ký (tỷ đồng)")
    table = read(sheet(header, (*ROW, "nghìn tỷ (không nêu số)")))
    (message,) = table.messages
    assert message.place == "[Danh mục!G2]"
    assert (message.code, message.severity) == ("not_a_number", Severity.WARNING)
    assert table.rows[0].unread == {"capital": "nghìn tỷ (không nêu số)"}
    assert table.rows[0].whole("capital") is None


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        pytest.param([("A1", "", *ROW[2:])], [("B2", "name_missing")], id="no name"),
        pytest.param([ROW, ROW], [("3", "twin")], id="the same number twice"),
        pytest.param(
            [("", *ROW[1:]), ("", *ROW[1:])], [("3", "twin")], id="the same project twice"
        ),
    ],
)
def test_what_must_be_corrected_first(
    rows: list[tuple[CellIn, ...]], found: list[tuple[str, str]]
) -> None:
    table = read(sheet(HEADER, *rows))
    assert [(message.address, message.code) for message in table.errors] == found


def test_the_same_name_with_another_number_is_another_project() -> None:
    table = read(sheet(HEADER, ROW, ("A2", *ROW[1:])))
    assert table.errors == ()
    assert len(table.rows) == 2


def test_an_excel_error_stops_the_import() -> None:
    plain = sheet((*HEADER, "Vốn đăng ký (tỷ đồng)"), (*ROW, None))
    broken = replace(plain, rows=[plain.rows[0], [*plain.rows[1][:6], error("#REF!", 1, 6)]])
    assert codes(read(broken)) == [("G2", "excel_error")]
    assert read(broken).errors


def test_unknown_columns_are_named_and_numbering_is_not() -> None:
    table = read(sheet(("STT", *HEADER, "Mã bí mật"), (1, *ROW, "x")))
    assert codes(table) == [("H1", "unknown_column")]
    assert len(table.rows) == 1


def test_a_column_that_stands_twice_is_refused() -> None:
    table = read(sheet((*HEADER, "Tên dự án"), (*ROW, "Khác")))
    assert [(m.address, m.code) for m in table.errors] == [("G1", "repeated_column")]


def test_what_has_happened_cannot_lie_in_the_future() -> None:
    header = (*HEADER, "Bàn giao đất thực tế", "Hoàn thành theo kế hoạch")
    table = read(sheet(header, (*ROW, "2027", "2027")))
    assert codes(table) == [("G2", "in_the_future")]
    assert table.rows[0].day("completion_planned") is not None


def test_a_planned_handover_is_kept_as_text_unless_it_is_a_day() -> None:
    header = (*HEADER, "Bàn giao đất theo kế hoạch")
    table = read(sheet(header, (*ROW, "Quý I/2027")))
    assert codes(table) == [("G2", "needs_day")]
    assert table.rows[0].unread == {"handover_planned": "Quý I/2027"}


def test_empty_rows_are_no_projects() -> None:
    assert len(read(sheet(HEADER, ROW, (None,) * 6, ("", "", "", "", "", ""))).rows) == 1


def day(year: int, month: int = 1, number: int = 1) -> PartialDate:
    return PartialDate(date(year, month, number), Precision.DAY)


@pytest.mark.parametrize(
    ("text", "approved", "documents"),
    [
        pytest.param("", None, [], id="nothing"),
        pytest.param("", day(2016), [NamedDocument("", day(2016))], id="a day alone"),
        pytest.param("16/QĐ-TTg", None, [NamedDocument("16/QĐ-TTg", None)], id="a number alone"),
        pytest.param(
            "2387/QĐ-UBND",
            day(2016, 7, 5),
            [NamedDocument("2387/QĐ-UBND", day(2016, 7, 5))],
            id="number and day",
        ),
        pytest.param(
            "6815/QĐ-UBND; 177/QĐ-UBND (12/01/2018)",
            day(2016, 12, 29),
            [
                NamedDocument("6815/QĐ-UBND", day(2016, 12, 29)),
                NamedDocument("177/QĐ-UBND", day(2018, 1, 12)),
            ],
            id="two documents, the second with its own day",
        ),
        pytest.param(
            "6569/QĐ-UB (quy hoạch 1/500, 15/7/2003)",
            PartialDate(date(2002, 1, 1), Precision.YEAR),
            [
                NamedDocument("", PartialDate(date(2002, 1, 1), Precision.YEAR)),
                NamedDocument("6569/QĐ-UB", day(2003, 7, 15), "quy hoạch 1/500, 15/7/2003"),
            ],
            id="another document does not take the day of approval",
        ),
        pytest.param(
            "561/QĐ-UBND (chuyển mục đích 16/3/2020)",
            day(2020, 3, 16),
            [NamedDocument("561/QĐ-UBND", day(2020, 3, 16), "chuyển mục đích 16/3/2020")],
            id="the same day twice is one document",
        ),
    ],
)
def test_documents_and_their_days(
    text: str, approved: PartialDate | None, documents: list[NamedDocument]
) -> None:
    assert list(named_documents(text, approved)) == documents
