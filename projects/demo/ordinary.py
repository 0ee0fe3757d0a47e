"""The many projects with nothing to tell: built in time, being built, or waiting their turn."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from projects.demo.shapes import Acts
from projects.demo.telling import Story, day
from vn.dates import PartialDate, Precision, add_months

_OPERATING_NOTES = (
    "Hoạt động ổn định.",
    "Sản xuất, kinh doanh bình thường; nộp báo cáo đúng kỳ.",
    "Hoạt động ổn định, sử dụng chủ yếu lao động địa phương.",
    "Đang hoạt động; có nhu cầu mở rộng.",
)
_STOPPED_NOTES = (
    "Đã dừng sản xuất, chưa có kế hoạch hoạt động trở lại.",
    "Dừng hoạt động; nhà đầu tư đang tìm đối tác chuyển nhượng.",
    "Dừng do không còn khả năng tài chính.",
)
_BUILDING_NOTES = (
    "Đang thi công theo tiến độ.",
    "Đang thi công phần thân; giải ngân vốn theo kế hoạch.",
    "Đang lắp đặt kết cấu thép.",
    "Đang san nền, xây dựng hạ tầng kỹ thuật.",
)
_WAITING_NOTES = (
    "Đang hoàn thiện hồ sơ đất đai.",
    "Đang bồi thường, giải phóng mặt bằng.",
    "Đang lập thiết kế cơ sở và hồ sơ môi trường.",
)
_TERMINATIONS = (
    ("investor_decision", "Nhà đầu tư tự quyết định chấm dứt do không thu xếp được vốn."),
    ("schedule_24m", "Quá 24 tháng so với tiến độ, không đủ điều kiện điều chỉnh."),
    ("land_recovered", "Đã có quyết định thu hồi đất do không đưa đất vào sử dụng."),
    ("no_deposit", "Không ký quỹ bảo đảm thực hiện dự án."),
    ("no_contact", "Đã ngừng hoạt động, không liên lạc được với nhà đầu tư."),
    ("contract", "Chấm dứt theo điều kiện ghi trong hợp đồng."),
    ("not_remedied", "Không khắc phục điều kiện ngừng hoạt động."),
)

_PAPER_LOST = 8
"""Of so many long-running projects one has no decision on the land it received."""


def operating(story: Story, rng: Random) -> Acts:
    """Completed and running. The older, the fewer days are on record."""
    years = 3 + int(rng.random() * 14)
    approved = story.ago(years * 12, int(rng.random() * 300))
    note = _pick(rng, _OPERATING_NOTES)
    if years >= 10:
        return _long_running(story, rng, approved, note)
    story.approve(approved)
    if rng.random() < 0.6:
        story.certify(approved + timedelta(days=15 + int(rng.random() * 40)))
    start = approved + timedelta(days=240 + int(rng.random() * 90))
    done = start + timedelta(days=330 + int(rng.random() * 150))
    _reached(story, rng, "start", start)
    _reached(story, rng, "completion", done)
    _reached(story, rng, "operation", done + timedelta(days=45))
    if not story.in_zone or rng.random() < 0.4:
        handover = start - timedelta(days=60 + int(rng.random() * 120))
        story.land(handover - timedelta(days=10 + int(rng.random() * 12)), handover, in_use=start)
    return story.acts("completed", "operating", note=note)


def _long_running(story: Story, rng: Random, approved: date, note: str) -> Acts:
    """Approved ten years ago or more: reached, but nobody kept the days."""
    story.certify(approved)
    planned = PartialDate(approved + timedelta(days=900), Precision.YEAR)
    story.milestone("operation", planned, achieved_undated=rng.random() < 0.7)
    if rng.random() < 0.5:
        handed = PartialDate(approved + timedelta(days=200), Precision.YEAR)
        # Of some the paper is lost: the portal asks about land handed over without a decision.
        number = "" if story.seed % _PAPER_LOST == 0 else story.document("QĐ-UBND")
        story.land(None, handed, label="Khu đất dự án", decision_number=number)
    return story.acts("completed", "operating", note=note)


def _reached(story: Story, rng: Random, kind: str, on: date) -> None:
    """A milestone reached some weeks before its planned month ended."""
    planned = PartialDate(on + timedelta(days=int(rng.random() * 50)), Precision.MONTH)
    story.milestone(kind, planned, on)


def operating_after_delay(story: Story, rng: Random) -> Acts:
    """Running, after a milestone or the handover was late: a resolved flag remains."""
    late = 12 + int(rng.random() * 160)
    approved = story.ago(44 + int(rng.random() * 20))
    operation = story.ago(2 + int(rng.random() * 12), int(rng.random() * 28))
    story.approve(approved)
    start = approved + timedelta(days=300)
    story.milestone("start", day(start + timedelta(days=10)), start)
    story.milestone("operation", day(operation - timedelta(days=late)), operation)
    handover = start - timedelta(days=100)
    kept_back = 20 if rng.random() < 0.5 else 62
    story.land(handover - timedelta(days=kept_back), handover, in_use=start)
    return story.acts("completed", "operating", note="Hoạt động sau thời gian chậm tiến độ.")


def stopped(story: Story, rng: Random) -> Acts:
    """Completed years ago, then stopped."""
    approved = story.ago(110 + int(rng.random() * 60))
    story.certify(approved)
    operation = add_months(approved, 24)
    story.milestone("operation", PartialDate(operation, Precision.YEAR), operation)
    return story.acts("completed", "stopped", note=_pick(rng, _STOPPED_NOTES))


def under_construction(story: Story, rng: Random) -> Acts:
    """Being built, in time."""
    start = story.ago(4 + int(rng.random() * 10), int(rng.random() * 25))
    approved = story.ago(26 + int(rng.random() * 10))
    story.approve(approved)
    story.certify(approved + timedelta(days=25))
    if rng.random() < 0.6:
        first = story.on.replace(month=1, day=1)
        story.adjust(first + timedelta(days=int(rng.random() * (story.on - first).days)))
    story.milestone("start", PartialDate(start, Precision.MONTH), start)
    done = story.ahead(5 + int(rng.random() * 12))
    story.milestone("completion", PartialDate(done, Precision.QUARTER))
    story.milestone("operation", PartialDate(add_months(done, 4), Precision.QUARTER))
    handover = start - timedelta(days=40 + int(rng.random() * 150))
    story.land(handover - timedelta(days=14), handover, in_use=start)
    _in_order(story, approved)
    return story.acts("under_construction", note=_pick(rng, _BUILDING_NOTES))


def _in_order(story: Story, approved: date) -> None:
    """Deposit paid, half of the capital in before its quarter ended, fifty years to operate."""
    story.owes_deposit(approved + timedelta(days=60))
    story.secured("deposit", approved + timedelta(days=41))
    planned = PartialDate(story.ago(3), Precision.QUARTER)
    story.milestone("capital", planned, amount_vnd=story.part("0.5"), name="Góp vốn đợt 1")
    story.brought_in(story.ago(14), "0.2")
    story.brought_in(story.ago(6), "0.35")
    story.operates_for(50, "approval", approved)


def approved_this_year(story: Story, position: int, count: int) -> Acts:
    """One of the year's new approvals, spread from New Year's Day to the day of looking."""
    first = story.on.replace(month=1, day=1)
    issued = first + timedelta(days=(story.on - first).days * (position + 1) // (count + 1))
    story.approve(issued)
    start = PartialDate(add_months(issued, 16), Precision.QUARTER)
    story.milestone("capital", PartialDate(add_months(issued, 14), Precision.QUARTER))
    story.milestone("land_file", PartialDate(add_months(issued, 13), Precision.MONTH))
    story.milestone("start", start)
    story.milestone("operation", PartialDate(add_months(issued, 40), Precision.QUARTER))
    return story.acts("not_started", note="Mới được chấp thuận chủ trương đầu tư trong năm.")


def waiting(story: Story, rng: Random) -> Acts:
    """Approved, its land still being cleared, nothing due yet."""
    story.approve(story.ago(13 + int(rng.random() * 9)))
    start = story.ahead(4 + int(rng.random() * 10))
    story.milestone("site_clearance", PartialDate(start, Precision.MONTH))
    story.milestone("start", PartialDate(add_months(start, 2), Precision.QUARTER))
    story.milestone("operation", PartialDate(add_months(start, 24), Precision.QUARTER))
    return story.acts("not_started", note=_pick(rng, _WAITING_NOTES))


def ended(story: Story, rng: Random, position: int, count: int) -> Acts:
    """Terminated this year; a few of them in the current month."""
    first = story.on.replace(month=1, day=1)
    ended_on = first + timedelta(days=(story.on - first).days * (position + 1) // count)
    story.approve(story.ago(30 + int(rng.random() * 80)))
    story.certify(story.instruments[0].issued + timedelta(days=30))
    story.milestone("operation", PartialDate(story.ago(8 + int(rng.random() * 16)), Precision.YEAR))
    ground, note = _TERMINATIONS[position % len(_TERMINATIONS)]
    built = "partly_built" if position % 9 == 0 else "not_started"
    return story.acts(
        built,
        legal="terminated",
        note="Đã chấm dứt hoạt động, thu hồi giấy chứng nhận đăng ký đầu tư.",
        termination=story.terminated(ground, ended_on, note),
    )


def _pick(rng: Random, words: tuple[str, ...]) -> str:
    return words[int(rng.random() * len(words))]
