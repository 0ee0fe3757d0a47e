"""How the demonstration's late projects are handled, and the rounds that looked at them: invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from projects.rules.handling_classes import DISTRICTS_END


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlingStory:
    """A decision on the project that tells a story; days are counted back from the day of viewing.

    `step_in` is when the next step is due, from that day on; None leaves it without a day.
    """

    story: str
    code: str
    days_ago: int
    number: str
    authority: str
    step: str
    step_in: int | None
    reason: str = ""


_COMMITTEE, _DEPARTMENT = "Chủ tịch UBND tỉnh", "Sở Tài chính"

_STORIES = (
    HandlingStory(
        story="extension_expired",
        code="TERMINATE",
        days_ago=96,
        number="512/TB-UBND",
        authority=_COMMITTEE,
        step="Trình quyết định chấm dứt hoạt động của dự án",
        step_in=-12,
        reason="Hết thời gian gia hạn sử dụng đất mà chưa khởi công.",
    ),
    HandlingStory(
        story="unused_a_year_late",
        code="TERMINATE",
        days_ago=96,
        number="512/TB-UBND",
        authority=_COMMITTEE,
        step="Lấy ý kiến các sở về chấm dứt hoạt động của dự án",
        step_in=18,
    ),
    HandlingStory(
        story="twenty_five_months_behind",
        code="PENALISE_THEN_ADJUST",
        days_ago=70,
        number="498/TB-UBND",
        authority=_COMMITTEE,
        step="Ban hành quyết định xử phạt vi phạm về đầu tư",
        step_in=-5,
    ),
    HandlingStory(
        story="completion_a_year_late",
        code="PENALISE_THEN_ADJUST",
        days_ago=70,
        number="498/TB-UBND",
        authority=_COMMITTEE,
        step="Nhà đầu tư nộp hồ sơ điều chỉnh chủ trương đầu tư",
        step_in=40,
    ),
    HandlingStory(
        story="completion_180_days_late",
        code="PENALISE_THEN_ADJUST",
        days_ago=34,
        number="1874/STC-ĐT",
        authority=_DEPARTMENT,
        step="Lập biên bản vi phạm về tiến độ",
        step_in=6,
    ),
    HandlingStory(
        story="quarter_missed",
        code="COMPLETE_PROCEDURES",
        days_ago=34,
        number="1874/STC-ĐT",
        authority=_DEPARTMENT,
        step="Bổ sung hồ sơ nghiệm thu hạng mục",
        step_in=25,
    ),
    HandlingStory(
        story="year_missed",
        code="COMPLETE_PROCEDURES",
        days_ago=34,
        number="1874/STC-ĐT",
        authority=_DEPARTMENT,
        step="Nộp hồ sơ điều chỉnh tiến độ",
        step_in=None,
    ),
    HandlingStory(
        story="unused_half_a_year_late",
        code="LAND_ENV_VIOLATION",
        days_ago=58,
        number="733/KL-SNNMT",
        authority="Sở Nông nghiệp và Môi trường",
        step="Xử lý vi phạm do chưa đưa đất vào sử dụng",
        step_in=11,
    ),
    HandlingStory(
        story="completion_90_days_late",
        code="LOCAL_PENALISE",
        days_ago=21,
        number="1920/STC-ĐT",
        authority=_DEPARTMENT,
        step="UBND xã báo cáo kết quả xử lý vi phạm",
        step_in=14,
    ),
)

_BEFORE_THE_DISTRICTS_ENDED = (
    ("used_late", date(2025, 4, 18), "211/TB-UBND"),
    ("unused_three_months_late", date(2025, 5, 20), "264/TB-UBND"),
)
"""Decided while districts existed: counted under the class in its place ever since."""


def stories(on: date) -> list[tuple[HandlingStory, date]]:
    """Every decision with its day, the oldest first, as the province is seen on `on`."""
    found = [(story, on - timedelta(days=story.days_ago)) for story in _STORIES]
    if on > DISTRICTS_END:
        found += [
            (
                HandlingStory(
                    story=story,
                    code="DISTRICT_PENALISE",
                    days_ago=(on - day).days,
                    number=number,
                    authority=_COMMITTEE,
                    step="Báo cáo kết quả xử lý vi phạm về đầu tư",
                    step_in=30,
                ),
                day,
            )
            for story, day, number in _BEFORE_THE_DISTRICTS_ENDED
        ]
    return sorted(found, key=lambda pair: (pair[1], pair[0].story))
