"""A workbook of capital on its way into the ledger: read, answered, written in one act or dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, in_words
from accounts.actions.audit import record as remember
from accounts.models import Agency, User
from disbursement.actions import ledger
from disbursement.actions.ledger_rows import DecisionFacts, RowFacts
from disbursement.actions.payments import Figures, Value, enter, together
from disbursement.models import CapitalSheet, PlanLine
from projects.actions.acts import Outcome, Seen, lock_seen, store
from projects.actions.refusals import Refusal
from vn.text import tidy

State = CapitalSheet.State


class SheetSettled(Refusal):
    """The workbook was written or dropped before."""

    status = 409
    text = _("This workbook is already written or dropped. Look at where it stands now.")


class NothingInIt(Refusal):
    """No row changes anything."""

    text = _("No row of this workbook changes anything. There is nothing to write.")


class RowRefused(Refusal):
    """One row cannot be written, so none is."""

    text = _("Nothing was written. %(place)s: %(why)s Correct this row or leave it out.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SentSheet:
    """A workbook as read: `rows` and `target` hold plain JSON (`workbook_reading.Item`)."""

    kind: str
    file_name: str
    file_hash: str
    rows: Sequence[Mapping[str, Any]]
    target: Mapping[str, Any] = field(default_factory=dict)
    owner: Agency | None = None
    month: date | None = None


@dataclass(frozen=True, slots=True)
class PaidRow:
    """The figures of a line's month to write, and what stood there when they were looked at."""

    line_id: int
    place: str
    values: Mapping[str, Value]
    seen: Mapping[str, Value]


@transaction.atomic
def take_in(*, sent: SentSheet, by: User) -> CapitalSheet:
    """Keep what was read. The same file for the same end that still waits is not kept twice."""
    waiting = CapitalSheet.objects.select_for_update().filter(
        kind=sent.kind,
        file_hash=sent.file_hash,
        owner=sent.owner,
        month=sent.month,
        target=sent.target,
        state=State.READ,
    )
    found = waiting.first()
    if found is not None:
        return found
    sheet = CapitalSheet(
        kind=sent.kind,
        file_name=tidy(sent.file_name)[-200:],
        file_hash=sent.file_hash,
        owner=sent.owner,
        month=sent.month,
        target=dict(sent.target),
        rows=[dict(row) for row in sent.rows],
        recorded_by_id=by.pk,
    )
    store(sheet)
    _tell(sheet, "sheet_read", _READ, by=by)
    return sheet


@transaction.atomic
def answer(*, seen: Seen, answers: Mapping[int, Mapping[str, Any]]) -> CapitalSheet:
    """Keep what a person says of rows, by their place in the list. Raises `Stale`, `SheetSettled`."""
    sheet = _held(seen)
    for place, said in answers.items():
        sheet.rows[place]["answer"] = dict(said)
    sheet.version += 1
    sheet.save(update_fields=["rows", "version"])
    return sheet


@transaction.atomic
def drop(*, seen: Seen, by: User) -> CapitalSheet:
    """Leave a workbook unwritten. Raises `Stale`, `SheetSettled`."""
    sheet = _held(seen)
    _settle(sheet, State.DROPPED)
    _tell(sheet, "sheet_dropped", _DROPPED, by=by)
    return sheet


@transaction.atomic
def write_payments(
    *, seen: Seen, rows: Sequence[PaidRow], by: User, at: datetime
) -> Outcome[CapitalSheet]:
    """Enter every row in one transaction, in the order other writers take lines.

    Raises `Stale`, `SheetSettled`, `NothingInIt` and, naming the row, `RowRefused`.
    """
    sheet = _held(seen)
    lines = PlanLine.objects.in_bulk([row.line_id for row in rows])
    ordered = sorted(rows, key=lambda row: (lines[row.line_id].project_id, row.line_id))
    if sheet.month is None or not ordered:
        raise NothingInIt
    with together(lines=lines, at=at):
        for row in ordered:
            figures = Figures(row.values, row.seen)
            try:
                enter(line=lines[row.line_id], month=sheet.month, figures=figures, by=by, at=at)
            except Refusal as refusal:
                raise RowRefused(place=row.place, why=str(refusal)) from refusal
    return _written(sheet, len(ordered), by=by, at=at)


@transaction.atomic
def write_plan(
    *,
    seen: Seen,
    facts: DecisionFacts,
    rows: Sequence[RowFacts],
    by: User,
    on: date,
    at: datetime,
) -> Outcome[CapitalSheet]:
    """Record the decision with its rows; what refuses it names the project or the source.

    Raises `Stale`, `SheetSettled`, `NothingInIt` and the refusals of `ledger.record`.
    """
    sheet = _held(seen)
    if not rows:
        raise NothingInIt
    outcome = ledger.record(facts=facts, rows=rows, by=by, on=on, at=at)
    sheet.decision = outcome.row
    return _written(sheet, len(rows), by=by, at=at)


_READ = _("Workbook “%(name)s” read, %(rows)s rows")
_DROPPED = _("Workbook “%(name)s” dropped, nothing of it written")
_WRITTEN = _("Workbook “%(name)s” written: %(written)s of %(rows)s rows")


def _held(seen: Seen) -> CapitalSheet:
    sheet: CapitalSheet = lock_seen(CapitalSheet.objects.all(), seen)
    if sheet.state != State.READ:
        raise SheetSettled
    return sheet


def _written(sheet: CapitalSheet, count: int, *, by: User, at: datetime) -> Outcome[CapitalSheet]:
    sheet.written_at = at
    _settle(sheet, State.WRITTEN)
    _tell(sheet, "sheet_written", _WRITTEN, by=by, written=count)
    return Outcome(row=sheet, changed=("rows",), moved=0)


def _settle(sheet: CapitalSheet, state: CapitalSheet.State) -> None:
    sheet.state = state
    sheet.version += 1
    store(sheet)


def _tell(
    sheet: CapitalSheet, verb: str, summary: Promise | str, *, by: User, **words: object
) -> None:
    said = in_words(summary, name=sheet.file_name, rows=len(sheet.rows), **words)
    entry = Entry(verb, "capital_sheet", sheet.pk, str(said), new={"hash": sheet.file_hash})
    remember(by=by, entry=entry)
