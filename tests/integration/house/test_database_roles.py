"""The application's role keeps rows, never the schema or the history."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction

from accounts.models import AuditEvent, AuditLeaf, AuditSeal
from desk.models import Job
from reporting.models import ReportRun
from tests.factories import ReportReady

pytestmark = pytest.mark.usefixtures("as_application")

TABLES = {
    "audit": AuditEvent._meta.db_table,
    "leaf": AuditLeaf._meta.db_table,
    "seal": AuditSeal._meta.db_table,
    "report": ReportRun._meta.db_table,
}


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
        *(
            change.format(table=f"{{{table}}}", column=column, key=key)
            for table, column, key in (
                ("audit", "verb", "id"),
                ("leaf", "digest", "event_id"),
                ("seal", "root", "id"),
            )
            for change in (
                "UPDATE {table} SET {column} = 'x'",
                "DELETE FROM {table}",
                "TRUNCATE {table} CASCADE",
                "ALTER TABLE {table} DISABLE TRIGGER ALL",
                "INSERT INTO {table} SELECT * FROM {table} ON CONFLICT ({key}) DO "
                "UPDATE SET {column} = 'x'",
                "DROP TABLE {table} CASCADE",
            )
        ),
        "SELECT setval('accounts_auditevent_id_seq', 1)",
        "DELETE FROM {report}",
        "TRUNCATE {report}",
        "DROP TABLE {report}",
        "DELETE FROM django_migrations",
        "CREATE TABLE mine (x int)",
    ],
)
def test_the_application_cannot_touch_history_or_schema(statement) -> None:
    assert refused(statement.format(**TABLES))


GO_AROUND = """
SELECT set_config('pgtrigger.ignore', array_agg(tgname)::text, true)
FROM pg_trigger WHERE NOT tgisinternal
"""


@pytest.mark.parametrize("first", ["SELECT 1", GO_AROUND], ids=["plainly", "around the trigger"])
@pytest.mark.parametrize("change", ["number = 9", "state = 'queued', pdf = NULL", "snapshot = ''"])
def test_the_application_cannot_change_an_issued_report(change, first) -> None:
    run = ReportReady()
    statement = "{first}; UPDATE {report} SET {change} WHERE id = {pk}"
    with (
        pytest.raises(InternalError, match="Cannot update or delete"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(**TABLES, first=first, change=change, pk=run.pk))
    assert ReportRun.objects.filter(
        number=run.number, snapshot=run.snapshot, state="ready"
    ).exists()


def test_the_application_may_write_history() -> None:
    event = AuditEvent.objects.create(
        by_name="Nguyễn Văn A", verb="x", subject_kind="project", subject_id=1, summary="x"
    )
    assert AuditEvent.objects.get().pk == event.pk
