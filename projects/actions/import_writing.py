"""Write a confirmed batch into the registry: whole or not at all."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet

from accounts.actions.audit import Entry, record
from accounts.models import User
from deadlines.actions.refreshing import (
    CHUNK,
    Occasion,
    Register,
    hold_still,
    refresh,
    refresh_register,
)
from deadlines.registry import owners
from projects.actions.import_derived import Derived
from projects.actions.import_images import take_after
from projects.actions.import_laying import Laid, Laying
from projects.actions.import_saving import Hand, Saver
from projects.actions.import_staging import laid_of, relay
from projects.actions.import_steps import ALONE, Cancelled, Steps, one_batch_at_a_time, take
from projects.actions.import_world import World, load_world
from projects.actions.investor_acts import one_at_a_time
from projects.actions.projects import next_code
from projects.actions.quality import keep
from projects.models import ImportBatch, ImportRow, Project

State = ImportBatch.State
Outcome = ImportRow.Outcome
MOVED = "registry_moved"
"""`ImportBatch.failure` of a batch whose rows were confirmed against a registry that moved on."""

_CAUSE = "import"
_ROWS_DONE = 55
"""Percent of the work when the rows are written; deadlines and questions are the rest."""


class RegistryMoved(Exception):
    """What a person confirmed is not what would be written: rows meet other facts by now."""

    def __init__(self, positions: list[int]) -> None:
        super().__init__(positions)
        self.positions = positions


def write(
    *, batch_id: int, by: User | None, on: date, at: datetime, steps: Steps = ALONE
) -> ImportBatch:
    """WRITING -> DONE in one transaction; a batch in another state is returned as it is.

    Asked to stop, everything is rolled back and the batch is READ again. It is READ again with
    the failure `MOVED`, too, when rows meet a project changed or entered since they were
    confirmed: those rows are laid anew for another look.
    """
    try:
        with transaction.atomic():
            return _write(batch_id, Hand(by, at), on, steps)
    except Cancelled:
        return _back(batch_id)
    except RegistryMoved as moved:
        return _look_again(batch_id, moved.positions, by, on)


def _write(batch_id: int, hand: Hand, on: date, steps: Steps) -> ImportBatch:
    batch = take(batch_id)
    if batch.state != State.WRITING:
        return batch
    confirmed = batch.rows.filter(outcome__in=(Outcome.CREATE, Outcome.UPDATE))
    known = [pk for pk in confirmed.values_list("project_id", flat=True) if pk]
    _hold(confirmed.count(), known)
    world = load_world(batch, by=hand.by, on=on)
    saver = Saver(batch, world, hand, settings.PROVINCE_CODE_PREFIX, _next_number())
    derived = Derived(batch)
    derived.before(known)
    _save_all(confirmed.defer("written", "messages"), saver, steps)
    _renew(saver, on, steps)
    derived.after()
    take_after(batch)
    _link(batch, saver)
    return _done(batch.pk, saver)


def _save_all(confirmed: QuerySet[ImportRow], saver: Saver, steps: Steps) -> None:
    by_position: dict[int, ImportRow] = {}
    laid_rows: deque[Laid] = deque()
    for row in confirmed.iterator(chunk_size=CHUNK):
        by_position[row.position] = row
        laid_rows.append(_confirmed(row, saver.world))
    count = len(laid_rows)
    moved: list[int] = []
    done = 0
    for chunk in Laying(saver.world).lay(laid_rows):
        moved += [laid.position for laid in chunk if _has_moved(by_position[laid.position], laid)]
        if not moved:
            saver.save(chunk)
        done += len(chunk)
        steps.reached(done, count, last=_ROWS_DONE)
    if moved:
        raise RegistryMoved(moved)


def _confirmed(row: ImportRow, world: World) -> Laid:
    """A row as it was confirmed; what is found for it now is looked at afterwards."""
    laid = laid_of(row, world)
    laid.outcome, laid.project = row.outcome, row.project_id
    row.values = {}  # Held twice, ten thousand rows would take twice the memory.
    return laid


def _has_moved(row: ImportRow, laid: Laid) -> bool:
    """Whether the row now meets something that was not there when it was confirmed."""
    if row.outcome == Outcome.UPDATE:
        return row.project_id is None or laid.changes != row.changes
    found = {pk for pk, _why in laid.match.proposed} | {laid.match.project} - {None}
    return not found <= {candidate["id"] for candidate in row.candidates}


def _hold(count: int, wanted: Sequence[int]) -> None:
    """One import at a time; a large one holds the registry still, or its locks would be too many.

    Projects before investors, as every act takes them.
    """
    one_batch_at_a_time()
    if count > CHUNK:
        hold_still()
    known = Project.objects.filter(pk__in=wanted).order_by("pk")
    list(known.select_for_update(no_key=True).values_list("pk", flat=True))
    one_at_a_time()


def _next_number() -> int:
    code = next_code(settings.PROVINCE_CODE_PREFIX)
    return int(code.rpartition("-")[2])


def _renew(saver: Saver, on: date, steps: Steps) -> None:
    """Quality and deadlines of what is new or changed, in chunks."""
    touched = sorted([*saver.made, *saver.changed])
    updated_on = on if saver.hand.by else None
    for start in range(0, len(touched), CHUNK):
        chunk = touched[start : start + CHUNK]
        keep(project_ids=chunk, at=saver.hand.at, updated_on=updated_on)
        renew(chunk, on=on, at=saver.hand.at, cause=_CAUSE, is_large=len(touched) > CHUNK)
        steps.reached(start + len(chunk), len(touched), first=_ROWS_DONE, last=99)


def renew(ids: Sequence[int], *, on: date, at: datetime, cause: str, is_large: bool) -> None:
    """Compute the deadlines of these projects; of many, the caller already holds the registry."""
    if not is_large:
        refresh(project_ids=ids, on=on, at=at, cause=cause)
        return
    by_project = Register(tuple(owner for owner in owners() if not owner.by_subject))
    refresh_register(by_project, ids, Occasion(on, at, cause))


def _link(batch: ImportBatch, saver: Saver) -> None:
    """Let each row that made a project lead to it."""
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE projects_importrow r SET project_id = made.project
                FROM unnest(%s::int[], %s::bigint[]) AS made(position, project)
                WHERE r.batch_id = %s AND r.position = made.position""",
            [list(saver.by_position), list(saver.by_position.values()), batch.pk],
        )


