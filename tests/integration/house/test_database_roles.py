"""The application's role keeps rows, never the schema or the history."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction

from accounts.models import AuditEvent, AuditLeaf, AuditSeal
from desk.models import Job
from reporting.models import Edition, Paper, ReportRun
from tests.factories import ReportReady
from tests.factories.reporting import AskWritten, EditionIssued

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


@pytest.mark.parametrize("first", ["SELECT 1", GO_AROUND], ids=["plainly", "around the trigger"])
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE reporting_paper SET life = 'draft' WHERE id = {paper}",
        "UPDATE reporting_paper SET official_number = '9/BC' WHERE id = {paper}",
        "UPDATE reporting_edition SET pdf = 'x' WHERE id = {edition}",
        "UPDATE reporting_edition SET purpose = 'preview' WHERE id = {edition}",
        "DELETE FROM reporting_edition WHERE id = {edition}",
        "INSERT INTO reporting_passage (paper_id, slot, text, written_at, version)"
        " VALUES ({paper}, 'x', 'x', now(), 1)",
        "DELETE FROM reporting_ask WHERE paper_id = {paper}",
        "DELETE FROM reporting_paper WHERE id = {paper}",
        "DELETE FROM reporting_signedcopy",
    ],
)
def test_the_application_cannot_change_a_report_under_its_number(change, first) -> None:
    ask = AskWritten()
    issued(ask.paper)
    edition = EditionIssued(paper=ask.paper)
    statement = change.format(paper=ask.paper_id, edition=edition.pk)
    with (
        pytest.raises((InternalError, ProgrammingError), match=r"Cannot|permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"{first}; {statement}")
    assert Paper.objects.filter(pk=ask.paper_id, life="issued", official_number="77/BC").exists()
    assert bytes(Edition.objects.get(pk=edition.pk).pdf or b"") == edition.pdf


def issued(paper: Paper) -> None:
    """Carry a draft all the way, as the acts do."""
    at = paper.run.requested_at
    Paper.objects.filter(pk=paper.pk).update(
        life="issued",
        submitted_at=at,
        submitted_by_id=1,
        approved_at=at,
        approved_by_id=2,
        official_number="77/BC",
        issued_on=at.date(),
        issued_at=at,
    )
    paper.refresh_from_db()


def test_the_application_may_write_history() -> None:
    event = AuditEvent.objects.create(
        by_name="Nguyễn Văn A", verb="x", subject_kind="project", subject_id=1, summary="x"
    )
    assert AuditEvent.objects.get().pk == event.pk
