"""Stories of the schedule (I1, I3, and L2 behind them)."""

from __future__ import annotations

from datetime import timedelta

from projects.demo.shapes import Acts
from projects.demo.telling import HALF, Story, day
from vn.dates import PartialDate, Precision

_BUILDING = "Đang thi công; tiến độ chậm so với kế hoạch đã duyệt."


def begun(story: Story, approved_months: int, start_months: int, land_days: int = 150) -> None:
    """Approved, land handed over some days before construction started, both in time."""
    start = story.ago(start_months)
    story.approve(story.ago(approved_months))
    story.certify(story.ago(approved_months) + timedelta(days=20))
    story.milestone("start", day(start + timedelta(days=15)), start)
    handover = start - timedelta(days=land_days)
    story.land(handover - timedelta(days=18), handover, in_use=start)


def due_in_weeks(story: Story) -> Acts:
    """I1: a notice before the day."""
    story.approve(story.ago(20))
    story.milestone("site_clearance", day(story.ago(3)), story.ago(3, 6))
    story.milestone("start", day(story.ahead(0, 18)))
    story.milestone("operation", PartialDate(story.ahead(22), Precision.QUARTER))
    story.land(story.ago(2, 20), story.ago(2), handed_share=HALF)
    return story.acts("not_started", note="Đang hoàn thiện hồ sơ thiết kế để khởi công.")


def quarter_missed(story: Story) -> Acts:
    """I1: a milestone of last quarter, known by quarter."""
    begun(story, 34, 22)
    story.milestone("completion", PartialDate(story.ago(3), Precision.QUARTER))
    story.milestone("operation", PartialDate(story.ahead(6), Precision.QUARTER))
    return story.acts("under_construction", note=_BUILDING)


def month_missed(story: Story) -> Acts:
    """I1: a milestone of last month, known by month."""
    begun(story, 30, 18)
    story.milestone("equipment", PartialDate(story.ago(1), Precision.MONTH))
    story.milestone("completion", PartialDate(story.ahead(3), Precision.MONTH))
    story.milestone("operation", PartialDate(story.ahead(6), Precision.QUARTER))
    return story.acts("under_construction", note="Chờ thiết bị nhập khẩu về đến công trường.")


def year_missed(story: Story) -> Acts:
    """I1: a milestone of last year, known by year."""
    begun(story, 40, 28)
    story.milestone("completion", PartialDate(story.ago(12), Precision.YEAR))
    story.milestone("operation", PartialDate(story.ahead(12), Precision.YEAR))
    return story.acts("under_construction", note="Thi công cầm chừng, khoảng 60% khối lượng.")


def completion_90_days_late(story: Story) -> Acts:
    """I1 of the second grade."""
    begun(story, 32, 20)
    story.milestone("completion", day(story.ago(0, 110)))
    story.milestone("operation", day(story.ahead(2)))
    return story.acts("under_construction", note=_BUILDING)


def completion_180_days_late(story: Story) -> Acts:
    """I1 of the third grade."""
    begun(story, 38, 26)
    story.milestone("completion", day(story.ago(0, 240)))
    story.milestone("operation", day(story.ahead(3)))
    return story.acts("under_construction", note="Đã xong phần thô; thiếu vốn lắp đặt thiết bị.")


def completion_a_year_late(story: Story) -> Acts:
    """I1 of the last grade; L2 has its first notice."""
    begun(story, 44, 34)
    story.milestone("completion", day(story.ago(0, 410)))
    story.milestone("operation", day(story.ago(0, 300)))
    return story.acts(
        "under_construction", note="Nhà đầu tư thay nhà thầu, thi công lại từ quý này."
    )


def nineteen_months_behind(story: Story) -> Acts:
    """L2: second notice."""
    begun(story, 52, 40)
    story.milestone("completion", day(story.ago(19)))
    story.milestone("operation", day(story.ago(18, 20)))
    return story.acts(
        "under_construction", note="Thi công ngắt quãng; mới hoàn thành nhà điều hành."
    )


def twenty_three_months_behind(story: Story) -> Acts:
    """L2 and I3: the last weeks before 24 months."""
    begun(story, 58, 44)
    story.milestone("completion", day(story.ago(23, 10)))
    story.milestone("operation", day(story.ago(22, 5)))
    note = "Chậm gần 24 tháng; đã hai lần làm việc với nhà đầu tư."
    return story.acts("under_construction", note=note)


def twenty_five_months_behind(story: Story) -> Acts:
    """L2 and I3 overdue."""
    begun(story, 40, 27, land_days=12)
    story.milestone("completion", day(story.ago(25)))
    story.milestone("operation", day(story.ago(24, 20)))
    note = "Xây dở dang rồi dừng; nhà đầu tư chưa đề nghị điều chỉnh tiến độ."
    return story.acts("partly_built", note=note)


def leased_workshop_idle(story: Story) -> Acts:
    """I3 overdue without land of its own, so no land route."""
    story.approve(story.ago(46))
    story.certify(story.ago(45))
    story.milestone("equipment", day(story.ago(28)), achieved_undated=True)
    story.milestone("operation", day(story.ago(26)))
    note = "Thuê nhà xưởng có sẵn; đã lắp thiết bị nhưng chưa hoạt động."
    return story.acts("under_construction", note=note)


