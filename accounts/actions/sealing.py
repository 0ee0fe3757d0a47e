"""Put the history under seal, batch by batch, so that a later change shows (house.md §4)."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from accounts.models import AuditEvent, AuditLeaf, AuditSeal
from accounts.queries import unsealed
from accounts.rules.seals import EVENT_COLUMNS, event_digest, merkle_root, seal_root

BATCH = 5000
"""Rows under one seal: a second of work, and what `audit_verify` holds in memory."""
_LOCK = 4611

# Whoever may still bring a row with a number already given out holds this lock until it ends.
_WRITERS = """
SELECT EXISTS (
    SELECT FROM pg_locks
    WHERE locktype = 'relation' AND mode = 'RowExclusiveLock' AND relation = %s::regclass
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND pid IS DISTINCT FROM pg_backend_pid())
"""


def seal(*, at: datetime) -> list[AuditSeal]:
    """Seal every committed row that no seal holds; without one nothing is written.

    While another worker seals, this one leaves the rows to it.
    """
    made: list[AuditSeal] = []
    while batch := _seal_batch(at=at):
        made.append(batch)
    return made


@transaction.atomic
def _seal_batch(*, at: datetime) -> AuditSeal | None:
    if not _alone():
        return None
    settled = _settled()
    rows = list(unsealed()[:BATCH].values(*EVENT_COLUMNS))
    if not rows:
        return None
    last = AuditSeal.objects.order_by("-pk").first()
    reached = min(settled, rows[-1]["id"]) if len(rows) == BATCH else settled
    digests = [event_digest(row) for row in rows]
    new = AuditSeal(
        id=last.pk + 1 if last else 1,
        sealed_at=at,
        rows=len(rows),
        complete_to=max(reached, last.complete_to if last else 0),
        previous_root=last.root if last else "",
        merkle_root=merkle_root(digests),
    )
    new.root = seal_root(vars(new))
    new.save(force_insert=True)
    AuditLeaf.objects.bulk_create(
        AuditLeaf(event_id=row["id"], seal=new, position=position, digest=digest)
        for position, (row, digest) in enumerate(zip(rows, digests, strict=True))
    )
    return new


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        found: bool = cursor.fetchone()[0]
    return found


def _settled() -> int:
    """Up to which number every row that will ever be there can be read now; 0 if nobody can tell.

    The last number given out is asked first. If then nobody is writing, whoever took that number
    or an earlier one has ended, and the next statement sees what was committed. Otherwise a row
    that is committed late is found by the next round, because nothing is called complete yet.
    """
    table = AuditEvent._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_sequence_last_value(pg_get_serial_sequence(%s, 'id')::regclass)", [table]
        )
        given_out: int | None = cursor.fetchone()[0]
        cursor.execute(_WRITERS, [table])
        writing: bool = cursor.fetchone()[0]
    return 0 if writing or given_out is None else given_out
