"""Lay the rows of a read workbook beside the registry: what each would do, what is in doubt."""

from __future__ import annotations

from datetime import date, datetime

from accounts.models import User
from projects.actions.import_steps import Steps
from projects.importing.reading import Table
from projects.models import ImportBatch


def stage(
    *, batch_id: int, table: Table, by: User | None, on: date, at: datetime, steps: Steps = Steps()
) -> ImportBatch:
    """Fill the rows of a batch that is being read (or read again) and move it to READ.

    `ImportRow.values` is {key: {"value", "kind", "hedge"}}, `written` {title: text}, `changes`
    {"old": {field: ...}, "new": {field: ...}} as `projects.wording.named` knows the fields,
    `candidates` [{"about": "project" | "investor" | "row", "id", "label", "why", "share"}].
    Raises `Cancelled`: the rows staged before stand.
    """
    raise NotImplementedError
