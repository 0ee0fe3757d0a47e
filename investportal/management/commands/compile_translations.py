"""Compile locale/*/LC_MESSAGES/*.po without the gettext programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation.reloader import translation_file_changed


class Command(BaseCommand):
    help = "Compiles every .po of the project to the .mo that Django reads, where it is older."
    requires_system_checks = ()

    def handle(self, *_args: Any, **options: Any) -> None:
        """Compile what changed; CommandError names a file that cannot be read."""
        for source in (po for root in settings.LOCALE_PATHS for po in Path(root).rglob("*.po")):
            target = source.with_suffix(".mo")
            if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
                continue
            self._compile(source, target)
            if options["verbosity"] > 0:
                self.stdout.write(f"  {source.parent.parent.name}/{target.name}")
        # Forget what this process read before: the rows it writes next hold words too.
        translation_file_changed(sender=None, file_path=Path("django.mo"))

    @staticmethod
    def _compile(source: Path, target: Path) -> None:
        """Write beside and rename, so that a running portal never reads half a file."""
        partial = target.with_suffix(".mo.partial")
        try:
            with source.open("rb") as text, partial.open("wb") as binary:
                write_mo(
                    binary, read_po(text, locale=source.parent.parent.name, abort_invalid=True)
                )
        except (OSError, ValueError) as error:
            raise CommandError(f"{source}: {error}") from error
        partial.replace(target)
