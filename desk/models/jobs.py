"""Background work. A job row is the truth; the broker only carries its number."""

from __future__ import annotations

import errno
import os

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

LOST = "worker lost"
"""The error of a job whose worker was killed: nothing is wrong with the work itself."""

_NO_ROOM = tuple(os.strerror(each) for each in (errno.ENOSPC, errno.EDQUOT))


class Job(models.Model):
    """One piece of background work, asked once and done once.

    `handler` names a function registered with `desk.jobs.handles`; `subject_id` is its argument.
    queued -> running -> done | failed. The worker that does a job holds a PostgreSQL advisory
    lock on its number, so a running job whose lock is free has lost its worker.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    handler = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    progress = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True, default="")
    requested_by_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("Background job")
        indexes = [
            # Used by the sweep that puts left-behind jobs back into the queue.
            models.Index(
                fields=["created_at"],
                name="job_unfinished",
                condition=Q(state__in=["queued", "running"]),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="job_state_is_known",
                condition=Q(state__in=["queued", "running", "done", "failed"]),
                violation_error_message=_("Unknown state of a job."),
            ),
            models.CheckConstraint(
                name="job_progress_is_a_percentage",
                condition=Q(progress__lte=100),
                violation_error_message=_("Progress is between 0 and 100."),
            ),
            models.UniqueConstraint(
                fields=["handler", "subject_id"],
                condition=Q(state__in=["queued", "running"]),
                name="job_is_asked_once",
                violation_error_message=_("This work is already waiting or running."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.handler} {self.subject_id} {self.state}"

    @property
    def stumbled(self) -> bool:
        """Whether the work itself failed when it was last tried."""
        return self.error not in ("", LOST)

    @property
    def lacked_room(self) -> bool:
        """Whether a full disk is why; PostgreSQL and Python both quote the system's own words."""
        return any(words in self.error for words in _NO_ROOM)
