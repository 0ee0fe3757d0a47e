"""Import the projects of a workbook."""

from __future__ import annotations

import hashlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.demonstration import open_accounts
from projects.actions.importing import Report, Workbook, WorkbookRefused, import_workbook
from projects.actions.refusals import Refusal
from projects.importing.reading import read_table
from projects.importing.wording import STATUS_WORDS, words
from sheets.errors import UnreadableWorkbook
from sheets.reader import read


class Command(BaseCommand):
    help = (
        "Imports projects from an .xlsx or .xls with a header row (see projects/sample). All or "
        "nothing; importing a corrected workbook again updates."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and `--dry-run` to see what would happen."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Read, import, and say what was done and what could not be read."""
        now = timezone.localtime()
        workbook = self._workbook(options["file"], dry_run=options["dry_run"])
        try:
            report = import_workbook(workbook=workbook, by=None, on=now.date(), at=now)
        except WorkbookRefused as refused:
            self._tell([words(message) for message in refused.messages])
            raise CommandError(str(refused)) from refused
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        if settings.DEMO and settings.PORTAL_DATASET == "published" and not workbook.dry_run:
            open_accounts()
        self._tell([words(message) for message in report.messages])
        if options["verbosity"] > 0:
            self._summarise(report, dry_run=workbook.dry_run)

    def _workbook(self, path: Path, *, dry_run: bool) -> Workbook:
        """Read the file; CommandError says what is wrong with it."""
        try:
            content = path.read_bytes()
            table = read_table(read(content), on=timezone.localdate())
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        except UnreadableWorkbook as error:
            text = _("%(file)s cannot be read as a workbook (%(code)s). Save it as .xlsx.")
            raise CommandError(text % {"file": path.name, "code": error}) from error
        return Workbook(
            file_name=path.name,
            sha256=hashlib.sha256(content).hexdigest(),
            table=table,
            dry_run=dry_run,
        )

    def _tell(self, lines: list[str]) -> None:
        for line in lines:
            self.stdout.write(line)

    def _summarise(self, report: Report, *, dry_run: bool) -> None:
        if dry_run:
            self.stdout.write(_("Dry run: nothing was written."))
        for label, count in (
            (_("Rows read"), report.rows_read),
            (_("Created"), report.created),
            (_("Updated"), report.updated),
            (_("Unchanged"), report.unchanged),
            (_("Messages"), len(report.messages)),
        ):
            self.stdout.write(f"{label:<28}{count:>6}")
        for status, words_of in STATUS_WORDS.items():
            self.stdout.write(f"  {words_of!s:<26}{report.by_status.get(status, 0):>6}")
