"""Texts that cite what is no longer in force (R-0.2), in the spellings of real documents."""

from __future__ import annotations

from datetime import date

import pytest

from deadlines.rules.expired import EXPIRED, cited
from deadlines.rules.law import SHIPPED_VERSIONS

LATE = date(2027, 1, 1)

CITED = {
    "Luật Đầu tư 61/2020/QH14": "Luật Đầu tư số 61/2020/QH14",
    "Luật Đầu tư số 61/2020/QH14, Điều 48 khoản 2 điểm a1": "Luật Đầu tư số 61/2020/QH14",
    "căn cứ Luật Đầu tư năm 2020": "Luật Đầu tư số 61/2020/QH14",
    "Luật Đầu tư ngày 17/6/2020 số 61 / 2020 / QH14": "Luật Đầu tư số 61/2020/QH14",
    "NĐ 31/2021 (+19/2025, 239/2025)": "Nghị định số 31/2021/NĐ-CP",
    "nghị định số 31/2021/NĐ – CP ngày 26/3/2021": "Nghị định số 31/2021/NĐ-CP",
    "Nghị định 19/2025/NĐ-CP": "Nghị định số 19/2025/NĐ-CP",
    "Nghị định số 239/2025/NÐ-CP": "Nghị định số 239/2025/NĐ-CP",
    "TT 03/2021/TT-BKHĐT (forms)": "Thông tư số 03/2021/TT-BKHĐT",
    "mẫu A.III.1 Thông tư 3/2021": "Thông tư số 03/2021/TT-BKHĐT",
    "NĐ 29/2021 art. 100": "Nghị định số 29/2021/NĐ-CP",
    "TT 05/2023/TT-BKHĐT (supervision forms)": "Thông tư số 05/2023/TT-BKHĐT",
    "Luật Thanh tra 11/2022": "Luật Thanh tra số 11/2022/QH15",
    "kết luận thanh tra chuyên ngành của Sở": "thanh tra chuyên ngành của sở",
    "Luật Đầu tư công 39/2019": "Luật Đầu tư công số 39/2019/QH14",
    "NĐ 40/2020": "Nghị định số 40/2020/NĐ-CP",
    "NĐ 99/2021 (payment)": "Nghị định số 99/2021/NĐ-CP",
    "Luật NSNN 83/2015": "Luật Ngân sách nhà nước số 83/2015/QH13",
    "NĐ 13/2023 (personal data)": "Nghị định số 13/2023/NĐ-CP",
    "Luật ATTTM 86/2015": "Luật An toàn thông tin mạng số 86/2015/QH13",
    "NĐ 85/2016": "Nghị định số 85/2016/NĐ-CP",
    "TT 12/2022": "Thông tư số 12/2022/TT-BTTTT",
    "TCVN 11930:2017": "TCVN 11930:2017",
    "Luật Xây dựng 50/2014": "Luật Xây dựng số 50/2014/QH13",
}


@pytest.mark.parametrize(("text", "name"), CITED.items(), ids=CITED.keys())
def test_a_text_that_cites_it_is_found(text: str, name: str) -> None:
    assert name in {found.name for found in cited(text, LATE)}


def test_every_instrument_of_the_table_was_tried() -> None:
    assert set(CITED.values()) == {each.name for each in EXPIRED}


@pytest.mark.parametrize(
    "text",
    [
        "Luật Đầu tư số 143/2025/QH15, Điều 36",
        "Nghị định số 96/2026/NĐ-CP",
        "ngày 22/11/2022",
        "tháng 11/2022",
        "Thông tư số 31/2021/TT-BTC",
        "Quyết định số 31/2021/QĐ-UBND",
        "131/2021/NĐ-CP",
        "Thông tư 03/2021/TT-BTC",
        "NĐ 122/2021",
        "NĐ 30/2020 (văn thư)",
        "Luật Đất đai số 31/2024/QH15, Điều 81 khoản 8",
        "Luật Đầu tư công số 58/2024/QH15",
        "Luật Thanh tra số 84/2025/QH15 tháng 11/2022",
        "kiểm tra chuyên ngành theo NĐ 217/2025",
        "",
    ],
)
def test_what_is_in_force_or_something_else_is_left_alone(text: str) -> None:
    assert cited(text, LATE) == ()


def test_it_may_be_cited_of_days_on_which_it_was_in_force() -> None:
    text = "Luật Đầu tư số 61/2020/QH14, Điều 44; NĐ 31/2021"
    assert cited(text, date(2026, 2, 28)) == ()
    assert [found.since for found in cited(text, date(2026, 3, 1))] == [date(2026, 3, 1)]
    found = cited(text, date(2026, 3, 31))
    assert [each.replaced_by for each in found] == [
        "Luật Đầu tư số 143/2025/QH15",
        "Nghị định số 96/2026/NĐ-CP",
    ]
    assert {each.confidence for each in found} == {"B"}


def test_a_shipped_version_that_binds_cites_what_is_in_force() -> None:
    late = {
        (version.kind, version.number): cited(version.article, version.effective_to or LATE)
        for version in SHIPPED_VERSIONS
        if not version.advisory
    }
    assert {key: found for key, found in late.items() if found} == {}
