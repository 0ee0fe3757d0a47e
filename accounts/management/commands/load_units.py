"""Load the shipped register of places."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.actions.loading_units import load_units
from accounts.units_file import UnknownProvince, of_province


class Command(BaseCommand):
    help = (
        "Loads all provinces and the districts and communes, former and present, of one of them. "
        "Running it again adds what is missing and changes nothing that is on record."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--province`: the installation's own by default."""
        parser.add_argument("--province", default=settings.PROVINCE_NAME)

    def handle(self, *_args: Any, **options: Any) -> None:
        """One action; CommandError when the register has no such province."""
        name = options["province"]
        try:
            register = of_province(name)
        except UnknownProvince as unknown:
            text = _("The register of places has no province named %(name)s. Check PROVINCE_NAME.")
            raise CommandError(text % {"name": name}) from unknown
        loaded = load_units(register=register)
        if options["verbosity"] < 1:
            return
        done = _("%(units)d places and %(links)d successions added.")
        self.stdout.write(done % {"units": loaded.units, "links": loaded.successions})
        if loaded.kept:
            kept = _("Left as they stand, because they differ from the register: %(codes)s")
            self.stdout.write(kept % {"codes": ", ".join(loaded.kept)})
