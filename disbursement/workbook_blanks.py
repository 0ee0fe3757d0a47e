"""Forms to fill in: the payments of an owner's month, the capital of a year by project and source.

Headings are Vietnamese whatever language the person reads: the forms are read back by them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from itertools import count, groupby

from accounts.models import Agency, User
from disbursement.models import Bucket, FundingSource, PlanLine
from disbursement.querysets.payments import LineOfMonth
from projects.models import Project
from sheets.levelled import HeadCell, LevelledRow, LevelledSheet, write_levelled
from sheets.writer import CellData, ColumnKind

_MONEY = ColumnKind.MONEY_TRIEU
_UNIT = "Đơn vị tính: triệu đồng"
_TOTAL = "TỔNG SỐ"
_ENDING = ("Người lập biểu", "Thủ trưởng đơn vị")


@dataclass(frozen=True, slots=True)
class _Column:
    """One column: its headings outermost first, and what stands in the row of numbers."""

    levels: tuple[str, ...]
    number: str
    kind: ColumnKind = ColumnKind.TEXT
    width: int = 14


def payments_form(owner: Agency, month: date, lines: Sequence[LineOfMonth]) -> bytes:
    """The lines of an owner in a month with what was entered so far; empty boxes say nothing."""
    said = f"{month.month}/{month.year}"
    paid = f"Giải ngân tháng {said}"
    columns = (
        _Column(("TT",), "(1)", width=6),
        _Column(("Danh mục dự án",), "(2)", width=44),
        _Column(("Mã dự án",), "(3)"),
        _Column(("Nguồn vốn",), "(4)", width=20),
        _Column(("Loại vốn",), "(5)", width=20),
        _Column(("Năm kế hoạch",), "(6)", width=10),
        _Column(("Kế hoạch vốn được giao",), "(7)", _MONEY, 16),
        _Column(("Lũy kế giải ngân đến tháng trước",), "(8)", _MONEY, 16),
        _Column((paid, "Tổng số"), "(9)=(10)+(11)", _MONEY, 16),
        _Column((paid, "Trong đó", "Tạm ứng"), "(10)", _MONEY),
        _Column((paid, "Trong đó", "Khối lượng hoàn thành"), "(11)", _MONEY),
        _Column(("Thu hồi tạm ứng",), "(12)", _MONEY),
        _Column(("Ước giải ngân tháng sau",), "(13)", _MONEY),
        _Column(("Mã dòng vốn",), "(14)", width=12),
    )
    rows = [_payment_row(number, line) for number, line in enumerate(lines, 1)]
    sums = [_sum(rows, at) if column.kind is _MONEY else None for at, column in enumerate(columns)]
    whole = (None, _TOTAL, *sums[2:])
    heading = (owner.name, f"GIẢI NGÂN VỐN ĐẦU TƯ CÔNG THÁNG {said}")
    return _written("Giải ngân", heading, columns, [whole, *rows])


def _payment_row(number: int, line: LineOfMonth) -> tuple[CellData, ...]:
    cells = line.cells
    return (
        *(str(number), line.name, line.code, line.source, str(Bucket(line.bucket).label)),
        *(str(line.year), line.allocated_vnd, line.before_vnd, line.month_vnd),
        *(cells["advance_vnd"], cells["volume_vnd"], cells["recovery_vnd"], cells["estimate_vnd"]),
        str(line.pk),
    )


def _sum(rows: Sequence[Sequence[CellData]], at: int) -> int | None:
    known = [value for row in rows if isinstance(value := row[at], int)]
    return sum(known) if known else None


def plan_form(user: User, year: int) -> bytes:
    """The projects of the medium-term plan over a year, a column for each source it gives them."""
    above = PlanLine.objects.visible_to(user).filter(
        plan__horizon="medium_term",
        plan__first_year__lte=year,
        plan__last_year__gte=year,
        allocated_vnd__gt=0,
    )
    left: dict[int, int] = defaultdict(int)
    used: set[int] = set()
    for project, source, given, drawn in above.values_list(
        "project_id", "source_id", "allocated_vnd", "drawn_vnd"
    ):
        left[project] += given - drawn
        used.add(source)
    projects = Project.objects.filter(pk__in=left).order_by("sort_key", "pk")
    names = FundingSource.objects.filter(pk__in=used)
    sources = [row.short_name or row.name for row in names]
    rows: list[Sequence[CellData]] = [
        (str(n), name, code, left[pk], *[None] * (len(sources) + 1))
        for n, (pk, code, name) in enumerate(projects.values_list("pk", "code", "name"), 1)
    ]
    whole = (None, _TOTAL, None, sum(left.values()), *[None] * (len(sources) + 1))
    heading = (f"KẾ HOẠCH VỐN ĐẦU TƯ CÔNG NĂM {year}", "Kèm theo quyết định số … ngày …")
    columns = _plan_columns(year, sources)
    return _written("Kế hoạch", heading, columns, [whole, *rows])


def _plan_columns(year: int, sources: Sequence[str]) -> tuple[_Column, ...]:
    given = f"Kế hoạch vốn năm {year}"
    numbers = [f"({number})" for number, _ in zip(count(6), sources, strict=False)]
    return (
        _Column(("TT",), "(1)", width=6),
        _Column(("Danh mục dự án",), "(2)", width=48),
        _Column(("Mã dự án",), "(3)"),
        _Column(("Kế hoạch trung hạn còn lại",), "(4)", _MONEY, 18),
        _Column((given, "Tổng số"), "(5)=" + "+".join(numbers), _MONEY, 18),
        *(
            _Column((given, "Trong đó", source), number, _MONEY, 16)
            for source, number in zip(sources, numbers, strict=True)
        ),
    )


def _written(
    name: str,
    heading: Sequence[str],
    columns: Sequence[_Column],
    rows: Sequence[Sequence[CellData]],
) -> bytes:
    """The form, its first row bold."""
    stream = BytesIO()
    sheet = LevelledSheet(
        name=name,
        heading=heading,
        unit=_UNIT,
        heads=list(_heads(columns)),
        kinds=[column.kind for column in columns],
        widths=[column.width for column in columns],
        numbers=[column.number for column in columns],
        rows=[LevelledRow(row, strong=at == 0) for at, row in enumerate(rows)],
        notes=_ENDING,
    )
    write_levelled(stream, sheet)
    return stream.getvalue()


def _heads(columns: Sequence[_Column]) -> Iterator[HeadCell]:
    """Equal headings beside each other are one cell; the last level reaches down."""
    deep = max(len(column.levels) for column in columns)
    for level in range(deep):
        first = 0
        for above, group in groupby(columns, key=_to_level(level + 1)):
            alike = list(group)
            if len(above) == level + 1:
                ends = len(alike[0].levels) == level + 1
                height = deep - level if ends else 1
                yield HeadCell(above[-1], level, first, height, len(alike))
            first += len(alike)


def _to_level(deep: int) -> Callable[[_Column], tuple[str, ...]]:
    return lambda column: column.levels[:deep]
