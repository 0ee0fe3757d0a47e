"""The lines that are paid in a month, with what was entered, programmed and asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from disbursement.querysets.scenarios import Scenarios, of_year
from disbursement.rules.figures import next_month
from disbursement.rules.payments import (
    CARRIED_OVER,
    CELLS,
    before,
    disbursed,
    is_entered,
    last_month,
    programmed,
)
from disbursement.rules.questions import (
    ESTIMATE_MISS_PERCENT,
    Facts,
    Month,
    Question,
    is_answered,
    questions,
)
from disbursement.rules.scenario import gap_points, percent_at

MONTHS_LOOKED_AT = 6
"""How far back questions look: money that is flat for longer is asked about just the same."""


@dataclass(frozen=True, slots=True)
class LineOfMonth:
    """One line in one month; đồng, None is not entered or not known.

    `before_vnd` was paid in earlier months, `last_vnd` in the month before; `target_percent` is what
    the scenario wants of the capital by the end of the month. Of a line that may not
    pay any more an advance may still be recovered.
    """

    pk: int
    project_id: int
    owner_id: int
    code: str
    name: str
    budget_code: str
    source: str
    bucket: str
    year: int
    allocated_vnd: int
    before_vnd: int
    outstanding_vnd: int
    last_vnd: int | None
    last_percent: Decimal | None
    programmed_vnd: int | None
    target_percent: Decimal | None
    may_pay: bool
    has_next: bool
    cells: Mapping[str, Any]
    answers: Mapping[str, Mapping[str, str]]
    asked: tuple[Question, ...]

    @property
    def month_vnd(self) -> int | None:
        """What the month paid."""
        return disbursed(self.cells["advance_vnd"], self.cells["volume_vnd"])

    @property
    def accumulated_vnd(self) -> int:
        """What was paid up to the end of the month."""
        return self.before_vnd + (self.month_vnd or 0)

    @property
    def gap_points(self) -> Decimal | None:
        """Percentage points from the scenario, below zero when behind; None without a scenario."""
        return gap_points(self.accumulated_vnd, self.allocated_vnd, self.target_percent)

    @property
    def is_over_plan(self) -> bool:
        """More was paid than the plan gives: allowed, and a flag (D3)."""
        return self.accumulated_vnd > self.allocated_vnd

    @property
    def is_entered(self) -> bool:
        """Whether all that is asked was said."""
        return is_entered(self.cells, may_pay=self.may_pay, has_next=self.has_next)

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """Those nobody answered of these facts."""
        return tuple(each for each in self.asked if not is_answered(each, self.answers))


def payable(month: date) -> QuerySet[Any]:
    """The annual lines a month shows: those in their window, and older ones with an advance left."""
    year, late = month.year, _added_late()
    open_now = Q(plan__first_year=year) | Q(plan__first_year=year - 1) & ~Q(bucket=CARRIED_OVER) & (
        Q(Exists(late)) if month.month > 1 else Q()
    )
    still_owing = Q(plan__first_year__lt=year, advance_vnd__gt=0)
    lines = apps.get_model("disbursement", "PlanLine").objects.filter(plan__horizon="annual")
    found: QuerySet[Any] = lines.filter(open_now | still_owing).exclude(
        allocated_vnd=0, disbursed_vnd=0
    )
    return found


def added_late(line: Any) -> bool:
    """Whether capital was added to an annual line after 30/9 of its year (D1)."""
    return bool(type(line).objects.filter(pk=line.pk).filter(Exists(_added_late())).exists())


def _added_late() -> QuerySet[Any]:
    """Rows of the ledger that add to the line after 30 September of its plan's year, and stand."""
    entries = apps.get_model("disbursement", "PlanEntry").objects
    late = Q(on_date__year__gt=OuterRef("plan__first_year")) | Q(
        on_date__year=OuterRef("plan__first_year"), on_date__month__gte=10
    )
    found: QuerySet[Any] = entries.filter(
        late,
        plan=OuterRef("plan"),
        project=OuterRef("project"),
        source=OuterRef("source"),
        bucket=OuterRef("bucket"),
        layer="allocated",
        amount_delta_vnd__gt=0,
        reverses=None,
        planentry=None,
    )
    return found


_COLUMNS = (
    "pk", "project_id", "project__public__owner_id", "project__code", "project__name",
    "project__public__budget_code", "source__short_name", "source__name", "bucket",
    "plan__first_year", "allocated_vnd", "late",
)  # fmt: skip


