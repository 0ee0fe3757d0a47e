"""Rows of a decision as they are given, and whether a decision of its kind may hold them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from disbursement.actions.ledger_refusals import (
    NoCarryCase,
    NoInvestmentDecision,
    NotALeaf,
    SourceEnded,
    TooLarge,
    Unbalanced,
    WrongLayer,
)
from disbursement.models import Bucket, CapitalPlan, FundingSource, PlanDecision, PlanEntry
from projects.actions.public_money import exact_text
from projects.models import Project
from projects.querysets.public import without_decision

Layer, Kind = PlanEntry.Layer, PlanDecision.Kind

LARGEST_VND = 10**15
"""A thousand times what a province has in a year; sums of such rows still fit their columns."""

BALANCED = frozenset({Kind.ADJUST, Kind.TRANSFER})
"""Documents whose rows of allocated capital add up to zero for each plan, bucket and source."""

_LAYERS: dict[str, frozenset[str]] = {
    Kind.ASSIGN: frozenset({Layer.PM, Layer.COUNCIL}),
    Kind.ALLOCATE: frozenset({Layer.ALLOCATED}),
    Kind.CARRY_OVER: frozenset({Layer.ALLOCATED, Layer.COUNCIL}),
    Kind.ADVANCE: frozenset({Layer.ALLOCATED, Layer.COUNCIL}),
    Kind.ADJUST: frozenset({Layer.ALLOCATED, Layer.UNALLOCATED}),
    Kind.TRANSFER: frozenset({Layer.ALLOCATED}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFacts:
    """A document by its number and day."""

    kind: str
    issuer: str
    number: str
    issued_date: date
    title: str = ""
    source_url: str = ""
    is_demonstration: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionWords:
    """What of a document on record may be corrected without moving capital."""

    issuer: str
    number: str
    title: str = ""
    source_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFacts:
    """One signed row, in whole đồng; `project` for capital allocated and for nothing else."""

    plan: CapitalPlan
    layer: str
    bucket: str
    source: FundingSource
    amount_delta_vnd: int
    project: Project | None = None
    carry_case: str = ""
    note: str = ""


def refuse_rows(facts: DecisionFacts, rows: Sequence[RowFacts]) -> None:
    divided = set(
        FundingSource.objects.filter(parent__isnull=False).values_list("parent_id", flat=True)
    )
    for row in rows:
        _refuse_row(facts, row, divided)
    if facts.kind in BALANCED:
        refuse_unbalanced(rows)
    takers = {
        row.project.pk: row.project
        for row in rows
        if row.project is not None and row.amount_delta_vnd > 0 and _is_new_annual(row)
    }
    undecided = without_decision(takers, facts.issued_date)
    if undecided:
        raise NoInvestmentDecision(code=takers[min(undecided)].code)


def _refuse_row(facts: DecisionFacts, row: RowFacts, divided: set[int]) -> None:
    if row.layer not in _LAYERS[facts.kind] or not _bucket_fits(facts.kind, row.bucket):
        raise WrongLayer(source=row.source)
    if abs(row.amount_delta_vnd) > LARGEST_VND:
        raise TooLarge(source=row.source)
    if row.source.pk in divided:
        raise NotALeaf(source=row.source)
    first, last = date(row.plan.first_year, 1, 1), date(row.plan.last_year, 12, 31)
    begins, ends = row.source.valid_from, row.source.valid_to
    if (begins and begins > last) or (ends and ends < first):
        raise SourceEnded(source=row.source, plan=row.plan)
    if facts.kind == Kind.CARRY_OVER and row.project is not None and not row.carry_case:
        raise NoCarryCase(code=row.project.code)


def _bucket_fits(kind: str, bucket: str) -> bool:
    """Carrying over and advancing have a bucket of their own; adjusting and moving take any."""
    if kind == Kind.CARRY_OVER:
        return bucket == Bucket.CARRIED_OVER
    if kind == Kind.ADVANCE:
        return bucket == Bucket.ADVANCED
    return kind in BALANCED or bucket == Bucket.YEAR


def _is_new_annual(row: RowFacts) -> bool:
    return row.plan.horizon == CapitalPlan.Horizon.ANNUAL and row.bucket != Bucket.CARRIED_OVER


def refuse_unbalanced(rows: Iterable[RowFacts | PlanEntry]) -> None:
    rest: dict[tuple[int, str, FundingSource], int] = defaultdict(int)
    for row in rows:
        rest[row.plan.pk, row.bucket, row.source] += row.amount_delta_vnd
    for (_plan, _bucket, source), amount in rest.items():
        if amount:
            raise Unbalanced(source=source, rest=exact_text(amount))
