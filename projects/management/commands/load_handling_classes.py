"""Write the shipped classes of handling into the database; safe to run at every start."""

from typing import Any

from django.core.management.base import BaseCommand

from projects.actions.handling_classes import load_classes


class Command(BaseCommand):
    help = "Load the shipped classes of handling; what an administrator edited is kept."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load those that are missing."""
        self.stdout.write(f"Đã nạp {load_classes()} diện xử lý.")
