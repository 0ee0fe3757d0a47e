"""The tables of published inspection: conclusions, what they found, what became of it."""

from __future__ import annotations

from collections.abc import Iterable

from reporting.builders.inspections_figures import (
    ALL,
    AREAS,
    KINDS,
    REMEDIES,
    areas,
    kinds,
    remedy_kinds,
)
from reporting.document import cells
from reporting.document.cells import STT
from reporting.document.shapes import Align, Cell, Column, Figure, Row, RowKind, Table, Unit
from reporting.inspected import Inspected, Remedy
from reporting.rules.remedies import Standing
from reporting.templatetags import report as printed
from vn.dates import official_short

_NUMBER, _CENTRE = Align.NUMBER, Align.CENTRE
ByKey = dict[str, Figure]


def _column(label: str, width: int, unit: Unit = Unit.COUNT) -> Column:
    return Column(label=label, width=width, align=_NUMBER, unit=unit)


def _count(by_key: ByKey, key: str) -> Cell:
    return cells.count(int(by_key[key].value or 0), key)


def _money(by_key: ByKey, key: str) -> Cell:
    return cells.trieu(int(by_key[key].value or 0), key)


def _rows(labels: Iterable[tuple[str, str]], shown: Iterable[tuple[Cell, ...]]) -> tuple[Row, ...]:
    """Numbered rows and their total, which is the first of `shown`."""
    total, *each = shown
    return (
        *(
            cells.row(cells.number(at), cells.text(label), *made)
            for at, ((_, label), made) in enumerate(zip(labels, each, strict=True), 1)
        ),
        cells.row(cells.blank(), cells.text("Tổng số"), *total, kind=RowKind.TOTAL),
    )


def conclusions(found: Inspected, by_key: ByKey, at: int) -> Table:
    """Published conclusions by the kind of their case."""
    present = kinds(found)
    return Table(
        key="conclusions",
        caption=f"Bảng {at}. Kết luận thanh tra, kiểm tra, giám sát đã công khai",
        columns=(
            STT,
            Column(label="Loại"),
            _column("Kết luận trong tháng", 21),
            _column("Kết luận từ đầu năm", 21),
            _column("Kết luận đến nay", 21),
            _column("Số vụ việc", 17),
            _column("Số dự\xa0án", 17),
        ),
        rows=_rows(
            [(kind, KINDS[kind]) for kind in present],
            [
                tuple(
                    _count(by_key, f"inspections.{kind}.{part}")
                    for part in ("month", "year", ALL, "cases", "projects")
                )
                for kind in (ALL, *present)
            ],
        ),
        note="Ghi chú: một dự án trong nhiều vụ việc được tính một lần ở dòng tổng số.",
    )


def findings(found: Inspected, by_key: ByKey, at: int) -> Table:
    """What was found, by area of law."""
    present = areas(found)
    return Table(
        key="findings",
        caption=f"Bảng {at}. Vi phạm, tồn tại nêu trong các kết luận công khai từ đầu năm",
        columns=(
            STT,
            Column(label="Lĩnh vực"),
            _column("Số nội dung", 26),
            _column("Trong đó nghiêm trọng", 30),
            _column("Số tiền (triệu\xa0đồng)", 34, Unit.VND),
        ),
        rows=_rows(
            [(area, AREAS[area]) for area in present],
            [
                (
                    _count(by_key, f"findings.{area}"),
                    _count(by_key, f"findings.{area}.grave"),
                    _money(by_key, f"findings.{area}.amount"),
                )
                for area in (ALL, *present)
            ],
        ),
    )


def remedies(found: Inspected, by_key: ByKey, at: int) -> Table:
    """How recommendations of all published conclusions stand."""
    present = remedy_kinds(found)
    states = (Standing.DONE, Standing.RUNNING, Standing.OVERDUE, Standing.UNDATED)
    return Table(
        key="remedies",
        caption=f"Bảng {at}. Thực hiện kiến nghị của các kết luận đã công khai",
        columns=(
            STT,
            Column(label="Loại kiến nghị"),
            _column("Tổng số", 14),
            _column("Đã xong", 14),
            _column("Còn hạn", 14),
            _column("Quá hạn", 14),
            _column("Chưa ghi hạn", 16),
            _column("Phải thu hồi (triệu\xa0đồng)", 25, Unit.VND),
            _column("Đã thu hồi (triệu\xa0đồng)", 25, Unit.VND),
        ),
        rows=_rows(
            [(kind, REMEDIES[kind]) for kind in present],
            [
                (
                    _count(by_key, f"remedies.{kind}"),
                    *(_count(by_key, f"remedies.{kind}.{state}") for state in states),
                    _money(by_key, f"remedies.{kind}.amount"),
                    _money(by_key, f"remedies.{kind}.recovered"),
                )
                for kind in (ALL, *present)
            ],
        ),
        note="Ghi chú: chỉ tính vụ việc đã công khai kết luận; kiến nghị thực hiện xong là kiến nghị "
        f"đã được xác nhận đến hết ngày {official_short(found.cut_off)}.",
        whole=True,
    )


def open_list(found: Inspected) -> Table:
    """Recommendations that are not done, the longest overdue first, those without a day last."""
    left = found.standing(Standing.OVERDUE, Standing.RUNNING, Standing.UNDATED)
    return Table(
        key="open_remedies",
        columns=(
            Column(label="STT", width=10, align=_CENTRE),
            Column(label="Kết luận, vụ việc", width=36),
            Column(label="Nội dung kiến nghị"),
            Column(label="Đơn vị thực hiện", width=42),
            Column(label="Hạn thực hiện", width=22, align=_CENTRE, unit=Unit.DATE),
            Column(label="Kết quả (%)", width=17, align=_NUMBER, unit=Unit.PERCENT),
            Column(label="Phải thu hồi (triệu\xa0đồng)", width=24, align=_NUMBER, unit=Unit.VND),
            Column(label="Đã thu hồi (triệu\xa0đồng)", width=24, align=_NUMBER, unit=Unit.VND),
            Column(label="Chậm (ngày)", width=16, align=_NUMBER, unit=Unit.DAYS),
        ),
        rows=tuple(_open(at, row, found) for at, row in enumerate(left, 1)),
        small=True,
        note="Ghi chú: “-” là không phát sinh; “…” là chưa có số liệu. Số ngày chậm tính đến hết "
        f"ngày {official_short(found.cut_off)}.",
    )


def _open(at: int, row: Remedy, found: Inspected) -> Row:
    late = (found.cut_off - row.due).days if row.due else None
    return cells.row(
        cells.number(at),
        cells.text(row.conclusion, sub=f"({row.case})"),
        cells.text(row.text),
        cells.text(row.addressee),
        cells.day(row.due),
        cells.count(row.progress),
        cells.trieu(row.amount_vnd or 0),
        cells.trieu(row.done_vnd),
        Cell(text=printed.UNKNOWN) if late is None else cells.count(max(late, 0)),
    )
