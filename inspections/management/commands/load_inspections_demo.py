"""Load the invented cases of the demonstration province."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from inspections.actions.demonstration import load


class Command(BaseCommand):
    help = (
        "Loads invented cases once, beside the invented province of load_demo. Changes nothing "
        "where there is none."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--on`: the day the province is seen on; today by default."""
        parser.add_argument("--on", type=date.fromisoformat, help="YYYY-MM-DD; default: today")

    def handle(self, *_args: Any, **options: Any) -> None:
        """One action."""
        now = timezone.localtime()
        on: date = options["on"] or now.date()
        at = now if on == now.date() else datetime.combine(on, time(8), now.tzinfo)
        count = load(on=on, at=at)
        if options["verbosity"] > 0:
            done = _("%(count)d invented cases loaded as of %(day)s.")
            self.stdout.write(done % {"count": count, "day": on.isoformat()})
