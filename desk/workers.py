"""Background work asked for by the room below, which does not know of jobs."""

from __future__ import annotations

from datetime import datetime

from accounts.background import Progress, Worker
from desk.actions import jobs
from desk.models import Job
from desk.tasks import enqueue


def _ask(handler: str, subject_id: int, at: datetime, by_id: int | None) -> int:
    return jobs.ask(handler=handler, subject_id=subject_id, at=at, by_id=by_id).pk


def _progress(handler: str, subject_id: int) -> Progress:
    last = Job.objects.filter(handler=handler, subject_id=subject_id).order_by("-pk").first()
    if last is None:
        return Progress()
    return Progress(percent=last.progress, failed=last.state == Job.State.FAILED)


WORKER = Worker(ask=_ask, send=enqueue, progress=_progress)
