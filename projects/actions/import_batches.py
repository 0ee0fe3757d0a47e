"""A workbook's way through the portal, before and after its rows are written.

Each act leaves a `Job`; what the worker does with the rows is in `importing_*.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, in_words, record
from accounts.models import User
from desk.actions import jobs
from desk.models import Job
from projects.actions.refusals import Refusal, not_after
from projects.models import ImportBatch, ImportLayout, ImportRow
from vn.text import tidy

READ = "projects.read_import"
WRITE = "projects.write_import"
UNDO = "projects.undo_import"
"""Names of the jobs about one batch."""

CHANGED_MEANWHILE = "changed_meanwhile"
"""Why a batch that was to be undone is still written."""

_LONGEST_FAILURE = 60

State = ImportBatch.State
OPEN = (State.UPLOADED, State.READING, State.READ)
"""Nothing is written yet: the batch can be read again or given up."""


class NotInThisState(Refusal):
    """A second click, or a colleague was faster."""

    status = 409
    text = _("This workbook is already further on. Look at where it stands now.")


class QuestionsAreOpen(Refusal):
    """An error is answered before anything is written."""

    text = _("Rows that wait for an answer: %(count)s. Answer them or leave them out.")


class NothingToWrite(Refusal):
    """Every row is left out or changes nothing."""

    text = _("No row of this workbook makes or changes a project. There is nothing to write.")


class SayWhy(Refusal):
    """An undo changes many projects; the history keeps the reason."""

    field = "reason"
    text = _("Say why the import is undone.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SentWorkbook:
    """A workbook in private storage, as a person sent it."""

    file_name: str
    path: str
    sha256: str
    source: str
    as_of_date: date | None


@dataclass(frozen=True, slots=True)
class Taken:
    """The batch of a workbook; `job` is to be sent, None when the batch was there already."""

    batch: ImportBatch
    job: Job | None


@transaction.atomic
def take_in(*, by: User, on: date, at: datetime, sent: SentWorkbook) -> Taken:
    """Begin a batch; the same file that is still on its way in is not begun twice.

    Raises `InTheFuture`.
    """
    not_after(sent.as_of_date, on=on, field="as_of_date")
    same = ImportBatch.objects.select_for_update().filter(file_sha256=sent.sha256)
    waiting = same.filter(state__in=OPEN).first()
    if waiting is not None:
        return Taken(waiting, None)
    batch = ImportBatch.objects.create(
        file_name=tidy(sent.file_name)[-200:],
        file_sha256=sent.sha256,
        path=sent.path,
        state=State.UPLOADED,
        source=tidy(sent.source),
        as_of_date=sent.as_of_date,
        at=at,
        by_id=by.pk,
    )
    _tell(by, batch, "import_uploaded", _("Workbook “%(name)s” sent"))
    return Taken(batch, jobs.ask(handler=READ, subject_id=batch.pk, at=at, by_id=by.pk))


@dataclass(frozen=True, slots=True, kw_only=True)
class LearntLayout:
    """What a person said of the columns of one sheet, for the next such sheet."""

    signature: str
    titles: list[str]
    columns: Mapping[str, Any]


@transaction.atomic
def read_again(
    *,
    by: User,
    at: datetime,
    batch_id: int,
    corrections: Mapping[str, Any],
    learnt: tuple[LearntLayout, ...] = (),
) -> Job:
    """Read the workbook anew with what a person said of its sheets and columns.

    Answers given to its rows hold (`import_keeping.Answered`). Raises `NotInThisState`.
    """
    batch = _held(batch_id, State.READ)
    for each in learnt:
        ImportLayout.objects.update_or_create(
            signature=each.signature,
            defaults={
                "titles": each.titles,
                "columns": dict(each.columns),
                "learnt_at": at,
                "learnt_by_id": by.pk,
            },
        )
    batch.options, batch.failure = {**batch.options, "corrections": dict(corrections)}, ""
    _move(batch, State.UPLOADED)
    return jobs.ask(handler=READ, subject_id=batch.pk, at=at, by_id=by.pk)


@transaction.atomic
def ask_to_write(*, by: User, at: datetime, batch_id: int) -> Job:
    """Confirm the batch: from here on the worker writes it.

    Raises `NotInThisState`, `QuestionsAreOpen` and `NothingToWrite`.
    """
    batch = _held(batch_id, State.READ)
    rows = ImportRow.objects.filter(batch=batch)
    waiting = rows.filter(outcome=ImportRow.Outcome.ASK).count()
    if waiting:
        raise QuestionsAreOpen(count=waiting)
    if not rows.filter(outcome__in=(ImportRow.Outcome.CREATE, ImportRow.Outcome.UPDATE)).exists():
        raise NothingToWrite
    batch.cancel_asked = False
    _move(batch, State.WRITING)
    return jobs.ask(handler=WRITE, subject_id=batch.pk, at=at, by_id=by.pk)


@transaction.atomic
def ask_to_cancel(*, by: User, batch_id: int) -> None:
    """Ask the worker to stop writing; it looks between two chunks. Raises `NotInThisState`."""
    batch = _held(batch_id, State.WRITING)
    batch.cancel_asked = True
    batch.save(update_fields=["cancel_asked"])
    _tell(by, batch, "import_cancel_asked", _("Writing of “%(name)s” is to stop"))


@transaction.atomic
def give_up(*, by: User, batch_id: int) -> None:
    """Leave the workbook; its rows go, its file follows at night. Raises `NotInThisState`."""
    batch = _held(batch_id, *OPEN, State.FAILED)
    batch.rows.all().delete()
    batch.path = ""
    _move(batch, State.CANCELLED)
    _tell(by, batch, "import_given_up", _("Workbook “%(name)s” given up"))


@transaction.atomic
def ask_to_undo(*, by: User, at: datetime, batch_id: int, reason: str, rest: bool) -> Job:
    """Confirm that a written batch is taken back, for a reason.

    `rest`: what was changed since stays, the rest is undone; otherwise nothing is. Raises `SayWhy` and `NotInThisState`.
    """
    if not reason.strip():
        raise SayWhy
    batch = _held(batch_id, State.DONE)
    batch.undone_at, batch.undone_by_id, batch.undone_reason = at, by.pk, tidy(reason)
    batch.options, batch.failure = {**batch.options, "undo_rest": rest}, ""
    _move(batch, State.UNDOING)
    return jobs.ask(handler=UNDO, subject_id=batch.pk, at=at, by_id=by.pk)


@transaction.atomic
def begin_reading(*, batch_id: int) -> ImportBatch | None:
    """The batch for the worker; None when it was given up meanwhile or is read already."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
    if batch.state not in (State.UPLOADED, State.READING):
        return None
    _move(batch, State.READING)
    return batch


