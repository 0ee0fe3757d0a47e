"""The leaders' page: five figures, five changes, five decisions asked, all from the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from reporting.builders.asked import Asked
from reporting.document.first_page import Ask, Change, FirstPage, Key, Level
from reporting.document.shapes import Document, Figure, Unit
from reporting.shapes import MonthlyReport
from reporting.templatetags import report as printed
from reporting.wording import area_text, hedged_ty, month_text, number_text, projects_text
from vn.money import ty_text
from vn.numbers import decimal_text, group

MOST = 5
"""Figures, changes and decisions on the page: what two minutes can take in."""

_KEYS = (
    ("census", "dự án đang theo dõi"),
    ("operating", "đang sản xuất, kinh doanh"),
    ("under_construction", "đang đầu tư xây dựng"),
    ("not_started", "chưa khởi công, triển khai"),
)
_CHANGES = (
    "census.projects",
    "census.capital",
    "operating.projects",
    "overdue.projects",
    "land.late",
)


def page(report: MonthlyReport, figures: Sequence[Figure], asked: Asked) -> FirstPage:
    """The page of the monthly report."""
    by_key = {figure.key: figure for figure in figures}
    return FirstPage(
        title="Dự án đầu tư ngoài ngân sách "
        f"{report.issuer.province},\n{month_text(report.year, report.month)}",
        keys=(*(_key(by_key, *each) for each in _KEYS), _overdue(by_key)),
        changes=changes(by_key, _CHANGES, asked.previous),
        changes_since=since(asked.previous),
        asks=tuple(asks(report))[:MOST],
        standing=asked.standing,
        note="“-”: không phát sinh; “…”: chưa có số liệu. Việc xin quyết định do hệ thống đề xuất "
        "từ số liệu, đơn vị trình bổ sung, chỉnh sửa.",
    )


def since(previous: Document | None) -> str:
    """The title above the changes."""
    if previous is None:
        return "Năm thay đổi (chưa có báo cáo kỳ trước để so sánh)"
    return f"Năm thay đổi so với {previous.period}"


def changes(
    now: dict[str, Figure], keys: Sequence[str], previous: Document | None
) -> tuple[Change, ...]:
    """Figures of this report beside those of the one before, as both printed them."""
    found = []
    for key in keys:
        if key not in now:
            continue
        figure, before = now[key], previous.figure(key) if previous else None
        found.append(
            Change(
                label=figure.label + _unit(figure),
                now=shown(figure),
                before=shown(before) if before else printed.UNKNOWN,
                change=difference(figure, before),
                figure=key,
            )
        )
    return tuple(found)


def shown(figure: Figure) -> str:
    """A figure as tables print it: billions and hectares with two decimals, counts grouped."""
    if figure.value is None:
        return printed.UNKNOWN
    value = Decimal(figure.value)
    if figure.unit is Unit.VND:
        return ty_text(int(value), 2)
    if figure.unit is Unit.AREA:
        return area_text(int(value))
    if figure.unit is Unit.PERCENT:
        return f"{decimal_text(value, 2)}%"
    return group(int(value)) if value == value.to_integral_value() else decimal_text(value, 2)


def _unit(figure: Figure) -> str:
    return {Unit.VND: " (tỷ\xa0đồng)", Unit.AREA: " (ha)"}.get(figure.unit, "")


def difference(figure: Figure, before: Figure | None) -> str:
    """How a figure moved, with its sign; "…" where either is unknown, "-" where it did not."""
    if before is None or figure.value is None or before.value is None:
        return printed.UNKNOWN
    change = Decimal(figure.value) - Decimal(before.value)
    if not change:
        return printed.NOTHING
    sign = "+" if change > 0 else "−"
    if figure.unit is Unit.PERCENT:
        return f"{sign}{decimal_text(abs(change), 2)} điểm"
    return sign + shown(replace(figure, value=str(abs(change))))


def _key(by_key: dict[str, Figure], key: str, label: str) -> Key:
    count, capital = by_key[f"{key}.projects"], by_key[f"{key}.capital"]
    vnd = None if capital.value is None else int(capital.value)
    sub = "chưa có số liệu vốn" if vnd is None else hedged_ty(vnd) if vnd else "-"
    return Key(text=shown(count), label=label, sub=sub, figure=count.key)


def _overdue(by_key: dict[str, Figure]) -> Key:
    late, duties = by_key["overdue.projects"], by_key["overdue.obligations"]
    return Key(
        text=shown(late),
        label="có thời hạn đã quá",
        sub=f"{shown(duties)} thời hạn",
        figure=late.key,
    )


@dataclass(frozen=True, slots=True)
class _Late:
    """Confirmed late deadlines of some rules, and the projects they are about."""

    deadlines: int
    projects: int
    agencies: str


def _late(report: MonthlyReport, kinds: Sequence[str]) -> _Late:
    rows = [
        row
        for row in report.overdue
        if row.rule_kind in kinds and not row.advisory and row.flag_state == "confirmed"
    ]
    counts = Counter(row.agency for row in rows if row.agency)
    return _Late(
        deadlines=len(rows),
        projects=len({row.project_code for row in rows}),
        agencies=", ".join(name for name, _ in counts.most_common(3)),
    )


def asks(report: MonthlyReport) -> list[Ask]:
    """Decisions the figures ask for, the gravest first; each names its level and its day.

    The day proposed is the end of the next month: the law sets none for a leader's decision.
    """
    until = end_of_next_month(report.cut_off)
    found = []
    land = _late(report, ("L1", "L2", "L3"))
    if land.projects:
        found.append(
            Ask(
                key="land",
                level=Level.CHAIR,
                text=f"Giao thanh tra, kiểm tra {projects_text(land.projects)} đã được xác nhận "
                "chậm đưa đất vào sử dụng và xử lý dứt điểm từng dự án.",
                until=until,
                figure="land.late" if report.land is not None else "overdue.binding",
            )
        )
    slow = _late(report, ("I1", "I2"))
    if slow.projects:
        found.append(
            Ask(
                key="schedule",
                level=Level.COMMITTEE,
                text=f"Quyết định hướng xử lý {projects_text(slow.projects)} đã được xác nhận chậm "
                "tiến độ: điều chỉnh, giãn tiến độ hoặc chấm dứt.",
                until=until,
                figure="overdue.binding",
            )
        )
    waiting = sum(row.flag_state in ("open", "") for row in report.overdue)
    if waiting:
        found.append(
            Ask(
                key="verify",
                level=Level.DEPARTMENT,
                text=f"Xác minh {number_text(waiting)} thời hạn đã quá chưa được xác nhận, trước "
                "kỳ báo cáo sau.",
                until=until,
                figure="overdue.obligations",
            )
        )
    if report.computability.missing:
        found.append(
            Ask(
                key="facts",
                level=Level.DEPARTMENT,
                text="Bổ sung số liệu còn thiếu để tính "
                f"{number_text(report.computability.missing)} thời hạn.",
                until=until,
                figure="computable.missing",
            )
        )
    if report.total.without_capital:
        found.append(
            Ask(
                key="capital",
                level=Level.DEPARTMENT,
                text=f"Bổ sung vốn đăng ký của {projects_text(report.total.without_capital)} chưa "
                "có số liệu.",
                until=until,
                figure="census.capital",
            )
        )
    return found


def end_of_next_month(day: date) -> date:
    """The day proposed for a decision: the law sets none for a leader's."""
    after = day.month + 2
    first = date(day.year + (after > 12), (after - 1) % 12 + 1, 1)
    return date.fromordinal(first.toordinal() - 1)
