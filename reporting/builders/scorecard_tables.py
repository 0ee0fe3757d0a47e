"""The table of the scorecard: every target over the month, the year and since the resolution."""

from __future__ import annotations

from collections.abc import Iterable

from reporting.document import cells
from reporting.document.cells import STT
from reporting.document.shapes import Align, Cell, Column, Row, RowKind, Table, Unit
from reporting.rules.scorecard import (
    Goal,
    Part,
    Verdict,
    verdict_of_records,
    verdict_of_shares,
    verdict_of_year,
)
from reporting.scorecard import Aim, Scorecard
from reporting.templatetags import report as printed
from reporting.wording import lower_first, number_text
from vn.dates import official_short

VERDICTS = {
    Verdict.REACHED: "Đạt",
    Verdict.MISSED: "Chưa đạt",
    Verdict.UNDER_WAY: "Đang thực hiện",
    Verdict.NOT_JUDGED: "Không đánh giá",
    Verdict.NOTHING: "Chưa phát sinh",
    Verdict.UNKNOWN: "Chưa xác định",
}
SHORT = {
    1: "Dự án mới có vốn từ 500 tỷ đồng trở lên",
    2: "Nhà đầu tư được hỗ trợ, tháo gỡ khó khăn, vướng mắc",
    3: "Dự án chậm đưa đất vào sử dụng được thanh tra, kiểm tra và xử lý",
    4: "Cơ sở dữ liệu dự án, tại ngày chốt số liệu",
}
_NUMBER = Align.NUMBER


def verdict(card: Scorecard, number: int) -> Verdict:
    """What a target comes to: 1 of the year, 2 and 3 since the resolution, 4 on the day."""
    goal = _goal(card, number)
    if number == 1:
        found, year = card.attracted["year"], card.years[-1]
        return verdict_of_year(len(found.projects), len(found.doubtful), goal, year)
    if number == 2:
        return verdict_of_shares([card.supported["all"].in_time], goal)
    if number == 3:
        found_late = card.inspected["all"]
        return verdict_of_shares([found_late.inspected, found_late.handled], goal)
    outside = card.records.outside
    return verdict_of_records(card.records.meets, outside.found if outside else None, goal)


def goal_text(goal: Goal | None) -> str:
    """What a year asks: "03 - 05", "100%"."""
    if goal is None:
        return printed.NOTHING
    if goal.is_percent:
        return f"{goal.low}%"
    return number_text(goal.low) + (f" - {number_text(goal.high)}" if goal.high else "")


def results(card: Scorecard, at: int) -> Table:
    """Every target over the month, the year and since the resolution."""
    rows: list[Row] = []
    for aim in card.aims:
        made = _ROWS.get(aim.number)
        if made is None:
            continue
        rows.append(_group(card, aim))
        rows += [_row(f"{aim.number}.{n}", *each) for n, each in enumerate(made(card), 1)]
    return Table(
        key="r135",
        caption=f"Bảng {at}. Kết quả thực hiện các mục tiêu của Nghị quyết số 135-NQ/TU",
        columns=(
            STT,
            Column(label="Mục tiêu, chỉ tiêu"),
            Column(label="Trong tháng", width=23, align=_NUMBER, unit=Unit.COUNT),
            Column(label="Từ đầu năm", width=23, align=_NUMBER, unit=Unit.COUNT),
            Column(
                label=f"Từ {official_short(card.begins)}", width=25, align=_NUMBER, unit=Unit.COUNT
            ),
        ),
        rows=tuple(rows),
        note=(
            "Ghi chú: “-” là không phát sinh; “…” là chưa có số liệu. Mục tiêu 1 đánh giá theo năm; "
            f"mục tiêu 2 và 3 theo lũy kế từ {official_short(card.begins)}, mục tiêu 3 gồm cả dự án "
            "phát hiện trước ngày đó; mục tiêu 4 đo tại ngày chốt số liệu. Vụ việc chưa công khai "
            "kết luận không được tính."
        ),
    )


def _goal(card: Scorecard, number: int) -> Goal | None:
    aim = next((each for each in card.aims if each.number == number), None)
    return aim.goals.get(card.cut_off.year) if aim else None


def _group(card: Scorecard, aim: Aim) -> Row:
    asked = f"mục tiêu năm {card.cut_off.year}: {goal_text(aim.goals.get(card.cut_off.year))}"
    said = lower_first(VERDICTS[verdict(card, aim.number)])
    return cells.row(
        cells.number(aim.number),
        cells.text(SHORT[aim.number], sub=f"({asked}; {said})", across=4),
        kind=RowKind.GROUP,
    )