def lines_of_month(
    lines: QuerySet[Any], month: date, *, miss_percent: Decimal = ESTIMATE_MISS_PERCENT
) -> list[LineOfMonth]:
    """The given lines in a month, in a constant number of queries, ordered by project, year, source and bucket.

    `lines` come from `payable(month)`, narrowed to what somebody may see.
    """
    ordered = lines.annotate(late=Exists(_added_late())).order_by(
        "project__sort_key", "project_id", "-plan__first_year", "source__sort_key", "-bucket"
    )
    rows = [dict(zip(_COLUMNS, row, strict=True)) for row in ordered.values_list(*_COLUMNS)]
    keys = [row["pk"] for row in rows]
    earlier, recent = _paid_before(keys, month), _recent(keys, month)
    scenarios = {year: of_year(year) for year in {row["plan__first_year"] for row in rows}}
    return [
        _line(
            row,
            month,
            _Told(earlier.get(row["pk"], (0, 0)), recent[row["pk"]], miss_percent),
            scenarios[row["plan__first_year"]],
        )
        for row in rows
    ]


class _Told(NamedTuple):
    before: tuple[int, int]
    months: dict[date, dict[str, Any]]
    miss_percent: Decimal


def _paid_before(keys: Sequence[int], month: date) -> dict[int, tuple[int, int]]:
    """By line: what was paid, and which advances are left, before the month."""
    payments = apps.get_model("disbursement", "MonthlyPayment").objects
    sums = payments.filter(line__in=keys, month__lt=month).values_list("line").annotate(
        paid=Coalesce(Sum("advance_vnd"), 0) + Coalesce(Sum("volume_vnd"), 0),
        left=Coalesce(Sum("advance_vnd"), 0) - Coalesce(Sum("recovery_vnd"), 0),
    )  # fmt: skip
    return {line: (int(paid), int(left)) for line, paid, left in sums.order_by()}


def _recent(keys: Sequence[int], month: date) -> defaultdict[int, dict[date, dict[str, Any]]]:
    payments = apps.get_model("disbursement", "MonthlyPayment").objects
    found: defaultdict[int, dict[date, dict[str, Any]]] = defaultdict(dict)
    span = payments.filter(
        line__in=keys, month__lte=month, month__gte=before(month, MONTHS_LOOKED_AT)
    )
    for row in span.values("line_id", "month", "answers", *CELLS).order_by():
        found[row["line_id"]][row["month"]] = row
    return found


def _line(row: dict[str, Any], month: date, told: _Told, scenarios: Scenarios) -> LineOfMonth:
    project, owner = row["project_id"], row["project__public__owner_id"]
    percents = scenarios.of_project(project, owner) or None
    year, allocated, paid = row["plan__first_year"], row["allocated_vnd"], told.before[0]
    due = programmed(percents, allocated, year=year, month=month)
    ends = last_month(year, row["bucket"], added_late=row["late"])
    now, last = told.months.get(month, {}), told.months.get(before(month), {})
    facts = Facts(_months(told.months, month), allocated - paid, due)
    return LineOfMonth(
        pk=row["pk"],
        project_id=project,
        owner_id=owner,
        code=row["project__code"],
        name=row["project__name"],
        budget_code=row["project__public__budget_code"] or "",
        source=row["source__short_name"] or row["source__name"],
        bucket=row["bucket"],
        year=year,
        allocated_vnd=allocated,
        before_vnd=paid,
        outstanding_vnd=told.before[1],
        last_vnd=disbursed(last.get("advance_vnd"), last.get("volume_vnd")),
        last_percent=last.get("physical_percent"),
        programmed_vnd=due,
        target_percent=percent_at(percents or (), (month.year - year) * 12 + month.month),
        may_pay=month <= ends,
        has_next=next_month(month) <= ends,
        cells={name: now.get(name) for name in CELLS} | {"difficulty": now.get("difficulty", "")},
        answers=now.get("answers", {}),
        asked=questions(facts, miss_percent=told.miss_percent) if now else (),
    )


def _months(rows: Mapping[date, dict[str, Any]], month: date) -> list[Month]:
    """The months up to this one without a gap, beginning with the earliest that is on record."""
    found = [each for each in rows if each <= month]
    first = min(found, default=month)
    months = []
    while first <= month:
        row = rows.get(first, {})
        months.append(
            Month(
                advance_vnd=row.get("advance_vnd"),
                volume_vnd=row.get("volume_vnd"),
                estimate_vnd=row.get("estimate_vnd"),
                physical_percent=row.get("physical_percent"),
                difficulty=row.get("difficulty", ""),
            )
        )
        first = next_month(first)
    return months


def of_owners(lines: QuerySet[Any], owners: Iterable[int]) -> QuerySet[Any]:
    """The lines of the projects these agencies own."""
    return lines.filter(project__public__owner__in=list(owners))
