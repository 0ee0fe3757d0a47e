"""The balances that rows of the ledger move, held until the end of the transaction.

Balances and lines are locked in the order of their keys, so that two decisions on the same capital wait
for each other and never for ever. Each bound of house.md §4 is asked here in words before the CHECK
of the database would say it without.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from disbursement.actions.ledger_refusals import (
    AboveMediumTerm,
    BelowPaid,
    BelowZero,
    NotAssigned,
    NotInMediumTerm,
)
from disbursement.models import Bucket, CapitalPlan, PlanEntry, PlanLine, SourceBalance
from projects.actions.public_money import exact_text

BalanceKey = tuple[int, int, str]
"""Plan, source, bucket."""
LineKey = tuple[int, int, str, int]
"""The same and the project."""

_COLUMNS = {
    PlanEntry.Layer.PM: "pm_vnd",
    PlanEntry.Layer.COUNCIL: "council_vnd",
    PlanEntry.Layer.ALLOCATED: "allocated_vnd",
}
_ANNUAL = CapitalPlan.Horizon.ANNUAL
DRAWING = frozenset({Bucket.YEAR, Bucket.ADVANCED})
"""Buckets of an annual plan that are counted against the medium-term plan (law.md §3.1)."""


@dataclass(slots=True)
class Books:
    """The balances and lines that some rows touch, as they are and as they become."""

    balances: dict[BalanceKey, SourceBalance] = field(default_factory=dict)
    lines: dict[LineKey, PlanLine] = field(default_factory=dict)
    above: dict[int, CapitalPlan | None] = field(default_factory=dict)
    """The medium-term plan over each annual plan, by its key."""


def medium_term_of(year: int) -> CapitalPlan | None:
    """The medium-term plan that covers a year."""
    return CapitalPlan.objects.filter(
        horizon=CapitalPlan.Horizon.MEDIUM_TERM, first_year__lte=year, last_year__gte=year
    ).first()


def open_books(rows: Iterable[PlanEntry]) -> Books:
    """Lock every balance and line the rows move, making those that are not there yet."""
    rows = list(rows)
    plans = {row.plan_id: row.plan for row in rows}
    above = {
        pk: medium_term_of(plan.first_year) for pk, plan in plans.items() if plan.horizon == _ANNUAL
    }
    balances = {(row.plan_id, row.source_id, row.bucket) for row in rows}
    lines = {(*key_of(row), row.project_id) for row in rows if row.project_id is not None}
    # A line of a medium-term plan is never made by an annual one: it must be there (D10).
    drawn = {
        (medium.pk, row.source_id, str(Bucket.YEAR), row.project_id)
        for row in rows
        if row.project_id is not None and draws(row)
        for medium in (above[row.plan_id],)
        if medium is not None
    }
    SourceBalance.objects.bulk_create(
        (SourceBalance(plan_id=p, source_id=s, bucket=b) for p, s, b in sorted(balances)),
        ignore_conflicts=True,
    )
    PlanLine.objects.bulk_create(
        (
            PlanLine(plan_id=p, source_id=s, bucket=b, project_id=project)
            for p, s, b, project in sorted(lines)
        ),
        ignore_conflicts=True,
    )
    return Books(_held_balances(balances), _held_lines(lines | drawn), above)


def key_of(row: PlanEntry) -> BalanceKey:
    """The balance a row belongs to."""
    return (row.plan_id, row.source_id, row.bucket)


def draws(row: PlanEntry) -> bool:
    """Whether the row is annual capital of a project that counts against its medium-term plan."""
    annual = row.plan.horizon == _ANNUAL
    return annual and row.layer == PlanEntry.Layer.ALLOCATED and row.bucket in DRAWING


def _held_balances(keys: set[BalanceKey]) -> dict[BalanceKey, SourceBalance]:
    found = (
        SourceBalance.objects.select_for_update(of=("self",), no_key=True)
        .select_related("plan", "source")
        .filter(plan_id__in={p for p, _, _ in keys}, source_id__in={s for _, s, _ in keys})
        .order_by("plan_id", "source_id", "bucket")
    )
    held = {(row.plan_id, row.source_id, row.bucket): row for row in found}
    return {key: held[key] for key in keys}


def _held_lines(keys: set[LineKey]) -> dict[LineKey, PlanLine]:
    if not keys:
        return {}
    asked = Q(plan_id__in={p for p, _, _, _ in keys}, project_id__in={j for _, _, _, j in keys})
    found = PlanLine.objects.select_related("plan", "source", "project").filter(asked).held()
    held = {(row.plan_id, row.source_id, row.bucket, row.project_id): row for row in found}
    return {key: held[key] for key in keys if key in held}


def post(books: Books, rows: Iterable[PlanEntry]) -> None:
    """Add the rows up and store what they move. Raises the refusals of a bound that is crossed.

    Bounds are asked when all rows are added: one document may take from a line what it gives another.
    """
    touched: list[PlanEntry] = list(rows)
    for row in touched:
        _add(books, row)
    for balance in books.balances.values():
        _refuse_balance(balance)
    for row in touched:
        if row.project_id is not None:
            _refuse_line(books.lines[*key_of(row), row.project_id])
    for line in books.lines.values():
        _refuse_drawn(line)
    _store(books)


def _add(books: Books, row: PlanEntry) -> None:
    column = _COLUMNS.get(PlanEntry.Layer(row.layer))
    if column is None:
        return
    balance = books.balances[key_of(row)]
    setattr(balance, column, getattr(balance, column) + row.amount_delta_vnd)
    if row.project_id is None:
        return
    books.lines[*key_of(row), row.project_id].allocated_vnd += row.amount_delta_vnd
    if draws(row):
        _draw(books, row)


def _draw(books: Books, row: PlanEntry) -> None:
    """Count annual capital against the medium-term line. Raises `NotInMediumTerm`."""
    medium = books.above[row.plan_id]
    line = None
    if medium is not None and row.project_id is not None:
        line = books.lines.get((medium.pk, row.source_id, Bucket.YEAR.value, row.project_id))
    if line is None:
        project = row.project
        raise NotInMediumTerm(
            code=project.code if project else "",
            source=row.source,
            plan=medium or row.plan,
        )
    line.drawn_vnd += row.amount_delta_vnd


def assigned_vnd(balance: SourceBalance) -> int:
    """What may be allocated: the province's own assignment, or the Prime Minister's until then."""
    return balance.council_vnd or balance.pm_vnd


def _refuse_balance(balance: SourceBalance) -> None:
    names: dict[str, Any] = {"source": balance.source, "plan": balance.plan}
    lowest = min(balance.pm_vnd, balance.council_vnd, balance.allocated_vnd)
    if lowest < 0:
        raise BelowZero(left=exact_text(0), **names)
    missing = balance.allocated_vnd - assigned_vnd(balance)
    if missing > 0:
        raise NotAssigned(missing=exact_text(missing), **names)


def _refuse_line(line: PlanLine) -> None:
    names: dict[str, Any] = {"source": line.source, "code": line.project.code}
    if line.allocated_vnd < 0:
        raise BelowZero(left=exact_text(0), plan=line.plan, source=line.source)
    if line.allocated_vnd < line.disbursed_vnd and line.plan.horizon == _ANNUAL:
        raise BelowPaid(paid=exact_text(line.disbursed_vnd), **names)


def _refuse_drawn(line: PlanLine) -> None:
    missing = line.drawn_vnd - line.allocated_vnd
    if missing > 0:
        raise AboveMediumTerm(
            missing=exact_text(missing), code=line.project.code, source=line.source
        )


def _store(books: Books) -> None:
    SourceBalance.objects.bulk_update(
        books.balances.values(), ["pm_vnd", "council_vnd", "allocated_vnd"], batch_size=500
    )
    for line in books.lines.values():
        line.version += 1
    PlanLine.objects.bulk_update(
        books.lines.values(), ["allocated_vnd", "drawn_vnd", "version"], batch_size=500
    )
