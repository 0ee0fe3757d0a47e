"""Bring an installation up to date: schema, rights, translations, static files, first data."""

from __future__ import annotations

import hashlib
import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from psycopg2 import sql

from investportal.database_roles import grant_application_rights

PUBLISHED_ROWS = settings.BASE_DIR / "projects" / "sample" / "du-an-da-cong-bo.xlsx"
MARK = "investportal: "
SLOW = 1
NOT_SERVED = ["rest_framework"]  # its own pages are switched off; the API speaks JSON only


def collect_static_files() -> None:
    """Collect and fingerprint what changed since the last time; nothing if nothing did."""
    sources = [
        (path, stat.st_size, stat.st_mtime_ns)
        for finder in get_finders()
        for path, storage in finder.list(NOT_SERVED)
        for stat in [Path(storage.path(path)).stat()]
    ]
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    state = hashlib.sha256(repr(sorted(sources)).encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == state:
        return
    call_command("collectstatic", verbosity=0, interactive=False, ignore_patterns=NOT_SERVED)
    stamp.write_text(state)


class Command(BaseCommand):
    help = (
        "Migrates, grants the application's role its rights, compiles translations, collects "
        "static files and, on the first run, loads PORTAL_DATASET. Run it as the owner of the "
        "tables; running it again changes nothing."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do each step and say how long it took."""
        with self._step("schema"):
            call_command("migrate", verbosity=0, interactive=False)
        if settings.DATABASE_APP_ROLE:
            with self._step("rights"):
                grant_application_rights(settings.DATABASE_APP_ROLE)
        with self._step("law and holidays"):
            call_command("load_law", verbosity=0, stdout=io.StringIO())
            call_command("load_handling_classes", verbosity=0, stdout=io.StringIO())
            call_command("load_criteria", verbosity=0, stdout=io.StringIO())
            call_command("load_targets", verbosity=0, stdout=io.StringIO())
            call_command("load_sources", verbosity=0)
        with self._step("translations"):
            call_command("compile_translations", verbosity=0)
        with self._step("static files"):
            collect_static_files()
        self._load_first_data()

    def _load_first_data(self) -> None:
        """Load the dataset once, with its mark on the database in the same transaction."""
        wanted, held = settings.PORTAL_DATASET, self._dataset()
        if held == wanted:
            return
        if held:
            raise CommandError(
                f"This database holds the data '{held}', and '{wanted}' was asked for. They never "
                "mix: give DATABASE_URL another database."
            )
        with self._step(f"first data ({wanted})"), transaction.atomic():
            if wanted == "demo":
                call_command("load_demo", verbosity=0)
                call_command("load_capital_demo", verbosity=0)
                call_command("load_inspections_demo", verbosity=0)
            else:
                call_command("load_units", verbosity=0)
            if wanted == "published":
                call_command("import_projects", str(PUBLISHED_ROWS), verbosity=0)
                call_command("load_published", verbosity=0)
            call_command("make_report", verbosity=0, stdout=io.StringIO())
            if wanted == "demo" and settings.DEMO:
                call_command("load_reports_demo", verbosity=0, stdout=io.StringIO())
            self._mark(wanted)
        # Else lists are planned for empty tables until PostgreSQL looks by itself.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    @staticmethod
    def _dataset() -> str:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT coalesce(shobj_description(oid, 'pg_database'), '') FROM pg_database "
                "WHERE datname = current_database()"
            )
            comment: str = cursor.fetchone()[0]
        return comment.removeprefix(MARK) if comment.startswith(MARK) else ""

    @staticmethod
    def _mark(dataset: str) -> None:
        database = sql.Identifier(str(connection.settings_dict["NAME"]))
        words = sql.Literal(MARK + dataset)
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(database, words))

    @contextmanager
    def _step(self, title: str) -> Iterator[None]:
        self.stdout.write(f"  - {title}")
        self.stdout.flush()
        began = time.monotonic()
        yield
        if time.monotonic() - began > SLOW:
            self.stdout.write(f"    {time.monotonic() - began:.1f} s")
