"""Write a confirmed batch into the registry: whole or not at all."""

from __future__ import annotations

from datetime import date, datetime

from accounts.models import User
from projects.actions.import_steps import Steps
from projects.models import ImportBatch


def write(
    *, batch_id: int, by: User | None, on: date, at: datetime, steps: Steps = Steps()
) -> ImportBatch:
    """WRITING -> DONE in one transaction; a batch already DONE is returned as it is.

    Asked to stop, everything is rolled back and the batch is READ again, not asked any more.
    """
    raise NotImplementedError
