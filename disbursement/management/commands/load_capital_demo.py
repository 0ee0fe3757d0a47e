"""Load the invented public investment of the demonstration province."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from disbursement.actions.demonstration import load

_OFFICER = "chuyenvien"


class Command(BaseCommand):
    help = (
        "Loads invented public projects, plans and payments once, beside the invented province of "
        "load_demo. Changes nothing where there is none."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--on`: the day the province is seen on; today by default."""
        parser.add_argument("--on", type=date.fromisoformat, help="YYYY-MM-DD; default: today")

    def handle(self, *_args: Any, **options: Any) -> None:
        """One action, as the officer of the demonstration where there is one."""
        now = timezone.localtime()
        on: date = options["on"] or now.date()
        at = now if on == now.date() else datetime.combine(on, time(8), now.tzinfo)
        officer = User.objects.filter(username=_OFFICER).first()
        count = load(prefix=settings.PROVINCE_CODE_PREFIX, by=officer, on=on, at=at)
        if options["verbosity"] > 0:
            done = _("%(count)d invented public projects loaded as of %(day)s.")
            self.stdout.write(done % {"count": count, "day": on.isoformat()})
