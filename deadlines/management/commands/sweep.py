"""Sweep now; with `--confirm-day`, also where the clock alone is not believed."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from deadlines.actions import sweeping
from vn.dates import day_text


class Command(BaseCommand):
    help = (
        "Sweeps the nights not yet swept. With --confirm-day you vouch for today's date: nights "
        "missed for long are made up, and nights swept by a clock that was ahead are taken back."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--confirm-day`: today, typed by a person."""
        parser.add_argument("--confirm-day", type=date.fromisoformat, metavar="YYYY-MM-DD")

    def handle(self, *_args: Any, **options: Any) -> None:
        """One action. CommandError for a day that is not the clock's and for a clock in doubt."""
        today, confirmed = timezone.localdate(), options["confirm_day"]
        if confirmed and confirmed != today:
            words = _("The clock of this server says %(day)s. Set it right first, then confirm.")
            raise CommandError(words % {"day": day_text(today)})
        sweep = sweeping.confirm_day if confirmed else sweeping.catch_up
        try:
            runs = sweep(on=today, at=timezone.now())
        except sweeping.ClockInDoubt as doubt:
            raise CommandError(str(doubt)) from doubt
        words = _("Swept %(count)d nights, up to %(day)s.")
        self.stdout.write(words % {"count": len(runs), "day": day_text(today)})
