"""Freeze the report of a month and leave the job that renders it."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from desk.tasks import enqueue
from reporting import configuring
from reporting.actions import reports
from reporting.builders.asked import NothingToReport


class Command(BaseCommand):
    help = "Make the report of a month unless it is there; the worker renders it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--cut-off`: the last day the report counts; today by default."""
        parser.add_argument("--cut-off", type=date.fromisoformat, help="YYYY-MM-DD; default: today")

    def handle(self, *args: Any, **options: Any) -> None:
        """Leave the job; a portal without projects has nothing to report."""
        today = timezone.localdate()
        cut_off = options["cut_off"] or today
        if cut_off > today:
            raise CommandError("Ngày chốt số liệu không được sau hôm nay.")
        try:
            job = reports.issue_monthly(
                cut_off=cut_off, at=timezone.now(), letter=configuring.letter()
            )
        except NothingToReport as nothing:
            self.stdout.write(str(nothing.text))
            return
        if job is not None:
            enqueue(job.pk)
        self.stdout.write("Báo cáo tháng đã chốt số liệu, chờ dựng PDF.")
