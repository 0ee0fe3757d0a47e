"""The list of calls for investment: decisions drafted line by line, then adopted for good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, in_words, record
from accounts.models import User
from projects.actions.acts import Change, Outcome, Seen, assign, lock_seen, store, unchanged
from projects.actions.refusals import Refusal, not_after
from projects.models import CallDecision, CallEntry
from projects.published.calls import in_force
from vn.dates import day_text
from vn.documents import search_number
from vn.text import tidy

_LOCK_CLASS = 4522
Kind = CallEntry.Change


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFacts:
    """What a decision on the list is; a draft may not know its number and day yet."""

    title: str
    number: str = ""
    issued_date: date | None = None
    issuer_name: str = ""
    period_text: str = ""
    stated_count: int | None = None
    stated_capital_text: str = ""
    source_url: str = ""
    note: str = ""
    is_demonstration: bool = False


class Adopted(Refusal):
    """What was adopted is changed by another decision."""

    status = 409
    text = _("This decision is adopted. Enter a new decision for what changes.")


class NothingDecided(Refusal):
    """A decision without lines decides nothing."""

    text = _("The decision says nothing of any call yet. Add its lines first.")


class NotInForce(Refusal):
    """One cannot change or drop what is not on the list of that day."""

    text = _("“%(name)s” is not on the list on %(day)s. Take its line out, or check the day.")


class InForceAlready(Refusal):
    """A call is added once."""

    text = _("“%(name)s” is on the list already on %(day)s. Enter it as a change.")


class LaterWord(Refusal):
    """An older decision cannot slip below a newer one."""

    field = "issued_date"
    text = _("A later decision already speaks of “%(name)s”. Enter a decision of a later day.")


class DecisionOnRecord(Refusal):
    """The same number of the same day and issuer."""

    field = "number"
    text = _("Decision %(number)s of this day is on record already.")


@transaction.atomic
def draft_decision(
    *, by: User | None, on: date, at: datetime, facts: DecisionFacts
) -> Outcome[CallDecision]:
    """Begin a decision. Raises `DecisionOnRecord`, `InTheFuture` and `Invalid`."""
    row = CallDecision(recorded_by_id=by.pk if by else None)
    change = _assign(row, facts, on=on)
    store(row)
    tell("call_decision_drafted", row, _("Decision on calls drafted: %(name)s"), change, by=by)
    return Outcome(row=row, changed=tuple(change.new), moved=0)


@transaction.atomic
def change_draft(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: DecisionFacts
) -> Outcome[CallDecision]:
    """Correct a draft. Raises `Adopted`, `Stale`, and as `draft_decision`."""
    row = lock_seen(CallDecision.objects.all(), seen)
    refuse_adopted(row)
    change = _assign(row, facts, on=on)
    if not change:
        return unchanged(row)
    row.version += 1
    store(row)
    tell("call_decision_changed", row, _("Draft of %(name)s corrected"), change, by=by)
    return Outcome(row=row, changed=tuple(change.new), moved=0)


@transaction.atomic
def remove_draft(*, by: User | None, on: date, at: datetime, seen: Seen) -> Outcome[CallDecision]:
    """Throw a draft away with its lines; the history keeps that it was there. Raises `Adopted`."""
    row = lock_seen(CallDecision.objects.all(), seen)
    refuse_adopted(row)
    change = Change(new={"lines": row.entries.count()})
    tell("call_decision_removed", row, _("Draft of %(name)s removed"), change, by=by)
    calls = [entry.call for entry in row.entries.select_related("call")]
    row.entries.all().delete()
    for call in calls:
        if not call.entries.exists():
            call.delete()
    row.delete()
    return Outcome(row=row, changed=("number",), moved=0)


@transaction.atomic
def adopt(
    *, by: User | None, on: date, at: datetime, seen: Seen, number: str, issued_date: date
) -> Outcome[CallDecision]:
    """Let a draft hold from the day of the decision; nothing of it changes afterwards.

    Raises `Adopted`, `NothingDecided`, `NotInForce`, `InForceAlready`, `LaterWord`,
    `DecisionOnRecord`, `InTheFuture`, `Stale` and `Invalid`.
    """
    one_at_a_time()
    row = lock_seen(CallDecision.objects.all(), seen)
    refuse_adopted(row)
    not_after(issued_date, on=on, field="issued_date")
    row.number, row.issued_date = tidy(number), issued_date
    row.number_key = search_number(row.number)
    _refuse_twice(row)
    entries = list(row.entries.select_related("call"))
    if not entries:
        raise NothingDecided
    _fits(entries, issued_date)
    row.adopted_at, row.adopted_by_id = at, by.pk if by else None
    row.version += 1
    store(row)
    change = Change(new={"number": row.number, "issued_date": issued_date.isoformat()})
    summary = _("Decision %(name)s adopted; lines: %(n)s")
    tell("call_decision_adopted", row, summary, change, by=by, n=len(entries))
    return Outcome(row=row, changed=("number",), moved=0)


def refuse_adopted(row: CallDecision) -> None:
    """Raise `Adopted` for a decision that holds."""
    if row.adopted_at is not None:
        raise Adopted


def _fits(entries: Sequence[CallEntry], day: date) -> None:
    """Each line fits the list of that day, and no later decision speaks of its call."""
    ids = [entry.call_id for entry in entries]
    standing = set(in_force(day).filter(call_id__in=ids).values_list("call_id", flat=True))
    later = CallEntry.objects.filter(
        call_id__in=ids, decision__adopted_at__isnull=False, decision__issued_date__gt=day
    )
    spoken_later = set(later.values_list("call_id", flat=True))
    for entry in entries:
        words = {"name": entry.name, "day": day_text(day)}
        if entry.call_id in spoken_later:
            raise LaterWord(**words)
        if entry.change == Kind.ADD and entry.call_id in standing:
            raise InForceAlready(**words)
        if entry.change != Kind.ADD and entry.call_id not in standing:
            raise NotInForce(**words)


def _assign(row: CallDecision, facts: DecisionFacts, *, on: date) -> Change:
    not_after(facts.issued_date, on=on, field="issued_date")
    values = {name: getattr(facts, name) for name in DecisionFacts.__slots__}
    texts = ("title", "number", "issuer_name", "period_text", "stated_capital_text")
    values |= {name: tidy(values[name]) for name in texts}
    change = assign(row, values)
    row.number_key = search_number(row.number)
    _refuse_twice(row)
    return change


def _refuse_twice(row: CallDecision) -> None:
    same = CallDecision.objects.exclude(pk=row.pk).filter(
        number_key=row.number_key, issued_date=row.issued_date, issuer_name=row.issuer_name
    )
    if row.number and same.exists():
        raise DecisionOnRecord(number=row.number)


def one_at_a_time() -> None:
    """Hold the list: two decisions adopted, or calls numbered, at once would not see each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK_CLASS])


def tell(
    verb: str,
    row: CallDecision,
    summary: Promise,
    change: Change,
    *,
    by: User | None,
    **words: object,
) -> None:
    """Write one line of history about a decision."""
    entry = Entry(
        verb=verb,
        subject_kind="call_decision",
        subject_id=row.pk,
        summary=in_words(summary, name=str(row), **words),
        old=change.old,
        new=change.new,
    )
    record(by=by, entry=entry)
