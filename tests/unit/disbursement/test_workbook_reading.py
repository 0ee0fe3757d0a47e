"""Workbooks of capital as offices lay them out, read into rows without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from disbursement.rules.source_tree import SOURCES
from disbursement.workbook_columns import PAYMENTS, PLAN, SourceName, SourceNames, Wanted
from disbursement.workbook_reading import read
from tests.support.workbooks import sheet

ON = date(2026, 9, 5)
_ABOVE = {source.parent_code for source in SOURCES}
NAMES = SourceNames(
    [
        SourceName(n, s.code, s.name, s.short_name, s.is_foreign, s.code not in _ABOVE)
        for n, s in enumerate(SOURCES)
    ]
)

ANNEX = replace(
    sheet(
        ("UBND TỈNH",),
        ("KẾ HOẠCH VỐN NĂM 2026",),
        (None, None, None, None, None, "Đơn vị tính: triệu đồng"),
        ("STT", "Danh mục dự án", "Mã số dự án", "Kế hoạch vốn năm 2026", None, None, None),
        (None, None, None, "Tổng số", "Trong đó:", None, None),
        (None, None, None, None, "NSTW", "Xổ số", "ODA"),
        ("(1)", "(2)", "(3)", "(4)=(5)+(6)+(7)", "(5)", "(6)", "(7)"),
        (None, "TỔNG SỐ", None, 9000, 3000, "2.500", 1000),
        ("A", "GIAO THÔNG", None, 4000, 3000, None, 1000),
        (1, "Đường tỉnh 234", "7912345", 4000, 3000, None, 1000),
        (2, "Cầu Bản Chu", "7912346", None, None, "2.500", None),
        (None, None, None, None, None, "Lạng Sơn, ngày 5 tháng 1 năm 2026", None),
        (None, None, None, None, None, "GIÁM ĐỐC", None),
    ),
    merged=((3, 0, 5, 0), (3, 1, 5, 1), (3, 2, 5, 2), (3, 3, 3, 6), (4, 3, 5, 3), (4, 4, 4, 6)),
)


def test_an_annex_gives_a_row_for_each_source_and_asks_about_doubtful_numbers() -> None:
    found = read([ANNEX], Wanted(PLAN, NAMES), on=ON)
    assert [(i.number, i.texts["source"], i.values.get("amount_vnd")) for i in found.items] == [
        (10, "NSTW", 3_000_000_000),
        (10, "ODA", 1_000_000_000),
        (11, "Xổ số", None),
    ]
    assert found.items[2].unread == {"amount_vnd": "2.500"}
    assert found.items[2].cells["amount_vnd"] == "F11"
    assert [told["code"] for told in found.items[2].told] == ["doubtful"]
    assert [(m.address, m.code) for m in found.messages] == [("D8", "sum_incomplete")]


def test_what_was_paid_before_is_not_what_the_month_paid() -> None:
    month = "Giải ngân tháng 8/2026"
    paid = sheet(
        ("Đơn vị tính: tỷ đồng",),
        (
            "TT",
            "Dự án",
            "Mã dự án",
            "Nguồn vốn",
            "Lũy kế",
            None,
            month,
            None,
            None,
            "Ước tháng sau",
        ),
        (*[None] * 4, "Tạm ứng", "KLHT", "Tạm ứng", "KLHT", "Thu hồi tạm ứng", None),
        (*[str(n) for n in range(1, 11)],),
        (1, "Cầu Bản Chu", "7912346", "Xổ số", 50, 60, 2, "1,5", 0, None),
    )
    paid = replace(paid, merged=((1, 4, 1, 5), (1, 6, 1, 8)))
    (item,) = read([paid], Wanted(PAYMENTS, NAMES), on=ON).items
    assert item.values == {
        "advance_vnd": 2_000_000_000,
        "volume_vnd": 1_500_000_000,
        "recovery_vnd": 0,
    }
    assert item.texts["source"] == "Xổ số"


def test_sources_are_known_by_number_name_and_branch() -> None:
    def codes(text: str) -> list[str]:
        return [row.code for row in NAMES.leaves(text)]

    assert codes("2.3 Xổ số kiến thiết") == codes("Nguồn xổ số") == ["2.3"]
    assert codes("NSTW") == ["1.1.1", "1.1.2", "1.1.3", "1.2"]
    assert codes("ODA") == ["1.2", "2.4"]
    assert codes("Nguồn lạ") == []


def test_a_list_of_something_else_gives_no_row() -> None:
    other = sheet(("Mã dòng", "Nhà đầu tư", "Tỉnh"), ("1", "A", "B"))
    assert read([other], Wanted(PAYMENTS, NAMES), on=ON).items == ()
