"""The figures of template B by their keys, each with its base, its day and its rows."""

from __future__ import annotations

from collections.abc import Iterable

from disbursement.month_table import MonthTable
from disbursement.overview import Overview
from disbursement.ranking import Standing
from disbursement.rules.basis import Basis, Rate
from disbursement.rules.ranking import Side
from reporting.document import cells
from reporting.document.shapes import Figure, Nature, Sum


def figures(shown: Overview, table: MonthTable) -> tuple[Figure, ...]:
    """Every figure of the report."""
    return (*_sums_of(shown, table), *_rates(shown), *_estimates(shown), *_owners(shown))


def sums(shown: Overview) -> tuple[Sum, ...]:
    """What must add up: the plan from its parts, the payments from the owners'."""
    owners = [f"owner.{row.owner.code}" for row in shown.ranking.rows]
    return (
        Sum(
            label="Vốn triển khai gồm phân bổ, kéo dài, ứng trước",
            whole="plan.deployed",
            parts=("plan.allocated", "plan.carried", "plan.advanced"),
        ),
        Sum(label="Giải ngân gồm các tháng trước và trong tháng", whole="paid", parts=_PAID),
        Sum(
            label="Giải ngân theo chủ đầu tư",
            whole="paid",
            parts=tuple(f"{k}.paid" for k in owners),
        ),
    )


_PAID = ("paid.before", "paid.month")


def _sums_of(shown: Overview, table: MonthTable) -> Iterable[Figure]:
    found, day = shown.figures, shown.figures.day
    codes = sorted(known.project.code for known in table.known.values())
    rows = [f"project:{code}" for code in codes]
    for key, label, vnd in (
        ("plan.pm", "Vốn Thủ tướng Chính phủ giao", found.assigned_pm_vnd),
        ("plan.province", "Vốn Hội đồng nhân dân tỉnh giao", found.assigned_province_vnd),
        ("plan.assigned", "Vốn đã giao", found.assigned_vnd),
        ("plan.allocated", "Vốn đã phân bổ chi tiết", found.allocated_vnd),
        ("plan.unallocated", "Vốn chưa phân bổ", found.unallocated_vnd),
        ("plan.carried", "Vốn kéo dài", found.carried_over_vnd),
        ("plan.advanced", "Vốn ứng trước", found.advanced_vnd),
        ("plan.deployed", "Vốn triển khai", found.deployed_vnd),
        ("paid.before", "Giải ngân các tháng trước", found.disbursed_before_vnd),
        ("paid.month", "Giải ngân trong tháng", found.disbursed_month_vnd),
        ("paid", "Giải ngân lũy kế", found.disbursed_vnd),
        ("paid.year", "Giải ngân vốn của năm", found.disbursed_year_vnd),
        ("remaining", "Vốn còn phải giải ngân", found.remaining_vnd),
    ):
        yield cells.money(key, label, vnd, as_of=day, rows=rows)
    yield cells.counted("lines.all", "Dòng vốn có kế hoạch", found.lines, as_of=day)
    yield cells.counted("lines.missing", "Dòng vốn chưa nhập tháng", found.lines_missing, as_of=day)


def _rates(shown: Overview) -> Iterable[Figure]:
    found = shown.figures
    yield _rate(
        "rate.deployed", "Tỷ lệ giải ngân trên vốn triển khai", found.rate(), "plan.deployed"
    )
    of_pm = found.rate(Basis.PM)
    yield _rate("rate.pm", "Tỷ lệ giải ngân vốn của năm trên vốn Thủ tướng giao", of_pm, "plan.pm")
    yield _rate(
        "rate.allocation",
        "Tỷ lệ phân bổ trên vốn đã giao",
        found.allocation_rate(),
        "plan.assigned",
    )


def _rate(key: str, label: str, rate: Rate, base: str, nature: Nature = Nature.ACTUAL) -> Figure:
    return cells.rate(key, label, rate.percent, base=base, as_of=rate.day, nature=nature)


def _estimates(shown: Overview) -> Iterable[Figure]:
    found = shown.figures
    known = found.estimated_vnd if found.estimates_known else None
    yield cells.money(
        "estimate",
        "Ước giải ngân lũy kế đến hết tháng sau",
        known,
        as_of=found.estimate_day,
        nature=Nature.ESTIMATE,
    )
    label = "Ước tỷ lệ giải ngân đến hết tháng sau"
    rate = found.estimate_rate()
    yield _rate("estimate.rate", label, rate, "plan.deployed", Nature.ESTIMATE)


def _owners(shown: Overview) -> Iterable[Figure]:
    day, rows = shown.figures.day, shown.ranking.rows
    below = [row for row in rows if row.side is Side.BELOW]
    zero = [row for row in rows if row.rate.numerator == 0]
    yield _counted("owners.all", "Chủ đầu tư có vốn", rows, shown)
    yield _counted("owners.below", "Chủ đầu tư dưới bình quân của tỉnh", below, shown)
    yield _counted("owners.zero", "Chủ đầu tư chưa giải ngân", zero, shown)
    for row in rows:
        key, owner = f"owner.{row.owner.code}", [f"agency:{row.owner.pk}"]
        name = row.owner.name
        plan, paid = row.figures.deployed_vnd, row.figures.disbursed_vnd
        yield cells.money(f"{key}.plan", f"{name}: vốn triển khai", plan, as_of=day, rows=owner)
        yield cells.money(f"{key}.paid", f"{name}: giải ngân", paid, as_of=day, rows=owner)
        yield _rate(f"{key}.rate", f"{name}: tỷ lệ giải ngân", row.rate, f"{key}.plan")


def _counted(key: str, label: str, rows: Iterable[Standing], shown: Overview) -> Figure:
    found = [f"agency:{row.owner.pk}" for row in rows]
    return cells.counted(key, label, len(found), as_of=shown.figures.day, rows=found)
