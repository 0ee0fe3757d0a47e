"""Celery edges of the registry: the care of files."""

from __future__ import annotations

import structlog
from celery import shared_task
from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone, translation

from desk.tasks import enqueue
from projects.actions import documents, quality
from projects.documents import scanning, storing
from projects.models import DocumentFile, ImportBatch

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
