"""The files of a report: which edition stands, how far its rendering is, what is given out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desk.models import Job
from reporting import editions
from reporting.actions.papers import RENDER_EDITION
from reporting.models import Edition, Paper, SignedCopy


@dataclass(frozen=True, slots=True)
class File:
    """The PDF that is given out for a paper now."""

    data: bytes
    name: str


def issued(paper: Paper, *, whole: bool = False) -> Edition | None:
    """The edition of an issued paper; without its PDF unless `whole`."""
    rows = paper.editions.filter(purpose=Edition.Purpose.ISSUED).defer("content")
    return (rows if whole else rows.defer("content", "pdf")).first()


def preview(paper: Paper, *, whole: bool = False) -> Edition | None:
    """The preview of what is written now; one of earlier words is no preview any more."""
    current = editions.edited(paper).sha256
    rows = paper.editions.filter(purpose=Edition.Purpose.PREVIEW, content_sha256=current)
    return (rows.defer("content") if whole else rows.defer("content", "pdf")).first()


def rendering(edition: Edition | None) -> dict[str, Any] | None:
    """How far the worker is with an edition that is not ready."""
    if edition is None or edition.state == Edition.State.READY:
        return None
    job = Job.objects.filter(handler=RENDER_EDITION, subject_id=edition.pk).order_by("-pk").first()
    return {
        "progress": job.progress if job else 0,
        "failed": job is not None and job.state == Job.State.FAILED,
    }


def file_of(paper: Paper) -> File | None:
    """The newest signed copy, else the issued file; of a draft the preview, else the figures alone."""
    run, stem = paper.run, _stem(paper)
    if paper.life == Paper.Life.ISSUED:
        signed = SignedCopy.objects.filter(edition__paper=paper).first()
        if signed is not None:
            return File(bytes(signed.pdf), f"{stem}-da-ky.pdf")
        edition = issued(paper, whole=True)
        return File(bytes(edition.pdf), f"{stem}.pdf") if edition and edition.pdf else None
    draft = preview(paper, whole=True)
    if draft is not None and draft.pdf:
        return File(bytes(draft.pdf), f"{stem}-du-thao.pdf")
    return File(bytes(run.pdf), f"{stem}-du-thao.pdf") if run.pdf else None


def _stem(paper: Paper) -> str:
    run = paper.run
    kind = run.template.replace("_", "-")
    return f"bao-cao-{kind}-{run.period_start:%m-%Y}-lan-{run.number}"
