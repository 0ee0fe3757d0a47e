"""Bring the projects of a workbook into the registry at once: all of it or nothing.

The way of the command, which asks nobody: what would be a question in the portal is decided by the
row's own number, else it is a new project.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.actions.import_laying import Decision, Laid
from projects.actions.import_staging import fill
from projects.actions.import_steps import take
from projects.actions.import_world import add_references, load_world
from projects.actions.import_writing import write
from projects.actions.refusals import Refusal
from projects.importing.messages import Message
from projects.importing.reading import Table
from projects.models import ImportBatch, ImportRow, Project
from projects.rules.matching import Why


class DemonstrationIsLoaded(Refusal):
    """Real rows never stand beside invented ones without a person who looks at them."""

    text = _(
        "This registry holds the demonstration province. Real rows are imported only into a "
        "registry without it: give DATABASE_URL another database."
    )


class WorkbookRefused(Refusal):
    """Something in the workbook must be corrected first; nothing was written."""

    text = _("Nothing was imported: %(count)d cells must be corrected first.")

    def __init__(self, table: Table) -> None:
        super().__init__(count=len(table.errors))
        self.messages = table.messages


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """A workbook as read."""

    file_name: str
    sha256: str
    table: Table
    dry_run: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What an import did, or would do. `by_status` counts the rows as the file states them."""

    rows_read: int
    created: int
    updated: int
    unchanged: int
    by_status: dict[str, int]
    messages: tuple[Message, ...]


@transaction.atomic
def import_workbook(*, workbook: Workbook, by: User | None, on: date, at: datetime) -> Report:
    """Create the projects that are new, update those that differ, leave the others untouched.

    A row is known by its own number, else by name, investor and province. An empty cell says
    nothing: it never erases what is on record. With `dry_run` everything is done and undone.
    Raises `WorkbookRefused` and `DemonstrationIsLoaded`.
    """
    table = workbook.table
    if table.errors:
        raise WorkbookRefused(table)
    if Project.objects.filter(origin=Project.Origin.DEMONSTRATION).exists():
        raise DemonstrationIsLoaded
    batch = ImportBatch.objects.create(
        file_name=workbook.file_name,
        file_sha256=workbook.sha256,
        state=ImportBatch.State.READING,
        at=at,
        by_id=by.pk if by else None,
    )
    add_references(table.rows)
    world = load_world(take(batch.pk), by=by, on=on)
    fill(batch, table, world, decide=_decide)
    ImportBatch.objects.filter(pk=batch.pk).update(state=ImportBatch.State.WRITING)
    written = write(batch_id=batch.pk, by=by, on=on, at=at)
    if workbook.dry_run:
        transaction.set_rollback(True)
    statuses = Counter(row.text("status") or "unknown" for row in table.rows)
    return Report(
        rows_read=written.rows_read,
        created=written.created,
        updated=written.updated,
        unchanged=written.unchanged,
        by_status=dict(statuses),
        messages=table.messages,
    )


def _decide(laid: Laid) -> Decision | None:
    """Of two projects that a row may mean, its number names one; without one it is new."""
    if laid.match.project is not None:
        return Decision(ImportRow.Outcome.UPDATE, laid.match.project)
    numbered = [pk for pk, why in laid.match.proposed if why is Why.CODE]
    if len(numbered) == 1:
        return Decision(ImportRow.Outcome.UPDATE, numbered[0])
    return Decision(ImportRow.Outcome.CREATE)
