"""The tables of the agencies' results: in short, by document, by agency, and the registers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from reporting.builders.agencies_figures import STANDINGS, by_agency, by_source, slug
from reporting.document import cells
from reporting.document.cells import STT
from reporting.document.shapes import Align, Cell, Column, Figure, Row, RowKind, Table, Unit
from reporting.ordered import Ordered, Task
from reporting.rules.handed_in import Handed
from reporting.templatetags import report as printed
from vn.dates import official_short

_NUMBER, _CENTRE = Align.NUMBER, Align.CENTRE
_SHORT_TABLE = 8
ByKey = dict[str, Figure]
_SHORT = {
    Handed.IN_TIME: "Xong đúng hạn",
    Handed.LATE: "Xong chậm",
    Handed.WAITING: "Chờ duyệt",
    Handed.OVERDUE: "Quá hạn",
    Handed.RUNNING: "Còn hạn",
    Handed.UNDATED: "Không ghi hạn",
}


def _count(by_key: ByKey, key: str) -> Cell:
    return cells.count(int(by_key[key].value or 0), key)


def standings(found: Ordered, by_key: ByKey, at: int) -> Table:
    """All tasks by how they stand."""
    whole = len(found.tasks)
    rows = [
        cells.row(
            cells.number(n),
            cells.text(words),
            _count(by_key, f"agencies.all.{state}"),
            cells.share(int(by_key[f"agencies.all.{state}"].value or 0), whole),
        )
        for n, (state, words) in enumerate(STANDINGS.items(), 1)
    ]
    total = cells.row(
        cells.blank(),
        cells.text("Tổng số"),
        _count(by_key, "agencies.all"),
        cells.share(whole, whole),
        kind=RowKind.TOTAL,
    )
    return Table(
        key="standings",
        caption=f"Bảng {at}. Nhiệm vụ được giao theo kết quả thực hiện",
        columns=(
            STT,
            Column(label="Kết quả"),
            Column(label="Số nhiệm vụ", width=28, align=_NUMBER, unit=Unit.COUNT),
            Column(
                label="Tỷ lệ (%)",
                width=28,
                align=_NUMBER,
                unit=Unit.PERCENT,
                number=f"(4) = (3)/{printed.count(whole)}",
            ),
        ),
        rows=(*rows, total),
        whole=True,
    )


def sources(found: Ordered, by_key: ByKey, at: int) -> Table:
    """Tasks by the document that orders them."""
    states = (Handed.IN_TIME, Handed.LATE, Handed.OVERDUE)
    rows = [
        cells.row(
            cells.number(n),
            cells.text(tasks[0].source),
            _count(by_key, f"agencies.source.{key}"),
            *(_count(by_key, f"agencies.source.{key}.{state}") for state in states),
        )
        for n, (key, tasks) in enumerate(by_source(found.tasks).items(), 1)
    ]
    total = cells.row(
        cells.blank(),
        cells.text("Tổng số"),
        _count(by_key, "agencies.all"),
        *(_count(by_key, f"agencies.all.{state}") for state in states),
        kind=RowKind.TOTAL,
    )
    return Table(
        key="sources",
        caption=f"Bảng {at}. Nhiệm vụ theo văn bản giao",
        columns=(
            STT,
            Column(label="Văn bản giao nhiệm vụ"),
            Column(label="Số nhiệm vụ", width=21, align=_NUMBER, unit=Unit.COUNT),
            *(
                Column(label=_SHORT[state], width=21, align=_NUMBER, unit=Unit.COUNT)
                for state in states
            ),
        ),
        rows=(*rows, total),
        whole=len(rows) <= _SHORT_TABLE,
    )


def agencies(found: Ordered, by_key: ByKey) -> Table:
    """Each agency with how its tasks stand and the rate in time."""
    lines = [
        (cells.number(n), cells.text(tasks[0].agency), f"by.{key}", RowKind.BODY)
        for n, (key, tasks) in enumerate(by_agency(found.tasks).items(), 1)
    ]
    lines.append((cells.blank(), cells.text("Tổng số"), "all", RowKind.TOTAL))
    return Table(
        key="agencies",
        columns=(
            STT,
            Column(label="Cơ quan, đơn vị chủ trì"),
            Column(label="Số nhiệm vụ", width=18, align=_NUMBER, unit=Unit.COUNT),
            *(
                Column(label=label, width=18, align=_NUMBER, unit=Unit.COUNT)
                for label in _SHORT.values()
            ),
            Column(
                label="Tỷ lệ đúng hạn (%)",
                width=32,
                align=_NUMBER,
                unit=Unit.PERCENT,
                number="(10) = (4)/((4)+(5)+(7))",
            ),
        ),
        rows=tuple(
            cells.row(
                at,
                name,
                _count(by_key, f"agencies.{key}"),
                *(_count(by_key, f"agencies.{key}.{state}") for state in STANDINGS),
                _rate(by_key, f"agencies.{key}"),
                kind=kind,
            )
            for at, name, key, kind in lines
        ),
        note="Ghi chú: “-” là không phát sinh. Tỷ lệ tính trên nhiệm vụ đã xong hoặc đã quá hạn, không "
        "gồm việc chờ duyệt; cơ quan chưa có nhiệm vụ như vậy ghi “-”.",
    )


def _rate(by_key: ByKey, key: str) -> Cell:
    in_time, judged = (int(by_key[f"{key}.{part}"].value or 0) for part in ("in_time", "judged"))
    if not judged:
        return Cell(text=printed.NOTHING)
    shown = cells.share(in_time, judged, f"{key}.rate")
    return shown if in_time else Cell(text="0,00", value="0", figure=f"{key}.rate")


_REGISTER = (
    Column(label="STT", width=11, align=_CENTRE),
    Column(label="Cơ quan, đơn vị chủ trì"),
    Column(label="Kỳ", width=22, align=_CENTRE),
    Column(label="Hạn", width=22, align=_CENTRE, unit=Unit.DATE),
    Column(label="Ngày nộp kết quả", width=22, align=_CENTRE, unit=Unit.DATE),
    Column(label="Kết quả", width=70),
    Column(label="Đánh giá", width=40),
)


def register(key: str, tasks: Sequence[Task], found: Ordered) -> Table:
    """Each task in the words of its document, with the agencies that lead it."""
    return Table(
        key=key,
        columns=_REGISTER,
        rows=tuple(_lines(tasks)),
        small=True,
        note=f"Ghi chú: tính đến hết ngày {official_short(found.cut_off)}; “-” là không phát sinh, “…” "
        "là không ghi hạn.",
    )


def _lines(tasks: Sequence[Task]) -> Iterable[Row]:
    """Documents and their tasks in the order they were entered, each agency by its day."""
    at, order = 0, sorted(tasks, key=lambda task: (slug(task.source), task.order_id))
    for _order, led in groupby(order, key=lambda task: task.order_id):
        rows = list(led)
        words = cells.text(f"{rows[0].source_full}: {rows[0].text}", across=6)
        yield cells.row(cells.blank(), words, kind=RowKind.GROUP)
        for task in rows:
            at += 1
            yield cells.row(
                cells.number(at),
                cells.text(task.agency),
                cells.text(task.cycle or printed.NOTHING),
                cells.day(task.due),
                cells.day(task.submitted) if task.submitted else Cell(text=printed.NOTHING),
                cells.text(task.result or printed.NOTHING),
                cells.text(STANDINGS[task.standing]),
            )
