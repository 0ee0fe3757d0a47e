"""History rows to seal, and hands that reach behind the portal's back."""

from __future__ import annotations

from django.db import connection, transaction
from django.db.models import Model

from accounts.actions.audit import Entry, record
from accounts.models import AuditEvent


def acts(count: int, *, project_id: int | None = 1) -> list[AuditEvent]:
    """So many history rows."""
    return [
        record(
            by=None,
            entry=Entry(
                verb="project_changed",
                subject_kind="project",
                subject_id=number,
                project_id=project_id,
                summary=f"Dự án {number} đã đổi",
                old={"name": "Nhà máy Đồng Đăng", "registered_capital_vnd": 10**15 + number},
                new={"name": "Nhà máy Lộc Bình", "registered_capital_vnd": None},
            ),
        )
        for number in range(count)
    ]


def behind_the_back(model: type[Model], statement: str, **words: object) -> None:
    """Run a statement on {table} as its owner, whom its triggers cannot stop."""
    table = model._meta.db_table
    with transaction.atomic(), connection.cursor() as cursor:
        # The test made its rows in the same transaction, whose checks still wait for its end.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement.format(table=table, **words))
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
