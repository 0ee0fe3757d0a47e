"""A workbook of the timed import: read, laid beside the registry, written, and taken back."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from projects.actions.import_staging import stage
from projects.actions.import_undoing import undo, what_changed_since
from projects.actions.import_writing import write
from projects.importing.reading import Table, read_table
from projects.models import ImportBatch
from sheets.reader import read
from tests.benchmarks.harness import seconds
from tests.benchmarks.province import AT, DAY

State = ImportBatch.State


def whole(content: bytes) -> dict[str, float]:
    """The seconds of each step, and how many rows the registry took and knew again."""
    by = User.objects.filter(agency__isnull=False).earliest("pk")
    tables: list[Table] = []
    taken = {"read": seconds(lambda: tables.append(read_table(read(content), on=DAY)))}
    first, again = _batch(by), _batch(by)
    taken["stage"] = seconds(lambda: _stage(first, tables[0], by))
    tables.clear()
    taken["write"] = seconds(lambda: _write(first, by))
    tables.append(read_table(read(content), on=DAY))
    taken["stage_again"] = seconds(lambda: _stage(again, tables[0], by))
    tables.clear()
    taken["write_again"] = seconds(lambda: _write(again, by))
    first.refresh_from_db()
    again.refresh_from_db()
    changed: list[Any] = []
    taken["look"] = seconds(lambda: changed.extend(what_changed_since(first)))
    ImportBatch.objects.filter(pk=first.pk).update(
        state=State.UNDOING, undone_at=AT, undone_by_id=by.pk, undone_reason="Đo tốc độ"
    )
    taken["undo"] = seconds(lambda: undo(batch_id=first.pk, by=by, on=DAY, at=AT))
    first_counts = {"created": first.created, "changed_since": len(changed)}
    return taken | first_counts | {"unchanged": again.unchanged}


def _batch(by: User) -> ImportBatch:
    facts = {"file_name": "danh-muc.xlsx", "file_sha256": "0" * 64, "at": AT, "by_id": by.pk}
    return ImportBatch.objects.create(state=State.READING, **facts)


def _stage(batch: ImportBatch, table: Table, by: User) -> None:
    stage(batch_id=batch.pk, table=table, by=by, on=DAY, at=AT)
    batch.rows.filter(outcome="ask").update(outcome="create", answered_by_id=by.pk)


def _write(batch: ImportBatch, by: User) -> None:
    ImportBatch.objects.filter(pk=batch.pk).update(state=State.WRITING)
    write(batch_id=batch.pk, by=by, on=DAY, at=AT)
