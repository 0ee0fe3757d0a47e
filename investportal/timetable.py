"""Beat's timetable, which also goes on when the clock of the server is put back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import structlog
from celery.beat import PersistentScheduler

_log = structlog.get_logger(__name__)

_TOLERANCE = timedelta(seconds=5)


class Timetable(PersistentScheduler):  # type: ignore[misc, unused-ignore]
    """Celery's own, except that no entry counts as run in the future.

    Celery waits until the clock has passed the last run of an entry again: put back a day, beat
    would stand still for a day, also after a restart, because it remembers on disk.
    """

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """One turn; entries that ran in the future count as run now."""
        self.forget_future(self.app.now())
        wait: float = super().tick(*args, **kwargs)
        return wait

    def forget_future(self, now: datetime) -> None:
        """Let every entry that ran after `now` be due at its next time from `now` on."""
        ahead = [
            each
            for each in self.schedule.values()
            if each.last_run_at and each.last_run_at > now + _TOLERANCE
        ]
        for entry in ahead:
            entry.last_run_at = now
        if ahead:
            _log.warning("clock_put_back", entries=len(ahead))
            self._heap = None
