"""The dirt of real lists, text by text: read, or left as text with the reason; never guessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from projects.importing.corrections import Corrections, SheetAnswers
from projects.importing.documents import NamedDocument, named_documents
from projects.importing.layout import Role, Style
from projects.importing.numerals import column_style
from projects.importing.proposing import propose
from projects.importing.reading import ParsedRow, Table, read_table
from projects.importing.terms import Term, read_term
from sheets.reader import Sheet
from tests.support.workbooks import CellIn, sheet
from vn.dates import PartialDate, Precision

ON = date(2026, 11, 22)
TY, HA, M2 = "Vốn đăng ký (tỷ đồng)", "Diện tích (ha)", "Diện tích (m2)"
BILLION = 10**9


def table(title: str, *texts: CellIn, answers: Corrections | None = None) -> Table:
    rows = [[f"Dự án {at}", f"Công ty {at}", text] for at, text in enumerate(texts)]
    found = sheet(("Tên dự án", "Nhà đầu tư", title), *rows)
    return read_table([found], on=ON, corrections=answers or Corrections())


def first(title: str, *texts: CellIn) -> tuple[ParsedRow, list[str]]:
    """The first row, and what is said of its cell."""
    read = table(title, *texts)
    return read.rows[0], [m.code for m in read.messages if m.address == "C2"]


@pytest.mark.parametrize(
    ("text", "billions", "hedge", "codes"),
    [
        ("1.171,5 tỷ", "1171.5", "", []),
        ("534", "534", "", []),
        ("27347", "27347", "", []),
        ("hơn 55.000,5 tỉ đồng", "55000.5", "hơn", []),
        ("trên 13.800.000 triệu đồng", "13800", "trên", []),
        ("40.2 ngàn tỷ", "40200", "", []),
        ("gần 40,2 nghìn tỷ đồng", "40200", "gần", []),
        ("VNĐ1.32 trillion", "1320", "", []),
        ("4.484.305,92 triệu đồng", "4484.30592", "", []),
        ("~2200 billion VND", "2200", "khoảng", []),
        ("1.500,5./.", "1500.5", "", []),
        ("1.500,5\u00a0tỷ", "1500.5", "", []),
        ("1.500,5&nbsp;tỷ", "1500.5", "", []),
        ("534¹", "534", "", ["footnote"]),
        ("534*", "534", "", ["footnote"]),
        ("796 tỷ (400 vốn NĐT + 396 vốn vay)", "796", "", ["remark"]),
        ("14.331.000 triệu đồng (GĐ1)", "14331", "", ["remark"]),
    ],
)
def test_capital(text: str, billions: str, hedge: str, codes: list[str]) -> None:
    row, said = first(TY, text)
    assert (row.whole("capital"), row.hedge("capital")) == (int(Decimal(billions) * BILLION), hedge)
    assert said == codes


@pytest.mark.parametrize(
    ("title", "text", "code"),
    [
        (TY, "2.918", "doubtful"),
        (TY, "1,600 tỷ", "doubtful"),
        (TY, "6.361 tỷ đồng", "doubtful"),
        (TY, "1.1712)", "doubtful"),
        (TY, "5342)", "footnote_or_digit"),
        (TY, "727.304,29/2.768.098,333", "two_values"),
        (TY, "300,9/4.128,9 tỷ", "two_values"),
        (TY, "22 tỷ USD [nguồn khác 28-30 tỷ USD]", "two_values"),
        (TY, "563,187,851 billion", "too_much"),
        (TY, "nghìn tỷ (không nêu số)", "not_a_number"),
        ("Vốn đăng ký", "6361", "no_unit"),
        (HA, "37.246 m2 (NQ 38 ghi 35.646 m2)", "two_values"),
        (HA, "5,37 → 5,32", "two_values"),
        (HA, "5,37 ha điều chỉnh còn 5,32 ha", "two_values"),
        (HA, "gần 10 ha đã bàn giao", "unknown_unit"),
        ("Diện tích", "599,76", "no_unit"),
        ("Khởi công", "cuối năm 2021", "vague"),
        ("Khởi công", "giữa năm 2009", "vague"),
        ("Khởi công", "29.10", "year_missing"),
        ("Khởi công", Decimal("29.1"), "not_a_date"),
        ("Khởi công", "44713", "serial"),
        ("Khởi công", 44713, "serial"),
        ("Khởi công", "quý III/2024 - quý III/2027", "range"),
        ("Khởi công", "36 tháng kể từ ngày bàn giao đất", "term"),
        ("Khởi công", "84 tháng", "term_without_event"),
    ],
)
def test_what_stays_text_with_its_reason(title: str, text: CellIn, code: str) -> None:
    row, said = first(title, text)
    assert said == [code]
    (kept,) = row.unread.values()
    assert kept == str(text).replace(".", ",") if isinstance(text, Decimal) else kept == str(text)


@pytest.mark.parametrize(
    ("title", "text", "square_metres", "hedge"),
    [
        (M2, "3.000", "3000", ""),
        (HA, "3.000 m2", "3000", ""),
        (HA, "15.095,3 m²", "15095.3", ""),
        (HA, "41,53ha", "415300", ""),
        (HA, "hơn 217.000m2", "217000", "hơn"),
        (HA, "394 km2", "394000000", ""),
        (HA, "khoảng 199ha", "1990000", "khoảng"),
        (HA, "0,5 ha", "5000", ""),
        (HA, "408.32", "4083200", ""),
        (HA, "30-ha", "300000", ""),
        (HA, "599,76ha (GĐ1 ~200; GĐ2 ~250; GĐ3 ~149,76)", "5997600", ""),
    ],
)
def test_areas(title: str, text: str, square_metres: str, hedge: str) -> None:
    row, _ = first(title, text)
    assert (row.decimal("area"), row.hedge("area")) == (Decimal(square_metres), hedge)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Quý IV/2023", PartialDate(date(2023, 10, 1), Precision.QUARTER)),
        ("12/2024", PartialDate(date(2024, 12, 1), Precision.MONTH)),
        (Decimal("12.2024"), PartialDate(date(2024, 12, 1), Precision.MONTH)),
        ("31/8/2022", PartialDate(date(2022, 8, 31), Precision.DAY)),
        ("1-7-2016", PartialDate(date(2016, 7, 1), Precision.DAY)),
        ("05/7/2016", PartialDate(date(2016, 7, 5), Precision.DAY)),
        ("Tháng 6 năm 2025", PartialDate(date(2025, 6, 1), Precision.MONTH)),
        ("2003", PartialDate(date(2003, 1, 1), Precision.YEAR)),
        (2003, PartialDate(date(2003, 1, 1), Precision.YEAR)),
        ("Tha\u0301ng 6 na\u0306m 2025", PartialDate(date(2025, 6, 1), Precision.MONTH)),
    ],
)
def test_partial_dates(text: CellIn, found: PartialDate) -> None:
    row, said = first("Khởi công", text)
    assert (row.day("start_planned"), said) == (found, [])


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("quý III/2024 - quý III/2027", "Quý III/2024", "Quý III/2027"),
        ("2024-2027", "2024", "2027"),
        ("Từ năm 2024 đến năm 2027", "2024", "2027"),
        ("Khởi công Quý I/2020, hoàn thành Quý IV/2022", "Quý I/2020", "Quý IV/2022"),
        ("Quý IV/2026", "None", "Quý IV/2026"),
    ],
)
def test_a_period_gives_both_ends(text: str, start: str, end: str) -> None:
    row, _ = first("Tiến độ thực hiện", text)
    assert (str(row.day("start_planned")), str(row.day("completion_planned"))) == (start, end)
    assert row.text("period") == text


def test_a_term_is_read_as_months_and_the_event() -> None:
    row, _ = first("Hoàn thành", "36 tháng kể từ ngày bàn giao đất")
    assert row.terms["completion_planned"] == Term(
        36, "land_handover", "36 tháng kể từ ngày bàn giao đất"
    )


@pytest.mark.parametrize(
    ("text", "months", "event"),
    [
        ("84 tháng", 84, ""),
        ("50 năm", 600, ""),
        ("24 tháng kể từ khi được cấp giấy chứng nhận đăng ký đầu tư", 24, "certificate"),
        ("18 tháng (kể từ ngày giao đất)", 18, "land_handover"),
        ("trong vòng 12 tháng kể từ ngày quyết định chấp thuận chủ trương", 12, "approval"),
        ("30 tháng từ ngày khởi công", 30, "start"),
        ("12 tháng sau khi xong việc", 12, "other"),
    ],
)
def test_terms(text: str, months: int, event: str) -> None:
    assert read_term(text) == Term(months, event, text)


def test_what_is_no_term() -> None:
    assert read_term("36 tháng, hoàn thành 2027") is None


def test_both_currencies_of_one_cell() -> None:
    row, said = first(TY, "6.361 tỷ đồng, tương đương 274,7 triệu USD; vốn góp 954 tỷ")
    assert row.whole("capital") == 6361 * BILLION
    assert row.decimal("capital_usd") == Decimal("274700000.00")
    assert said == ["two_currencies", "remark"]
    row, said = first(TY, "gần 3,2 tỉ USD")
    assert (row.whole("capital"), row.decimal("capital_usd")) == (None, Decimal("3200000000.00"))
    assert (row.hedge("capital_usd"), said) == ("gần", ["read_as_usd"])


@pytest.mark.parametrize(
    ("texts", "style"),
    [
        (["2.918"], Style.NONE),
        (["2.918", "4.484.305,92"], Style.COMMA),
        (["2.918", "408.32"], Style.POINT),
        (["1,600", "3,840,000"], Style.POINT),
        (["8,59", "7.98"], Style.MIXED),
        (["8.734", "700", "2.918", "26.914"], Style.COMMA),
        (["1,600", "3,840", "2,358", "27"], Style.POINT),
        (["40.185", "37.246", "35.646"], Style.NONE),
        (["1.1712)"], Style.NONE),
        ([], Style.NONE),
    ],
)
def test_the_cells_of_a_column_decide_together(texts: list[str], style: Style) -> None:
    assert column_style(texts)[0] is style


@pytest.mark.parametrize(
    ("texts", "codes"),
    [
        (["2.918", "408,32"], []),
        (["1,600", "408.32"], []),
        (["2.918", "408.32"], ["doubtful"]),
        (
            ["1,600 tỷ đồng (dấu phẩy phân nghìn)", "408,32"],
            [
                "doubtful",
            ],
        ),
        (["hơn 1.800 tỷ ($70.9m)"], ["doubtful"]),
    ],
)
def test_the_mark_that_is_decimal_elsewhere_never_groups_in_silence(
    texts: list[str], codes: list[str]
) -> None:
    row, said = first(TY, *texts)
    assert said == codes
    assert ("capital" in row.unread) == bool(codes)


def test_a_person_decides_for_a_column_or_for_a_cell() -> None:
    point = Corrections(sheets={"Danh mục": SheetAnswers(styles={2: Style.POINT})})
    assert table(HA, "2.918", answers=point).rows[0].decimal("area") == Decimal("29180.00")
    comma = Corrections(cell_styles={"Danh mục!C2": Style.COMMA})
    assert table(HA, "2.918", answers=comma).rows[0].decimal("area") == Decimal("29180000.00")
    typed = Corrections(texts={"Danh mục!C2": "2,9 ha"})
    row = table(HA, "2.918", answers=typed).rows[0]
    assert (row.decimal("area"), row.written["area"]) == (Decimal("29000.00"), "2.918")


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        (
            "2387/QĐ-UBND ngày 31/10/2016; điều chỉnh lần 1 ngày 09/4/2013",
            [("2387/QĐ-UBND", "31/10/2016", ""), ("", "9/4/2013", "điều chỉnh lần 1")],
        ),
        (
            "Quyết định số 2018/QĐ-UBND ngày 31/10/2016ê duyệt",
            [("2018/QĐ-UBND", "31/10/2016", "ê duyệt")],
        ),
        (
            "ngày chấp thuận đầu tư 29/11/2007, điều chỉnh lần 1 ngày 09/4/2013",
            [("", "29/11/2007", ""), ("", "9/4/2013", "điều chỉnh lần 1")],
        ),
        ("GCN số 49121000079 ngày 5/7/2016", [("49121000079", "5/7/2016", "")]),
        ("135-NQ/TU ngày 1-7-2016", [("135-NQ/TU", "1/7/2016", "")]),
        ("QĐ 1797/QĐ-UBND", [("1797/QĐ-UBND", "None", "")]),
    ],
)
def test_documents_with_their_days(text: str, documents: list[tuple[str, str, str]]) -> None:
    found: list[NamedDocument] = list(named_documents(text, None))
    assert [(d.number, str(d.issued), d.words) for d in found] == documents


@pytest.mark.parametrize(
    ("number", "codes"),
    [
        ("49121000079", []),
        (49121000079, []),
        ("7843517681", []),
        ("123456789", ["certificate_digits"]),
    ],
)
def test_certificates_have_ten_digits_or_more(number: CellIn, codes: list[str]) -> None:
    row, said = first("Mã số GCN đăng ký đầu tư", number)
    assert (row.text("irc_code"), said) == (str(number), codes)


def test_rows_that_are_no_projects() -> None:
    found: Sheet = sheet(
        ("STT", "Tên dự án", "Nhà đầu tư", TY),
        ("(1)", "(2)", "(3)", "(4)"),
        ("A", "NGOÀI KHU CÔNG NGHIỆP", "", "30"),
        ("I", "Thương mại", "", ""),
        (1, "Tổng kho xăng dầu", "Công ty A", "10"),
        ("1.1", "Hạng mục phụ", "", ""),
        (2, "Cổng chào", "Công ty B", "20"),
        ("", "Cộng", "", "30"),
        ("STT", "Tên dự án", "Nhà đầu tư", TY),
        ("B", "TRONG KHU CÔNG NGHIỆP", "", ""),
        (3, "Công viên", "Công ty C", "5"),
        ("", "Tổng cộng: 3 dự án", "", "35"),
        ("Ghi chú: số liệu đến 30/9", "", "", ""),
        ("", "", "NGƯỜI LẬP BIỂU", ""),
        ("", "", "Nguyễn Văn A", ""),
    )
    (layout,) = propose([found])
    marks = [(mark.number, mark.role, mark.level) for mark in layout.marks]
    assert marks == [
        (1, Role.HEADER, 0),
        (2, Role.NUMBERS, 0),
        (3, Role.SECTION, 1),
        (4, Role.SECTION, 2),
        (6, Role.SECTION, 3),
        (8, Role.TOTAL, 0),
        (9, Role.HEADER, 0),
        (10, Role.SECTION, 1),
        (12, Role.TOTAL, 0),
        (13, Role.FOOTNOTE, 0),
        (14, Role.SIGNATURE, 0),
        (15, Role.SIGNATURE, 0),
    ]
    read = read_table([found], on=ON)
    assert [row.text("name") for row in read.rows] == [
        "Tổng kho xăng dầu",
        "Cổng chào",
        "Công viên",
    ]
    assert read.rows[0].section == ("A NGOÀI KHU CÔNG NGHIỆP", "I Thương mại")
    assert [(s.address, s.computed, s.agrees) for s in read.sums] == [
        ("D3", "30", True),
        ("D8", "30", True),
        ("D12", "35", True),
    ]
    assert [m.code for m in read.messages] == []


def test_the_unit_may_stand_in_a_line_above() -> None:
    found = sheet(
        ("", "", "Đơn vị: triệu đồng; m2"),
        ("Tên dự án", "Nhà đầu tư", "Vốn đăng ký", "Diện tích"),
        ("Nhà máy", "Công ty A", 1500, 3000),
    )
    (row,) = read_table([found], on=ON).rows
    assert (row.whole("capital"), row.decimal("area")) == (1_500_000_000, Decimal("3000.00"))
    units = {c.key: (c.unit, c.unit_from) for c in propose([found])[0].columns if c.unit}
    assert units == {"capital": ("triệu đồng", "C1"), "area": ("m2", "C1")}
