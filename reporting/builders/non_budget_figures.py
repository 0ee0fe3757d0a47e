"""The figures of template A by their keys, each with its projects, and what must add up."""

from __future__ import annotations

from collections.abc import Iterable

from reporting import recorded_after
from reporting.document import cells
from reporting.document.shapes import Figure, Sum
from reporting.rules.doctor import UNCOMPUTED
from reporting.shapes import Amount, Flow, MonthlyReport

FLOWS = (
    ("approved", "Cấp mới"),
    ("adjusted", "Điều chỉnh"),
    ("terminated", "Chấm dứt hoạt động"),
)


def figures(report: MonthlyReport) -> tuple[Figure, ...]:
    """Every figure of the report by its key."""
    found: list[Figure] = []
    for key, label, amount in _amounts(report):
        found += _two(report, key, label, amount)
    for key, name in FLOWS:
        flow: Flow = getattr(report.flows, key)
        found += _two(report, f"{key}.month", f"{name} trong tháng", flow.month)
        found += _two(report, key, f"{name} từ đầu năm", flow.year)
    late = {row.project_code for row in report.overdue}
    binding = {row.project_code for row in report.overdue if not row.advisory}
    found += [
        _count(report, "overdue.projects", "Dự án có thời hạn đã quá", late),
        _count(report, "overdue.binding", "Dự án có thời hạn đã quá, không kể (*)", binding),
        cells.counted(
            "overdue.obligations",
            "Thời hạn đã quá",
            len(report.overdue),
            as_of=report.cut_off,
            rows=[f"project:{row.project_code}" for row in report.overdue],
        ),
        cells.counted(
            "computable.all",
            "Thời hạn phải theo dõi",
            report.computability.obligations,
            as_of=report.cut_off,
        ),
        cells.counted(
            UNCOMPUTED,
            "Thời hạn chưa tính được",
            report.computability.missing,
            as_of=report.cut_off,
            rows=[f"project:{row.project_code}" for row in report.computability.rows],
        ),
    ]
    found.append(recorded_after.figure(report.recorded_after, report.cut_off))
    if report.land is not None:
        found.append(
            cells.counted(
                "land.late",
                "Dự án có dấu hiệu chậm đưa đất vào sử dụng",
                report.land.late_projects,
                as_of=report.cut_off,
                rows=sorted(
                    {
                        f"project:{row.project_code}"
                        for row in report.overdue
                        if row.rule_kind in ("L1", "L2", "L3") and not row.advisory
                    }
                ),
            )
        )
    return tuple(found)


def _amounts(report: MonthlyReport) -> Iterable[tuple[str, str, Amount]]:
    yield "census", "Dự án đang theo dõi", report.total
    for row in (*report.status_rows, *report.outside_rows):
        yield row.bucket.lower(), row.label, row.amount
    for cut in report.cuts:
        for at, part in enumerate(cut.rows, 1):
            yield f"{cut.key}.{at}", f"{cut.title}: {part.label}", part.amount


def _two(report: MonthlyReport, key: str, label: str, amount: Amount) -> list[Figure]:
    rows = [f"project:{code}" for code in report.members.get(key, ())]
    return [
        cells.counted(f"{key}.projects", label, amount.projects, as_of=report.cut_off, rows=rows),
        cells.money(
            f"{key}.capital",
            f"{label}: vốn đăng ký",
            amount.capital_vnd,
            as_of=report.cut_off,
            rows=rows,
            partly=bool(amount.without_capital),
        ),
    ]


def _count(report: MonthlyReport, key: str, label: str, codes: set[str]) -> Figure:
    rows = [f"project:{code}" for code in sorted(codes)]
    return cells.counted(key, label, len(codes), as_of=report.cut_off, rows=rows)


def sums(report: MonthlyReport) -> tuple[Sum, ...]:
    parts = [row.bucket.lower() for row in (*report.status_rows, *report.outside_rows)]
    cuts = [
        (cut.title, [f"{cut.key}.{at}" for at in range(1, len(cut.rows) + 1)])
        for cut in report.cuts
    ]
    return tuple(
        Sum(
            label=f"{title}: {what}",
            whole=f"census.{unit}",
            parts=tuple(f"{key}.{unit}" for key in keys),
        )
        for title, keys in [("Theo tình trạng", parts), *cuts]
        for unit, what in (("projects", "số dự án"), ("capital", "vốn đăng ký"))
    )
