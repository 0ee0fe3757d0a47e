"""What the page of one report shows: how far it is, what was found, what it says, who did what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import AuditEvent, User
from accounts.permissions import Permission
from desk.models import Job
from reporting import doctoring, editions
from reporting.actions.papers import RENDER_EDITION
from reporting.builders.leaders import shown
from reporting.document.shapes import Document, Figure, Unit, code_of
from reporting.figure_rows import rows_of
from reporting.models import Edition, Paper, SignedCopy
from reporting.paper_access import visible_papers, works_on_reports
from reporting.rules.doctor import Finding

_Life = Paper.Life
STEPS: tuple[tuple[str, Promise], ...] = tuple((life, life.label) for life in _Life)
PILLS = {
    _Life.DRAFT: "idle",
    _Life.SUBMITTED: "proposed",
    _Life.APPROVED: "build",
    _Life.ISSUED: "run",
}
VERBS = {
    "freeze_report": _("froze the figures"),
    "write_passage": _("wrote a passage"),
    "set_asks": _("changed the decisions asked for"),
    "explain_finding": _("explained a finding"),
    "submit_report": _("submitted the report"),
    "return_report": _("returned the report"),
    "approve_report": _("approved the report"),
    "issue_report": _("issued the report"),
    "correct_report": _("began this correction"),
    "conclude_on_report": _("entered a conclusion of the meeting"),
    "sign_report": _("kept a signed copy"),
}
SHOWN_ACTS = 12


@dataclass(frozen=True, slots=True)
class File:
    """The PDF that is given out for a paper now."""

    data: bytes
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """One place people write in, as the page shows it."""

    key: str
    label: str
    lines: tuple[str, ...]
    proposed: bool
    empty: bool
    required: bool
    written_by: str
    written_at: datetime | None
    url: str


def context(paper: Paper, user: User, today: date) -> dict[str, Any]:
    """Everything on the page."""
    document = editions.filled(paper)
    working = works_on_reports(user)
    diagnosis = doctoring.diagnose(paper) if working else None
    issued = _issued(paper)
    return {
        "paper": paper,
        "run": paper.run,
        "document": document,
        "title": document.title,
        "code": code_of(paper.run.snapshot_sha256),
        "crumbs": [(gettext("Reports"), reverse("reporting:reports"))],
        "steps": _steps(paper),
        "pill": PILLS[_Life(paper.life)],
        "working": working,
        "draft": paper.life == _Life.DRAFT,
        "writes": paper.life == _Life.DRAFT and user.can(Permission.PREPARE_REPORT),
        "acts": _acts(paper, user, diagnosis),
        "findings": _findings(paper, diagnosis),
        "open": len(diagnosis.open) if diagnosis else 0,
        "passed": diagnosis.examined.passed if diagnosis else 0,
        "places": _places(paper, document),
        "first_page": document.first_page,
        "edition": issued or _preview(paper),
        "rendering": _rendering(issued or _preview(paper)),
        "superseded_by": Paper.objects.filter(corrects=paper, life=_Life.ISSUED).first(),
        "correction": Paper.objects.filter(corrects=paper).select_related("run").first(),
        "before": _before(paper, user),
        "log": _log(paper) if working else [],
        "conclusions": paper.conclusions.select_related("order", "ask"),
        "may_conclude": paper.life == _Life.ISSUED and user.can(Permission.PREPARE_REPORT),
        "figures": [_figure_line(paper, each) for each in document.figures],
        "verify_url": f"{reverse('reporting:verify')}?ma={code_of(paper.run.snapshot_sha256)}",
    }


def finding(paper: Paper, identity: str, today: date) -> Finding | None:
    """The finding with this identity, unless it is gone or can only be mended."""
    found = doctoring.diagnose(paper).examined.findings
    return next((each for each in found if each.identity == identity and not each.blocks), None)


def file_of(paper: Paper) -> File | None:
    """The newest signed copy, else the issued file; of a draft the preview, else the figures alone."""
    run, stem = paper.run, _stem(paper)
    if paper.life == _Life.ISSUED:
        signed = SignedCopy.objects.filter(edition__paper=paper).first()
        if signed is not None:
            return File(bytes(signed.pdf), f"{stem}-da-ky.pdf")
        issued = _issued(paper, whole=True)
        return File(bytes(issued.pdf), f"{stem}.pdf") if issued and issued.pdf else None
    preview = _preview(paper, whole=True)
    if preview is not None and preview.pdf:
        return File(bytes(preview.pdf), f"{stem}-du-thao.pdf")
    return File(bytes(run.pdf), f"{stem}-du-thao.pdf") if run.pdf else None


def figure_context(paper: Paper, key: str, user: User) -> dict[str, Any] | None:
    """A figure with its rows; None when the report has no such figure."""
    document = editions.frozen(paper)
    figure = document.figure(key)
    if figure is None:
        return None
    base = document.figure(figure.base) if figure.base else None
    return {
        "paper": paper,
        "figure": figure,
        "text": shown(figure),
        "unit": _unit(figure),
        "base": base,
        "base_text": shown(base) if base else "",
        "rows": rows_of(figure.rows, user),
        "crumbs": _crumbs(paper),
    }


def comparison(one: Paper, other: Paper) -> dict[str, Any]:
    """Figures of two reports by their keys, the earlier one first."""
    first, second = sorted((one, other), key=lambda each: (each.run.cut_off, each.run.number))
    old, new = editions.frozen(first), editions.frozen(second)
    before = {figure.key: figure for figure in old.figures}
    lines = [_compared(figure, before) for figure in new.figures]
    return {
        "first": first,
        "second": second,
        "lines": lines,
        "changed": sum(line["differs"] for line in lines),
        "crumbs": _crumbs(second),
    }


def _crumbs(paper: Paper) -> list[tuple[str, str]]:
    return [
        (gettext("Reports"), reverse("reporting:reports")),
        (str(paper), reverse("reporting:report", args=[paper.run_id])),
    ]


def _compared(figure: Figure, before: Mapping[str, Figure]) -> dict[str, Any]:
    old = before.get(figure.key)
    return {
        "label": figure.label,
        "unit": _unit(figure),
        "old": shown(old) if old else "…",
        "new": shown(figure),
        "differs": old is None or old.value != figure.value,
        "key": figure.key,
    }


def _unit(figure: Figure) -> str | Promise:
    return _("tỷ đồng") if figure.unit is Unit.VND else ""


def _stem(paper: Paper) -> str:
    run = paper.run
    kind = run.template.replace("_", "-")
    return f"bao-cao-{kind}-{run.period_start:%m-%Y}-lan-{run.number}"


def _issued(paper: Paper, *, whole: bool = False) -> Edition | None:
    rows = paper.editions.filter(purpose=Edition.Purpose.ISSUED).defer("content")
    return (rows if whole else rows.defer("content", "pdf")).first()


def _preview(paper: Paper, *, whole: bool = False) -> Edition | None:
    """The preview of what is written now; one of earlier words is no preview any more."""
    current = editions.edited(paper).sha256
    rows = paper.editions.filter(purpose=Edition.Purpose.PREVIEW, content_sha256=current)
    return (rows.defer("content") if whole else rows.defer("content", "pdf")).first()


def _rendering(edition: Edition | None) -> dict[str, Any] | None:
    """How far the worker is with an edition that is not ready."""
    if edition is None or edition.state == Edition.State.READY:
        return None
    job = Job.objects.filter(handler=RENDER_EDITION, subject_id=edition.pk).order_by("-pk").first()
    return {
        "progress": job.progress if job else 0,
        "failed": job is not None and job.state == Job.State.FAILED,
    }


def _steps(paper: Paper) -> list[dict[str, Any]]:
    at = [key for key, _label in STEPS].index(paper.life)
    return [
        {"label": label, "done": place < at, "current": place == at}
        for place, (_key, label) in enumerate(STEPS)
    ]


def _acts(
    paper: Paper, user: User, diagnosis: doctoring.Diagnosis | None
) -> list[tuple[str | Promise, str, bool]]:
    """What this person may do next: words, address, whether it is the main act."""
    run = paper.run_id
    found: list[tuple[str | Promise, str, bool]] = []

    def offer(right: Permission, words: Promise, name: str, *, main: bool = False) -> None:
        if user.can(right):
            found.append((words, reverse(f"reporting:{name}", args=[run]), main))

    if paper.life == _Life.DRAFT:
        offer(Permission.PREPARE_REPORT, _("Submit for approval"), "submit", main=True)
    if paper.life in (_Life.SUBMITTED, _Life.APPROVED):
        offer(Permission.APPROVE_REPORT, _("Return with remarks"), "give_back")
    if paper.life == _Life.SUBMITTED:
        offer(Permission.APPROVE_REPORT, _("Approve the report"), "approve", main=True)
    if paper.life == _Life.APPROVED:
        offer(Permission.ISSUE_REPORT, _("Enter number and day"), "issue", main=True)
    if paper.life == _Life.ISSUED and not Paper.objects.filter(corrects=paper).exists():
        offer(Permission.PREPARE_REPORT, _("Begin a correction"), "correct")
    return found


def _findings(paper: Paper, diagnosis: doctoring.Diagnosis | None) -> list[dict[str, Any]]:
    if diagnosis is None:
        return []
    url = reverse("reporting:explanation", args=[paper.run_id])
    return [
        {
            "finding": each,
            "mark": "crit" if each.blocks or each.grave else "warn",
            "explained": diagnosis.explained.get(each.identity, ""),
            "url": "" if each.blocks else f"{url}?muc={each.identity}",
            "figure_url": _figure_url(paper, each.figure) if each.figure else "",
        }
        for each in diagnosis.examined.findings
    ]


def _figure_url(paper: Paper, key: str) -> str:
    return reverse("reporting:report_figure", args=[paper.run_id, key])


def _figure_line(paper: Paper, figure: Figure) -> dict[str, Any]:
    return {
        "label": figure.label,
        "text": shown(figure),
        "unit": _unit(figure),
        "url": _figure_url(paper, figure.key),
        "rows": len(figure.rows),
    }


def _places(paper: Paper, document: Document) -> list[Place]:
    written = {row.slot: row for row in paper.passages.all()}
    writers = User.objects.in_bulk(
        {row.written_by_id for row in written.values() if row.written_by_id}
    )
    found = []
    for slot in document.slots():
        row = written.get(slot.key)
        own = bool(row and row.text)
        writer = writers.get(row.written_by_id) if row and row.written_by_id else None
        found.append(
            Place(
                key=slot.key,
                label=slot.label,
                lines=tuple(line for line in slot.proposal.split("\n") if line.strip()),
                proposed=not own and bool(slot.proposal.strip()),
                empty=not slot.proposal.strip(),
                required=slot.required,
                written_by=str(writer) if own and writer else "",
                written_at=row.written_at if own and row else None,
                url=reverse("reporting:passage", args=[paper.run_id, slot.key]),
            )
        )
    return found


def _before(paper: Paper, user: User) -> dict[str, Any] | None:
    """The report of the period before, beside which this one may be laid."""
    run = paper.run
    earlier = (
        visible_papers(user)
        .filter(run__template=run.template)
        .exclude(pk=paper.pk)
        .filter(run__cut_off__lte=run.cut_off)
        .select_related("run")
        .order_by("-run__cut_off", "-run__number")
        .first()
    )
    if earlier is None:
        return None
    url = reverse("reporting:report_comparison", args=[run.pk, earlier.run_id])
    return {"paper": earlier, "url": url}


def _log(paper: Paper) -> list[tuple[AuditEvent, str | Promise]]:
    rows = AuditEvent.objects.filter(subject_kind="report", subject_id=paper.run_id)
    return [(row, VERBS.get(row.verb, row.verb)) for row in rows.order_by("-pk")[:SHOWN_ACTS]]
