"""The province's classes of handling: what ships (law.md §4.5), and which class counts on a day.

The first six are those of one province's review of projects outside industrial zones, with the
codes of the law catalogue. They are data to begin with: an administrator edits, ends and adds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

DISTRICTS_END = date(2025, 6, 30)
COMMUNES_BEGIN = date(2025, 7, 1)

_REPORT = (
    "Sở Kế hoạch và Đầu tư tỉnh Hải Dương, báo cáo Thường trực Tỉnh ủy ngày 21/02/2024 về dự án "
    "ngoài khu công nghiệp chậm tiến độ"
)
_DISTRICT_LAW = (
    "Thay loại do cấp huyện xử lý; cấp huyện kết thúc từ ngày 01/7/2025 theo Luật Tổ chức chính "
    "quyền địa phương số 72/2025/QH15"
)
_BEFORE_ADJUSTING = (
    "xử lý vi phạm về đầu tư trước khi tham mưu, trình UBND tỉnh xem xét chấp thuận điều chỉnh chủ "
    "trương đầu tư"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedClass:
    """A class that comes with the portal; `replaced_by` is the code of the one in its place."""

    code: str
    name: str
    short_name: str
    source: str = _REPORT
    valid_from: date | None = None
    valid_to: date | None = None
    replaced_by: str = ""


SHIPPED_CLASSES: tuple[ShippedClass, ...] = (
    ShippedClass(
        code="TERMINATE",
        name="Thuộc diện chấm dứt hoạt động",
        short_name="Chấm dứt hoạt động",
    ),
    ShippedClass(
        code="PENALISE_THEN_ADJUST",
        name=(
            "Xử lý vi phạm về đầu tư trước khi đề nghị UBND tỉnh xem xét chấp thuận điều chỉnh chủ "
            "trương đầu tư"
        ),
        short_name="Xử lý vi phạm đầu tư trước khi điều chỉnh chủ trương",
    ),
    ShippedClass(
        code="COMPLETE_PROCEDURES",
        name="Cho phép nhà đầu tư hoàn thiện các thủ tục về đầu tư",
        short_name="Hoàn thiện thủ tục đầu tư",
    ),
    ShippedClass(
        code="LAND_ENV_VIOLATION",
        name="Thuộc diện xử lý vi phạm về đất đai, môi trường",
        short_name="Xử lý vi phạm đất đai, môi trường",
    ),
    ShippedClass(
        code="MINERAL_AUCTION",
        name="Khai thác khoáng sản, thuộc trường hợp phải đấu giá quyền khai thác",
        short_name="Đấu giá quyền khai thác khoáng sản",
    ),
    ShippedClass(
        code="DISTRICT_PENALISE",
        name=f"Thuộc thẩm quyền UBND cấp huyện {_BEFORE_ADJUSTING}",
        short_name="Cấp huyện xử lý vi phạm trước khi tham mưu",
        valid_to=DISTRICTS_END,
        replaced_by="LOCAL_PENALISE",
    ),
    ShippedClass(
        code="LOCAL_PENALISE",
        name=f"Thuộc thẩm quyền xã, sở {_BEFORE_ADJUSTING}",
        short_name="Xã, sở xử lý vi phạm trước khi tham mưu",
        source=_DISTRICT_LAW,
        valid_from=COMMUNES_BEGIN,
    ),
)


@dataclass(frozen=True, slots=True)
class ClassSpan:
    """The days on which a class may be decided, and the class in its place afterwards."""

    valid_from: date | None = None
    valid_to: date | None = None
    replaced_by: int | None = None

    def covers(self, day: date) -> bool:
        """Whether the class may be decided on that day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)


def counts_as(class_id: int, spans: Mapping[int, ClassSpan], on: date) -> int:
    """The class under which a decision counts on a day (R-5.3).

    A class that ended counts as the one in its place, and so on; without one it stays itself.
    Ending at itself or in a circle, it stays where the circle began.
    """
    seen = {class_id}
    found = class_id
    while True:
        span = spans.get(found, ClassSpan())
        following = span.replaced_by
        if span.valid_to is None or span.valid_to >= on or following is None:
            return found
        if following in seen:
            return class_id
        seen.add(following)
        found = following


def taken_over(class_id: int, spans: Mapping[int, ClassSpan]) -> frozenset[int]:
    """The class and all those in whose place it stands, also by way of others."""
    found = {class_id}
    while True:
        more = {pk for pk, span in spans.items() if span.replaced_by in found} - found
        if not more:
            return frozenset(found)
        found |= more