def adjustment_pending(story: Story) -> Acts:
    """I3 yields to an adjustment the investor has asked for."""
    story.approve(story.ago(48))
    story.certify(story.ago(47))
    story.milestone("start", day(story.ago(40)), story.ago(40, 4))
    story.milestone("operation", day(story.ago(25)))
    return story.acts(
        "under_construction",
        note="Đã nộp hồ sơ đề nghị điều chỉnh tiến độ, đang lấy ý kiến các sở.",
        adjustment_pending_since=story.ago(0, 34),
    )


def schedule_moved(story: Story) -> Acts:
    """An adjustment moved the day: nothing is late. The guarantee runs out within 30 days (I7)."""
    begun(story, 42, 30)
    moved = story.adjust(max(story.ago(2), story.on.replace(month=1, day=1)))
    story.moved("completion", day(story.ago(4)), day(story.ahead(8)), moved)
    story.moved("operation", day(story.ago(1)), day(story.ahead(11)), moved)
    story.owes_deposit(story.ago(41))
    story.secured("guarantee", story.ago(41, 12), until=story.ahead(0, 21))
    return story.acts("under_construction", note="Đã được điều chỉnh tiến độ.")


def paused_by_court(story: Story) -> Acts:
    """Milestones, L2 and I3 stopped by a court's measure nobody looked at for a quarter (P1)."""
    begun(story, 36, 24)
    story.milestone("completion", day(story.ago(1)))
    story.milestone("operation", day(story.ahead(2)))
    note = "Biện pháp khẩn cấp tạm thời trong vụ tranh chấp."
    story.exclude("court", story.ago(4), note=note, expected_end=story.ahead(2))
    return story.acts("under_construction", note="Tạm dừng thi công theo quyết định của tòa án.")


def grid_connection_delayed(story: Story) -> Acts:
    """One milestone stopped by a State agency's delay that has not ended."""
    begun(story, 31, 19)
    equipment = story.milestone("equipment", day(story.ahead(1)))
    story.milestone("completion", day(story.ahead(7)))
    story.milestone("operation", PartialDate(story.ahead(10), Precision.QUARTER))
    story.exclude(
        "state_delay",
        story.ago(1, 12),
        item=equipment,
        note="Chờ thỏa thuận đấu nối.",
        expected_end=story.ahead(0, 25),
    )
    return story.acts("under_construction", note="Chờ đấu nối lưới điện để vận hành thử.")


def planning_changed(story: Story) -> Acts:
    """Two overlapping periods that have ended; the milestone's day has moved into reach."""
    begun(story, 33, 21)
    completion = story.milestone("completion", day(story.ago(2)))
    story.milestone("operation", day(story.ahead(5)))
    story.exclude("planning_change", story.ago(8), story.ago(6))
    story.exclude("state_delay", story.ago(7), story.ago(5, 15), item=completion)
    return story.acts("under_construction", note="Đã thống nhất quy hoạch chi tiết, thi công lại.")


def compensation_delayed(story: Story) -> Acts:
    """Land handed over late by a decided period; still some days behind afterwards."""
    begun(story, 35, 23)
    story.milestone("completion", day(story.ago(3)))
    story.milestone("operation", day(story.ahead(4)))
    story.exclude("late_handover", story.ago(12), story.ago(10, 10), note="Chậm 0,8 ha đường vào.")
    return story.acts("under_construction", note=_BUILDING)


def milestone_without_day(story: Story) -> Acts:
    """I1 and I3 cannot be computed: the milestone has no planned day."""
    story.approve(story.ago(18))
    story.milestone("start", day(story.ahead(3)))
    story.milestone("operation", None)
    return story.acts("not_started", note="Quyết định không ghi mốc đưa vào hoạt động.")


def plan_without_instrument(story: Story) -> Acts:
    """I1 cannot be computed: the planned day rests on no document."""
    story.approve(story.ago(16))
    quarter = PartialDate(story.ahead(4), Precision.QUARTER)
    story.milestone("start", quarter, instrument=None, baseline=None)
    year = PartialDate(story.ahead(20), Precision.YEAR)
    story.milestone("operation", year, instrument=None, baseline=None)
    return story.acts("not_started", note="Mốc tiến độ mới ghi theo báo cáo của nhà đầu tư.")


def built_quickly(story: Story) -> Acts:
    """L1, L2, I1 and I3 all met in time under the law in force."""
    begun(story, 30, 22, land_days=40)
    story.milestone("completion", day(story.ago(7)), story.ago(7, 12))
    story.milestone("operation", PartialDate(story.ago(5), Precision.MONTH), story.ago(6))
    return story.acts("completed", "operating", note="Hoạt động sớm hơn kế hoạch.")


def second_phase_late(story: Story) -> Acts:
    """The first phase operates, the second is late."""
    story.approve(story.ago(60))
    story.milestone("start", day(story.ago(50)), story.ago(50, 8), named_phase=True)
    story.milestone("completion", day(story.ago(34)), story.ago(34, 2), named_phase=True)
    story.milestone("operation", day(story.ago(32)), story.ago(32, 5), named_phase=True)
    story.milestone("start", day(story.ago(18)), story.ago(18, 1), phase=2)
    story.milestone("completion", day(story.ago(0, 65)), phase=2)
    story.milestone("operation", PartialDate(story.ahead(3), Precision.QUARTER), phase=2)
    story.land(story.ago(52, 20), story.ago(52), phase=1, decided_share=HALF, in_use=story.ago(50))
    story.land(story.ago(22, 20), story.ago(22), phase=2, decided_share=HALF, in_use=story.ago(18))
    note = "Giai đoạn 1 hoạt động ổn định; giai đoạn 2 đang xây dựng."
    return story.acts("under_construction", "operating", note=note)
