"""Celery edges of the job table. Thin: the clock, one action, the registered handler."""

from __future__ import annotations

from contextlib import suppress

from celery import shared_task
from django.db import transaction
from django.utils import timezone, translation
from kombu.exceptions import OperationalError

from desk.actions import drafts, jobs, mailing
from desk.jobs import RENDERING, handler_for, queue_for
from desk.letters import habits, letters
from desk.models import Job
from desk.sending import send_due


@shared_task(name="desk.run_job", ignore_result=True)
def run_job(job_id: int) -> None:
    """Do one job. Delivered twice, or again after a crash, it is still done once."""
    job = jobs.claim(job_id=job_id, at=timezone.now())
    if job is None:
        return
    try:
        with translation.override("vi"), timezone.override("Asia/Ho_Chi_Minh"):
            handler_for(job.handler)(job.subject_id)
    except Exception as error:
        jobs.fail(job_id=job_id, error=f"{type(error).__name__}: {error}", at=timezone.now())
        raise
    jobs.finish(job_id=job_id, at=timezone.now())


def enqueue(job_id: int) -> None:
    """Send a job's number to the broker after commit.

    A broker that is away loses nothing: the row waits and `requeue_left_behind` sends it.
    """

    def send() -> None:
        with suppress(OperationalError):
            _send(job_id)

    transaction.on_commit(send)


def _send(job_id: int) -> None:
    handler = Job.objects.filter(pk=job_id).values_list("handler", flat=True).first() or ""
    if queue_for(handler) == RENDERING:
        run_job.apply_async(
            args=(job_id,), retry=False, queue=RENDERING, soft_time_limit=240, time_limit=300
        )
    else:
        run_job.apply_async(args=(job_id,), retry=False)


@shared_task(name="desk.tasks.requeue_left_behind", ignore_result=True)
def requeue_left_behind() -> None:
    """Beat: put back what a killed worker or a lost message left behind."""
    for job_id in jobs.rescue(at=timezone.now()):
        _send(job_id)


@shared_task(name="desk.tasks.discard_old_drafts", ignore_result=True)
def discard_old_drafts() -> None:
    """Beat: give up drafts nobody came back to."""
    drafts.discard_old(at=timezone.now())


@shared_task(name="desk.tasks.mail_notifications", ignore_result=True)
def mail_notifications() -> None:
    """Beat: make the mails that are due, then send what waits."""
    with translation.override("vi"), timezone.override("Asia/Ho_Chi_Minh"):
        for user_id in mailing.waiting_people():
            mailing.make_for(user_id=user_id, at=timezone.now(), habits=habits(), write=letters)
        mailing.forget_leavers()
        send_due(timezone.now)
