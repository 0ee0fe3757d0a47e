"""Freeze this month's report and leave the job that renders it."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from desk.tasks import enqueue
from reporting import configuring
from reporting.actions import reports


class Command(BaseCommand):
    help = "Make this month's report unless it is there; the worker renders it."

    def handle(self, *args: Any, **options: Any) -> None:
        """Leave the job; a portal without projects has nothing to report."""
        try:
            job = reports.issue_monthly(
                cut_off=timezone.localdate(), at=timezone.now(), letter=configuring.letter()
            )
        except reports.NothingToReport as nothing:
            self.stdout.write(str(nothing.text))
            return
        if job is not None:
            enqueue(job.pk)
        self.stdout.write("Báo cáo tháng đã chốt số liệu, chờ dựng PDF.")
