"""Take a written batch back: every row it made or changed is again what it was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, in_words, record, record_many
from accounts.models import User
from deadlines.actions.refreshing import CHUNK, chunks, hold_still
from projects.actions import import_derived as derived
from projects.actions import import_images as images
from projects.actions.import_standing import MADE, ChangedSince, Leaving, leaving, standing
from projects.actions.import_steps import ALONE, Cancelled, Steps, one_batch_at_a_time, take
from projects.actions.import_writing import renew
from projects.actions.investor_acts import one_at_a_time
from projects.actions.refusals import Refusal
from projects.models import ImportBatch, ImportRow, ImportTouch, Project

State = ImportBatch.State
_CAUSE = "import_undone"


class ChangedMeanwhile(Refusal):
    """Rows of the batch were changed after it was written."""

    status = 409
    text = _(
        "%(count)d records were changed after the import. Look at them, then undo the rest or "
        "nothing."
    )


def what_changed_since(batch: ImportBatch) -> list[ChangedSince]:
    """What stands in the way of undoing the whole batch: changed since, or built upon since."""
    return list(standing(batch).changed)


def undo(
    *, batch_id: int, by: User | None, on: date, at: datetime, steps: Steps = ALONE
) -> ImportBatch:
    """UNDOING -> UNDONE in one transaction; a batch in another state is returned as it is.

    What was changed since is left alone, with the project it belongs to, if `batch.options`
    holds "undo_rest": true; otherwise `ChangedMeanwhile` is raised and nothing is undone. Asked to
    stop, the batch is DONE again.
    """
    try:
        with transaction.atomic():
            return _undo(batch_id, by, on, at, steps)
    except Cancelled:
        return _still_done(batch_id)


def _undo(batch_id: int, by: User | None, on: date, at: datetime, steps: Steps) -> ImportBatch:
    batch = take(batch_id)
    if batch.state != State.UNDOING:
        return batch
    _hold(batch)
    stands = standing(batch)
    if stands.changed and not batch.options.get("undo_rest"):
        raise ChangedMeanwhile(count=len(stands.changed))
    found = leaving(batch, stands)
    steps.reached(20, 100)
    record_many(by=by, entries=_told(batch, found))
    _delete_made(batch, found)
    steps.reached(50, 100)
    _put_back(batch, found)
    _renew(found.restored, on, at, steps)
    return _undone(batch_id, found, left=len(stands.changed), by=by)


def _hold(batch: ImportBatch) -> None:
    """As writing does: one batch at a time, projects before investors."""
    one_batch_at_a_time()
    touched = ImportTouch.objects.filter(batch=batch, model=images.label(Project))
    ids = list(touched.values_list("row_id", flat=True))
    if len(ids) > CHUNK:
        hold_still()
    held = Project.objects.filter(pk__in=ids).order_by("pk").select_for_update()
    list(held.values_list("pk", flat=True))
    one_at_a_time()


def _delete_made(batch: ImportBatch, found: Leaving) -> None:
    """Delete what the batch made, what hangs on it first."""
    gone = found.deleted[Project]
    derived.delete_of(gone)
    ImportRow.objects.filter(project_id__in=gone).update(project=None)
    for model in MADE:
        images.delete(model, "id", found.deleted[model])


def _put_back(batch: ImportBatch, found: Leaving) -> None:
    for model in MADE:
        images.put_back(batch, model, found.put_back[model])
    derived.put_back(batch, found.restored)


def _renew(project_ids: Sequence[int], on: date, at: datetime, steps: Steps) -> None:
    """The same facts give the same deadlines; a night in between may have moved some."""
    done = 0
    for chunk in chunks(project_ids):
        renew(chunk, on=on, at=at, cause=_CAUSE, is_large=len(project_ids) > CHUNK)
        done += len(chunk)
        steps.reached(done, len(project_ids), first=60, last=99)


def _told(batch: ImportBatch, found: Leaving) -> list[Entry]:
    """One line of history for each project that goes or is again what it was."""
    gone = set(found.deleted[Project])
    named = dict(Project.objects.filter(pk__in=[*gone, *found.restored]).values_list("pk", "code"))
    taken_out = _("Project %(code)s removed: the import of %(file)s was undone")
    as_before = _("Project %(code)s as before the import of %(file)s")
    return [
        Entry(
            verb="project_import_undone",
            subject_kind="project",
            subject_id=pk,
            project_id=pk,
            summary=in_words(
                taken_out if pk in gone else as_before, code=code, file=batch.file_name
            ),
            reason=batch.undone_reason,
        )
        for pk, code in sorted(named.items())
    ]


def _undone(batch_id: int, found: Leaving, *, left: int, by: User | None) -> ImportBatch:
    batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
    batch.state = State.UNDONE
    batch.version += 1
    batch.save()
    entry = Entry(
        verb="import_undone",
        subject_kind="import_batch",
        subject_id=batch.pk,
        summary=in_words(_("Import of %(file)s undone"), file=batch.file_name),
        new={
            "deleted": len(found.deleted[Project]),
            "restored": len(found.restored),
            "left": left,
        },
        reason=batch.undone_reason,
    )
    record(by=by, entry=entry)
    return batch


@transaction.atomic
def _still_done(batch_id: int) -> ImportBatch:
    batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
    if batch.state == State.UNDOING:
        batch.state, batch.cancel_asked = State.DONE, False
        batch.undone_at, batch.undone_by_id, batch.undone_reason = None, None, ""
        batch.version += 1
        batch.save()
    return batch
