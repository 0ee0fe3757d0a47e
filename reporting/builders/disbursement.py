"""Template B of law.md §7: the monthly report on disbursement of public investment, as a document.

Every rate names its base and its day; the three bases never stand in one rate (R-3.3). Estimates say
"ước". The annex is the table of law.md §3.4 in two parts: 22 columns do not fit one page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from disbursement.month_table import MonthTable, month_table
from disbursement.overview import Overview, latest_month, overview, plan_years
from disbursement.querysets.figures import Question, whole
from disbursement.ranking import Standing
from disbursement.rules.basis import Basis
from disbursement.rules.figures import last_day, next_month
from disbursement.rules.month_table import Pivot
from projects.models import Project
from reporting.builders import disbursement_tables as tables
from reporting.builders.asked import Asked, NothingToReport
from reporting.builders.disbursement_figures import figures, sums
from reporting.builders.leaders import MOST, changes, since
from reporting.document import cells
from reporting.document.first_page import Ask, FirstPage, Key, Level
from reporting.document.shapes import (
    Annex,
    Block,
    Document,
    Figure,
    Paragraph,
    Section,
    Slot,
)
from reporting.wording import hedged_ty, month_text, number_text
from vn.dates import official_short
from vn.numbers import decimal_text, percent_text

KIND = "monthly_disbursement"
VERSION = "thang-B/1"
_NAMED = 10
_LETTERS = "abcdđeghik"


def build(asked: Asked) -> Document:
    """The report on the last month in which anything was entered by the cut-off day.

    A closed month is told as its closing kept it, an open one as it stands, and says so. Raises
    NothingToReport where no plan of public investment holds any payment.
    """
    question = _question(asked.cut_off)
    if question is None:
        raise NothingToReport
    shown = overview(question)
    table = month_table(shown.question, Pivot.SOURCE, shown.closing)
    return _document(asked, shown, table)


def _question(cut_off: date) -> Question | None:
    for year in plan_years():
        month = latest_month(year, cut_off)
        if month is not None:
            return Question(year, month)
    return None


def _document(asked: Asked, shown: Overview, table: MonthTable) -> Document:
    found = figures(shown, table)
    month, letter = shown.figures.month, asked.letter
    words = month_text(month.year, month.month)
    return Document(
        kind=KIND,
        letter=letter,
        subject=("Tình hình giải ngân vốn đầu tư công", words),
        period=words,
        cut_off=asked.cut_off,
        generated_on=asked.generated_on,
        opening=(
            f"{letter.issuer.name} báo cáo tình hình giải ngân vốn đầu tư công {words} trên địa bàn "
            f"{letter.issuer.province}, số liệu tính đến hết ngày "
            f"{official_short(shown.figures.day)}{_provisional(shown)}, như sau:"
        ),
        sections=tuple(_sections(shown)),
        annexes=tuple(_annexes(table)),
        closing=f"{letter.issuer.name} báo cáo {', '.join(letter.addressees)} xem xét, chỉ đạo./.",
        figures=found,
        sums=sums(shown),
        first_page=_first_page(asked, shown, found),
        template_version=VERSION,
    )


def _provisional(shown: Overview) -> str:
    return " (số liệu tạm tính, tháng chưa chốt)" if shown.provisional else " (tháng đã chốt)"


def _sections(shown: Overview) -> Iterable[Section]:
    yield Section(key="plan", title="Kế hoạch vốn", blocks=tuple(_plan(shown)))
    yield Section(key="results", title="Kết quả giải ngân", blocks=tuple(_results(shown)))
    yield Section(key="estimate", title="Ước tháng sau", blocks=tuple(_estimate(shown)))
    yield Section(key="low", title="Đơn vị giải ngân thấp", blocks=tuple(_low(shown)))
    yield _written(
        "causes", "Nguyên nhân", "Nguyên nhân chủ quan, khách quan; nêu đơn vị, dự án cụ thể."
    )
    yield _written(
        "solutions",
        "Giải pháp, điều chuyển vốn",
        "Giải pháp tháng sau; vốn đề nghị điều chuyển từ đâu sang đâu.",
        "\n".join(_solutions(shown)),
    )
    yield _written("requests", "Kiến nghị, đề xuất", "Mỗi dòng một kiến nghị, ghi rõ kiến nghị ai.")


def _written(key: str, title: str, hint: str, proposal: str = "") -> Section:
    slot = Slot(key=key, label=title, hint=hint, proposal=proposal)
    return Section(key=key, title=title, blocks=(slot,))


def _plan(shown: Overview) -> Iterable[Block]:
    found = shown.figures
    year = shown.question.year
    said = [
        f"Kế hoạch vốn năm {year} Thủ tướng Chính phủ giao {hedged_ty(found.assigned_pm_vnd)}; "
        f"Hội đồng nhân dân tỉnh giao {hedged_ty(found.assigned_province_vnd)}.",
        f"Đã phân bổ chi tiết {hedged_ty(found.allocated_vnd)}"
        f"{_of(found.allocation_rate().percent, 'vốn đã giao')}; còn chưa phân bổ "
        f"{hedged_ty(found.unallocated_vnd)}.",
        f"Vốn kéo dài từ năm trước {hedged_ty(found.carried_over_vnd)}; vốn ứng trước "
        f"{hedged_ty(found.advanced_vnd)}. Tổng vốn triển khai {hedged_ty(found.deployed_vnd)}.",
    ]
    for text in cells.numbered_lines(said, _LETTERS):
        yield Paragraph(text=text)


def _results(shown: Overview) -> Iterable[Block]:
    found = shown.figures
    rate, of_pm = found.rate(), found.rate(Basis.PM)
    yield Paragraph(
        text=f"Đến hết ngày {official_short(found.day)}, toàn tỉnh giải ngân "
        f"{hedged_ty(found.disbursed_vnd)}{_of(rate.percent, 'vốn triển khai')}; riêng trong tháng "
        f"giải ngân {hedged_ty(found.disbursed_month_vnd)}."
    )
    if of_pm.percent is not None:
        yield Paragraph(
            text=f"Tính riêng vốn của năm, đã giải ngân {hedged_ty(found.disbursed_year_vnd)}"
            f"{_of(of_pm.percent, 'vốn Thủ tướng Chính phủ giao')}."
        )
    if found.lines_missing:
        yield Paragraph(
            text=f"Còn {number_text(found.lines_missing)} trong {number_text(found.lines)} dòng vốn "
            "chưa nhập số liệu tháng; chưa nhập không phải là không giải ngân."
        )
    yield from _same_month_before(shown)
    nation = shown.ranking.nation
    if nation is not None:
        yield Paragraph(
            text=f"Bình quân cả nước đã công bố: {nation.figure.text} ({nation.figure.source}), trên "
            "cơ sở và tại ngày của nguồn đó; nêu để so sánh, không cộng trừ với số của tỉnh."
        )
    yield tables.by_source(shown)
    yield Paragraph(
        text=f"Trong {number_text(len(shown.ranking.rows))} chủ đầu tư có vốn, "
        f"{number_text(shown.ranking.above)} đơn vị trên và {number_text(shown.ranking.below)} đơn "
        "vị dưới bình quân của tỉnh; xếp hạng tại bảng sau."
    )
    yield tables.by_owner(shown)
    yield tables.by_place(shown)


def _same_month_before(shown: Overview) -> Iterable[Block]:
    """The same month of the year before, on its own plan: compared in points, never added."""
    asked = shown.question
    month = asked.month.replace(year=asked.month.year - 1)
    before = whole(Question(asked.year - 1, month)).rate()
    now = shown.figures.rate()
    points = now.points_from(before)
    if before.percent is None or points is None:
        yield Paragraph(text="Chưa có số liệu cùng kỳ năm trước để so sánh.")
        return
    side = "cao hơn" if points > 0 else "thấp hơn" if points < 0 else "bằng"
    gap = f" {decimal_text(abs(points), 2)} điểm phần trăm" if points else ""
    yield Paragraph(
        text=f"Cùng kỳ năm trước (đến hết ngày {official_short(before.day)}) đạt "
        f"{percent_text(before.percent)} vốn triển khai của năm đó; năm nay {side}{gap}."
    )


def _estimate(shown: Overview) -> Iterable[Block]:
    found = shown.figures
    rate = found.estimate_rate()
    if not found.estimates_known:
        yield Paragraph(text="Chưa có chủ đầu tư nào ước giải ngân tháng sau.")
        return
    missing = ""
    if found.estimates_missing:
        missing = (
            f" Còn {number_text(found.estimates_missing)} dòng vốn chưa có số ước, chưa tính vào."
        )
    yield Paragraph(
        text=f"Ước đến hết ngày {official_short(found.estimate_day)}, toàn tỉnh giải ngân "
        f"{hedged_ty(found.estimated_vnd)}{_of(rate.percent, 'vốn triển khai')}.{missing}"
    )


def _low(shown: Overview) -> Iterable[Block]:
    behind = shown.ranking.furthest_behind
    zero = [row for row in shown.ranking.rows if row.rate.numerator == 0]
    if not behind:
        yield Paragraph(text="Không có chủ đầu tư nào dưới bình quân của tỉnh.")
        return
    yield Paragraph(text=f"Thấp hơn bình quân của tỉnh: {_owners(behind)}.")
    if zero:
        names = ", ".join(row.owner.name for row in zero[:_NAMED])
        yield Paragraph(
            text=f"Có {number_text(len(zero))} chủ đầu tư chưa giải ngân: {names}"
            f"{_and_more(len(zero))}."
        )
    else:
        yield Paragraph(text="Không có chủ đầu tư nào giải ngân 0%.")


def _owners(rows: Sequence[Standing]) -> str:
    said = [
        f"{row.owner.name} ({percent_text(row.rate.percent)})"
        for row in rows[:_NAMED]
        if row.rate.percent is not None
    ]
    return ", ".join(said) + _and_more(len(rows))


def _and_more(count: int) -> str:
    return f" và {number_text(count - _NAMED)} đơn vị khác" if count > _NAMED else ""


def _solutions(shown: Overview) -> list[str]:
    pace = shown.pace
    if not pace.remaining_vnd or pace.a_month_vnd is None:
        return []
    return [
        f"Còn {hedged_ty(pace.remaining_vnd)} phải giải ngân đến hết ngày "
        f"{official_short(pace.until)}, bình quân mỗi tháng {hedged_ty(pace.a_month_vnd)}."
    ]


def _of(percent: Decimal | None, base: str) -> str:
    return "" if percent is None else f", bằng {percent_text(percent)} {base}"


def _annexes(table: MonthTable) -> Iterable[Annex]:
    month = table.question.month
    invented = any(
        known.project.origin == Project.Origin.DEMONSTRATION for known in table.known.values()
    )
    blocks = tuple(tables.annex(table, invented=invented))
    yield Annex(
        key="table",
        label="Phụ lục",
        name="Tình hình giải ngân vốn đầu tư công",
        title=(
            f"TÌNH HÌNH GIẢI NGÂN VỐN ĐẦU TƯ CÔNG {month_text(month.year, month.month).upper()}",
        ),
        blocks=blocks,
        landscape=True,
    )


def _first_page(asked: Asked, shown: Overview, found: Sequence[Figure]) -> FirstPage:
    by_key = {figure.key: figure for figure in found}
    numbers, month = shown.figures, shown.figures.month
    words = month_text(month.year, month.month)
    return FirstPage(
        title=f"Giải ngân vốn đầu tư công {asked.letter.issuer.province},\n{words}",
        keys=(
            _key(shown.figures.rate().percent, "giải ngân", "trên vốn triển khai", "rate.deployed"),
            _money(numbers.disbursed_vnd, "đã giải ngân", "paid"),
            _money(numbers.disbursed_month_vnd, "trong tháng", "paid.month"),
            _money(numbers.remaining_vnd, "còn phải giải ngân", "remaining"),
            Key(
                text=number_text(shown.ranking.below),
                label="chủ đầu tư dưới bình quân",
                sub=f"trong {number_text(len(shown.ranking.rows))} đơn vị",
                figure="owners.below",
            ),
        ),
        changes=changes(
            by_key,
            ("rate.deployed", "paid", "plan.unallocated", "owners.below", "owners.zero"),
            asked.previous,
        ),
        changes_since=since(asked.previous),
        asks=tuple(_asks(shown))[:MOST],
        standing=asked.standing,
        note="Tỷ lệ tính trên vốn triển khai (phân bổ, kéo dài, ứng trước)"
        f"{_provisional(shown)}. Việc xin quyết định do hệ thống đề xuất từ số liệu.",
    )


def _key(percent: Decimal | None, label: str, sub: str, figure: str) -> Key:
    text = "…" if percent is None else percent_text(percent)
    return Key(text=text, label=label, sub=sub, figure=figure)


def _money(vnd: int, label: str, figure: str) -> Key:
    return Key(
        text=f"{vnd / 10**9:,.0f}".replace(",", "."), label=label, sub="tỷ đồng", figure=figure
    )


def _asks(shown: Overview) -> Iterable[Ask]:
    found = shown.figures
    until = last_day(next_month(found.month))
    if found.unallocated_vnd > 0:
        yield Ask(
            key="allocate",
            level=Level.COMMITTEE,
            text=f"Phân bổ chi tiết {hedged_ty(found.unallocated_vnd)} vốn đã giao còn lại.",
            until=until,
            figure="plan.unallocated",
        )
    if shown.ranking.at_zero:
        yield Ask(
            key="zero",
            level=Level.CHAIR,
            text=f"Giao {number_text(shown.ranking.at_zero)} chủ đầu tư chưa giải ngân giải trình và "
            "cam kết tiến độ; rà soát vốn để điều chuyển.",
            until=until,
            figure="owners.zero",
        )
    if shown.ranking.below:
        yield Ask(
            key="below",
            level=Level.CHAIR,
            text=f"Đôn đốc {number_text(shown.ranking.below)} chủ đầu tư dưới bình quân của tỉnh; "
            "điều chuyển vốn khỏi dự án không có khả năng giải ngân.",
            until=until,
            figure="owners.below",
        )
    if found.lines_missing:
        yield Ask(
            key="enter",
            level=Level.DEPARTMENT,
            text=f"Nhập đủ số liệu của {number_text(found.lines_missing)} dòng vốn còn thiếu.",
            until=until,
            figure="lines.missing",
        )
