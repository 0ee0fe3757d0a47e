"""Stories of land: handed over, left unused, extended, kept back by the State (L1, L2, L3, L6)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from projects.demo.shapes import Acts
from projects.demo.telling import HALF, Story, day
from vn.dates import PartialDate, Precision

LAND_LAW_2024 = date(2024, 8, 1)
_IDLE = "Đã nhận bàn giao đất; kiểm tra thực địa chưa có máy móc, nhân công."
_CLEARING = "Đang bồi thường, giải phóng mặt bằng."


def _idle_land(story: Story, handover: date, start: date) -> None:
    """Land handed over, construction planned to start on a day, operation two years after."""
    story.approve(handover - timedelta(days=420))
    story.milestone("start", day(start))
    story.milestone("completion", day(start + timedelta(days=540)))
    story.milestone("operation", day(start + timedelta(days=630)))
    story.land(handover - timedelta(days=21), handover)


def unused_six_months(story: Story) -> Acts:
    """L1: first notice."""
    _idle_land(story, story.ago(6, 10), story.ahead(3))
    return story.acts("not_started", note=_IDLE)


def unused_nine_months(story: Story) -> Acts:
    """L1: second notice, the investor is told."""
    _idle_land(story, story.ago(9, 12), story.ahead(2))
    return story.acts("not_started", note=_IDLE)


def unused_eleven_months(story: Story) -> Acts:
    """L1: the last weeks; force majeure is claimed and nobody has decided on it (L5)."""
    _idle_land(story, story.ago(11, 8), story.ahead(1, 20))
    story.claim(
        "force_majeure",
        story.ago(2),
        story.ago(0, 18),
        note="Nhà đầu tư nêu đường vào bị sạt lở do mưa bão.",
    )
    return story.acts("not_started", note=_IDLE)


def unused_just_overdue(story: Story) -> Acts:
    """L1 some weeks late, construction start late too."""
    _idle_land(story, story.ago(12, 22), story.ago(0, 37))
    return story.acts("not_started", note=_IDLE)


def unused_three_months_late(story: Story) -> Acts:
    """L1 more than 90 days late."""
    _idle_land(story, story.ago(15, 20), story.ago(0, 118))
    return story.acts("not_started", note=_IDLE)


def unused_half_a_year_late(story: Story) -> Acts:
    """L1 more than 180 days late."""
    _idle_land(story, story.ago(18, 25), story.ago(0, 205))
    note = "Đất để trống, cỏ mọc; nhà đầu tư cam kết khởi công nhưng chưa thực hiện."
    return story.acts("not_started", note=note)


def unused_a_year_late(story: Story) -> Acts:
    """L1 more than a year late, not yet 24 months behind the schedule."""
    _idle_land(story, story.ago(24, 12), story.ago(0, 398))
    note = "Đất để trống hai năm; nhà đầu tư chưa thu xếp được vốn."
    return story.acts("not_started", note=note)


def unused_since_the_old_law(story: Story) -> Acts:
    """Handed over before 1/8/2024, so L1 and L2 are advisory; I3 yields to the land route."""
    handover = min(story.ago(32), LAND_LAW_2024 - timedelta(days=20))
    story.approve(handover - timedelta(days=600))
    story.milestone("start", day(story.ago(28)))
    story.milestone("operation", day(story.ago(24, 15)))
    story.land(handover - timedelta(days=30), handover)
    note = "Đất đã bàn giao nhiều năm, mới san gạt một phần rồi dừng."
    return story.acts("not_started", note=note)


def stopped_by_flood(story: Story) -> Acts:
    """L1 and the milestone stopped by force majeure that is still running."""
    _idle_land(story, story.ago(9), story.ahead(0, 20))
    story.exclude(
        "force_majeure",
        story.ago(0, 50),
        note="Sạt lở, lũ quét chia cắt đường vào khu đất; đang khắc phục.",
        expected_end=story.ahead(1),
        reviewed=story.ago(0, 10),
        review_note="Đã thông một nửa tuyến; còn đoạn qua suối.",
    )
    return story.acts("not_started", note="Tạm dừng do mưa lũ, sạt lở đường vào dự án.")


def one_tranche_flooded(story: Story) -> Acts:
    """L1 of one tranche stopped; the other tranche and the milestones run on."""
    story.approve(story.ago(20))
    story.milestone("start", PartialDate(story.ahead(5), Precision.MONTH))
    story.milestone("operation", PartialDate(story.ahead(25), Precision.QUARTER))
    story.land(story.ago(4, 20), story.ago(4), decided_share=HALF)
    story.land(story.ago(3, 20), story.ago(3), decided_share=HALF)
    story.exclude(
        "force_majeure",
        story.ago(0, 28),
        tranche=1,
        note="Ngập úng khu đất đợt 2.",
        expected_end=story.ahead(0, 40),
    )
    return story.acts("not_started", note="Khu đất đợt 2 bị ngập, đang tiêu úng.")


def flood_already_over(story: Story) -> Acts:
    """L1 with two overlapping periods of force majeure that have ended."""
    _idle_land(story, story.ago(12, 40), story.ahead(0, 75))
    story.exclude("force_majeure", story.ago(6), story.ago(5), tranche=0)
    story.exclude("force_majeure", story.ago(5, 15), story.ago(4, -10), tranche=0)
    return story.acts("not_started", note="Đã thông đường, chuẩn bị san lấp mặt bằng.")


def extension_running(story: Story) -> Acts:
    """L3 with more than a year to go; the adjusted schedule follows it."""
    handover = story.ago(18)
    story.approve(handover - timedelta(days=500))
    moved = story.adjust(story.ago(6, 10))
    story.moved("start", day(story.ago(8)), day(story.ahead(10)), moved)
    story.moved("operation", day(story.ahead(8)), day(story.ahead(26)), moved)
    extension = story.extension(story.ago(6), 24)
    story.land(handover - timedelta(days=20), handover, extension=extension)
    return story.acts("not_started", note="Được gia hạn sử dụng đất; đang thu xếp vốn.")


def extension_ending(story: Story) -> Acts:
    """L3 within its last 90 days."""
    handover = story.ago(20)
    story.approve(handover - timedelta(days=450))
    moved = story.adjust(story.ago(13), sequence=1)
    story.moved("start", day(story.ago(9)), day(story.ahead(1)), moved)
    story.moved("operation", day(story.ahead(8)), day(story.ahead(20)), moved)
    extension = story.extension(story.ago(8), 10)
    story.land(handover - timedelta(days=18), handover, extension=extension)
    return story.acts("not_started", note="Sắp hết thời gian gia hạn; mới tập kết vật liệu.")


def extension_expired(story: Story) -> Acts:
    """L3 past its day."""
    handover = story.ago(20, 5)
    story.approve(handover - timedelta(days=480))
    story.milestone("start", day(story.ago(0, 24)))
    story.milestone("operation", day(story.ahead(14)))
    extension = story.extension(story.ago(8, 5), 7)
    story.land(handover - timedelta(days=25), handover, extension=extension)
    return story.acts("not_started", note="Hết thời gian gia hạn, đất vẫn chưa sử dụng.")


def extension_used(story: Story) -> Acts:
    """L3 met: the land was put to use within the extension. The guarantee has run out (I7)."""
    handover = story.ago(26)
    story.approve(handover - timedelta(days=400))
    moved = story.adjust(story.ago(14, 5))
    story.moved("start", day(story.ago(16)), day(story.ago(6)), moved, actual=story.ago(7))
    story.moved("completion", day(story.ago(2)), day(story.ahead(9)), moved)
    story.moved("operation", day(story.ahead(1)), day(story.ahead(12)), moved)
    extension = story.extension(story.ago(14), 18)
    story.land(handover - timedelta(days=15), handover, extension=extension, in_use=story.ago(7))
    story.owes_deposit(story.ago(27))
    story.secured("guarantee", story.ago(27, 9), until=story.ago(0, 16))
    return story.acts("under_construction", note="Đã khởi công trong thời gian gia hạn.")


def used_late(story: Story) -> Acts:
    """L1 met two months late, which leaves a resolved flag."""
    handover = story.ago(21)
    story.approve(handover - timedelta(days=430))
    story.milestone("start", day(story.ago(7)), story.ago(7, 3))
    story.milestone("completion", day(story.ahead(8)))
    story.milestone("operation", day(story.ahead(10)))
    story.land(handover - timedelta(days=20), handover, in_use=story.ago(7, 3))
    return story.acts("under_construction", note="Đã khởi công, đang thi công phần móng.")


def land_undecided(story: Story) -> Acts:
    """L1 cannot be computed: the tranche has neither decision nor handover on record."""
    story.approve(story.ago(15))
    story.milestone("site_clearance", day(story.ahead(2)))
    story.milestone("start", PartialDate(story.ahead(7), Precision.QUARTER))
    story.milestone("operation", PartialDate(story.ahead(26), Precision.QUARTER))
    story.land(None, label="Khu đất thực hiện dự án")
    return story.acts("not_started", note=_CLEARING)


def decision_undated(story: Story) -> Acts:
    """L6 cannot be computed: the land decision is on record without its day."""
    story.approve(story.ago(17))
    story.milestone("start", PartialDate(story.ahead(6), Precision.QUARTER))
    story.milestone("operation", PartialDate(story.ahead(28), Precision.QUARTER))
    story.land(None, decision_number=story.document("QĐ-UBND"))
    return story.acts("not_started", note=_CLEARING)


def awaiting_handover(story: Story) -> Acts:
    """L6 running: the State has a few weeks left."""
    story.approve(story.ago(14))
    story.milestone("site_clearance", day(story.ago(1, 10)), story.ago(1, 14))
    story.milestone("start", PartialDate(story.ahead(5), Precision.MONTH))
    story.milestone("operation", PartialDate(story.ahead(24), Precision.QUARTER))
    story.land(story.ago(0, 12), planned_handover=story.ahead(0, 15))
    return story.acts("not_started", note="Đã có quyết định cho thuê đất, chờ bàn giao thực địa.")


def handover_late(story: Story) -> Acts:
    """L6 overdue, and the investor's clock stopped meanwhile."""
    story.approve(story.ago(16))
    story.milestone("start", day(story.ahead(0, 20)))
    story.milestone("operation", day(story.ahead(20)))
    story.land(story.ago(0, 72), planned_handover=story.ago(0, 46))
    note = "Chưa bàn giao đất: còn hai hộ chưa nhận tiền bồi thường."
    return story.acts("not_started", note=note)


