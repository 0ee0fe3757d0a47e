"""Shapes that every chart test draws, and ways to look into the result."""

import xml.etree.ElementTree as ET
from datetime import date
from decimal import Decimal

import pytest

from charts import (
    PRINT,
    SCREEN,
    BarRow,
    DaysRow,
    Due,
    Frame,
    Milestone,
    MilestoneState,
    Palette,
    Segment,
    Span,
    Tone,
)

SVG = "{http://www.w3.org/2000/svg}"
ON = date(2026, 8, 31)

BARS = [
    BarRow("Sở Tài chính", Decimal("61.2"), "61,2%"),
    BarRow("UBND xã <Đồng Đăng> & vùng", Decimal("12.4"), "12,4%", Tone.BAD),
    BarRow("Sở Xây dựng", None, "chưa có số liệu"),
    BarRow("Công an tỉnh", 0, "0%"),
]
SEGMENTS = [
    Segment("Đang hoạt động", 140, "140", Tone.RUN),
    Segment("Đang xây dựng", 15, "15", Tone.BUILD),
    Segment("Chưa khởi công", 26, "26", Tone.IDLE),
    Segment("Dừng hoạt động", 34, "34", Tone.STOP),
    Segment("Đã chấm dứt", 0, "0", Tone.ENDED),
]
ITEMS = [
    Milestone("Khởi công", date(2024, 11, 15), date(2024, 12, 10), MilestoneState.LATE, "+25"),
    Milestone("Hoàn thành", date(2026, 6, 30), None, MilestoneState.OVERDUE, "+62 ngày"),
    Milestone("Vào hoạt động", date(2026, 12, 31)),
    Milestone("Nghiệm thu", None, note="chưa có số liệu"),
]
ROWS = [
    DaysRow(
        "Nhà đầu tư",
        "439 ngày",
        [Span(date(2025, 3, 14), date(2025, 10, 6)), Span(date(2026, 1, 11), date(2026, 9, 1))],
        Tone.ACT,
    ),
    DaysRow("Nhà nước", "114 ngày", [Span(date(2024, 11, 20), date(2025, 3, 14))], Tone.MUTE),
    DaysRow("Không tính", "97 ngày", [Span(date(2025, 10, 6), date(2026, 1, 11))], Tone.EXCLUDED),
]
PERIOD = Span(date(2024, 11, 20), date(2026, 9, 1))
DUE = Due(date(2026, 6, 19), "hết hạn 19/6/2026")

both_media = pytest.mark.parametrize("palette", [SCREEN, PRINT], ids=["screen", "print"])


def frame_of(uid: str = "c1", width: int = 540, palette: Palette = SCREEN) -> Frame:
    return Frame(uid, "Tỷ lệ <giải ngân>", 'Mô tả "đủ" & rõ', width, palette)


def parse(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  our own output


def texts_of(svg: str) -> list[str]:
    return [element.text or "" for element in parse(svg).iter(f"{SVG}text")]


def marks_of(svg: str, name: str) -> list[ET.Element]:
    return [element for element in parse(svg).iter() if element.get("class") == name]
