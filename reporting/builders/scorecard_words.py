"""The scorecard in sentences: each target with its numbers, its base and what it comes to."""

from __future__ import annotations

from collections.abc import Iterable

from reporting.builders.leaders import end_of_next_month
from reporting.builders.scorecard_tables import VERDICTS, goal_text, verdict
from reporting.document.first_page import Ask, Level
from reporting.rules.scorecard import Part, Verdict
from reporting.scorecard import Scorecard
from reporting.wording import as_of, hedged_ty, lower_first, number_text, projects_text
from vn.dates import official_short
from vn.numbers import percent_text


def sentences(card: Scorecard) -> tuple[str, ...]:
    """One sentence a target, in their order."""
    said = {1: _attracted, 2: _supported, 3: _inspected, 4: _records}
    return tuple(
        f"Mục tiêu {aim.number}: {said[aim.number](card)}"
        for aim in card.aims
        if aim.number in said
    )


def of_base(part: Part, what: str) -> str:
    """A share with its base: "01 trong 02 dự án (50,00%)"."""
    words = f"{number_text(len(part.rows))} trong {number_text(len(part.base))} {what}"
    return words if part.ratio is None else f"{words} ({percent_text(part.ratio)})"


def _attracted(card: Scorecard) -> str:
    year, since = card.attracted["year"], card.attracted["all"]
    goal = next(aim.goals for aim in card.aims if aim.number == 1).get(card.cut_off.year)
    doubt = len(year.doubtful)
    found = projects_text(len(year.projects)) if year.projects else "chưa có dự án"
    so_far = projects_text(len(since.projects)) if since.projects else "chưa có dự án nào"
    return (
        f"từ đầu năm thu hút {found} mới có vốn khi chấp thuận từ 500 tỷ đồng"
        + (f", tổng vốn {hedged_ty(year.capital_vnd)}" if year.projects else "")
        + (f"; {projects_text(doubt)} chưa xác định được vốn hoặc ngày" if doubt else "")
        + f" (mục tiêu {goal_text(goal)} dự án/năm; {_verdict(card, 1)}). Từ "
        + f"{official_short(card.begins)} đến nay: {so_far}."
    )


def _supported(card: Scorecard) -> str:
    found = card.supported["all"]
    if not found.asked:
        return (
            f"từ {official_short(card.begins)} chưa có đề nghị của nhà đầu tư ghi nhận trên hệ "
            "thống; chưa phát sinh, không tính là 100%."
        )
    waiting = f"{number_text(len(found.waiting))} đề nghị còn trong hạn trả lời"
    if not found.in_time.base:
        return (
            f"từ {official_short(card.begins)} ghi nhận {number_text(len(found.asked))} đề nghị "
            f"của nhà đầu tư, {waiting}; chưa có đề nghị nào đến hạn nên chưa tính tỷ lệ."
        )
    return (
        f"trả lời trong hạn {of_base(found.in_time, 'đề nghị đã trả lời hoặc quá hạn')} "
        f"({_verdict(card, 2)}); {waiting}."
    )


def _inspected(card: Scorecard) -> str:
    found = card.inspected["all"]
    if not found.inspected.base:
        return (
            "chưa có dự án được xác nhận chậm đưa đất vào sử dụng; chưa phát sinh, không tính là "
            "100%."
        )
    seen = of_base(found.inspected, "dự án được xác nhận chậm")
    done = of_base(found.handled, "dự án đã thanh tra, kiểm tra")
    return (
        f"đã thanh tra, kiểm tra {seen}; đã xử lý {done} ({_verdict(card, 3)}). Chỉ tính vụ việc "
        "đã công khai kết luận."
    )


def _records(card: Scorecard) -> str:
    records = card.records
    words = (
        f"{as_of(card.cut_off)}, {of_base(records.meets, 'dự án đang theo dõi')} đủ thông tin bắt "
        "buộc và được cập nhật trong kỳ"
    )
    if records.outside is None:
        return f"{words}; chưa có danh sách giấy chứng nhận của cơ quan khác để đối chiếu."
    return (
        f"{words}; tìm thấy {of_base(records.outside.found, 'giấy chứng nhận')} của danh sách đối "
        f"chiếu ngày {official_short(records.outside.as_of)} ({_verdict(card, 4)})."
    )


def _verdict(card: Scorecard, number: int) -> str:
    return lower_first(VERDICTS[verdict(card, number)])


def asks(card: Scorecard) -> Iterable[Ask]:
    """What the figures ask to decide; the day is the end of the next month, no law sets one."""
    until = end_of_next_month(card.cut_off)
    late, records = card.inspected["all"], card.records
    unseen = len(late.inspected.base) - len(late.inspected.rows)
    if unseen:
        yield Ask(
            key="inspect",
            level=Level.CHAIR,
            text=f"Giao thanh tra, kiểm tra {projects_text(unseen)} chậm đưa đất vào sử dụng chưa "
            "có vụ việc.",
            until=until,
            figure="r135.3.all.late",
        )
    undone = len(late.handled.base) - len(late.handled.rows)
    if undone:
        yield Ask(
            key="handle",
            level=Level.COMMITTEE,
            text=f"Quyết định hướng xử lý {projects_text(undone)} đã thanh tra, kiểm tra.",
            until=until,
            figure="r135.3.all.handled",
        )
    if verdict(card, 1) in (Verdict.UNDER_WAY, Verdict.MISSED):
        yield Ask(
            key="attract",
            level=Level.COMMITTEE,
            text="Chỉ đạo đẩy nhanh thủ tục của các dự án có vốn từ 500 tỷ đồng đang đề xuất để đạt "
            f"mục tiêu năm {card.cut_off.year}.",
            until=until,
            figure="r135.1.year.projects",
        )
    lacking = len(records.meets.base) - len(records.meets.rows)
    if lacking:
        yield Ask(
            key="records",
            level=Level.DEPARTMENT,
            text=f"Bổ sung, cập nhật hồ sơ của {projects_text(lacking)} trên cơ sở dữ liệu.",
            until=until,
            figure="r135.4.meets",
        )
    outside = records.outside
    if outside is not None and len(outside.found.rows) < len(outside.found.base):
        lost = len(outside.found.base) - len(outside.found.rows)
        yield Ask(
            key="certificates",
            level=Level.DEPARTMENT,
            text=f"Nhập {number_text(lost)} giấy chứng nhận có trong danh sách đối chiếu nhưng "
            "chưa có trong cơ sở dữ liệu.",
            until=until,
            figure="r135.4.found",
        )
