"""Celery edges of the registry: the care of files, the work on a workbook that comes in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

import structlog
from celery import shared_task
from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone, translation

from accounts.models import User
from desk.actions import jobs
from desk.models import Job
from desk.tasks import enqueue
from projects.actions import documents, import_batches, quality
from projects.actions.import_staging import stage
from projects.actions.import_steps import Cancelled, Steps, stop_asked
from projects.actions.import_undoing import ChangedMeanwhile, undo
from projects.actions.import_writing import write
from projects.documents import scanning, storing
from projects.importing import found as import_found
from projects.models import DocumentFile, ImportBatch
from sheets.errors import UnreadableWorkbook

log = structlog.get_logger(__name__)


def look_after_file(file_id: int) -> None:
    """Scan one file and draw its pages; done again, it does only what is missing."""
    kept = DocumentFile.objects.get(pk=file_id)
    if kept.scan == DocumentFile.Scan.NOT_SCANNED and settings.CLAMD_URL:
        kept.scan = _scan(kept)
    if kept.scan != DocumentFile.Scan.INFECTED and not storing.pages_drawn(kept.path):
        storing.draw(kept.path, kept.media_type)


def _scan(kept: DocumentFile) -> str:
    """Ask the scanner; while it is away the file stays not scanned, and the next night asks again."""
    try:
        with default_storage.open(kept.path) as content:
            verdict = scanning.scan(content, url=settings.CLAMD_URL)
    except scanning.ScannerAway as away:
        log.warning("scanner_away", file=kept.pk, said=str(away))
        return kept.scan
    documents.record_scan(file_id=kept.pk, virus=verdict.virus, at=timezone.now())
    return DocumentFile.Scan.INFECTED if verdict.virus else DocumentFile.Scan.CLEAN


def read_import(batch_id: int) -> None:
    """Read a workbook and lay its rows beside the registry; what cannot be read is told why."""
    batch = import_batches.begin_reading(batch_id=batch_id)
    if batch is None:
        return
    try:
        table, found = import_found.read_batch(batch, on=timezone.localdate())
    except UnreadableWorkbook as error:
        code = f"{error.code}:{error.detail}" if error.detail else error.code
        import_batches.could_not_be_read(batch_id=batch_id, code=code)
        return
    import_batches.keep_found(batch_id=batch_id, found=found)
    given_up = partial(import_batches.is_given_up, batch_id=batch_id)
    with _import_work(import_batches.READ, batch_id, stopped=given_up) as work, suppress(Cancelled):
        stage(table=table, **work)


def write_import(batch_id: int) -> None:
    """Write a confirmed workbook; stopped in between, nothing of it stands."""
    stopped = partial(stop_asked, batch_id)
    with _import_work(import_batches.WRITE, batch_id, stopped=stopped) as work:
        write(**work)


def undo_import(batch_id: int) -> None:
    """Take a written workbook back, or leave it as it is and say why on its page."""
    with _import_work(import_batches.UNDO, batch_id, stopped=lambda: False) as work:
        try:
            undo(**work)
        except ChangedMeanwhile:
            import_batches.stay_written(batch_id=batch_id)


@contextmanager
def _import_work(
    handler: str, batch_id: int, *, stopped: Callable[[], bool]
) -> Iterator[dict[str, Any]]:
    """The keywords of the actions on a batch: who asked for it, when, and how it tells of itself."""
    job = Job.objects.filter(handler=handler, subject_id=batch_id).order_by("-pk").first()
    with jobs.heard_at_once(handler=handler, subject_id=batch_id) as tell:
        yield {
            "batch_id": batch_id,
            "by": User.objects.filter(pk=job.requested_by_id or 0).first() if job else None,
            "on": timezone.localdate(),
            "at": timezone.now(),
            "steps": Steps(progress=tell, cancelled=stopped),
        }


@shared_task(name="projects.tasks.nightly_quality", ignore_result=True)
def nightly_quality() -> None:
    """Measure every record against what its stage asks for (target 4)."""
    with translation.override("vi"), timezone.override("Asia/Ho_Chi_Minh"):
        quality.keep_all(on=timezone.localdate(), at=timezone.now())


@shared_task(name="projects.tasks.nightly_care_of_files", ignore_result=True)
def nightly_care_of_files() -> None:
    """Scan what could not be scanned yet, remove files without a row, name rows without a file."""
    now = timezone.now()
    if settings.CLAMD_URL:
        for job in documents.ask_again(at=now):
            enqueue(job.pk)
    known = [
        *DocumentFile.objects.values_list("path", flat=True),
        *ImportBatch.objects.exclude(path="").values_list("path", flat=True),
    ]
    removed, missing = storing.sweep(known=known, at=now)
    if removed:
        log.warning("files_without_a_document_removed", files=removed)
    if missing:
        log.error("files_of_documents_missing", files=missing)
