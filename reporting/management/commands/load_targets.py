"""Write the shipped targets of Resolution 135 into the database; safe to run at every start."""

from typing import Any

from django.core.management.base import BaseCommand

from reporting.actions.targets import load_targets


class Command(BaseCommand):
    help = "Load the shipped targets of Resolution 135; what the province edited is kept."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load those that are missing."""
        self.stdout.write(f"Đã nạp {load_targets()} mục tiêu của Nghị quyết 135-NQ/TU.")