@transaction.atomic
def keep_found(*, batch_id: int, found: Mapping[str, Any]) -> None:
    """Keep what was recognised in the workbook while it is being read."""
    ImportBatch.objects.filter(pk=batch_id, state=State.READING).update(found=dict(found))


def is_given_up(batch_id: int) -> bool:
    """Whether a person gave up a workbook that is being read."""
    return not ImportBatch.objects.filter(pk=batch_id, state=State.READING).exists()


@transaction.atomic
def stay_written(*, batch_id: int) -> None:
    """Leave a batch written whose rows were changed after the reader had looked at them."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
    if batch.state == State.UNDOING:
        batch.undone_at, batch.undone_by_id, batch.undone_reason = None, None, ""
        batch.failure = CHANGED_MEANWHILE
        _move(batch, State.DONE)


@transaction.atomic
def could_not_be_read(*, batch_id: int, code: str) -> None:
    """Keep why a workbook cannot be read; the page says what to do."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
    if batch.state == State.READING:
        batch.failure = code[:_LONGEST_FAILURE]
        _move(batch, State.FAILED)


def _held(batch_id: int, *states: State) -> ImportBatch:
    batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
    if batch.state not in states:
        raise NotInThisState
    return batch


def _move(batch: ImportBatch, state: State) -> None:
    batch.state = state
    batch.version += 1
    batch.save()


def _tell(by: User, batch: ImportBatch, verb: str, summary: Promise) -> None:
    entry = Entry(
        verb=verb,
        subject_kind="import_batch",
        subject_id=batch.pk,
        summary=in_words(summary, name=batch.file_name),
        new={"sha256": batch.file_sha256, "state": batch.state},
    )
    record(by=by, entry=entry)
