"""What a person says of rows that wait: a new project, a project on record, left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.actions.acts import Seen, version_of
from projects.actions.import_batches import NotInThisState
from projects.actions.import_investors import said
from projects.actions.import_staging import relay
from projects.actions.import_world import load_world
from projects.actions.refusals import Refusal, Stale
from projects.models import ImportBatch, ImportRow, Investor, Project
from projects.rules.matching import investor_key

State = ImportBatch.State
Outcome = ImportRow.Outcome


@dataclass(frozen=True, slots=True)
class Answer:
    """`outcome` is create, update or skip; an update names its project."""

    outcome: str
    project_id: int | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """How many rows were decided, and why the others were not."""

    saved: int
    refused: tuple[Refusal, ...]


class RowMoved(Stale):
    """A colleague answered this row, or the workbook was read again."""

    status = 409


class NameTheProject(Refusal):
    """A row changes one project on record."""

    text = _("Choose the project that this row speaks of.")


class NameTheInvestor(Refusal):
    """An investor that was undone or never was is nobody's."""

    text = _("Choose who the investor is.")


@transaction.atomic
def answer(*, seen: Seen, answer: Answer, by: User, on: date, at: datetime) -> ImportRow:
    """Decide one row, seen under `acts.version_of(row)`.

    Raises `RowMoved`, `NotInThisState` and `NameTheProject`.
    """
    found = ImportRow.objects.filter(pk=seen.pk).values_list("batch_id", flat=True).first()
    if found is None:
        raise RowMoved
    answered = answer_rows(batch_id=found, answers=[(seen, answer)], by=by, on=on, at=at)
    for refusal in answered.refused:
        raise refusal
    return ImportRow.objects.get(pk=seen.pk)


@transaction.atomic
def answer_rows(
    *,
    batch_id: int,
    answers: Sequence[tuple[Seen, Answer]],
    by: User,
    on: date,
    at: datetime,
) -> Answered:
    """Decide rows of one batch, each seen under `acts.version_of(row)`; the registry is read once.

    A row that moved or names no project is told in `refused`; the others stand. Raises
    `NotInThisState`.
    """
    batch = _held(batch_id)
    rows = batch.rows.in_bulk([seen.pk for seen, _answer in answers])
    named = [answer.project_id for _seen, answer in answers if answer.project_id]
    known = set(Project.objects.filter(pk__in=named).values_list("pk", flat=True))
    decided: list[ImportRow] = []
    refused: list[Refusal] = []
    for seen, answer in answers:
        row = rows.get(seen.pk)
        if row is None or version_of(row) != seen.version:
            refused.append(RowMoved())
        elif answer.outcome == Outcome.UPDATE and answer.project_id not in known:
            refused.append(NameTheProject())
        else:
            _decide(row, answer, by)
            decided.append(row)
    if decided:
        _lay(batch, decided, by, on)
    return Answered(len(decided), tuple(refused))


@transaction.atomic
def answer_open(*, batch: Seen, outcome: str, by: User, on: date, at: datetime) -> int:
    """Decide every row that still waits; "update" those with exactly one project proposed.

    `batch` is seen under its version. Returns how many rows were decided. Raises `RowMoved` and
    `NotInThisState`.
    """
    held = _held(batch.pk, batch.version)
    decided = []
    for row in held.rows.filter(outcome=Outcome.ASK):
        proposed = {c["id"] for c in row.candidates if c["about"] == "project"}
        if outcome == Outcome.UPDATE and len(proposed) != 1:
            continue
        project = proposed.pop() if outcome == Outcome.UPDATE else None
        _decide(row, Answer(outcome, project), by)
        decided.append(row)
    _lay(held, decided, by, on)
    return len(decided)


@transaction.atomic
def answer_investor(
    *, batch: Seen, name: str, investor_id: int | None, by: User, on: date, at: datetime
) -> int:
    """Say once for the batch who an investor is (None: a new one).

    Returns how many rows that touches; those a person decided already keep their decision. Raises
    `RowMoved`, `NotInThisState` and `NameTheInvestor`.
    """
    held = _held(batch.pk, batch.version)
    if investor_id is not None:
        known = Investor.objects.filter(pk=investor_id).first()
        if known is None:
            raise NameTheInvestor
        investor_id = known.kept.pk
    key = investor_key(said(name).name)
    answers = {**held.options.get("investors", {}), key: investor_id}
    held.options = {**held.options, "investors": answers}
    rows = [
        row
        for row in held.rows.exclude(outcome=Outcome.SKIP)
        if investor_key(said(_investor(row)).name) == key
    ]
    _lay(held, rows, by, on)
    return len(rows)


def _held(batch_id: int, version: int | None = None) -> ImportBatch:
    batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
    if version is not None and batch.version != version:
        raise RowMoved
    if batch.state != State.READ:
        raise NotInThisState
    return batch


def _decide(row: ImportRow, answer: Answer, by: User) -> None:
    row.outcome = answer.outcome
    row.project_id = answer.project_id if answer.outcome == Outcome.UPDATE else None
    row.answered_by_id = by.pk


def _lay(batch: ImportBatch, rows: Sequence[ImportRow], by: User, on: date) -> None:
    """Lay decided rows anew, so that the preview shows what they now do."""
    if rows:
        for _laid in relay(batch, rows, load_world(batch, by=by, on=on)):
            pass
        ImportRow.objects.bulk_update(rows, ["answered_by_id"], batch_size=500)
    batch.version += 1
    batch.save()


def _investor(row: ImportRow) -> str:
    cell = row.values.get("investor", {})
    return str(cell.get("value") or "") if cell.get("kind") == "text" else ""
