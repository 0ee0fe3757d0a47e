"""The plan as on any day, from the rows of the ledger, and what its balances should be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet, Sum


@dataclass(frozen=True, slots=True)
class Held:
    """What rows add up to: a plan's capital of one layer, bucket and source, of a project or of none."""

    plan_id: int
    layer: str
    bucket: str
    source_id: int
    project_id: int | None
    amount_vnd: int


def entries() -> QuerySet[Any]:
    """All rows of the ledger, oldest first."""
    found: QuerySet[Any] = apps.get_model("disbursement", "PlanEntry").objects.all()
    return found


def as_on(plan_ids: Sequence[int], day: date, *, known_at: datetime | None = None) -> list[Held]:
    """The plans as on a day: the rows of decisions up to it, in one query; whole đồng.

    `known_at`: only rows recorded by then, which is what a report made at that moment read.
    """
    rows = entries().filter(plan_id__in=plan_ids, on_date__lte=day)
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    sums = (
        rows.order_by()
        .values_list("plan_id", "layer", "bucket", "source_id", "project_id")
        .annotate(Sum("amount_delta_vnd"))
    )
    return [Held(*row) for row in sums if row[-1]]


@dataclass(frozen=True, slots=True)
class Drift:
    """A balance or line that differs from its rows: a bug, or rows changed past the actions."""

    what: str
    key: str
    stored_vnd: int
    computed_vnd: int

    def __str__(self) -> str:
        return f"{self.what} {self.key}: stored {self.stored_vnd}, rows {self.computed_vnd}"


def drifts() -> list[Drift]:
    """Every balance and line that is not what its rows add up to; empty when all is well.

    A constant number of questions: balances, allocations, what annual plans drew, payments,
    and what was paid in the life of each project.
    """
    return [*_balances(), *_allocations(), *_drawn(), *_paid(), *_lives()]


def _balances() -> Iterable[Drift]:
    keys = ("plan_id", "source_id", "bucket")
    sums = (
        entries()
        .order_by()
        .values_list(*keys)
        .annotate(
            pm=Sum("amount_delta_vnd", filter=Q(layer="pm"), default=0),
            council=Sum("amount_delta_vnd", filter=Q(layer="council"), default=0),
            allocated=Sum("amount_delta_vnd", filter=Q(layer="allocated"), default=0),
        )
    )
    computed = {row[:3]: row[3:] for row in sums}
    stored = {
        row[:3]: row[3:]
        for row in apps.get_model("disbursement", "SourceBalance")
        .objects.order_by()
        .values_list(*keys, "pm_vnd", "council_vnd", "allocated_vnd")
    }
    for key in sorted(computed.keys() | stored.keys()):
        for name, held, found in zip(
            ("pm", "council", "allocated"),
            stored.get(key, (0, 0, 0)),
            computed.get(key, (0, 0, 0)),
            strict=True,
        ):
            if held != found:
                yield Drift(name, _text(key), held, found)


def _allocations() -> Iterable[Drift]:
    sums = (
        entries()
        .filter(layer="allocated")
        .order_by()
        .values_list("plan_id", "source_id", "bucket", "project_id")
        .annotate(Sum("amount_delta_vnd"))
    )
    yield from _compared("line", _lines("allocated_vnd"), {row[:4]: row[4] for row in sums})


def _drawn() -> Iterable[Drift]:
    """Annual capital but what was carried over, by the medium-term line it was drawn from."""
    plans = apps.get_model("disbursement", "CapitalPlan").objects
    medium = {
        year: plan.pk
        for plan in plans.filter(horizon="medium_term")
        for year in range(plan.first_year, plan.last_year + 1)
    }
    sums = (
        entries()
        .filter(layer="allocated", plan__horizon="annual")
        .exclude(bucket="carried_over")
        .order_by()
        .values_list("plan__first_year", "source_id", "project_id")
        .annotate(Sum("amount_delta_vnd"))
    )
    computed: dict[tuple[Any, ...], int] = {}
    for year, source, project, amount in sums:
        key = (medium.get(year), source, "year", project)
        computed[key] = computed.get(key, 0) + amount
    yield from _compared("drawn", _lines("drawn_vnd", plan__horizon="medium_term"), computed)


def _paid() -> Iterable[Drift]:
    payments = apps.get_model("disbursement", "MonthlyPayment").objects
    sums = list(
        payments.order_by()
        .values_list("line__plan_id", "line__source_id", "line__bucket", "line__project_id")
        .annotate(
            advances=Sum("advance_vnd", default=0),
            volume=Sum("volume_vnd", default=0),
            recovered=Sum("recovery_vnd", default=0),
        )
    )
    paid = {row[:4]: row[4] + row[5] for row in sums}
    yield from _compared("paid", _lines("disbursed_vnd", plan__horizon="annual"), paid)
    open_vnd = {row[:4]: row[4] - row[6] for row in sums}
    yield from _compared("advance", _lines("advance_vnd", plan__horizon="annual"), open_vnd)


def _lives() -> Iterable[Drift]:
    """What the portal knows to be paid of each project, all its lines together."""
    lines = apps.get_model("disbursement", "PlanLine").objects.order_by().values_list("project_id")
    computed = {row[:1]: row[1] for row in lines.annotate(Sum("disbursed_vnd"))}
    public = apps.get_model("projects", "PublicProject").objects.order_by()
    stored = {row[:1]: row[1] for row in public.values_list("project_id", "disbursed_vnd")}
    yield from _compared("life", stored, computed)


def _lines(column: str, **only: Any) -> dict[tuple[Any, ...], int]:
    lines = apps.get_model("disbursement", "PlanLine").objects.filter(**only).order_by()
    found = lines.values_list("plan_id", "source_id", "bucket", "project_id", column)
    return {row[:4]: row[4] for row in found}


def _compared(
    what: str, stored: dict[tuple[Any, ...], int], computed: dict[tuple[Any, ...], int]
) -> Iterable[Drift]:
    for key in sorted(stored.keys() | computed.keys(), key=str):
        held, found = stored.get(key, 0), computed.get(key, 0)
        if held != found:
            yield Drift(what, _text(key), held, found)


def _text(key: tuple[Any, ...]) -> str:
    return "/".join(str(part) for part in key)
