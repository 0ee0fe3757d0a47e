"""The files of a report: which edition stands, how far its rendering is, what is given out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desk.models import Job
from reporting import editions
from reporting.actions.papers import RENDER_EDITION
from reporting.models import Edition, Paper, ReportRun, SignedCopy

_NO_ROOM = _("The disk of the portal is full, so the file cannot be rendered.")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a file is not there yet, and what to do; `tone` as notes have it."""

    tone: str
    title: str | Promise
    text: str | Promise
    more: str | Promise = ""


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
    """How far the worker is with an edition that is not ready, and what stands in its way."""
    if edition is None or edition.state == Edition.State.READY:
        return None
    job = Job.objects.filter(handler=RENDER_EDITION, subject_id=edition.pk).order_by("-pk").first()
    return {
        "progress": job.progress if job else 0,
        "failed": job is not None and job.state == Job.State.FAILED,
        "trouble": _trouble(job) if job else None,
    }


def _trouble(job: Job) -> Trouble | None:
    """None also for a worker that was lost: the next one begins again within a minute."""
    if job.state == Job.State.FAILED:
        title = _("The file could not be rendered after five tries.")
        text = _(
            "Nothing of the report is lost. Have the administrator of the portal mend the cause, "
            "then press Try again on the page State of the portal: the file is rendered then."
        )
        return Trouble("bad", _NO_ROOM if job.lacked_room else title, text)
    if not job.stumbled:
        return None
    title = _("The last try to render the file did not succeed.")
    text = _("Nothing of the report is lost; it is tried again every minute, five times in all.")
    if job.lacked_room:
        more = _("Tell the administrator of the portal to make room now.")
        return Trouble("warn", _NO_ROOM, text, more)
    return Trouble("warn", title, text)


def file_of(paper: Paper) -> File | None:
    """The newest signed copy, else the issued file; of a draft the preview, else the figures alone."""
    run, name = paper.run, stem(paper)
    if paper.life == Paper.Life.ISSUED:
        signed = SignedCopy.objects.filter(edition__paper=paper).first()
        if signed is not None:
            return File(bytes(signed.pdf), f"{name}-da-ky.pdf")
        edition = issued(paper, whole=True)
        return File(bytes(edition.pdf), f"{name}.pdf") if edition and edition.pdf else None
    draft = preview(paper, whole=True)
    if draft is not None and draft.pdf:
        return File(bytes(draft.pdf), f"{name}-du-thao.pdf")
    return File(bytes(run.pdf), f"{name}-du-thao.pdf") if run.pdf else None


def stem(paper: Paper) -> str:
    """The name of its files, without ending: what it is, which period, which version."""
    run = paper.run
    return f"{_NAMES[_Kind(run.template)]}-{run.period_start:%m-%Y}-lan-{run.number}"


_Kind = ReportRun.Template
_NAMES = {
    _Kind.MONTHLY_NON_BUDGET: "bao-cao-thang",
    _Kind.MONTHLY_DISBURSEMENT: "bao-cao-giai-ngan",
    _Kind.LATE_LAND: "bao-cao-cham-dua-dat-vao-su-dung",
    _Kind.INSPECTIONS: "bao-cao-thanh-tra",
    _Kind.SCORECARD: "nghi-quyet-135",
    _Kind.SUPERVISION_QUARTER: "giam-sat-dau-tu-quy",
    _Kind.SUPERVISION_YEAR: "giam-sat-dau-tu-nam",
    _Kind.AGENCIES_YEAR: "ket-qua-cac-co-quan-nam",
}