def _row(at: str, label: str, shown: tuple[Cell, ...]) -> Row:
    return cells.row(cells.number(at), cells.text(label), *shown, kind=RowKind.ITEM)


_Lines = Iterable[tuple[str, tuple[Cell, ...]]]


def _attracted(card: Scorecard) -> _Lines:
    found = [(f"r135.1.{span.key}", card.attracted[span.key]) for span in card.spans]
    yield (
        "Số dự án",
        tuple(cells.count(len(each.projects), f"{key}.projects") for key, each in found),
    )
    yield (
        "Vốn khi chấp thuận (tỷ\xa0đồng)",
        tuple(cells.ty(each.capital_vnd, f"{key}.capital") for key, each in found),
    )
    if any(each.doubtful for _, each in found):
        yield (
            "Chưa xác định được vốn hoặc ngày",
            tuple(cells.count(len(each.doubtful), f"{key}.doubtful") for key, each in found),
        )


def _supported(card: Scorecard) -> _Lines:
    found = [(f"r135.2.{span.key}", card.supported[span.key]) for span in card.spans]
    yield (
        "Đề nghị của nhà đầu tư",
        tuple(cells.count(len(each.asked), f"{key}.asked") for key, each in found),
    )
    yield (
        "Còn trong hạn trả lời",
        tuple(cells.count(len(each.waiting), f"{key}.waiting") for key, each in found),
    )
    yield (
        "Đã trả lời hoặc quá hạn trả lời",
        tuple(cells.count(len(each.in_time.base), f"{key}.base") for key, each in found),
    )
    yield (
        "Trong đó: trả lời trong hạn",
        tuple(cells.count(len(each.in_time.rows), f"{key}.in_time") for key, each in found),
    )
    yield (
        "Tỷ lệ trả lời trong hạn (%)",
        tuple(rate(each.in_time, f"{key}.in_time_rate") for key, each in found),
    )


def _inspected(card: Scorecard) -> _Lines:
    found = [(f"r135.3.{span.key}", card.inspected[span.key]) for span in card.spans]
    yield (
        "Dự án được xác nhận chậm",
        tuple(cells.count(len(each.inspected.base), f"{key}.late") for key, each in found),
    )
    yield (
        "Đã thanh tra, kiểm tra",
        tuple(cells.count(len(each.inspected.rows), f"{key}.inspected") for key, each in found),
    )
    yield (
        "Tỷ lệ trên số được xác nhận chậm (%)",
        tuple(rate(each.inspected, f"{key}.inspected_rate") for key, each in found),
    )
    yield (
        "Đã xử lý sau thanh tra, kiểm tra",
        tuple(cells.count(len(each.handled.rows), f"{key}.handled") for key, each in found),
    )
    yield (
        "Tỷ lệ trên số đã thanh tra, kiểm tra (%)",
        tuple(rate(each.handled, f"{key}.handled_rate") for key, each in found),
    )


def _records(card: Scorecard) -> _Lines:
    records = card.records
    for label, name, part in (
        ("Đủ thông tin bắt buộc", "complete", records.complete),
        ("Cập nhật trong kỳ báo cáo", "current", records.current),
        ("Đủ thông tin và cập nhật", "meets", records.meets),
    ):
        if name == "complete":
            yield "Dự án đang theo dõi", _on_the_day(len(part.base), "r135.4.followed")
        yield label, _on_the_day(len(part.rows), f"r135.4.{name}")
    yield (
        "Tỷ lệ đủ thông tin và cập nhật (%)",
        (cells.blank(), cells.blank(), rate(records.meets, "r135.4.meets_rate")),
    )
    if records.outside is None:
        yield "Danh sách giấy chứng nhận đối chiếu", (*[cells.blank()] * 2, cells.text(""))
        return
    found = records.outside.found
    yield "Giấy chứng nhận trong danh sách đối chiếu", _on_the_day(len(found.base), "r135.4.lines")
    yield "Tìm thấy trong cơ sở dữ liệu", _on_the_day(len(found.rows), "r135.4.found")
    yield (
        "Tỷ lệ tìm thấy (%)",
        (cells.blank(), cells.blank(), rate(found, "r135.4.found_rate")),
    )


def _on_the_day(value: int, figure: str) -> tuple[Cell, ...]:
    """A state stands in the last column alone."""
    return (cells.blank(), cells.blank(), cells.count(value, figure))


_ROWS = {1: _attracted, 2: _supported, 3: _inspected, 4: _records}


def rate(part: Part, figure: str) -> Cell:
    """A share, "-" where nothing could be a part of it."""
    if part.ratio is None:
        return Cell(text=printed.NOTHING, figure=figure)
    return cells.percent(part.ratio, figure) if part.rows else cells.share(0, 1, figure)
