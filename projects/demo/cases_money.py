"""Stories of money, contacts, site and time asked for (I2, I5 to I9, I11, L5, RX)."""

from __future__ import annotations

from datetime import date

from projects.demo.cases_schedule import begun
from projects.demo.cases_suspended import operated
from projects.demo.shapes import Acts
from projects.demo.telling import Story, day
from vn.dates import PartialDate, Precision


def deposit_missing(story: Story) -> Acts:
    """I7: less than half of the deposit paid six weeks after its day."""
    story.approve(story.ago(14))
    story.milestone("site_clearance", PartialDate(story.ahead(2), Precision.MONTH))
    story.milestone("start", PartialDate(story.ahead(4), Precision.QUARTER))
    story.milestone("operation", PartialDate(story.ahead(26), Precision.QUARTER))
    story.owes_deposit(story.ago(0, 44))
    story.secured("deposit", story.ago(0, 58), share="0.4")
    return story.acts("not_started", note="Mới nộp một phần tiền ký quỹ, đã nhắc bằng văn bản.")


def capital_behind(story: Story) -> Acts:
    """I8: the second part of the capital came in only in part."""
    begun(story, 30, 18)
    story.milestone(
        "capital", _quarter(story.ago(9)), amount_vnd=story.part("0.3"), name="Góp vốn đợt 1"
    )
    story.milestone(
        "capital", _quarter(story.ago(3)), amount_vnd=story.part("0.4"), name="Góp vốn đợt 2"
    )
    story.milestone(
        "capital", _quarter(story.ahead(7)), amount_vnd=story.part("0.3"), name="Góp vốn đợt 3"
    )
    story.milestone("completion", _quarter(story.ahead(8)))
    story.milestone("operation", _quarter(story.ahead(11)))
    story.brought_in(story.ago(11), "0.3")
    story.brought_in(story.ago(5), "0.1")
    return story.acts("under_construction", note="Thi công chậm lại vì vốn góp chưa về đủ.")


def moved_beyond_cap(story: Story, exception: str = "") -> Acts:
    """I2: an adjusting act beyond 24 months after the first approval, without an exception."""
    begun(story, 46, 34)
    moved = story.adjust(max(story.ago(5), story.on.replace(month=1, day=1)))
    story.moved("completion", day(story.ago(10)), day(story.ahead(17)), moved, exception=exception)
    story.moved("operation", day(story.ago(7)), day(story.ahead(20)), moved, exception=exception)
    return story.acts("under_construction", note="Đã được điều chỉnh tiến độ, đang thi công lại.")


def moved_with_exception(story: Story) -> Acts:
    """As long a move, of which the act names the exception: nothing to look at."""
    return moved_beyond_cap(story, exception="planning_change")


def extension_asked(story: Story) -> Acts:
    """A request filed before the day and not answered yet: the clock stands still (RX runs)."""
    begun(story, 32, 20)
    item = story.milestone("completion", day(story.ago(0, 6)))
    story.milestone("operation", day(story.ahead(4)))
    story.asks_for_time(
        item, story.ago(0, 9), story.ahead(5), "Thiết bị nhập khẩu về chậm hơn hợp đồng ba tháng."
    )
    return story.acts("under_construction", note="Đã nộp đề nghị giãn tiến độ hoàn thành.")


def certificate_differs(story: Story) -> Acts:
    """I11: the certificate states more capital and less land than the approval."""
    approval = story.approve(story.ago(66))
    certificate = story.certify(story.ago(65))
    story.states(approval, area_share="1")
    story.states(certificate, capital_share="1.06", area_share="0.9")
    story.milestone("start", day(story.ago(56)), story.ago(56, 5))
    story.milestone("operation", day(story.ago(40)), story.ago(40, 12))
    story.land(story.ago(58, 20), story.ago(58), in_use=story.ago(56, 5))
    return story.acts("completed", "operating", note="Hoạt động ổn định.")


def term_ending(story: Story) -> Acts:
    """I9: eight months before the end of a term of twenty years."""
    start = story.ago(20 * 12 - 8)
    story.certify(start)
    planned = PartialDate(story.ago(18 * 12), Precision.YEAR)
    story.milestone("operation", planned, achieved_undated=True)
    story.operates_for(20, "certificate", start)
    return story.acts("completed", "operating", note="Nhà đầu tư muốn gia hạn thời hạn hoạt động.")


def unreachable(story: Story) -> Acts:
    """I5: suspended by the registry for 13 months, and nobody answers."""
    operated(story, 86)
    story.suspend(story.ago(13), "state", ordered_until=story.ahead(2))
    story.tried(story.ago(8), "registered_letter", note="Bưu cục trả lại: không có người nhận.")
    story.tried(story.ago(6), "visit", note="Cổng khóa, hàng xóm cho biết đã chuyển đi.")
    story.tried(story.ago(4), "registered_letter", note="Bưu cục trả lại.")
    story.tried(story.ago(1, 12), "commune_posting", note="Niêm yết 15 ngày, không ai liên hệ.")
    note = "Ngừng theo quyết định; chưa liên lạc được với nhà đầu tư."
    return story.acts("completed", "stopped", legal="suspended", note=note)


def suspended_twice(story: Story) -> Acts:
    """I4: eight months and, after a time of operation, five more."""
    operated(story, 100)
    story.suspend(story.ago(20), resumed=story.ago(12))
    story.suspend(story.ago(5))
    story.tried(story.ago(2), "meeting", reached=True, note="Nhà đầu tư nêu khó khăn về đơn hàng.")
    note = "Ngừng lần thứ hai; cộng cả hai lần đã quá 12 tháng."
    return story.acts("completed", "stopped", legal="suspended", note=note)


def site_lost(story: Story) -> Acts:
    """I6: the site lost for seven months, no relocation filed."""
    operated(story, 92)
    story.loses_site(story.ago(7, 10), "Sạt lở ta luy, khu nhà xưởng không còn sử dụng được.")
    note = "Mất mặt bằng sản xuất, chưa nộp hồ sơ điều chỉnh địa điểm."
    return story.acts("completed", "stopped", note=note)


def _quarter(value: date) -> PartialDate:
    return PartialDate(value, Precision.QUARTER)
