"""Issue the first report of the demonstration."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from desk.tasks import enqueue
from reporting.actions.demonstration import issue_first_report


class Command(BaseCommand):
    help = "Carry the demonstration's first report from draft to issued; only where DEMO=1."

    def handle(self, *args: Any, **options: Any) -> None:
        """Leave the job that renders it."""
        job = issue_first_report(on=timezone.localdate(), at=timezone.now())
        if job is not None:
            enqueue(job.pk)
        self.stdout.write("Báo cáo minh họa đã ban hành." if job else "Không có báo cáo dự thảo.")
