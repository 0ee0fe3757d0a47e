"""The tables of template A about deadlines: groups, rules, and both annexes."""

from __future__ import annotations

from collections.abc import Iterable

from reporting import pages
from reporting.document import cells
from reporting.document.cells import STT
from reporting.document.shapes import Align, Cell, Column, RowKind, Table, Unit
from reporting.shapes import MonthlyReport, OverdueRow
from reporting.templatetags import report as printed
from reporting.wording import lower_first
from vn.dates import official_short

_NUMBER, _CENTRE = Align.NUMBER, Align.CENTRE
_ADVISORY = "(*) Quy định chờ xác nhận, kết quả chỉ để tham khảo."


def groups(report: MonthlyReport, at: int) -> Table:
    total = pages.appendix_total(report.overdue)
    return Table(
        key="groups",
        caption=f"Bảng {at}. Thời hạn đã quá, theo nội dung và căn cứ",
        columns=(
            STT,
            Column(label="Nội dung"),
            Column(label="Căn cứ", width=56),
            Column(label="Số thời\xa0hạn", width=22, align=_NUMBER, unit=Unit.COUNT),
            Column(label="Số dự\xa0án", width=22, align=_NUMBER, unit=Unit.COUNT),
        ),
        rows=(
            *(
                cells.row(
                    cells.number(part.letter),
                    cells.text(_starred(part.group.label, advisory=part.group.advisory)),
                    cells.text(part.group.article),
                    cells.count(part.group.obligations),
                    cells.count(part.group.projects),
                )
                for part in pages.late_groups(report)
            ),
            cells.row(
                cells.blank(),
                cells.text("Tổng số"),
                cells.blank(),
                cells.count(total.obligations, "overdue.obligations"),
                cells.count(total.projects, "overdue.projects"),
                kind=RowKind.TOTAL,
            ),
        ),
        note="Ghi chú: một dự án có nhiều thời hạn đã quá được tính một lần ở dòng tổng số."
        + (f" {_ADVISORY}" if pages.advisory(report) else ""),
    )


def rules(report: MonthlyReport, at: int) -> Table:
    return Table(
        key="rules",
        caption=f"Bảng {at}. Quy định áp dụng",
        columns=(
            STT,
            Column(label="Nội dung"),
            Column(label="Văn bản, điều khoản", width=70),
            Column(label="Áp dụng từ\xa0ngày", width=26, align=_CENTRE, unit=Unit.DATE),
        ),
        rows=tuple(
            cells.row(
                cells.number(n),
                cells.text(_starred(rule.label, advisory=rule.advisory)),
                cells.text(printed.citation(rule)),
                cells.day(rule.effective_from) if rule.effective_from else cells.text("-"),
            )
            for n, rule in enumerate(report.rule_versions, 1)
        ),
        note=_ADVISORY if pages.advisory(report) else "",
    )


_LATE_COLUMNS = (
    Column(label="STT", width=9, align=_CENTRE),
    Column(label="Tên dự án,\nmã dự án"),
    Column(label="Nhà đầu tư", width=25),
    Column(label="Địa điểm", width=20),
    Column(label="Số, ngày quyết\xa0định, giấy\xa0chứng nhận", width=27),
    Column(label="Vốn đăng\xa0ký (tỷ\xa0đồng)", width=17, align=_NUMBER, unit=Unit.VND),
    Column(label="Diện tích (ha)", width=15, align=_NUMBER, unit=Unit.AREA),
    Column(label="Nội dung, thời\xa0hạn được\xa0duyệt", width=23),
    Column(label="Thời hạn sau loại trừ", width=18, align=_CENTRE, unit=Unit.DATE),
    Column(label="Không tính (ngày)", width=12, align=_NUMBER, unit=Unit.DAYS),
    Column(label="Thời gian chậm", width=16, align=_CENTRE),
    Column(label="Cơ quan theo dõi", width=20),
    Column(label="Tình trạng xử\xa0lý", width=19),
)


