"""Drafts that move capital between projects of one source: propose, edit, submit, drop (D9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, in_words, record
from accounts.actions.pouring import pour
from accounts.models import User
from disbursement import moving_wording
from disbursement.actions.reallocation_refusals import (
    AnotherHand,
    Closed,
    NoFigures,
    NothingMoves,
    NotProven,
    NotSubmitted,
    NotWhole,
    OutOfBounds,
    Refused,
    Unbalanced,
)
from disbursement.models import CapitalPlan, Reallocation, ReallocationLine
from disbursement.querysets.moving import facts as facts_of
from disbursement.querysets.moving import latest_month
from disbursement.rules.moving import UNIT, MoveFacts, Span, facts_hash, outlook
from disbursement.solving import SECONDS, GaveUp, propose
from projects.actions.acts import Outcome, Seen, lock_seen
from projects.actions.refusals import Refusal
from vn.money import trieu_text

State = Reallocation.State


@dataclass(frozen=True, slots=True)
class Typed:
    """A number typed at a line, in đồng, and the one that stood there before."""

    delta_vnd: int
    seen_vnd: int


@transaction.atomic
def make(
    *, plan: CapitalPlan, minimum_line_vnd: int, by: User | None, on: date, at: datetime
) -> Outcome[Reallocation]:
    """Make a draft for an annual plan from the figures of the last month that has some.

    The same figures give the same lines and the same `facts_hash`. Raises `NoFigures` and
    `NotProven`.
    """
    month = latest_month(plan.pk, before=on)
    if month is None:
        raise NoFigures
    facts = facts_of(plan.pk, year=plan.first_year, month=month)
    minimum = max(1, minimum_line_vnd // UNIT)
    try:
        spans, moves = propose(facts, minimum=minimum)
    except GaveUp as error:
        raise NotProven(seconds=int(SECONDS)) from error
    known: dict[str, int | str] = {"month": month.isoformat(), "minimum": minimum}
    row = Reallocation(
        plan=plan,
        month=month,
        minimum_line_vnd=minimum * UNIT,
        facts_hash=facts_hash(facts, known),
        nothing=_outlook(spans, {}),
        proposed=_outlook(spans, moves),
        recorded_by_id=by.pk if by else None,
    )
    row.save()
    pour([_line(row, spans[each.key], moves.get(each.key, 0), minimum) for each in facts])
    tell(row, Told("reallocation_proposed", _PROPOSED, new=row.proposed), by=by)
    return Outcome(row=row, changed=("lines",), moved=0)


_PROPOSED = _("Draft of reallocation made from the figures of %(month)s")
_EDITED = _("Draft of reallocation edited: %(n)s lines")
_SUBMITTED = _("Draft of reallocation submitted: %(amount)s million VND in %(n)s lines")
_GIVEN_BACK = _("Draft of reallocation given back to be edited")
_DROPPED = _("Draft of reallocation dropped")


def _outlook(spans: Mapping[int, Span], moves: Mapping[int, int]) -> dict[str, int]:
    rows = [
        (each.facts.allocated_vnd, each.need_vnd, moves.get(key, 0) * UNIT)
        for key, each in spans.items()
    ]
    unknown = sum(each.facts.middle is None for each in spans.values())
    return asdict(outlook(rows)) | {"unknown": unknown}


def _line(row: Reallocation, found: Span, units: int, minimum: int) -> ReallocationLine:
    facts: MoveFacts = found.facts
    return ReallocationLine(
        reallocation=row,
        line_id=facts.key,
        allocated_vnd=facts.allocated_vnd,
        disbursed_vnd=facts.paid_vnd,
        forecast_vnd=found.need_vnd,
        floor_vnd=found.floor.vnd,
        ceiling_vnd=max(found.ceiling.vnd, facts.allocated_vnd),
        proposed_delta_vnd=units * UNIT,
        edited_delta_vnd=units * UNIT,
        reason=moving_wording.reason(found, units, minimum)
        | {"floor": found.floor.code, "ceiling": found.ceiling.code},
    )


@transaction.atomic
def edit(
    *, reallocation_id: int, typed: Mapping[int, Typed], by: User | None, at: datetime
) -> Outcome[Reallocation]:
    """Write numbers typed at lines of a draft, by the key of the draft's line; all or none.

    Sources need not balance yet: `submit` asks for that. Raises `Closed` and `Refused`.
    """
    row = _hold(reallocation_id)
    if row.state != State.DRAFT:
        raise Closed
    lines = {line.pk: line for line in row.lines.filter(pk__in=typed).order_by("pk")}
    wrong = {pk: found for pk, line in lines.items() if (found := _refusal(line, typed[pk]))}
    if wrong:
        raise Refused(wrong)
    changed = [line for pk, line in lines.items() if line.edited_delta_vnd != typed[pk].delta_vnd]
    if not changed:
        return Outcome(row=row, changed=(), moved=0)
    old = {str(line.line_id): line.edited_delta_vnd for line in changed}
    for line in changed:
        line.edited_delta_vnd = typed[line.pk].delta_vnd
    ReallocationLine.objects.bulk_update(changed, ["edited_delta_vnd"])
    turn(row)
    new = {str(line.line_id): line.edited_delta_vnd for line in changed}
    tell(row, Told("reallocation_edited", _EDITED, {"n": len(changed)}, old, new), by=by)
    return Outcome(row=row, changed=("lines",), moved=0)


def _refusal(line: ReallocationLine, typed: Typed) -> Refusal | None:
    """Why a number cannot stand at a line; nothing for one that stays as it is."""
    delta, current = typed.delta_vnd, line.edited_delta_vnd
    if delta == current:
        return None
    if typed.seen_vnd != current:
        return AnotherHand(current=trieu_text(current))
    if delta % UNIT:
        return NotWhole()
    least, most = line.floor_vnd - line.allocated_vnd, line.ceiling_vnd - line.allocated_vnd
    if delta and not min(least, 0) <= delta <= max(most, 0):
        code = line.reason["floor" if delta < 0 else "ceiling"]
        vnd = line.floor_vnd if delta < 0 else line.ceiling_vnd
        limit = moving_wording.limit({"code": code, "vnd": vnd}, allocated_vnd=line.allocated_vnd)
        words = {
            "least": trieu_text(-(-least // UNIT) * UNIT),
            "most": trieu_text(most // UNIT * UNIT),
        }
        return OutOfBounds(**words, limit=limit)
    return None


@transaction.atomic
def submit(*, seen: Seen, by: User | None, at: datetime) -> Outcome[Reallocation]:
    """Hand a balanced draft to the leaders; nobody edits it any more.

    Raises `Stale`, `Closed`, `NothingMoves` and `Unbalanced`.
    """
    row = lock_seen(Reallocation.objects.all(), seen)
    if row.state != State.DRAFT:
        raise Closed
    moving = row.lines.exclude(edited_delta_vnd=0)
    refuse_unbalanced(moving.select_related("line__source"))
    row.state, row.submitted_at = State.SUBMITTED, at
    row.submitted_by_id = by.pk if by else None
    turn(row)
    amount = moving.filter(edited_delta_vnd__gt=0).aggregate(all=Sum("edited_delta_vnd"))["all"]
    words = {"amount": trieu_text(amount), "n": moving.count()}
    tell(row, Told("reallocation_submitted", _SUBMITTED, words), by=by)
    return Outcome(row=row, changed=("state",), moved=0)


def refuse_unbalanced(moving: Iterable[ReallocationLine]) -> None:
    """Raise `NothingMoves` or, for the first source that does not balance, `Unbalanced`."""
    given: dict[tuple[str, str, str], int] = {}
    got: dict[tuple[str, str, str], int] = {}
    for each in moving:
        source = each.line.source
        key = (source.sort_key, each.line.bucket, source.name)
        given[key] = given.get(key, 0) + max(0, -each.edited_delta_vnd)
        got[key] = got.get(key, 0) + max(0, each.edited_delta_vnd)
    if not given:
        raise NothingMoves
    for key in sorted(given):
        if given[key] != got[key]:
            words = {"given": trieu_text(given[key]), "got": trieu_text(got[key])}
            raise Unbalanced(source=key[2], **words)


@transaction.atomic
def give_back(*, seen: Seen, by: User | None, at: datetime, reason: str) -> Outcome[Reallocation]:
    """Return a submitted draft to be edited. Raises `Stale` and `NotSubmitted`."""
    row = lock_seen(Reallocation.objects.all(), seen)
    if row.state != State.SUBMITTED:
        raise NotSubmitted
    row.state, row.submitted_at, row.submitted_by_id = State.DRAFT, None, None
    turn(row)
    tell(row, Told("reallocation_given_back", _GIVEN_BACK, reason=reason), by=by)
    return Outcome(row=row, changed=("state",), moved=0)


@transaction.atomic
def drop(*, seen: Seen, by: User | None, at: datetime, reason: str) -> Outcome[Reallocation]:
    """Give a draft up; it stays readable. Raises `Stale`, and `Closed` for one that was applied."""
    row = lock_seen(Reallocation.objects.all(), seen)
    if row.state not in (State.DRAFT, State.SUBMITTED):
        raise Closed
    row.state = State.DROPPED
    turn(row)
    tell(row, Told("reallocation_dropped", _DROPPED, reason=reason), by=by)
    return Outcome(row=row, changed=("state",), moved=0)


def _hold(pk: int) -> Reallocation:
    row: Reallocation = Reallocation.objects.select_for_update(no_key=True).get(pk=pk)
    return row


def turn(row: Reallocation) -> None:
    """Write the draft as its next version."""
    row.version += 1
    row.save()


@dataclass(frozen=True, slots=True)
class Told:
    """What the history says of an act on a draft; `summary` takes its %(names)s from `words`."""

    verb: str
    summary: Promise
    words: Mapping[str, object] = field(default_factory=dict)
    old: Mapping[str, object] = field(default_factory=dict)
    new: Mapping[str, object] = field(default_factory=dict)
    reason: str = ""


def tell(row: Reallocation, told: Told, *, by: User | None) -> None:
    """Write a line of the history about a draft."""
    entry = Entry(
        verb=told.verb,
        subject_kind="reallocation",
        subject_id=row.pk,
        summary=in_words(told.summary, month=f"{row.month:%m/%Y}", **told.words),
        old=dict(told.old),
        new=dict(told.new),
        reason=told.reason,
    )
    record(by=by, entry=entry)
