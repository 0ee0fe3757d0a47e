"""Rows of changes of many projects that the database refuses, by the constraint that does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from tests import factories as f

ODD = "?"  # a value that no list of choices holds
NIGHT = datetime(2026, 8, 31, 17, 30, tzinfo=UTC)


def _twice() -> None:
    row = f.BulkRowFactory()
    f.BulkRowFactory(change=row.change, project=row.project)


BULK: dict[str, Callable[[], Any]] = {
    "bulk_change_field_is_known": lambda: f.BulkChangeFactory(field=ODD),
    "bulk_change_has_a_reason": lambda: f.BulkChangeFactory(reason=""),
    "bulk_change_undone_by_somebody": lambda: f.BulkChangeFactory(undone_at=NIGHT),
    "bulk_change_once_for_each_project": _twice,
    "bulk_change_row_changes_something": lambda: f.BulkRowFactory(new={"sector": 1}),
}
