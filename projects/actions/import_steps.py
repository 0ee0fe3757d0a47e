"""How the long work on a batch tells how far it is, and how it is stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection

from projects.models import ImportBatch

_LOCK_CLASS = 4513


class Cancelled(Exception):
    """A person asked to stop; what was under way is rolled back."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Told between chunks how far the work is (percent), and asked whether it is to stop.

    Both run inside the transaction of the work: `progress` is heard before its end only through
    another connection; `cancelled` sees what others have committed.
    """

    progress: Callable[[int], None] = lambda percent: None
    cancelled: Callable[[], bool] = lambda: False

    def reached(self, done: int, of: int, *, first: int = 0, last: int = 100) -> None:
        """Say that `done` of `of` parts of the span from `first` to `last` percent are done.

        Raises `Cancelled` when a person asked to stop.
        """
        if self.cancelled():
            raise Cancelled
        self.progress(first + (last - first) * done // max(of, 1))


ALONE = Steps()
"""Nobody listens and nobody stops the work."""


def take(batch_id: int) -> ImportBatch:
    """The batch for its worker until the end of the transaction: a second worker waits.

    The row itself stays free, so that a person can ask to stop meanwhile.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK_CLASS, batch_id])
    return ImportBatch.objects.get(pk=batch_id)


def one_batch_at_a_time() -> None:
    """Until the end of the transaction no other batch is written or undone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [_LOCK_CLASS])


def stop_asked(batch_id: int) -> bool:
    """Whether a person asked to stop."""
    return ImportBatch.objects.filter(pk=batch_id, cancel_asked=True).exists()
