"""The application's role keeps rows, never the schema or the history."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import ProgrammingError, connection, transaction

from accounts.models import AuditEvent
from desk.models import Job
from reporting.models import ReportRun

pytestmark = pytest.mark.usefixtures("as_application")


def refused(statement: str) -> bool:
    """Whether the database refuses a statement for want of rights."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except ProgrammingError as error:
        return "permission denied" in str(error) or "must be owner" in str(error)
    return False


def test_the_application_works_with_rows() -> None:
    at = datetime(2026, 8, 31, tzinfo=UTC)
    job = Job.objects.create(handler="x", subject_id=1, created_at=at)
    assert Job.objects.filter(pk=job.pk).update(progress=50) == 1
    assert Job.objects.filter(pk=job.pk).delete()[0] == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {audit} SET verb = 'x'",
        "DELETE FROM {audit}",
        "TRUNCATE {audit}",
        "ALTER TABLE {audit} DISABLE TRIGGER ALL",
        "DELETE FROM {report}",
        "TRUNCATE {report}",
        "DROP TABLE {report}",
        "DELETE FROM django_migrations",
        "CREATE TABLE mine (x int)",
    ],
)
def test_the_application_cannot_touch_history_or_schema(statement) -> None:
    tables = {"audit": AuditEvent._meta.db_table, "report": ReportRun._meta.db_table}
    assert refused(statement.format(**tables))


def test_the_application_may_write_history() -> None:
    event = AuditEvent.objects.create(
        by_name="Nguyễn Văn A", verb="x", subject_kind="project", subject_id=1, summary="x"
    )
    assert AuditEvent.objects.get().pk == event.pk
