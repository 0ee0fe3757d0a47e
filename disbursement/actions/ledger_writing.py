"""Rows of a decision as they come into the ledger: beside others, into the balances, into history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.utils import translation
from django.utils.functional import Promise

from accounts.actions.audit import Entry
from accounts.actions.audit import record as remember
from accounts.models import User
from disbursement.actions import clocks
from disbursement.actions.ledger_books import open_books, post
from disbursement.actions.ledger_refusals import NoRows
from disbursement.actions.ledger_rows import DecisionFacts, Kind, Layer, RowFacts, refuse_rows
from disbursement.models import CapitalPlan, PlanDecision, PlanEntry
from projects.actions.acts import HISTORY_LANGUAGE, Change, Outcome
from projects.wording import named
from vn.text import tidy

_ASSIGNS_BESIDE = frozenset({Kind.CARRY_OVER, Kind.ADVANCE})
"""Documents that assign, in the same breath, what they give to projects."""


def moving(rows: Iterable[RowFacts]) -> list[RowFacts]:
    """The rows that move anything, their plans on record. Raises `NoRows`."""
    given = [row for row in rows if row.amount_delta_vnd]
    if not given:
        raise NoRows
    return _of_known_plans(given)


def add_rows(
    decision: PlanDecision, facts: DecisionFacts, given: list[RowFacts], by: User | None
) -> list[PlanEntry]:
    """Write rows under a decision and move the balances.

    A decision that carries over or advances capital assigns of the source what it gives projects.
    """
    refuse_rows(facts, given)
    if facts.kind in _ASSIGNS_BESIDE:
        given = [*given, *_assigned_beside(given)]
    entries = [_entry(decision, row, by) for row in given]
    write(entries)
    return entries


def _of_known_plans(rows: Iterable[RowFacts]) -> list[RowFacts]:
    """The rows with their plans on record; the plan of a year begins with its first decision."""
    plans: dict[tuple[str, int], CapitalPlan] = {}
    found: list[RowFacts] = []
    for row in rows:
        plan = row.plan
        key = (plan.horizon, plan.first_year)
        if plan._state.adding and key not in plans:
            plans[key] = CapitalPlan.objects.get_or_create(
                horizon=plan.horizon,
                first_year=plan.first_year,
                defaults={"last_year": plan.last_year},
            )[0]
        found.append(replace(row, plan=plans.get(key, plan)))
    return found


def _assigned_beside(rows: Iterable[RowFacts]) -> list[RowFacts]:
    """What the decision gives projects of a source, assigned of that source."""
    sums: dict[tuple[int, str, int], RowFacts] = {}
    for row in rows:
        if row.layer != Layer.ALLOCATED:
            continue
        key = (row.plan.pk, row.bucket, row.source.pk)
        before = sums[key].amount_delta_vnd if key in sums else 0
        sums[key] = RowFacts(
            plan=row.plan,
            layer=Layer.COUNCIL,
            bucket=row.bucket,
            source=row.source,
            amount_delta_vnd=before + row.amount_delta_vnd,
        )
    return [row for row in sums.values() if row.amount_delta_vnd]


def _entry(decision: PlanDecision, row: RowFacts, by: User | None) -> PlanEntry:
    return PlanEntry(
        decision=decision,
        plan=row.plan,
        layer=row.layer,
        bucket=row.bucket,
        source=row.source,
        project=row.project,
        amount_delta_vnd=row.amount_delta_vnd,
        on_date=decision.issued_date,
        carry_case=row.carry_case,
        note=tidy(row.note),
        recorded_by_id=by.pk if by else None,
    )


def write(entries: Sequence[PlanEntry]) -> None:
    post(open_books(entries), entries)
    PlanEntry.objects.bulk_create(entries)


@dataclass(frozen=True, slots=True)
class Told:
    """How the history tells of an act."""

    verb: str
    summary: Promise
    words: Mapping[str, object] = field(default_factory=dict)
    reason: str = ""
    change: Change = field(default_factory=Change)


def settled(
    decision: PlanDecision,
    entries: Sequence[PlanEntry],
    told: Told,
    *,
    by: User | None,
    on: date,
    at: datetime,
) -> Outcome[PlanDecision]:
    """The history of the decision, and the deadlines of the capital it moved."""
    tell(decision, told, by=by, new={"rows": [_line(row) for row in entries]})
    plans = {row.plan_id for row in entries}
    projects = {row.project_id for row in entries if row.project_id is not None}
    moved = clocks.renew_plan(plans, projects, on=on, at=at, cause=told.verb)
    return Outcome(row=decision, changed=(told.verb,), moved=moved)


def tell(
    decision: PlanDecision, told: Told, *, by: User | None, new: Mapping[str, object] | None = None
) -> None:
    """The history of the decision."""
    with translation.override(HISTORY_LANGUAGE):
        summary = str(told.summary) % {"fields": named(told.change.new), **told.words}
    entry = Entry(
        verb=told.verb,
        subject_kind="plan_decision",
        subject_id=decision.pk,
        summary=summary,
        old=told.change.old,
        new={**told.change.new, **(new or {})},
        reason=tidy(told.reason),
    )
    remember(by=by, entry=entry)


def _line(row: PlanEntry) -> str:
    """A row as the history keeps it."""
    whose = row.project.code if row.project else row.layer
    return f"{row.plan} {row.source.code} {row.bucket} {whose} {row.amount_delta_vnd:+d}"
