"""The tables of template B: by source, by owner, and the 22 columns of law.md §3.4 in two parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from accounts.models import AdministrativeUnit
from disbursement.models import FundingSource
from disbursement.month_table import MonthTable
from disbursement.month_table_columns import code, difficulty, figures, is_shown, name, note
from disbursement.overview import Overview
from disbursement.querysets.figures import SEVERAL_PLACES, By, Key, rolled_up
from disbursement.rules.figures import last_day, next_month
from disbursement.rules.month_table import Node
from reporting.document import cells
from reporting.document.cells import STT
from reporting.document.shapes import Align, Cell, Column, Head, Row, RowKind, Table, Unit
from vn.dates import official_short
from vn.numbers import decimal_text

_NUMBER = Align.NUMBER
_MILLION = "Đơn vị tính: Triệu đồng"
_INVENTED = "[Minh họa] Dự án và số liệu của bảng này là giả định. "


def by_source(shown: Overview) -> Table:
    """Plan and payments of each source of the first level."""
    groups = rolled_up(shown.question, By.SOURCE_1)
    names = dict(FundingSource.objects.values_list("pk", "name"))
    found = sorted(
        ((str(names.get(int(key), "")), value) for key, value in groups.items() if key is not None),
        key=lambda pair: -pair[1].deployed_vnd,
    )
    whole = shown.figures
    return Table(
        key="sources",
        caption="Bảng 1. Giải ngân theo nguồn vốn",
        unit_line=_MILLION,
        columns=(STT, Column(label="Nguồn vốn"), *_paid_columns()),
        rows=(
            *(
                cells.row(
                    cells.number(at),
                    cells.text(label),
                    *_paid(each.deployed_vnd, each.disbursed_vnd),
                )
                for at, (label, each) in enumerate(found, 1)
            ),
            cells.row(
                cells.blank(),
                cells.text("Tổng số"),
                cells.trieu(whole.deployed_vnd, "plan.deployed"),
                cells.trieu(whole.disbursed_vnd, "paid"),
                cells.percent(whole.rate().percent, "rate.deployed"),
                kind=RowKind.TOTAL,
            ),
        ),
        note="Vốn triển khai gồm vốn phân bổ chi tiết, kéo dài và ứng trước.",
        whole=True,
    )


def by_owner(shown: Overview) -> Table:
    """Owners in the order of their rates, beside the average of the province."""
    rows = []
    for row in shown.ranking.rows:
        key = f"owner.{row.owner.code}"
        rows.append(
            cells.row(
                cells.number(row.rank),
                cells.text(row.owner.name),
                cells.trieu(row.figures.deployed_vnd, f"{key}.plan"),
                cells.trieu(row.figures.disbursed_vnd, f"{key}.paid"),
                cells.percent(row.rate.percent, f"{key}.rate"),
                _points(row.points),
            )
        )
    average = shown.ranking.average.percent
    said = "…" if average is None else f"{decimal_text(average, 2)}%"
    return Table(
        key="owners",
        caption="Bảng 2. Giải ngân theo chủ đầu tư, từ cao đến thấp",
        unit_line=_MILLION,
        columns=(
            STT,
            Column(label="Chủ đầu tư"),
            *_paid_columns(),
            Column(label="So bình quân (điểm %)", width=24, align=_NUMBER, unit=Unit.POINTS),
        ),
        rows=tuple(rows),
        note=f"Bình quân của tỉnh {said} vốn triển khai, đến hết ngày "
        f"{official_short(shown.figures.day)}.",
    )


def by_place(shown: Overview) -> Table:
    """Communes by what their projects were given; a project in several is counted once, apart."""
    groups = rolled_up(shown.question, By.PLACE)
    names = dict(AdministrativeUnit.objects.values_list("pk", "name"))
    found = sorted(
        (
            (_place(key, names), value)
            for key, value in groups.items()
            if value.deployed_vnd or value.disbursed_vnd
        ),
        key=lambda pair: (-pair[1].deployed_vnd, pair[0]),
    )
    return Table(
        key="places",
        caption="Bảng 3. Giải ngân theo địa bàn",
        unit_line=_MILLION,
        columns=(STT, Column(label="Địa bàn"), *_paid_columns()),
        rows=tuple(
            cells.row(
                cells.number(at),
                cells.text(label),
                *_paid(each.deployed_vnd, each.disbursed_vnd),
            )
            for at, (label, each) in enumerate(found, 1)
        ),
    )


def _place(key: Key, names: Mapping[int, str]) -> str:
    if key is None:
        return "Chưa rõ địa bàn"
    name = "Nhiều địa bàn" if int(key) == SEVERAL_PLACES else names[int(key)]
    return name[:1].upper() + name[1:]


def _paid_columns() -> tuple[Column, ...]:
    return (
        Column(label="Vốn triển khai", width=30, align=_NUMBER, unit=Unit.VND),
        Column(label="Giải ngân lũy kế", width=30, align=_NUMBER, unit=Unit.VND),
        Column(label="Tỷ lệ (%)", width=18, align=_NUMBER, unit=Unit.PERCENT),
    )


def _paid(plan_vnd: int, paid_vnd: int) -> tuple[Cell, ...]:
    return cells.trieu(plan_vnd), cells.trieu(paid_vnd), cells.share(paid_vnd, plan_vnd)


def _points(value: Decimal | None) -> Cell:
    """Above with a plus, below with a minus sign."""
    if value is None:
        return cells.text("")
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return Cell(text=sign + decimal_text(abs(value), 2), value=str(value))


def annex(table: MonthTable, *, invented: bool) -> Iterable[Table]:
    """Biểu 1: columns (1) to (11), the plan; Biểu 2: (1), (2), (12) to (22), the payments."""
    nodes = [node for node in table.top.walk() if is_shown(node)]
    year, month = table.question.year, table.question.month
    upto = official_short(last_day(month))
    ahead = official_short(last_day(next_month(month)))
    yield Table(
        key="annex.plan",
        caption=f"Biểu 1. Kế hoạch vốn năm {year}",
        unit_line=_MILLION,
        columns=_plan_columns(year),
        heads=_plan_heads(year),
        rows=tuple(_plan_row(table, node) for node in nodes),
        small=True,
        note=(_INVENTED if invented else "") + "“-”: không phát sinh; “…”: chưa có số liệu.",
    )
    yield Table(
        key="annex.paid",
        caption=f"Biểu 2. Giải ngân đến hết ngày {upto}",
        unit_line=_MILLION,
        columns=_paid_annex_columns(),
        heads=_paid_heads(month.month, upto, ahead),
        rows=tuple(_paid_row(table, node) for node in nodes),
        small=True,
        breaks=True,
        note=(_INVENTED if invented else "")
        + "(17) = (14)/(9); (19) = (18)/(9), là số ước; (20): tỷ lệ trên vốn triển khai của dòng trừ "
        f"bình quân của tỉnh ({_average(table)}). Tỷ lệ tính từ số chưa làm tròn.",
    )


def _average(table: MonthTable) -> str:
    return "…" if table.average is None else f"{decimal_text(table.average, 2)}%"


def _plan_columns(year: int) -> tuple[Column, ...]:
    labels = (
        *("Tổng mức đầu tư", f"Lũy kế vốn đến hết năm {year - 1}", "Thủ tướng giao"),
        *("HĐND tỉnh giao", "Vốn kéo dài, ứng trước", "Tổng kế hoạch"),
        *("Đã phân bổ chi tiết", "Chưa phân bổ"),
    )
    numbers = ("(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)", "(11) = (9)-(10)")
    return (
        Column(label="STT", width=11, align=Align.CENTRE),
        Column(label="Nội dung, nguồn vốn, dự án"),
        Column(label="Mã dự án", width=15, align=Align.CENTRE),
        *(
            Column(label=label, width=22, align=_NUMBER, unit=Unit.VND, number=number)
            for label, number in zip(labels, numbers, strict=True)
        ),
    )


def _plan_heads(year: int) -> tuple[tuple[Head, ...], ...]:
    columns = [column.label for column in _plan_columns(year)]
    return cells.heads(
        [
            *((label, 1, 2) for label in columns[:5]),
            (f"Kế hoạch vốn năm {year}", 4, 1),
            *((label, 1, 2) for label in columns[9:]),
        ],
        columns[5:9],
    )


def _paid_annex_columns() -> tuple[Column, ...]:
    return (
        Column(label="STT", width=11, align=Align.CENTRE),
        Column(label="Nội dung, nguồn vốn, dự án"),
        *(
            Column(label=label, width=17, align=_NUMBER, unit=Unit.VND, number=number)
            for label, number in (
                ("Lũy kế tháng trước", "(12)"),
                ("Trong tháng", "(13)"),
                ("Lũy kế: tổng số", "(14) = (12)+(13)"),
                ("Tạm ứng chưa thu hồi", "(15)"),
                ("Khối lượng hoàn thành", "(16)"),
            )
        ),
        Column(label="Tỷ lệ (%)", width=13, align=_NUMBER, unit=Unit.PERCENT, number="(17)"),
        Column(label="Số ước", width=17, align=_NUMBER, unit=Unit.VND, number="(18)"),
        Column(label="Tỷ lệ ước (%)", width=13, align=_NUMBER, unit=Unit.PERCENT, number="(19)"),
        Column(label="So bình quân", width=14, align=_NUMBER, unit=Unit.POINTS, number="(20)"),
        Column(label="Khó khăn, vướng mắc", width=40, number="(21)"),
        Column(label="Ghi chú", width=26, number="(22)"),
    )


def _paid_heads(month: int, upto: str, ahead: str) -> tuple[tuple[Head, ...], ...]:
    return cells.heads(
        [
            *((label, 1, 3) for label in ("STT", "Nội dung, nguồn vốn, dự án")),
            ("Lũy kế đến hết tháng trước", 1, 3),
            (f"Trong tháng {month}", 1, 3),
            (f"Lũy kế đến hết ngày {upto}", 3, 1),
            ("Tỷ lệ so kế hoạch (%)", 1, 3),
            (f"Ước đến hết ngày {ahead}", 2, 1),
            *((label, 1, 3) for label in ("So bình quân tỉnh (điểm %)", "Khó khăn, vướng mắc")),
            ("Ghi chú", 1, 3),
        ],
        [("Tổng số", 1, 2), ("Trong đó", 2, 1), ("Số ước", 1, 2), ("Tỷ lệ (%)", 1, 2)],
        ["Tạm ứng chưa thu hồi", "Khối lượng hoàn thành"],
    )


def _plan_row(table: MonthTable, node: Node) -> Row:
    values = figures(table, node)
    return cells.row(
        cells.number(node.number),
        Cell(text=name(node)),
        Cell(text=code(table, node)),
        *(_amount(value) for value in values[:8]),
        kind=_kind(node),
    )


def _paid_row(table: MonthTable, node: Node) -> Row:
    values = figures(table, node)
    before, month, paid, advance, volume, rate, estimate, estimated, points = values[8:17]
    return cells.row(
        cells.number(node.number),
        Cell(text=name(node)),
        *(_amount(value) for value in (before, month, paid, advance, volume)),
        _percent(rate),
        _amount(estimate),
        _percent(estimated),
        _points(None if points is None else Decimal(points)),
        Cell(text=difficulty(table, node)),
        Cell(text=note(node)),
        kind=_kind(node),
    )


def _amount(value: int | Decimal | None) -> Cell:
    return cells.trieu(None if value is None else int(value))


def _percent(value: int | Decimal | None) -> Cell:
    return cells.percent(None if value is None else Decimal(value))


def _kind(node: Node) -> RowKind:
    if not node.level:
        return RowKind.TOTAL
    return RowKind.GROUP if node.leaf is None else RowKind.BODY
