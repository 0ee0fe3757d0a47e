"""Take a written batch back: every row it made or changed is again what it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.actions.import_steps import Steps
from projects.actions.refusals import Refusal
from projects.models import ImportBatch


class ChangedMeanwhile(Refusal):
    """Rows of the batch were changed after it was written."""

    status = 409
    text = _(
        "%(count)d records were changed after the import. Look at them, then undo the rest or "
        "nothing."
    )


@dataclass(frozen=True, slots=True)
class ChangedSince:
    """Something the batch wrote that is not as it left it: in words, and the project to look at."""

    label: str
    project_id: int | None


def what_changed_since(batch: ImportBatch) -> list[ChangedSince]:
    """What stands in the way of undoing the whole batch: changed since, or built upon since."""
    raise NotImplementedError


def undo(
    *, batch_id: int, by: User | None, on: date, at: datetime, steps: Steps = Steps()
) -> ImportBatch:
    """UNDOING -> UNDONE in one transaction; a batch already UNDONE is returned as it is.

    What was changed since is left alone, with the project it belongs to, if `batch.options`
    holds "undo_rest": true; otherwise `ChangedMeanwhile` is raised and nothing is undone. Asked to
    stop, the batch is DONE again.
    """
    raise NotImplementedError
