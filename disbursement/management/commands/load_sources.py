"""Write the sources of capital that come with the product; safe to run at every start."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from disbursement.actions.source_tree import load_defaults


class Command(BaseCommand):
    help = "Load the shipped tree of sources of capital; sources the province keeps stay."

    def handle(self, *_args: Any, **options: Any) -> None:
        """Sources are matched by their outline number; one that is there is never changed."""
        count = load_defaults()
        if options["verbosity"] > 0:
            self.stdout.write(f"Đã nạp {count} nguồn vốn mới; nguồn đã có được giữ nguyên.")
