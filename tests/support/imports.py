"""A workbook on its way into the registry, and the registry as it stands, to the byte."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.apps import apps
from django.db import connection

from accounts.models import User
from projects.actions.import_staging import stage
from projects.actions.import_steps import ALONE, Steps
from projects.actions.import_undoing import undo
from projects.actions.import_writing import write
from projects.importing.reading import read_table
from projects.models import ImportBatch, ImportRow
from tests.support.workbooks import CellIn, sheet

ON = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
HEADER = (
    "Mã dự án",
    "Tên dự án",
    "Nhà đầu tư",
    "Tỉnh",
    "Địa điểm",
    "Tình trạng",
    "Vốn đăng ký (tỷ đồng)",
    "Số quyết định",
    "Ngày quyết định",
    "Mã số GCN đăng ký đầu tư",
    "Bàn giao đất thực tế",
    "Hoàn thành theo kế hoạch",
    "Ngày của nguồn",
)
_ROWS = 'SELECT t::text FROM "{table}" t ORDER BY 1'
State = ImportBatch.State
_ASIDE = ("audit", "import", "job", "touch", "session", "migration")
"""What an undone import leaves behind: its history, itself, the work of the machine."""


def row(**said: CellIn) -> tuple[CellIn, ...]:
    """A row of `HEADER`; what is not said is empty."""
    keys = (
        "id",
        "name",
        "investor",
        "province",
        "location",
        "status",
        "capital",
        "number",
        "decided",
        "certificate",
        "handover",
        "completion",
        "source_date",
    )
    return tuple(said.get(key) for key in keys)


def staged(by: User, *rows: Sequence[CellIn], **batch: Any) -> ImportBatch:
    """A batch of these rows, read and laid beside the registry."""
    table = read_table([sheet(HEADER, *rows)], on=ON)
    facts = {"file_name": "danh-muc.xlsx", "file_sha256": "0" * 64, "state": State.READING}
    new = ImportBatch.objects.create(**facts | {"at": AT, "by_id": by.pk} | batch)
    return stage(batch_id=new.pk, table=table, by=by, on=ON, at=AT)


def outcomes(batch: ImportBatch) -> list[str]:
    """What becomes of each row, in the order of the workbook."""
    return list(batch.rows.order_by("position").values_list("outcome", flat=True))


def only_row(batch: ImportBatch) -> ImportRow:
    """The one row of a batch."""
    return batch.rows.get()


def confirm(batch: ImportBatch) -> None:
    """A person said yes."""
    ImportBatch.objects.filter(pk=batch.pk).update(state=State.WRITING)


def written(by: User, batch: ImportBatch, steps: Steps = ALONE) -> ImportBatch:
    """The batch confirmed and written."""
    confirm(batch)
    return write(batch_id=batch.pk, by=by, on=ON, at=AT, steps=steps)


def undone(
    by: User, batch: ImportBatch, *, rest: bool = False, steps: Steps = ALONE
) -> ImportBatch:
    """The batch taken back."""
    asked = {"undone_at": AT, "undone_by_id": by.pk, "undone_reason": "nhầm tệp"}
    ImportBatch.objects.filter(pk=batch.pk).update(
        state=State.UNDOING, options={"undo_rest": rest}, **asked
    )
    return undo(batch_id=batch.pk, by=by, on=ON, at=AT, steps=steps)


def registry() -> dict[str, list[str]]:
    """Every stored row of every table, as PostgreSQL writes it."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if model._meta.managed and not any(word in table for word in _ASIDE):
            with connection.cursor() as cursor:
                cursor.execute(_ROWS.format(table=table))
                found[table] = [line for (line,) in cursor.fetchall()]
    return found
