"""Bring locale/*/LC_MESSAGES/django.po in line with the code, without the gettext programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from investportal.translations import untranslated, update_catalogue


class Command(BaseCommand):
    help = "Adds new texts to the catalogues, drops dead ones and lists what is untranslated."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Translations to enter, by language."""
        parser.add_argument(
            "--words",
            nargs="*",
            default=[],
            metavar="FILE.json",
            help="translations into Vietnamese to enter: {text: translation}",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write the catalogues. English is the language of the texts themselves."""
        words: dict[str, str] = {}
        for name in options["words"]:
            words |= json.loads(Path(name).read_text())
        for language, _name in settings.LANGUAGES:
            catalogue = update_catalogue(language, words if language == "vi" else {})
            if language == "en":
                continue
            missing = untranslated(catalogue)
            self.stdout.write(f"{language}: {len(catalogue)} texts, {len(missing)} untranslated")
            for text in missing:
                self.stdout.write(f"  {text!r}")