def overdue_table(report: MonthlyReport) -> Table:
    rows = []
    for part in pages.late_groups(report):
        group = part.group
        words = (
            f"{_starred(group.label, advisory=group.advisory)}: {printed.count(group.obligations)} thời "
            f"hạn, {printed.count(group.projects)} dự án"
        )
        rows.append(
            cells.row(
                cells.number(part.letter),
                cells.text(words, sub=f"(căn cứ: {group.article})", across=12),
                kind=RowKind.GROUP,
            )
        )
        rows += [
            cells.row(*_overdue_row(n, row, hint=row.advisory and not group.advisory))
            for n, row in part.rows
        ]
    total = pages.appendix_total(report.overdue)
    words = (
        f"Tổng số: {printed.count(total.projects)} dự án, {printed.count(total.obligations)} "
        "thời hạn"
    )
    rows.append(
        cells.row(
            *(cells.blank(), cells.text(words), *[cells.blank()] * 3),
            cells.ty(total.capital_vnd),
            cells.ha(total.area_m2),
            *[cells.blank()] * 6,
            kind=RowKind.TOTAL,
        )
    )
    labels = [column.label for column in _LATE_COLUMNS]
    return Table(
        key="overdue",
        columns=_LATE_COLUMNS,
        heads=cells.heads(
            [*((label, 1, 2) for label in labels[:7]), ("Tiến độ", 2, 1)]
            + [(label, 1, 2) for label in labels[9:]],
            labels[7:9],
        ),
        rows=tuple(rows),
        small=True,
        note=(
            "Ghi chú: cột (10) là số ngày không tính vào tiến độ; cột (11) tính từ thời hạn tại cột "
            "(9), đã cộng số ngày tại cột (10), đến hết ngày "
            f"{official_short(report.cut_off)}, theo tháng đủ và ngày lẻ. Dòng tổng số cộng vốn và "
            "diện tích của mỗi dự án một lần; “-” là không phát sinh, “…” là chưa có số liệu."
            + (f" {_ADVISORY}" if pages.advisory(report) else "")
        ),
    )


def _overdue_row(n: int, row: OverdueRow, *, hint: bool) -> Iterable[Cell]:
    instrument = row.instrument_number or printed.UNKNOWN
    if row.instrument_date:
        instrument += f"\n{printed.day(row.instrument_date)}"
    what = row.approved_what + (f":\n{row.approved_deadline}" if row.approved_deadline else "")
    state = printed.state(row.flag_state) + (f"; {row.cause}" if row.cause else "")
    place = row.place[:1].upper() + row.place[1:]
    return (
        cells.number(n),
        cells.text(row.project_name, sub=f"({row.project_code})"),
        cells.text(row.investor),
        cells.text(place),
        cells.text(instrument),
        cells.ty(row.capital_vnd),
        cells.ha(row.area_m2),
        cells.text(_starred(what, advisory=hint)),
        cells.day(row.due_date),
        cells.count(row.excluded_days),
        cells.text(printed.late(row)),
        cells.text(row.agency),
        cells.text(state),
    )


def missing_table(report: MonthlyReport) -> Table:
    rows = []
    for n, group in enumerate(pages.missing_groups(report), 1):
        words = f"Thiếu {lower_first(group.fact)}: {printed.count(group.obligations)} thời hạn"
        rows.append(cells.row(cells.number(n), cells.text(words, across=3), kind=RowKind.GROUP))
        rows += [
            cells.row(
                cells.number(f"{n}.{m}"),
                cells.text(row.project_name, sub=f"({row.project_code})"),
                cells.text(row.rule_label),
                cells.text(row.agency),
            )
            for m, row in enumerate(group.rows, 1)
        ]
    facts = report.computability
    words = (
        f"Tổng số: {printed.count(facts.missing)} thời hạn chưa tính được trong "
        f"{printed.count(facts.obligations)} thời hạn phải theo dõi"
    )
    rows.append(cells.row(cells.blank(), cells.text(words, across=3), kind=RowKind.TOTAL))
    return Table(
        key="missing",
        columns=(
            STT,
            Column(label="Tên dự án, mã dự án"),
            Column(label="Thời hạn chưa tính được", width=42),
            Column(label="Cơ quan bổ sung số liệu", width=52),
        ),
        rows=tuple(rows),
    )


def _starred(label: str, *, advisory: bool) -> str:
    return f"{label}\xa0(*)" if advisory else label
