"""Load the demonstration province."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from projects.actions.demonstration import Setup, load
from projects.actions.refusals import Refusal


class Command(BaseCommand):
    help = (
        "Loads the invented province once, as of a day, and sweeps the nights before it. With "
        "DEMO=1 it also creates the demonstration accounts. Refuses a registry with other rows."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--on`: the day the province is seen on; today by default."""
        parser.add_argument("--on", type=date.fromisoformat, help="YYYY-MM-DD; default: today")

    def handle(self, *_args: Any, **options: Any) -> None:
        """One action; CommandError with its refusal."""
        now = timezone.localtime()
        on: date = options["on"] or now.date()
        at = now if on == now.date() else datetime.combine(on, time(8), now.tzinfo)
        setup = Setup(
            province_name=settings.PROVINCE_NAME,
            prefix=settings.PROVINCE_CODE_PREFIX,
            with_accounts=settings.DEMO,
        )
        try:
            count = load(setup=setup, on=on, at=at)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["verbosity"] < 1:
            return
        done = _("%(count)d invented projects loaded as of %(day)s.")
        known = _("The demonstration is already loaded; nothing was changed.")
        words = done % {"count": count, "day": on.isoformat()} if count else known
        self.stdout.write(words)
