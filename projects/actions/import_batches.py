"""A workbook on its way in: its states, who may move it on, and how far its work is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext_lazy as _

from projects.actions.acts import Seen
from projects.actions.refusals import Refusal, Stale
from projects.models import ImportBatch

_LOCK_CLASS = 4513
State = ImportBatch.State


class BatchMoved(Stale):
    """Somebody else answered, wrote or undid something of the batch since it was shown."""

    status = 409


class NotNow(Refusal):
    """The batch is not in a state in which this can be done: a second click, or a colleague."""

    status = 409
    text = _("“%(file)s” is by now: %(state)s. Open it again to see what can be done.")


class Cancelled(Exception):
    """A person asked to stop: what was under way is rolled back."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Told between chunks how far the work is (percent), and asked whether it is to go on.

    Both run inside the transaction of the work: `progress` must speak through another connection
    to be heard before the end, `cancelled` sees what others committed.
    """

    progress: Callable[[int], None] = lambda percent: None
    cancelled: Callable[[], bool] = lambda: False

    def pass_on(self, done: int, of: int, *, first: int = 0, last: int = 100) -> None:
        """Say that `done` of `of` parts of the span from `first` to `last` percent are done.

        Raises `Cancelled` when a person asked to stop.
        """
        if self.cancelled():
            raise Cancelled
        self.progress(first + (last - first) * done // max(of, 1))


def hold(batch: Seen, *states: str) -> ImportBatch:
    """The batch a person saw, held until the end of the transaction.

    Raises `BatchMoved` when it changed since, `NotNow` when it is in none of the states.
    """
    row = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if row.version != batch.version:
        raise BatchMoved
    return _in(row, states)


def take(batch_id: int, *states: str) -> ImportBatch:
    """The batch for its worker, until the end of the transaction; nobody else works on it.

    The row itself stays free, so that a person can ask to stop. Raises `NotNow`.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK_CLASS, batch_id])
    return _in(ImportBatch.objects.get(pk=batch_id), states)


def stop_asked(batch_id: int) -> bool:
    """Whether a person asked to stop, also after the work began."""
    return ImportBatch.objects.filter(pk=batch_id, cancel_asked=True).exists()


def _in(row: ImportBatch, states: tuple[str, ...]) -> ImportBatch:
    if row.state not in states:
        raise NotNow(file=row.file_name, state=row.get_state_display())
    return row
