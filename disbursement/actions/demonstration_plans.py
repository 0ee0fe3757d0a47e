"""The invented plans: decisions, the rows of the ledger, and the balances they add up to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from disbursement.actions import source_tree
from disbursement.models import (
    Bucket,
    CapitalPlan,
    FundingSource,
    PlanDecision,
    PlanEntry,
    PlanLine,
    SourceBalance,
)
from vn.documents import normalise_number

if TYPE_CHECKING:
    from disbursement.actions.demonstration import Built
    from disbursement.demo.shapes import LineRow, MonthRow

LineKey = tuple[int, int, str, str]
"""Project, year, source code, bucket."""

_ANNUAL, _MEDIUM = CapitalPlan.Horizon.ANNUAL, CapitalPlan.Horizon.MEDIUM_TERM
_TEN_MILLION = 10_000_000


@dataclass(slots=True)
class _Book:
    """The rows being written, with the plans and sources they are under."""

    sources: dict[str, FundingSource]
    plans: dict[tuple[str, int], CapitalPlan]
    entries: list[PlanEntry]

    def plan(self, horizon: str, first: int) -> CapitalPlan:
        """The plan of a year, or of the five years that begin in one."""
        key = (horizon, first)
        if key not in self.plans:
            last = first + 4 if horizon == _MEDIUM else first
            self.plans[key] = CapitalPlan.objects.get_or_create(
                horizon=horizon, first_year=first, defaults={"last_year": last}
            )[0]
        return self.plans[key]


@dataclass(frozen=True, slots=True)
class _Sum:
    """What a document gives a project (or nobody yet) of one source and bucket."""

    source: str
    bucket: str
    amount_vnd: int
    project_id: int | None = None
    carry_case: str = ""


def write(built: Sequence[Built], *, year: int, on: date) -> dict[LineKey, PlanLine]:
    """Decisions and ledger of the medium-term plans and of three years; gives the annual lines."""
    source_tree.load_defaults()
    book = _Book({row.code: row for row in FundingSource.objects.all()}, {}, [])
    for first in sorted({first for each in built for first in each.capital.medium}):
        _medium_term(book, built, first)
    for each_year in range(year - 2, year + 1):
        _annual(book, built, each_year)
        if each_year < year:
            _give_up(book, built, each_year)
    PlanEntry.objects.bulk_create(row for row in book.entries if row.on_date <= on)
    return _balances(book, built)


def _medium_term(book: _Book, built: Sequence[Built], first: int) -> None:
    plan = book.plan(_MEDIUM, first)
    given = [
        _Sum(seed.source, Bucket.YEAR, each.capital.medium[first] - second, each.project.pk)
        for each in built
        if first in each.capital.medium
        for seed, second in ((each.capital.seed, _second(each, first)),)
    ]
    given += [
        _Sum(each.capital.seed.second, Bucket.YEAR, _second(each, first), each.project.pk)
        for each in built
        if first in each.capital.medium and _second(each, first)
    ]
    _assigned_and_allocated(book, plan, given, (first - 1, first - 1))


def _second(each: Built, first: int) -> int:
    """The part of a medium-term plan that the second source of a project pays."""
    drawn = sum(
        line.allocated_vnd
        for line in each.capital.lines
        if line.source == each.capital.seed.second and first <= line.year < first + 5
    )
    return drawn if each.capital.seed.second else 0


def _annual(book: _Book, built: Sequence[Built], year: int) -> None:
    plan = book.plan(_ANNUAL, year)
    lines = [(each, line) for each in built for line in each.capital.lines if line.year == year]
    _assigned_and_allocated(
        book, plan, [_sum(e, r) for e, r in lines if r.bucket == Bucket.YEAR], (year - 1, year)
    )
    carried = [_sum(each, row) for each, row in lines if row.bucket == Bucket.CARRIED_OVER]
    if carried:
        decision = _decision("carry_over", "chairperson", f"{year}-KD", date(year, 3, 20))
        _rows(book, plan, decision, PlanEntry.Layer.COUNCIL, _by_source(carried))
        _rows(book, plan, decision, PlanEntry.Layer.ALLOCATED, carried)


def _give_up(book: _Book, built: Sequence[Built], year: int) -> None:
    """What projects will not pay of a year is taken from them in its December, and given back."""
    plan, day = book.plan(_ANNUAL, year), date(year, 12, 28)
    left = [
        _Sum(
            row.source, row.bucket, sum(map(_paid, row.months)) - row.allocated_vnd, each.project.pk
        )
        for each in built
        for row in each.capital.lines
        if row.year == year
    ]
    left = [each for each in left if each.amount_vnd]
    adjusted = _decision("adjust", "committee", f"{year}-ĐC", day)
    _rows(book, plan, adjusted, PlanEntry.Layer.ALLOCATED, left)
    _rows(book, plan, adjusted, PlanEntry.Layer.UNALLOCATED, map(_opposite, _by_source(left)))
    assigned: dict[str, int] = defaultdict(int)
    for row in book.entries:
        if row.plan == plan and row.layer in (PlanEntry.Layer.COUNCIL, PlanEntry.Layer.ALLOCATED):
            sign = 1 if row.layer == PlanEntry.Layer.COUNCIL else -1
            assigned[row.source.code] += sign * row.amount_delta_vnd
    given_back = [_Sum(code, Bucket.YEAR, -rest) for code, rest in sorted(assigned.items()) if rest]
    council = _decision("assign", "council", f"{year}-HĐND-ĐC", day)
    _rows(book, plan, council, PlanEntry.Layer.COUNCIL, given_back)


def _paid(month: MonthRow) -> int:
    return (month.advance_vnd or 0) + (month.volume_vnd or 0)


def _opposite(each: _Sum) -> _Sum:
    return _Sum(each.source, each.bucket, -each.amount_vnd)


def _sum(each: Built, row: LineRow) -> _Sum:
    return _Sum(row.source, row.bucket, row.allocated_vnd, each.project.pk, row.carry_case)


def _assigned_and_allocated(
    book: _Book, plan: CapitalPlan, given: list[_Sum], years: tuple[int, int]
) -> None:
    """The Prime Minister assigns, the province assigns somewhat more of its own, most is allocated."""
    totals = list(_by_source(given))
    number = str(plan)
    pm = _decision("assign", "prime_minister", f"{number}-TTg", date(years[0], 11, 28))
    council = _decision("assign", "council", f"{number}-HĐND", date(years[0], 12, 9))
    split = _decision("allocate", "committee", f"{number}-PB", date(years[0], 12, 20))
    _rows(book, plan, pm, PlanEntry.Layer.PM, [_more(each, 2) for each in totals])
    _rows(book, plan, council, PlanEntry.Layer.COUNCIL, [_more(each, 6) for each in totals])
    _rows(book, plan, split, PlanEntry.Layer.ALLOCATED, given)


def _more(each: _Sum, percent: int) -> _Sum:
    """Local sources are assigned more than is split at once; central ones exactly what is split."""
    if each.source.startswith("1"):
        return each
    amount = each.amount_vnd * (100 + percent) // 100 // _TEN_MILLION * _TEN_MILLION
    return _Sum(each.source, each.bucket, max(amount, each.amount_vnd))


def _by_source(given: Iterable[_Sum]) -> Iterator[_Sum]:
    totals: dict[tuple[str, str], int] = defaultdict(int)
    for each in given:
        totals[each.source, each.bucket] += each.amount_vnd
    for (source, bucket), amount in sorted(totals.items()):
        yield _Sum(source, bucket, amount)


def _decision(kind: str, issuer: str, mark: str, day: date) -> PlanDecision:
    number = f"MH-{mark}"
    return PlanDecision.objects.create(
        kind=kind,
        issuer=issuer,
        number=number,
        number_key=normalise_number(number),
        issued_date=day,
        title="Quyết định minh họa",
        is_demonstration=True,
    )


def _rows(
    book: _Book, plan: CapitalPlan, decision: PlanDecision, layer: str, given: Iterable[_Sum]
) -> None:
    book.entries += [
        PlanEntry(
            decision=decision,
            plan=plan,
            layer=layer,
            bucket=each.bucket,
            source=book.sources[each.source],
            project_id=each.project_id,
            amount_delta_vnd=each.amount_vnd,
            on_date=decision.issued_date,
            carry_case=each.carry_case if layer == PlanEntry.Layer.ALLOCATED else "",
        )
        for each in given
        if each.amount_vnd
    ]


def _balances(book: _Book, built: Sequence[Built]) -> dict[LineKey, PlanLine]:
    """Balance rows and capital lines as the rows add up; medium-term lines with what was drawn."""
    columns = {"pm": "pm_vnd", "council": "council_vnd", "allocated": "allocated_vnd"}
    balances: dict[tuple[int, int, str], SourceBalance] = {}
    lines: dict[tuple[int, int, str, int], PlanLine] = {}
    for row in book.entries:
        key = (row.plan_id, row.source_id, row.bucket)
        balance = balances.setdefault(
            key, SourceBalance(plan=row.plan, source=row.source, bucket=row.bucket)
        )
        column = columns.get(row.layer)
        if column is None:
            continue
        setattr(balance, column, getattr(balance, column) + row.amount_delta_vnd)
        if row.project_id is not None:
            line = lines.setdefault(
                (*key, row.project_id),
                PlanLine(
                    plan=row.plan, source=row.source, bucket=row.bucket, project_id=row.project_id
                ),
            )
            line.allocated_vnd += row.amount_delta_vnd
    for line in list(lines.values()):
        if line.plan.horizon == _ANNUAL and line.bucket != Bucket.CARRIED_OVER:
            first = 2021 + (line.plan.first_year - 2021) // 5 * 5
            above = book.plans[_MEDIUM, first].pk
            lines[
                above, line.source_id, Bucket.YEAR, line.project_id
            ].drawn_vnd += line.allocated_vnd
    SourceBalance.objects.bulk_create(balances.values())
    PlanLine.objects.bulk_create(lines.values())
    return {
        (row.project_id, row.plan.first_year, row.source.code, row.bucket): row
        for row in lines.values()
        if row.plan.horizon == _ANNUAL
    }
