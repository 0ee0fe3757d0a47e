"""Print the demonstration accounts; the launcher shows them after start-up."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD
from accounts.models import User
from accounts.permissions import Role


class Command(BaseCommand):
    help = "Prints the demonstration accounts of this instance and their one password."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """One line an account that exists; CommandError unless DEMO=1."""
        if not settings.DEMO:
            raise CommandError(_("There are no demonstration accounts: DEMO is not set to 1."))
        names = [account.username for account in DEMO_ACCOUNTS]
        present = User.objects.in_bulk(names, field_name="username")
        for account in DEMO_ACCOUNTS:
            if account.username in present:
                role = Role(account.role).label
                self.stdout.write(f"  {account.username:<12} {role}")
        self.stdout.write(_("  Password of all of them: %(word)s") % {"word": DEMO_PASSWORD})