def handover_half_a_year_late(story: Story) -> Acts:
    """L6 overdue for more than 180 days."""
    story.approve(story.ago(26))
    story.milestone("start", day(story.ago(0, 90)))
    story.milestone("operation", day(story.ahead(15)))
    agency = "xa-06"
    story.land(story.ago(0, 232), planned_handover=story.ago(0, 200), agency=agency)
    note = "Chưa bàn giao đất do vướng phương án tái định cư."
    return story.acts("not_started", note=note)


def several_tranches(story: Story) -> Acts:
    """Two phases on three tranches: one unused for seven months, one to come, one undecided."""
    story.approve(story.ago(22))
    story.milestone("start", day(story.ahead(4)), named_phase=True)
    story.milestone("operation", PartialDate(story.ahead(20), Precision.QUARTER), named_phase=True)
    story.milestone("start", PartialDate(story.ahead(16), Precision.QUARTER), phase=2)
    story.milestone("operation", PartialDate(story.ahead(40), Precision.YEAR), phase=2)
    quarter = Decimal("0.25")
    story.land(story.ago(7, 20), story.ago(7), phase=1, decided_share=HALF)
    story.land(story.ago(0, 20), phase=2, decided_share=quarter, label="Đợt 2 (giai đoạn 2)")
    story.land(None, phase=2, decided_share=quarter, label="Đợt 3 (chưa có quyết định)")
    return story.acts("not_started", note="Bàn giao đất theo đợt; giai đoạn 1 chuẩn bị khởi công.")


def handed_without_schedule(story: Story) -> Acts:
    """L2 cannot be computed: no milestone is on record."""
    story.approve(story.ago(19))
    story.land(story.ago(5, 20), story.ago(5))
    return story.acts("not_started", note="Hồ sơ chuyển sang thiếu phụ lục tiến độ.")
