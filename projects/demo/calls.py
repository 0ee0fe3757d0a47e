"""Invented calls for investment of the demonstration province, by three decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

_TY = 10**9


@dataclass(frozen=True, slots=True)
class CallStory:
    """An invented call: name, sector, place, area in ha, capital in tỷ đồng, form."""

    name: str
    sector: str
    place: str
    hectares: int
    billions: int | None
    form: str

    @property
    def area_m2(self) -> Decimal:
        """Square metres."""
        return Decimal(self.hectares) * 10_000

    @property
    def capital_vnd(self) -> int | None:
        """Whole đồng."""
        return None if self.billions is None else self.billions * _TY


_TENDER, _ASKED = "Đấu thầu lựa chọn nhà đầu tư", "Nhà đầu tư đề xuất"
CALLS = (
    CallStory(
        "Hạ tầng cụm công nghiệp Tân Văn",
        "Hạ tầng khu, cụm công nghiệp",
        "xã Tân Văn",
        75,
        620,
        _ASKED,
    ),
    CallStory(
        "Trung tâm logistics cửa khẩu phía Bắc",
        "Thương mại, kho bãi, logistics",
        "khu cửa khẩu",
        38,
        450,
        _ASKED,
    ),
    CallStory(
        "Khu đô thị mới phía Đông",
        "Khu đô thị, khu dân cư, nhà ở",
        "phường Đông Kinh",
        42,
        1_850,
        _TENDER,
    ),
    CallStory(
        "Khu du lịch sinh thái hồ Nà Tâm",
        "Du lịch, dịch vụ lưu trú",
        "xã Na Sầm",
        160,
        980,
        _TENDER,
    ),
    CallStory(
        "Nhà máy chế biến hồi, quế",
        "Công nghiệp chế biến, chế tạo",
        "cụm công nghiệp số 2",
        6,
        210,
        _ASKED,
    ),
    CallStory("Khu chăn nuôi công nghệ cao", "Nông, lâm nghiệp", "xã Hữu Liên", 55, 340, _ASKED),
    CallStory(
        "Nhà ở xã hội khu công nghiệp",
        "Khu đô thị, khu dân cư, nhà ở",
        "xã Hồ Sơn",
        9,
        None,
        _TENDER,
    ),
    CallStory(
        "Chợ đầu mối nông sản", "Thương mại, kho bãi, logistics", "xã Chi Lăng", 12, 175, _TENDER
    ),
)
ADDED_LATER = (
    CallStory(
        "Bến xe và trung tâm thương mại",
        "Thương mại, kho bãi, logistics",
        "phường Kỳ Lừa",
        5,
        260,
        _TENDER,
    ),
)
CHANGED, DROPPED, BECAME = 0, 7, 4
"""Places among `CALLS` of the one with more capital, the one dropped, the one that is a project."""

CHANGED_BILLIONS = 705
DROP_REASON = "Không còn phù hợp quy hoạch phân khu mới phê duyệt"
BECAME_REASON = "Nhà đầu tư đã được chấp thuận chủ trương đầu tư"


@dataclass(frozen=True, slots=True)
class Days:
    """The days of the decision that adopts the list and of the one that amends it."""

    adopted: date
    amended: date


def days(on: date) -> Days:
    """Two past days, seen from the day of viewing."""
    return Days(on - timedelta(days=430), on - timedelta(days=95))
