"""Write the shipped appraisal criteria into the database; safe to run at every start."""

from typing import Any

from django.core.management.base import BaseCommand

from projects.actions.criteria import load_criteria


class Command(BaseCommand):
    help = "Load the shipped appraisal criteria; what an administrator edited is kept."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load those that are missing."""
        self.stdout.write(f"Đã nạp {load_criteria()} tiêu chí thẩm định.")
