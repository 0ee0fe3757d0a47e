"""Write decisions on capital into the ledger, and take rows back by counter-rows (ADR 15)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from disbursement.actions.ledger_refusals import AlreadyReversed, DecisionKnown, IssuerOfLayer
from disbursement.actions.ledger_rows import (
    BALANCED,
    DecisionFacts,
    DecisionWords,
    Kind,
    Layer,
    RowFacts,
    refuse_unbalanced,
)
from disbursement.actions.ledger_writing import Told, add_rows, moving, settled, tell, write
from disbursement.actions.months import hold_open
from disbursement.models import PlanDecision, PlanEntry, PlanLine
from projects.actions.acts import Outcome, Seen, assign, lock_seen, store, told_as, unchanged
from projects.actions.refusals import not_after
from vn.dates import day_text
from vn.documents import normalise_number
from vn.text import tidy

_PM = PlanDecision.Issuer.PRIME_MINISTER


@transaction.atomic
def record(
    *, facts: DecisionFacts, rows: Sequence[RowFacts], by: User | None, on: date, at: datetime
) -> Outcome[PlanDecision]:
    """Write a decision with its rows and move the balances; all of it or nothing.

    Raises the refusals of `ledger_refusals`, `InTheFuture` and `Invalid` (D1, D2, D9, D10, R-3.3).
    """
    hold_open()
    given = moving(rows)
    not_after(facts.issued_date, on=on, field="issued_date")
    decision = _decision(facts, by)
    entries = add_rows(decision, facts, given, by)
    words = {"number": decision.number, "day": day_text(decision.issued_date), "rows": len(entries)}
    told = Told("capital_decided", _RECORDED, words)
    return settled(decision, entries, told, by=by, on=on, at=at)


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
def amend(
    *, seen: Seen, rows: Sequence[RowFacts], by: User | None, on: date, at: datetime
) -> Outcome[PlanDecision]:
    """Add rows that were forgotten to a decision on record, as of its day.

    Raises `Stale` and what `record` raises of rows.
    """
    hold_open()
    given = moving(rows)
    held = lock_seen(PlanDecision.objects.all(), seen)
    facts = DecisionFacts(
        kind=held.kind, issuer=held.issuer, number=held.number, issued_date=held.issued_date
    )
    entries = add_rows(held, facts, given, by)
    held.version += 1
    held.save(update_fields=["version"])
    words = {"number": held.number, "rows": len(entries)}
    told = Told("capital_decision_amended", _AMENDED, words, seen.why)
    return settled(held, entries, told, by=by, on=on, at=at)


@transaction.atomic
def correct(*, seen: Seen, words: DecisionWords, by: User | None) -> Outcome[PlanDecision]:
    """Correct what a decision on record is called; its day, kind and rows stay as they are.

    Raises `Stale`, `DecisionKnown`, `IssuerOfLayer` and `Invalid`.
    """
    held = lock_seen(PlanDecision.objects.all(), seen)
    by_prime_minister = {held.issuer == _PM, words.issuer == _PM}
    if held.kind == Kind.ASSIGN and len(by_prime_minister) > 1:
        raise IssuerOfLayer
    typed = asdict(words) | {"number": tidy(words.number), "title": tidy(words.title)}
    found = told_as(assign(held, typed), title="decision_title")
    if not found:
        return unchanged(held)
    _refuse_known(held)
    held.version += 1
    _store(held)
    told = {"number": held.number}
    tell(held, Told("capital_decision_corrected", _CORRECTED, told, seen.why, found), by=by)
    return Outcome(row=held, changed=tuple(found.new), moved=0)


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
    write(counter)
    held.version += 1
    held.save(update_fields=["version"])
    words = {"number": held.number, "rows": len(counter)}
    told = Told("capital_reversed", _REVERSED, words, reason)
    return settled(held, counter, told, by=by, on=on, at=at)


_RECORDED = _("Decision %(number)s of %(day)s: %(rows)s rows of capital")
_AMENDED = _("%(rows)s rows added to decision %(number)s")
_CORRECTED = _("Decision %(number)s corrected: %(fields)s")
_REVERSED = _("%(rows)s rows of decision %(number)s reversed")


def _decision(facts: DecisionFacts, by: User | None) -> PlanDecision:
    row = PlanDecision(recorded_by_id=by.pk if by else None)
    assign(row, asdict(facts) | {"number": tidy(facts.number), "title": tidy(facts.title)})
    _refuse_known(row)
    _store(row)
    return row


def _refuse_known(row: PlanDecision) -> None:
    """Raise `DecisionKnown` where another decision has its number and day."""
    row.number_key = normalise_number(row.number)
    same = PlanDecision.objects.filter(number_key=row.number_key, issued_date=row.issued_date)
    if same.exclude(pk=row.pk).exists():
        raise DecisionKnown(number=row.number, day=day_text(row.issued_date))


def _store(row: PlanDecision) -> None:
    try:
        with transaction.atomic():
            store(row)
    except IntegrityError as error:
        # The same document, sent twice at one moment.
        raise DecisionKnown(number=row.number, day=day_text(row.issued_date)) from error


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
