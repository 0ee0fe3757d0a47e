"""The lines a decision rests on, taken apart."""

from __future__ import annotations

from datetime import date

import pytest

from vn.citations import Citation, read_citation, read_citations


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (
            "- Kết luận số 111-KL/TU ngày 20/5/2026 của BTV Tỉnh ủy về chủ trương điều chỉnh dự án;",
            Citation(
                "111-KL/TU",
                date(2026, 5, 20),
                "BTV Tỉnh ủy",
                "Kết luận về chủ trương điều chỉnh dự án",
            ),
        ),
        (
            "Căn cứ Luật Đầu tư số 143/2025/QH15 ngày 11 tháng 12 năm 2025;",
            Citation("143/2025/QH15", date(2025, 12, 11), "Quốc hội", "Luật Đầu tư"),
        ),
        (
            "2. Công văn số 2210/CV-CAT-PA04 ngày 01/6/2026 của Công an tỉnh về việc góp ý.",
            Citation(
                "2210/CV-CAT-PA04",
                date(2026, 6, 1),
                "Công an tỉnh",
                "Công văn về việc góp ý",
            ),
        ),
        (
            "Nghị định số 96/2026/NĐ-CP của Chính phủ quy định chi tiết Luật Đầu tư",
            Citation("96/2026/NĐ-CP", None, "Chính phủ", "Nghị định quy định chi tiết Luật Đầu tư"),
        ),
        (
            "Theo Tờ trình số 05 /TTr-STC ngày 3/6/2026 của Sở Tài chính",
            Citation("05/TTr-STC", date(2026, 6, 3), "Sở Tài chính", "Tờ trình"),
        ),
        ("1644/QĐ-UBND", Citation("1644/QĐ-UBND")),
        (
            "+ Văn bản đề nghị điều chỉnh của nhà đầu tư",
            Citation("", None, "nhà đầu tư", "Văn bản đề nghị điều chỉnh"),
        ),
    ],
)
def test_a_line_is_taken_apart(line: str, found: Citation) -> None:
    assert read_citation(line) == found


def test_a_day_that_does_not_exist_is_left_in_the_title() -> None:
    found = read_citation("Tờ trình số 5/TTr-STC ngày 30/2/2026 của Sở Tài chính")
    assert (found.date, found.title) == (None, "Tờ trình ngày 30/2/2026")


def test_lines_without_letters_are_left_out() -> None:
    text = "Quyết định số 12/QĐ-UBND ngày 1/6/2026 của UBND tỉnh\n\n  --  \n1."
    assert [row.number for row in read_citations(text)] == ["12/QĐ-UBND"]


def test_a_body_is_not_guessed_from_a_symbol_many_bodies_share() -> None:
    assert read_citation("Quyết định số 12/QĐ-UBND ngày 1/6/2026").issuer == ""
