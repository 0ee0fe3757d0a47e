"""Shorter tables of the published forms: reviews of slow projects, public capital, the targets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from projects.published import wording as figure_wording
from projects.rules.indicators import PERCENT
from reporting.builders.published_figures import printed
from reporting.builders.scorecard_tables import goal_text
from reporting.document import cells
from reporting.document.cells import STT
from reporting.document.shapes import Align, Block, Cell, Column, Row, RowKind, Table, Unit
from reporting.models import Target
from reporting.models.targets import TargetGoal
from reporting.published import Compared, ours
from reporting.rules.scorecard import Goal
from vn.money import MILLION
from vn.numbers import decimal_text

_NUMBER = Align.NUMBER
_REVIEWS = ("projects_reviewed", "projects_slow")
_RATES = ("allocation_rate", "disbursement_rate", "share")


def reviewed(lines: Sequence[Compared], provinces: set[str]) -> Table:
    """How many projects of the same provinces were reviewed, and how many of them are slow."""
    rows: list[Row] = []
    found = [line for line in lines if _is_review(line, provinces)]
    for at, line in enumerate(sorted(found, key=_in_order), 1):
        rows.append(_review_row(str(at), line, RowKind.BODY))
    return Table(
        key="published.reviewed",
        caption="Bảng II.1. Dự án được rà soát và dự án chậm tiến độ",
        columns=(
            STT,
            Column(label="Nội dung"),
            Column(label="Thời điểm", width=24, align=Align.CENTRE),
            Column(label="Số dự\xa0án", width=20, align=_NUMBER, unit=Unit.COUNT),
            Column(label="Nguồn", width=52),
        ),
        rows=tuple(rows),
        note="Nguồn không ghi ngày thì cột (3) để “…”. Các đợt rà soát không cộng vào nhau.",
    )


def _is_review(line: Compared, provinces: set[str]) -> bool:
    row = line.figure
    return (
        row.indicator in _REVIEWS
        and row.part_of_id is None
        and row.scope_text.partition(",")[0] in provinces
    )


def _in_order(line: Compared) -> tuple[int, int]:
    return _REVIEWS.index(line.figure.indicator), line.figure.pk


def _review_row(at: str, line: Compared, kind: RowKind) -> Row:
    row = line.figure
    return cells.row(
        cells.number(at),
        cells.text(str(figure_wording.INDICATORS[row.indicator]), sub=f"({row.scope_text})"),
        cells.text(str(row.as_of) if row.as_of else ""),
        printed(line, "dự án"),
        cells.text(row.source),
        kind=kind,
    )


def public_capital(lines: Sequence[Compared]) -> Iterator[Block]:
    """Rates of our province that were printed with both their numbers."""
    found = [
        line
        for line in lines
        if line.figure.indicator in _RATES
        and ours(line.figure.scope_text.partition(",")[0])
        and line.figure.numerator is not None
        and line.figure.denominator
    ]
    if not found:
        return
    yield Table(
        key="published.capital",
        caption="Bảng III. Tỷ lệ đã công bố và số tính lại",
        unit_line="Đơn vị tính: Triệu đồng",
        columns=(
            STT,
            Column(label="Chỉ tiêu"),
            Column(label="Tử số", width=25, align=_NUMBER, unit=Unit.VND),
            Column(label="Mẫu số", width=28, align=_NUMBER, unit=Unit.VND),
            Column(label="Công bố", width=17, align=_NUMBER, unit=Unit.PERCENT),
            Column(label="Tính lại (%)", width=19, align=_NUMBER, number="(6) = (3)/(4)"),
            Column(label="Đối chiếu", width=18),
        ),
        rows=tuple(_rate_row(at, line) for at, line in enumerate(found, 1)),
    )


def _rate_row(at: int, line: Compared) -> Row:
    row, check = line.figure, line.held.ratio
    day = str(row.as_of) if row.as_of else "không ghi ngày"
    computed = figure_wording.shown(check.computed, PERCENT) if check else "…"
    return cells.row(
        cells.number(at),
        cells.text(
            str(figure_wording.INDICATORS[row.indicator]), sub=f"({row.scope_text} · {day})"
        ),
        _millions(row.numerator),
        _millions(row.denominator),
        printed(line),
        Cell(text=computed.removesuffix("%")),
        cells.text(str(figure_wording.VERDICTS[check.verdict]) if check else ""),
    )


def _millions(vnd: Decimal | None) -> Cell:
    """Đồng in millions with every decimal that was printed."""
    if vnd is None:
        return cells.text("")
    return Cell(text=decimal_text(vnd / MILLION, 4, trim=True), value=str(vnd))


def targets() -> Iterator[Block]:
    """The targets of the resolution in its own words, with the goal of a year."""
    rows = [
        cells.row(
            cells.number(target.number),
            cells.text(target.title),
            cells.text(", ".join(sorted({goal_text(_goal(goal)) for goal in target.goals.all()}))),
        )
        for target in Target.objects.prefetch_related("goals")
    ]
    if rows:
        yield Table(
            key="published.targets",
            caption="Bảng IV. Mục tiêu cụ thể",
            columns=(
                STT,
                Column(label="Mục tiêu"),
                Column(label="Chỉ tiêu mỗi năm", width=30, align=Align.CENTRE),
            ),
            rows=tuple(rows),
            note="Nguồn: Nghị quyết số 135-NQ/TU ngày 09/11/2023 của Ban Thường vụ Tỉnh ủy Lạng Sơn.",
            whole=True,
        )


def _goal(row: TargetGoal) -> Goal:
    return Goal(row.low, row.high, is_percent=row.is_percent)
