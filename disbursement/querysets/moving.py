"""What is known of each line of an annual plan when capital is to be moved: eleven questions, any size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Max, Q, Sum

from disbursement.querysets.pace import forecasts, month_number
from disbursement.rules.forecast import Forecast
from disbursement.rules.moving import MoveFacts
from disbursement.rules.payments import CARRIED_OVER, last_month
from vn.dates import add_months

LARGEST = 3
"""What a line could absorb is looked for up to so many times its plan."""

_COLUMNS = (
    "pk",
    "project_id",
    "project__code",
    "source__sort_key",
    "source_id",
    "bucket",
    "allocated_vnd",
    "disbursed_vnd",
    "advance_vnd",
    "project__public__budget_code",
    "project__public__total_investment_vnd",
    "project__public__opening_disbursed_vnd",
    "project__public__disbursed_vnd",
    "project__public__land_ready",
)


@dataclass(frozen=True, slots=True)
class _Contracts:
    """What the contracts of a project come to, and when which of them end."""

    by_end: tuple[tuple[date | None, int], ...] = ()

    @property
    def whole(self) -> int | None:
        """None without a contract: then nothing is known of what is left to pay."""
        return sum(value for _end, value in self.by_end) if self.by_end else None

    def ending_by(self, day: date) -> int:
        """What those come to that end by a day."""
        return sum(value for end, value in self.by_end if end is not None and end <= day)


def latest_month(plan_id: int, *, before: date) -> date | None:
    """The last month before that of a day in which somebody entered payments of a plan."""
    rows = _model("MonthlyPayment").objects.filter(
        Q(advance_vnd__isnull=False) | Q(volume_vnd__isnull=False),
        line__plan_id=plan_id,
        month__lt=before.replace(day=1),
    )
    found: date | None = rows.aggregate(last=Max("month"))["last"]
    return found


def facts(plan_id: int, *, year: int, month: date) -> list[MoveFacts]:
    """All lines of an annual plan with the figures to the end of `month`.

    A pace is measured on the plan, and to the end of the window, as they were before any draft moved
    capital (ADR 16): what a line can use is a matter of its own works, it does not grow with what
    it is given.
    """
    lines = _model("PlanLine").objects.filter(plan_id=plan_id, project__public__isnull=False)
    rows = list(lines.order_by().values(*_COLUMNS))
    ahead = forecasts(lines, year=year, month=month, times=LARGEST, before_moves=True)
    awaiting = dict(
        _model("MonthlyPayment")
        .objects.filter(line__plan_id=plan_id, month=month, awaiting_vnd__gt=0)
        .values_list("line_id", "awaiting_vnd")
    )
    contracts, medium = _contracts(plan_id), _medium_term(year)
    unpaid: dict[int, int] = defaultdict(int)
    for row in rows:
        unpaid[row["project_id"]] += _unpaid(row)
    known = month_number(year, month)
    found = []
    for row in rows:
        project = row["project_id"]
        until = end_of_window(year, row["bucket"])
        left = _left(row, contracts.get(project, _Contracts()), unpaid[project], until)
        room = medium.get((project, row["source_id"]))
        told = _facts(row, ahead[row["pk"]], known=known, year=year) | left
        accepted = awaiting.get(row["pk"], 0)
        found.append(MoveFacts(**told, awaiting_vnd=accepted, medium_left_vnd=room))
    return found


def end_of_window(year: int, bucket: str) -> date:
    """The last day on which capital of a bucket is disbursed, if nothing was added late (D1, D2)."""
    return add_months(last_month(year, bucket, added_late=False), 1) - timedelta(days=1)


def _facts(row: Mapping[str, Any], ahead: Forecast, *, known: int, year: int) -> dict[str, Any]:
    end, bucket = ahead.end, row["bucket"]
    last = month_number(year, last_month(year, bucket, added_late=False))
    return {
        "key": row["pk"],
        "code": row["project__public__budget_code"] or row["project__code"],
        "project": row["project_id"],
        "group": f"{row['source__sort_key']} {row['source_id']} {bucket}",
        "allocated_vnd": row["allocated_vnd"],
        "paid_vnd": row["disbursed_vnd"],
        "advance_vnd": row["advance_vnd"],
        "draws": bucket != CARRIED_OVER,
        "middle": end.middle_vnd if end else None,
        "low": end.low_vnd if end else None,
        "high": end.high_vnd if end else None,
        "land": row["project__public__land_ready"],
        "months_left": end.month - known if end else max(0, last - known),
    }


def _left(
    row: Mapping[str, Any], contracts: _Contracts, unpaid: int, until: date
) -> dict[str, Any]:
    """What contracts and the total investment leave, after all the project was ever paid."""
    life = row["project__public__opening_disbursed_vnd"] + row["project__public__disbursed_vnd"]
    total, whole = row["project__public__total_investment_vnd"], contracts.whole
    promised = min(max(0, contracts.ending_by(until) - life), unpaid)
    return {
        "unpaid_vnd": unpaid,
        "total_left_vnd": None if total is None else max(0, total - life),
        "contract_left_vnd": None if whole is None else max(0, whole - life),
        # A project pays from all its lines: each stands for the part it holds.
        "promised_vnd": promised * _unpaid(row) // unpaid if unpaid else 0,
    }


def _unpaid(row: Mapping[str, Any]) -> int:
    return max(0, int(row["allocated_vnd"]) - int(row["disbursed_vnd"]))


def _contracts(plan_id: int) -> dict[int, _Contracts]:
    rows = _model("Contract").objects.filter(project__plan_lines__plan_id=plan_id).distinct()
    found: dict[int, list[tuple[date | None, int]]] = defaultdict(list)
    for project, end, value in rows.order_by("pk").values_list(
        "project_id", "ends_date", "value_vnd"
    ):
        found[project].append((end, value))
    return {project: _Contracts(tuple(values)) for project, values in found.items()}


def _medium_term(year: int) -> dict[tuple[int, int], int]:
    """What the medium-term plan of the year still leaves, by project and source."""
    rows = _model("PlanLine").objects.filter(
        plan__horizon="medium_term", plan__first_year__lte=year, plan__last_year__gte=year
    )
    left = rows.order_by().values("project_id", "source_id")
    sums = left.annotate(held=Sum("allocated_vnd"), drawn=Sum("drawn_vnd"))
    return {(row["project_id"], row["source_id"]): row["held"] - row["drawn"] for row in sums}


def _model(name: str) -> Any:
    return apps.get_model("disbursement", name)
