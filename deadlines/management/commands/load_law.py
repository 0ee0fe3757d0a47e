"""Write the shipped rules and the holidays into the database; safe to run at every start."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from deadlines.actions import escalating, renewing
from desk.tasks import enqueue


class Command(BaseCommand):
    help = "Load shipped rule versions and public holidays; rules the province keeps stay."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load rules, holidays from ten years back to two years ahead, the ladder of a new portal."""
        year = timezone.localdate().year
        asked = renewing.load_law(years=range(year - 10, year + 3), at=timezone.now())
        escalating.load_steps()
        for job_id in asked:
            enqueue(job_id)
        words = "đã giao việc tính lại các hạn" if asked else "không hạn nào phải tính lại"
        self.stdout.write(f"Quy tắc và ngày nghỉ đã nạp; {words}.")
