"""Write docs/rules.md from the shipped rules."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from deadlines.rules.law import SHIPPED_VERSIONS
from deadlines.rules_doc import PATH, rules_doc


class Command(BaseCommand):
    help = "Writes docs/rules.md from the rules in deadlines/rules/; commit it with the change."
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Replace the document."""
        text = rules_doc(SHIPPED_VERSIONS)
        (settings.BASE_DIR / PATH).write_text(text, encoding="utf-8")
        self.stdout.write(f"{PATH}: {len(SHIPPED_VERSIONS)} phiên bản quy tắc.")
