"""What is read from the text of a certificate, and what is left to a person."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from projects.documents.text import read as text_of
from projects.rules.certificate import read
from tests.support.certificates import CHANGED, DECISION, FIRST, LAYOUTS, printed
from vn.dates import PartialDate, Precision

WHOLE = {
    "number": "8472650193",
    "project_name": "NHÀ MÁY CHẾ BIẾN HỒI NÀ LẦM",
    "investor_name": "CÔNG TY TNHH BẮC Á MINH HỌA",
    "tax_code": "0100109106",
    "objective": "Sản xuất tinh dầu hồi;\nChiết xuất hương liệu",
    "scale": "công suất 1.200 tấn sản phẩm/năm",
    "location_text": "Lô B2, Cụm công nghiệp Nà Lầm, xã Mẫu Sơn",
    "land_area_m2": Decimal(42_600),
    "capital_vnd": 1_250_000_000_000,
    "capital_usd": Decimal(50_000_000),
    "equity_vnd": 250_000_000_000,
    "loan_vnd": 1_000_000_000_000,
    "term_years": 50,
    "authority": ("department", "SỞ TÀI CHÍNH"),
}


def values(text: str) -> dict[str, object]:
    return {key: found.value for key, found in read(text).found.items()}


def test_a_first_certificate_is_read_whole() -> None:
    reading = read(FIRST)
    found = values(FIRST)
    issued = found.pop("issued")
    assert found == WHOLE
    assert (str(issued), reading.kind, reading.missing) == (
        "28/4/2023",
        "registration_certificate",
        (),
    )
    assert "1.250.000.000.000" in reading.found["capital_vnd"].line


def test_its_milestones_are_their_last_days_and_the_vague_one_is_named() -> None:
    reading = read(FIRST)
    told = [(step.kind, step.name, str(step.planned)) for step in reading.steps]
    assert told == [
        ("start", "Khởi công xây dựng", "Quý II/2024"),
        ("completion", "Hoàn thành xây dựng", "tháng 12/2025"),
        ("operation", "Đưa dự án vào hoạt động", "31/3/2026"),
    ]
    assert reading.unread == ("- Chạy thử: sau 3 tháng kể từ khi hoàn thành.",)


def test_of_several_changes_the_latest_is_the_document() -> None:
    reading = read(CHANGED)
    found = values(CHANGED)
    assert (reading.kind, found["sequence"], str(found["issued"])) == ("adjustment", 2, "3/2/2026")
    assert found["authority"] == ("zone_board", "BAN QUẢN LÝ KHU KINH TẾ CỬA KHẨU MẪU SƠN")
    assert (found["land_area_m2"], found["capital_vnd"]) == (Decimal(125_000), 320_500_000_000)
    assert found["tax_code"] == "4900123450"
    assert [str(step.planned.last) for step in reading.steps] == ["2027-12-31"]
    assert set(reading.missing) == {"objective", "scale", "capital_usd", "loan_vnd"}


def test_an_approval_has_the_number_and_day_of_its_head() -> None:
    found = values(DECISION)
    assert (found["number"], str(found["issued"])) == ("1644/QĐ-UBND", "15/8/2023")
    assert read(DECISION).kind == "policy_approval"


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("Tổng vốn đầu tư: 1.250 tỷ đồng", "capital_vnd"),
        ("Tổng vốn đầu tư: theo hồ sơ", "capital_vnd"),
        ("Diện tích: 1.250 ha", "land_area_m2"),
        ("Mã số dự án: 84726501", "number"),
        ("Chứng nhận lần đầu: ngày 31 tháng 6 năm 2023", "issued"),
        ("Thời hạn hoạt động: lâu dài", "term_years"),
        ("Tên dự án:", "project_name"),
    ],
)
def test_what_can_be_read_in_two_ways_or_not_at_all_is_left_out(line: str, key: str) -> None:
    assert key not in read(line).found


@pytest.mark.parametrize("text", ["", "\n\n", "Trang 1/3", "a" * 50_000, ":" * 9_000, "- " * 9_000])
def test_any_text_can_be_read(text: str) -> None:
    assert read(text).steps == ()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_printed_certificate_says_the_same_in_each_layout(tmp_path: Path, layout: str) -> None:
    paper = tmp_path / "gcn.pdf"
    paper.write_bytes(printed(FIRST, layout))
    found = values(text_of(paper))
    issued = found.pop("issued")
    assert found == WHOLE
    assert issued == PartialDate(date(2023, 4, 28), Precision.DAY)


@pytest.mark.parametrize(
    "text",
    [
        "Tổng vốn đầu tư: " + "1" * 190_000,
        "Tổng vốn đầu tư: " + "1 (" * 60_000,
        "Diện tích: " + "1." * 90_000,
        "Tiến độ: \n- a: " + "ten" * 60_000 + "x",
        "1. a\n" * 40_000,
        "muc tieu:\n- a\n" * 12_000,
    ],
)
def test_a_text_made_to_keep_a_process_busy_is_read_at_once(text) -> None:
    began = time.process_time()
    read(text)
    assert time.process_time() - began < 3


def test_a_long_statement_is_still_read_from_its_beginning() -> None:
    said = read("Tổng vốn đầu tư: 12.000.000.000 đồng; " + "và " * 40_000)
    assert said.found["capital_vnd"].value == 12_000_000_000
