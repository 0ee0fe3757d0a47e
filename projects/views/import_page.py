"""What the pages about one workbook share, and what its list and its state show."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from desk import paging
from desk.models import Job
from projects.actions import import_batches as acts
from projects.importing import counts as import_counts
from projects.importing.wording import failure_words
from projects.models import ImportBatch

State = ImportBatch.State

STEPS = (
    ("upload", _("Send")),
    ("import_columns", _("Columns")),
    ("import_preview", _("Check")),
    ("import_confirm", _("Confirm")),
)
_WORKS = {
    State.UPLOADED: (acts.READ, _("The workbook waits to be read.")),
    State.READING: (acts.READ, _("The workbook is being read and held against the registry.")),
    State.WRITING: (acts.WRITE, _("The rows are being written.")),
    State.UNDOING: (acts.UNDO, _("The import is being undone.")),
}
_TONES = {
    State.DONE: "ok",
    State.FAILED: "crit",
    State.CANCELLED: "unk",
    State.UNDONE: "unk",
    State.READ: "warn",
}


def found(import_id: int) -> ImportBatch:
    """The workbook of an address (404)."""
    try:
        return ImportBatch.objects.get(pk=import_id)
    except ImportBatch.DoesNotExist as error:
        raise Http404 from error


def elsewhere(batch: ImportBatch, *states: State) -> HttpResponse | None:
    """Where to go instead when the workbook is in none of these states."""
    return None if batch.state in states else redirect("projects:import", batch.pk)


def frame(batch: ImportBatch, step: str) -> dict[str, Any]:
    """What every page about a workbook shows: its name, the four steps, the way back."""
    names = [name for name, _words in STEPS]
    here = names.index(step)
    return {
        "batch": batch,
        "crumbs": [(gettext("Import from Excel"), reverse("projects:imports"))],
        "steps": [
            {
                "words": words,
                "done": place < here,
                "current": place == here,
                "url": reverse(f"projects:{name}", args=[batch.pk])
                if 0 < place < here and batch.state == State.READ
                else "",
            }
            for place, (name, words) in enumerate(STEPS)
        ],
        "same": _same_file(batch),
    }


def list_context(query: QueryDict) -> dict[str, Any]:
    """Imports, the newest first, a page at a time."""
    segment = paging.Segment(ImportBatch.objects.all(), (paging.Key("pk", descending=True),))
    cursor = paging.read_cursor(query.get("trang", ""))
    page = paging.page([segment], cursor=cursor, size=paging.DEFAULT_SIZE)
    batches = sorted(ImportBatch.objects.filter(pk__in=page.ids), key=lambda b: -b.pk)
    people = _people(batches)
    return {
        "batches": [
            {
                "batch": batch,
                "who": people.get(batch.by_id or 0, ""),
                "state": _state_words(batch),
                "tone": _TONES.get(State(batch.state), "info"),
                "written": batch.state in (State.DONE, State.UNDOING, State.UNDONE),
            }
            for batch in batches
        ],
        "newer_url": f"?trang={page.newer}" if page.newer else "",
        "older_url": f"?trang={page.older}" if page.older else "",
    }


def state_context(batch: ImportBatch) -> dict[str, Any]:
    """One workbook that is not being checked by a person."""
    step = "import_confirm"
    if batch.state in (State.UPLOADED, State.READING, State.FAILED):
        step = "import_columns"
    people = _people([batch])
    return (
        frame(batch, step)
        | _progress(batch)
        | {
            "who": people.get(batch.by_id or 0, ""),
            "undone_by": people.get(batch.undone_by_id or 0, ""),
            "failed_words": failure_words(batch.failure) if batch.failure else "",
            "projects_url": f"{reverse('projects:list')}?lo_nhap={batch.pk}",
            "total": batch.created + batch.updated,
            **_left(batch),
        }
    )


def _state_words(batch: ImportBatch) -> str:
    if batch.state == State.CANCELLED:
        return gettext("Workbook given up")
    return batch.get_state_display()


def _progress(batch: ImportBatch) -> dict[str, Any]:
    work = _WORKS.get(State(batch.state))
    if work is None:
        return {"waiting": False}
    handler, words = work
    job = Job.objects.filter(handler=handler, subject_id=batch.pk).order_by("-pk").first()
    failed = job is not None and job.state == Job.State.FAILED
    return {
        "waiting": not failed,
        "given_up": failed,
        "doing": words,
        "percent": job.progress if job else 0,
        "may_cancel": batch.state == State.WRITING and not batch.cancel_asked,
        "may_give_up": batch.state in acts.OPEN,
    }


def _left(batch: ImportBatch) -> dict[str, int]:
    """What a written batch left out, and how many of its rows have warnings."""
    if batch.state != State.DONE:
        return {}
    counts = import_counts.counted(batch.pk)
    return {"left": counts["bo"], "warned": counts["canh_bao"]}


def _people(batches: list[ImportBatch]) -> dict[int, str]:
    ids = {pk for batch in batches for pk in (batch.by_id, batch.undone_by_id) if pk}
    return {user.pk: str(user) for user in User.objects.filter(pk__in=ids)}


def _same_file(batch: ImportBatch) -> ImportBatch | None:
    """An earlier batch of the very same file that was written, if there is one."""
    same = ImportBatch.objects.filter(file_sha256=batch.file_sha256, state=State.DONE)
    return same.filter(pk__lt=batch.pk).first()
