"""Write decisions on capital into the ledger, and take rows back by counter-rows (ADR 15)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry
from accounts.actions.audit import record as remember
from accounts.models import User
from disbursement.actions import clocks
from disbursement.actions.ledger_books import open_books, post
from disbursement.actions.ledger_refusals import AlreadyReversed, DecisionKnown, NoRows
from disbursement.actions.ledger_rows import (
    BALANCED,
    DecisionFacts,
    Kind,
    Layer,
    RowFacts,
    refuse_rows,
    refuse_unbalanced,
)
from disbursement.actions.months import hold_open
from disbursement.models import (
    CapitalPlan,
    PlanDecision,
    PlanEntry,
    PlanLine,
)
from projects.actions.acts import HISTORY_LANGUAGE, Outcome, assign, store
from projects.actions.refusals import not_after
from vn.dates import day_text
from vn.documents import normalise_number
from vn.text import tidy

_ASSIGNS_BESIDE = frozenset({Kind.CARRY_OVER, Kind.ADVANCE})
"""Documents that assign, in the same breath, what they give to projects."""


@transaction.atomic
def record(
    *, facts: DecisionFacts, rows: Sequence[RowFacts], by: User | None, on: date, at: datetime
) -> Outcome[PlanDecision]:
    """Write a decision with its rows and move the balances; all of it or nothing.

    A decision that carries over or advances capital assigns of the source what it gives projects.
    Raises the refusals of `ledger_refusals`, `InTheFuture` and `Invalid` (D1, D2, D9, D10, R-3.3).
    """
    given = [row for row in rows if row.amount_delta_vnd]
    if not given:
        raise NoRows
    hold_open()
    not_after(facts.issued_date, on=on, field="issued_date")
    given = _of_known_plans(given)
    decision = _decision(facts, by)
    refuse_rows(facts, given)
    if facts.kind in _ASSIGNS_BESIDE:
        given += _assigned_beside(given)
    entries = [_entry(decision, row, by) for row in given]
    _write(entries)
    words = {"number": decision.number, "day": day_text(decision.issued_date), "rows": len(entries)}
    told = _Told("capital_decided", _RECORDED, words)
    return _settled(decision, entries, told, by=by, on=on, at=at)


@transaction.atomic
def move(
    *,
    facts: DecisionFacts,
    moves: Iterable[tuple[PlanLine, int]],
    by: User | None,
    on: date,
    at: datetime,
) -> Outcome[PlanDecision]:
    """Move capital between lines under one document: (line, signed whole đồng), zero for each source."""
    rows = [
        RowFacts(
            plan=line.plan,
            layer=Layer.ALLOCATED,
            bucket=line.bucket,
            source=line.source,
            project=line.project,
            amount_delta_vnd=delta,
        )
        for line, delta in moves
    ]
    return record(facts=facts, rows=rows, by=by, on=on, at=at)


@transaction.atomic
def reverse(
    *,
    decision: PlanDecision,
    entries: Sequence[PlanEntry] | None,
    reason: str,
    by: User | None,
    on: date,
    at: datetime,
) -> Outcome[PlanDecision]:
    """Take rows of a decision back by counter-rows of the same day; all of them when none is named.

    The rows stay, with who took them back and when: the plan as known before is still known. Raises
    `AlreadyReversed`, `Unbalanced` and what a bound refuses.
    """
    hold_open()
    held = PlanDecision.objects.select_for_update(no_key=True).get(pk=decision.pk)
    chosen = _reversible(held, entries)
    if not chosen:
        raise AlreadyReversed
    counter = [_counter(row, reason, by) for row in chosen]
    if held.kind in BALANCED:
        refuse_unbalanced(counter)
    _write(counter)
    held.version += 1
    held.save(update_fields=["version"])
    words = {"number": held.number, "rows": len(counter)}
    told = _Told("capital_reversed", _REVERSED, words, reason)
    return _settled(held, counter, told, by=by, on=on, at=at)


_RECORDED = _("Decision %(number)s of %(day)s: %(rows)s rows of capital")
_REVERSED = _("%(rows)s rows of decision %(number)s reversed")


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


def _decision(facts: DecisionFacts, by: User | None) -> PlanDecision:
    key = normalise_number(facts.number)
    if PlanDecision.objects.filter(number_key=key, issued_date=facts.issued_date).exists():
        raise DecisionKnown(number=facts.number, day=day_text(facts.issued_date))
    row = PlanDecision(recorded_by_id=by.pk if by else None, number_key=key)
    assign(row, asdict(facts) | {"number": tidy(facts.number), "title": tidy(facts.title)})
    try:
        with transaction.atomic():
            store(row)
    except IntegrityError as error:
        # The same document, sent twice at one moment.
        raise DecisionKnown(number=facts.number, day=day_text(facts.issued_date)) from error
    return row


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


def _reversible(decision: PlanDecision, entries: Sequence[PlanEntry] | None) -> list[PlanEntry]:
    """Rows of the decision that are neither counter-rows nor taken back already."""
    rows = decision.entries.filter(reverses=None, planentry=None).select_related(
        "plan", "source", "project"
    )
    chosen = None if entries is None else {row.pk for row in entries}
    return [row for row in rows if chosen is None or row.pk in chosen]


def _counter(row: PlanEntry, reason: str, by: User | None) -> PlanEntry:
    return PlanEntry(
        decision_id=row.decision_id,
        plan=row.plan,
        layer=row.layer,
        bucket=row.bucket,
        source=row.source,
        project=row.project,
        amount_delta_vnd=-row.amount_delta_vnd,
        on_date=row.on_date,
        carry_case=row.carry_case,
        reverses=row,
        note=tidy(reason),
        recorded_by_id=by.pk if by else None,
    )


def _write(entries: Sequence[PlanEntry]) -> None:
    post(open_books(entries), entries)
    PlanEntry.objects.bulk_create(entries)


@dataclass(frozen=True, slots=True)
class _Told:
    """How the history tells of an act."""

    verb: str
    summary: Promise
    words: Mapping[str, object] = field(default_factory=dict)
    reason: str = ""


def _settled(
    decision: PlanDecision,
    entries: Sequence[PlanEntry],
    told: _Told,
    *,
    by: User | None,
    on: date,
    at: datetime,
) -> Outcome[PlanDecision]:
    """The history of the decision, and the deadlines of the capital it moved."""
    with translation.override(HISTORY_LANGUAGE):
        summary = str(told.summary) % told.words
    entry = Entry(
        verb=told.verb,
        subject_kind="plan_decision",
        subject_id=decision.pk,
        summary=summary,
        new={"rows": [_line(row) for row in entries]},
        reason=tidy(told.reason),
    )
    remember(by=by, entry=entry)
    plans = {row.plan_id for row in entries}
    projects = {row.project_id for row in entries if row.project_id is not None}
    moved = clocks.renew_plan(plans, projects, on=on, at=at, cause=told.verb)
    return Outcome(row=decision, changed=(told.verb,), moved=moved)


def _line(row: PlanEntry) -> str:
    """A row as the history keeps it."""
    whose = row.project.code if row.project else row.layer
    return f"{row.plan} {row.source.code} {row.bucket} {whose} {row.amount_delta_vnd:+d}"
