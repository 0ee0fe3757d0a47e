"""Render every report of the catalogue, to look at."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone, translation

from reporting import configuring
from reporting.gallery import samples


class Command(BaseCommand):
    help = "Render every report on the rows there are, in each header and size, into a folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`folder`: where the PDFs go; made if it is not there."""
        parser.add_argument("folder", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        """One file a document; nothing is frozen and nothing is kept."""
        # Importing WeasyPrint costs over a second: only this command pays.
        from reporting import pdf  # noqa: PLC0415

        folder: Path = options["folder"]
        folder.mkdir(parents=True, exist_ok=True)
        with translation.override("vi"):
            for sample in samples(configuring.letter(), timezone.localdate()):
                made = pdf.render(sample.document)
                (folder / f"{sample.name}.pdf").write_bytes(made)
                self.stdout.write(f"{sample.name}: {pdf.page_count(made)} trang")
