"""Celery edges of reporting."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from celery import shared_task
from django.conf import settings
from django.utils import timezone, translation

from deadlines.actions.sweeping import last_swept
from desk.tasks import enqueue
from reporting import configuring
from reporting.actions import rendering, reports, signing
from reporting.builders.asked import NothingToReport


def render_report(run_id: int) -> None:
    """Render the frozen snapshot of a report run; done again it changes nothing."""
    reports.render(run_id=run_id, at=timezone.now())


def render_edition(edition_id: int) -> None:
    """Typeset an edition; done again it changes nothing."""
    at = timezone.now()
    rendering.render(edition_id=edition_id, at=at)
    job = signing.ask_to_sign(edition_id=edition_id, at=at)
    if job is not None:
        enqueue(job.pk)


def sign_edition(edition_id: int) -> None:
    """Sign an issued file; done again it changes nothing."""
    signing.sign_edition(edition_id=edition_id, at=timezone.now())


@shared_task(name="reporting.tasks.monthly_report", ignore_result=True)
def monthly_report(on: str | None = None) -> None:
    """From the configured day of the month on, make the month's report if it is not there.

    Beat calls this hourly, so a day on which the portal was off is made up for on the next. An
    empty registry has nothing to report, and figures are counted only as of a night that was
    swept: what a wrong clock freezes could never be taken back.
    """
    with (
        translation.override("vi"),
        timezone.override("Asia/Ho_Chi_Minh"),
        suppress(NothingToReport),
    ):
        today = date.fromisoformat(on) if on else timezone.localdate()
        if today.day < settings.REPORT_DAY or last_swept() not in (None, today):
            return
        job = reports.issue_monthly(cut_off=today, at=timezone.now(), letter=configuring.letter())
        if job is not None:
            enqueue(job.pk)