def _done(batch_id: int, saver: Saver) -> ImportBatch:
    batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
    if batch.cancel_asked:
        raise Cancelled
    outcomes = Counter(batch.rows.values_list("outcome", flat=True))
    batch.state, batch.written_at, batch.failure = State.DONE, saver.hand.at, ""
    batch.created, batch.updated = len(saver.made), len(saver.changed)
    batch.unchanged = outcomes[Outcome.SAME]
    batch.version += 1
    batch.save()
    new = {"created": batch.created, "updated": batch.updated, "unchanged": batch.unchanged}
    entry = Entry(
        verb="projects_imported",
        subject_kind="import_batch",
        subject_id=batch.pk,
        summary=batch.file_name,
        new=new | {"sha256": batch.file_sha256},
    )
    record(by=saver.hand.by, entry=entry)
    return batch


@transaction.atomic
def _back(batch_id: int) -> ImportBatch:
    batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
    if batch.state == State.WRITING:
        batch.state, batch.cancel_asked = State.READ, False
        batch.version += 1
        batch.save()
    return batch


@transaction.atomic
def _look_again(batch_id: int, positions: list[int], by: User | None, on: date) -> ImportBatch:
    take(batch_id)
    batch = _back(batch_id)
    rows = list(batch.rows.filter(position__in=positions))
    for row in rows:
        row.answered_by_id = None
    for _laid in relay(batch, rows, load_world(batch, by=by, on=on)):
        pass
    ImportRow.objects.filter(pk__in=[row.pk for row in rows]).update(answered_by_id=None)
    batch.failure = MOVED
    batch.save(update_fields=["failure"])
    return batch
