"""Write the shipped rules and the holidays into the database; safe to run at every start."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from deadlines.actions import law


class Command(BaseCommand):
    help = "Load shipped rule versions and public holidays; confirmed rules are kept."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load rules, and holidays from ten years back to two years ahead."""
        year = timezone.localdate().year
        rules = law.load_defaults()
        days = law.load_holidays(range(year - 10, year + 3))
        self.stdout.write(f"Đã nạp {rules} phiên bản quy tắc, {days} ngày nghỉ.")
