"""Lay the rows of a read workbook beside the registry: what each would do, what is in doubt."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from django.db import transaction

from accounts.actions.pouring import pour
from accounts.models import User
from projects.actions.import_keeping import Answered, decision_of
from projects.actions.import_laying import Decision, Laid, Laying, by_row, doubtful, in_words
from projects.actions.import_steps import ALONE, Cancelled, Steps, take
from projects.actions.import_world import World, load_world
from projects.importing.messages import Message, Severity
from projects.importing.reading import ParsedRow, Table
from projects.importing.stored_rows import from_json, to_json
from projects.models import ImportBatch, ImportRow

State = ImportBatch.State
Outcome = ImportRow.Outcome
_LAID = ("outcome", "project_id", "candidates", "changes", "messages")


@transaction.atomic
def stage(
    *,
    batch_id: int,
    table: Table,
    by: User | None,
    on: date,
    at: datetime,
    steps: Steps = ALONE,
) -> ImportBatch:
    """Fill the rows of a batch that is being read and move it to READ.

    `ImportRow.values` is what `importing.stored_rows.to_json` gives, `written` {title: text},
    `changes` {"old": {field: ...}, "new": {field: ...}} with the fields of `projects.wording.named`,
    `candidates` [{"about": "project" | "investor" | "row", "id", "label", "why", "share"}].
    A batch that is no longer being read is returned as it is. Raises `Cancelled`: what was staged
    before stands.
    """
    batch = take(batch_id)
    if batch.state not in (State.UPLOADED, State.READING):
        return batch
    world = load_world(batch, by=by, on=on)
    return fill(batch, table, world, steps)


def fill(
    batch: ImportBatch,
    table: Table,
    world: World,
    steps: Steps = ALONE,
    decide: Callable[[Laid], Decision | None] = lambda laid: None,
) -> ImportBatch:
    """Stage the rows in the world given; the caller holds the batch.

    `decide` answers what would wait for a person; what a person answered of the very row before holds.
    """
    answered = Answered(batch)
    batch.rows.all().delete()
    laying = Laying(world, doubtful(table.messages))
    said = by_row(table.messages)
    rows = deque(Laid(place, row, world.match(row)) for place, row in enumerate(table.rows))
    by: dict[int, int | None] = {}
    for laid in rows:
        before = answered.of(laid.row, said.get((laid.row.sheet, laid.row.number), []))
        laid.decision = (before and decision_of(before)) or decide(laid)
        by[laid.position] = before.answered_by_id if before and laid.decision else None
    done = 0
    for chunk in laying.lay(rows):
        told = [said.get((laid.row.sheet, laid.row.number), []) for laid in chunk]
        pour(
            [
                _row(batch, laid, each, by[laid.position])
                for laid, each in zip(chunk, told, strict=True)
            ]
        )
        done += len(chunk)
        steps.reached(done, len(table.rows))
    kept = batch.state
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.state != kept:
        raise Cancelled
    batch.state = State.READ
    batch.rows_read = len(table.rows)
    batch.messages = in_words(table.messages)
    batch.failure = ""
    batch.version += 1
    batch.save()
    return batch


def relay(batch: ImportBatch, rows: Sequence[ImportRow], world: World) -> Iterator[Laid]:
    """Lay staged rows anew and keep what comes of it; answers that a person gave hold."""
    laying = Laying(world, frozenset((r.sheet, r.number) for r in rows if _must_be_corrected(r)))
    others = ImportRow.objects.filter(batch=batch, project__isnull=False)
    others = others.exclude(pk__in=[row.pk for row in rows]).exclude(outcome=Outcome.SKIP)
    for project, sheet, number in others.values_list("project_id", "sheet", "number"):
        laying.taken[project] = (sheet, number)
    by_position = {row.position: row for row in rows}
    for chunk in laying.lay(deque(laid_of(row, world) for row in rows)):
        for laid in chunk:
            _keep(by_position[laid.position], laid)
        changed = [by_position[laid.position] for laid in chunk]
        ImportRow.objects.bulk_update(changed, list(_LAID), batch_size=200)
        yield from chunk


def laid_of(row: ImportRow, world: World) -> Laid:
    """A staged row, to be laid again; a person's answer holds."""
    parsed = from_json(row.sheet, row.number, row.values)
    return Laid(row.position, parsed, world.match(parsed), decision_of(row))


def _row(
    batch: ImportBatch, laid: Laid, said: list[Message], answered_by_id: int | None
) -> ImportRow:
    row = ImportRow(
        batch=batch,
        position=laid.position,
        sheet=laid.row.sheet[:100],
        number=laid.row.number,
        values=to_json(laid.row),
        written=_written(laid.row),
        messages=in_words(said),
        answered_by_id=answered_by_id,
    )
    _keep(row, laid)
    return row


def _keep(row: ImportRow, laid: Laid) -> None:
    row.outcome = laid.outcome
    row.project_id = laid.project if laid.outcome in (Outcome.UPDATE, Outcome.SAME) else None
    row.candidates = laid.candidates
    row.changes = laid.changes
    told = laid.plan.told if laid.plan else []
    read = [message for message in row.messages if not message.get("of_registry")]
    row.messages = read + [kept | {"of_registry": True} for kept in in_words(told)]


def _must_be_corrected(row: ImportRow) -> bool:
    return any(message["severity"] == Severity.ERROR for message in row.messages)


def _written(row: ParsedRow) -> dict[str, str]:
    cells = {row.titles.get(key, key): text for key, text in row.written.items()}
    return cells | dict(getattr(row, "others", {}))
