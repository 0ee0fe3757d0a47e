"""Ask for, claim, finish and rescue background jobs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q

from accounts.actions import audit
from accounts.models import User
from desk.models import Job
from desk.models.jobs import LOST

MAX_ATTEMPTS = 5
"""After so many tries a job is failed for a person to look at."""

PICK_UP = timedelta(seconds=20)
"""A queued job so old was not delivered by the broker."""

_LOCK_CLASS = 4501
"""First key of the advisory locks of this table; any number nobody else uses."""


def ask(*, handler: str, subject_id: int, at: datetime, by_id: int | None = None) -> Job:
    """Leave a job row, or return the one that already waits or runs.

    The caller is an action; its edge sends the number to the broker on commit.
    """
    unfinished = Job.objects.filter(
        handler=handler, subject_id=subject_id, state__in=[Job.State.QUEUED, Job.State.RUNNING]
    )
    try:
        with transaction.atomic():
            return Job.objects.create(
                handler=handler, subject_id=subject_id, created_at=at, requested_by_id=by_id
            )
    except IntegrityError:
        return unfinished.get()


def claim(*, job_id: int, at: datetime) -> Job | None:
    """Take an unfinished job for this worker; None when it is done or another worker has it.

    The lock lives as long as the worker's connection, so a redelivered message after
    `kill -9` finds it free and takes over at once, while a duplicate delivery finds it held.
    """
    if not _lock(job_id):
        return None
    taken = Job.objects.filter(
        pk=job_id, state__in=[Job.State.QUEUED, Job.State.RUNNING], attempts__lt=MAX_ATTEMPTS
    ).update(state=Job.State.RUNNING, started_at=at, attempts=F("attempts") + 1)
    if not taken:
        _unlock(job_id)
        return None
    return Job.objects.get(pk=job_id)


def advance(*, handler: str, subject_id: int, progress: int) -> None:
    """Say how far a running job is (percent)."""
    Job.objects.filter(handler=handler, subject_id=subject_id, state=Job.State.RUNNING).update(
        progress=progress
    )


@contextmanager
def heard_at_once(*, handler: str, subject_id: int) -> Iterator[Callable[[int], None]]:
    """A way to say how far a job is (percent) that is heard before its transaction ends.

    It has a connection of its own, opened when it is first used.
    """
    aside = connection.copy()

    def tell(percent: int) -> None:
        with aside.cursor() as cursor:
            cursor.execute(
                "UPDATE desk_job SET progress = %s"
                " WHERE handler = %s AND subject_id = %s AND state = 'running'",
                [percent, handler, subject_id],
            )

    try:
        yield tell
    finally:
        aside.close()


def finish(*, job_id: int, at: datetime) -> None:
    """Mark a running job done and let go of it."""
    Job.objects.filter(pk=job_id, state=Job.State.RUNNING).update(
        state=Job.State.DONE, finished_at=at, progress=100, error=""
    )
    _unlock(job_id)


def fail(*, job_id: int, error: str, at: datetime) -> None:
    """Keep the error; the job waits for another try until `MAX_ATTEMPTS` were made."""
    spent = Q(attempts__gte=MAX_ATTEMPTS)
    running = Job.objects.filter(pk=job_id, state=Job.State.RUNNING)
    try:
        running.filter(spent).update(state=Job.State.FAILED, error=error, finished_at=at)
        running.filter(~spent).update(state=Job.State.QUEUED, error=error)
    finally:
        # A database without space refuses the words too; whoever looks next finds the lock free.
        _unlock(job_id)


@transaction.atomic
def retry(*, job_id: int, by: User, at: datetime) -> Job | None:
    """Give a failed job its tries again; None for one that is not failed.

    Work that was asked for anew meanwhile is not asked for twice: that job is returned.
    """
    job = Job.objects.select_for_update().filter(pk=job_id, state=Job.State.FAILED).first()
    if job is None:
        return None
    audit.record(
        by=by,
        entry=audit.Entry(
            verb="retry_job",
            subject_kind="job",
            subject_id=job.pk,
            summary=str(job),
            old={"error": job.error},
        ),
    )
    return ask(handler=job.handler, subject_id=job.subject_id, at=at, by_id=by.pk)


def rescue(*, at: datetime) -> list[int]:
    """Put jobs of dead workers back and name every job that should be sent again."""
    back = []
    for job in Job.objects.filter(state=Job.State.RUNNING):
        if not _lock(job.pk):
            continue
        fail(job_id=job.pk, error=LOST, at=at)
        back.append(job.pk)
    # A job of the future was asked for before the clock was put back.
    waiting = Job.objects.filter(state=Job.State.QUEUED).filter(
        Q(pk__in=back) | Q(created_at__lt=at - PICK_UP) | Q(created_at__gt=at)
    )
    return list(waiting.order_by("created_at").values_list("pk", flat=True))


def _lock(job_id: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_LOCK_CLASS, job_id])
        return bool(cursor.fetchone()[0])


def _unlock(job_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_LOCK_CLASS, job_id])
