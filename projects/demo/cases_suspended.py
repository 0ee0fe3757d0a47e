"""Stories of suspended operation (I4, I5), and of what stands half built."""

from __future__ import annotations

from datetime import timedelta

from projects.demo.shapes import Acts
from projects.demo.telling import Story, day


def operated(story: Story, approved_months: int) -> None:
    story.approve(story.ago(approved_months))
    start, operation = story.ago(approved_months - 10), story.ago(approved_months - 24)
    story.milestone("start", day(start + timedelta(days=20)), start)
    story.milestone("completion", day(operation - timedelta(days=50)), operation - timedelta(70))
    story.milestone("operation", day(operation + timedelta(days=12)), operation)


def suspended_four_months(story: Story) -> Acts:
    """I4 running."""
    operated(story, 90)
    story.suspend(story.ago(4))
    return story.acts(
        "completed", "stopped", legal="suspended", note="Ngừng do thiếu vốn lưu động."
    )


def suspended_ten_months(story: Story) -> Acts:
    """I4: first warning."""
    operated(story, 84)
    story.suspend(story.ago(9, 22))
    story.tried(story.ago(3), "meeting", reached=True, note="Đang đàm phán chuyển nhượng.")
    note = "Ngừng để cơ cấu lại hoạt động."
    return story.acts("completed", "stopped", legal="suspended", note=note)


def suspended_eleven_months(story: Story) -> Acts:
    """I4: last warning."""
    operated(story, 78)
    story.suspend(story.ago(11, 10))
    story.tried(story.ago(7), "registered_letter", note="Không có thư trả lời.")
    story.tried(story.ago(2), "visit", note="Chỉ gặp bảo vệ.")
    note = "Ngừng do thị trường thu hẹp."
    return story.acts("completed", "stopped", legal="suspended", note=note)


def suspended_too_long(story: Story) -> Acts:
    """I4 overdue."""
    operated(story, 96)
    story.suspend(story.ago(13, 18))
    story.tried(story.ago(4), "registered_letter", note="Không có thư trả lời.")
    story.tried(story.ago(2), "registered_letter", reached=True, note="Chưa hoạt động trở lại.")
    note = "Ngừng quá 12 tháng, chưa có thông báo hoạt động trở lại."
    return story.acts("completed", "stopped", legal="suspended", note=note)


def suspended_by_court(story: Story) -> Acts:
    """I4 until the day the court set."""
    operated(story, 88)
    story.suspend(story.ago(14), "court", ordered_until=story.ahead(0, 45))
    story.tried(story.ago(9), "meeting", reached=True, note="Làm việc cùng chấp hành viên.")
    note = "Ngừng theo quyết định của tòa án."
    return story.acts("completed", "stopped", legal="suspended", note=note)


def resumed_in_time(story: Story) -> Acts:
    """I4 met."""
    operated(story, 70)
    story.suspend(story.ago(16), resumed=story.ago(9))
    return story.acts("completed", "operating", note="Hoạt động trở lại sau khi ngừng 7 tháng.")


def resumed_late(story: Story) -> Acts:
    """I4 met after its day, which leaves a resolved flag."""
    operated(story, 74)
    story.suspend(story.ago(20), resumed=story.ago(6))
    return story.acts("completed", "operating", note="Hoạt động trở lại sau khi ngừng 14 tháng.")


def built_in_part_then_stopped(story: Story) -> Acts:
    """Partly built, then stopped: one row of the census although it is two things."""
    story.approve(story.ago(80))
    story.milestone("start", day(story.ago(70)), story.ago(70, 3))
    story.milestone("completion", day(story.ago(0, 150)))
    story.milestone("operation", day(story.ahead(2)))
    note = "Đầu tư xây dựng một phần, đã dừng; tường rào và kho còn nguyên."
    return story.acts("partly_built", "stopped", note=note)
