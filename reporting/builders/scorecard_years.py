"""The second table of the scorecard: each year since the resolution."""

from __future__ import annotations

from reporting.builders.scorecard_tables import VERDICTS, goal_text, rate
from reporting.document import cells
from reporting.document.shapes import Align, Column, Table, Unit
from reporting.rules.scorecard import Span, verdict_of_year
from reporting.scorecard import Scorecard

_NUMBER, _CENTRE = Align.NUMBER, Align.CENTRE
_ONE_PAGE = 10


def years(card: Scorecard, at: int) -> Table:
    """Each year since the resolution: the goal of target 1, and the shares of 2 and 3."""
    goals = next((aim.goals for aim in card.aims if aim.number == 1), {})
    rows = []
    for span in card.years:
        found, key = card.attracted[span.key], f"r135.1.{span.key}"
        goal = goals.get(span.year or 0)
        judged = verdict_of_year(len(found.projects), len(found.doubtful), goal, span)
        late = card.inspected[span.key]
        rows.append(
            cells.row(
                cells.text(str(span.year), sub=_part_of_year(span)),
                cells.text(goal_text(goal)),
                cells.count(len(found.projects), f"{key}.projects"),
                cells.ty(found.capital_vnd, f"{key}.capital"),
                cells.text(VERDICTS[judged]),
                rate(card.supported[span.key].in_time, f"r135.2.{span.key}.in_time_rate"),
                rate(late.inspected, f"r135.3.{span.key}.inspected_rate"),
                rate(late.handled, f"r135.3.{span.key}.handled_rate"),
            )
        )
    labels = (
        ("Trả lời trong hạn", "Thanh tra, kiểm tra", "Xử lý"),
        ("Mục tiêu", "Số dự án", "Vốn (tỷ\xa0đồng)", "Đánh giá"),
    )
    return Table(
        key="r135.years",
        caption=f"Bảng {at}. Kết quả từng năm",
        columns=(
            Column(label="Năm", align=_CENTRE),
            Column(label=labels[1][0], width=19, align=_CENTRE),
            Column(label=labels[1][1], width=15, align=_NUMBER, unit=Unit.COUNT),
            Column(label=labels[1][2], width=23, align=_NUMBER, unit=Unit.VND),
            Column(label=labels[1][3], width=24, align=_CENTRE),
            *(
                Column(label=label, width=19, align=_NUMBER, unit=Unit.PERCENT)
                for label in labels[0]
            ),
        ),
        heads=cells.heads(
            [
                ("Năm", 1, 2),
                ("Dự án mới từ 500 tỷ\xa0đồng", 4, 1),
                ("Tỷ lệ của mục tiêu 2 và 3 (%)", 3, 1),
            ],
            [*labels[1], *labels[0]],
        ),
        rows=tuple(rows),
        note="Ghi chú: mục tiêu 2 tính theo năm nộp đề nghị, mục tiêu 3 theo năm phát hiện dự án "
        "chậm. Năm chưa trọn được ghi rõ ngày.",
        whole=len(rows) <= _ONE_PAGE,
    )


def _part_of_year(span: Span) -> str:
    """The days that are counted, when they are not the whole year."""
    return "" if span.whole else f"{span.first:%d/%m} - {span.last:%d/%m}"
