"""What the page of one report shows: how far it is, what was found, what it says, who did what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import AuditEvent, User
from accounts.permissions import Permission
from reporting import comparing, doctoring, editions, figure_page
from reporting import paper_files as files
from reporting.document.shapes import Document, code_of
from reporting.models import Paper
from reporting.paper_access import works_on_reports
from reporting.rules.doctor import Finding
from reporting.runs import PILLS

_Life = Paper.Life
STEPS: tuple[tuple[str, Promise], ...] = tuple((life, life.label) for life in _Life)
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
    edition = files.issued(paper) or files.preview(paper)
    return {
        "paper": paper,
        "run": paper.run,
        "document": document,
        "title": document.title,
        "code": code_of(paper.run.snapshot_sha256),
        "crumbs": [(gettext("Reports"), reverse("reporting:reports"))],
        "steps": _steps(paper),
        "pill": PILLS[paper.life],
        "working": working,
        "draft": paper.life == _Life.DRAFT,
        "writes": paper.life == _Life.DRAFT and user.can(Permission.PREPARE_REPORT),
        "acts": _acts(paper, user, diagnosis),
        "findings": _findings(paper, diagnosis),
        "open": len(diagnosis.open) if diagnosis else 0,
        "passed": diagnosis.examined.passed if diagnosis else 0,
        "places": _places(paper, document),
        "first_page": document.first_page,
        "edition": edition,
        "rendering": files.rendering(edition),
        "superseded_by": Paper.objects.filter(corrects=paper, life=_Life.ISSUED).first(),
        "correction": Paper.objects.filter(corrects=paper).select_related("run").first(),
        "beside": comparing.offered(paper, user),
        "log": _log(paper) if working else [],
        "conclusions": paper.conclusions.select_related("order", "ask"),
        "may_conclude": paper.life == _Life.ISSUED and user.can(Permission.PREPARE_REPORT),
        "figures": [figure_page.line(paper, each) for each in document.figures],
        "verify_url": f"{reverse('reporting:verify')}?ma={code_of(paper.run.snapshot_sha256)}",
    }


def finding(paper: Paper, identity: str, today: date) -> Finding | None:
    """The finding with this identity, unless it is gone or can only be mended."""
    found = doctoring.diagnose(paper).examined.findings
    return next((each for each in found if each.identity == identity and not each.blocks), None)


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
    life = paper.life
    whole = life == _Life.ISSUED and not Paper.objects.filter(corrects=paper).exists()
    offers: tuple[tuple[bool, Permission, Promise, str, bool], ...] = (
        (life == _Life.DRAFT, Permission.PREPARE_REPORT, _("Submit for approval"), "submit", True),
        (
            life in (_Life.SUBMITTED, _Life.APPROVED),
            Permission.APPROVE_REPORT,
            _("Return with remarks"),
            "give_back",
            False,
        ),
        (
            life == _Life.SUBMITTED,
            Permission.APPROVE_REPORT,
            _("Approve the report"),
            "approve",
            True,
        ),
        (life == _Life.APPROVED, Permission.ISSUE_REPORT, _("Enter number and day"), "issue", True),
        (whole, Permission.PREPARE_REPORT, _("Begin a correction"), "correct", False),
        (
            life == _Life.ISSUED,
            Permission.ISSUE_REPORT,
            _("Publish or take back"),
            "public_report",
            False,
        ),
    )
    return [
        (words, reverse(f"reporting:{name}", args=[paper.run_id]), main)
        for now, right, words, name, main in offers
        if now and user.can(right)
    ]


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
            "figure_url": figure_page.address(paper, each.figure) if each.figure else "",
        }
        for each in diagnosis.examined.findings
    ]


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


def _log(paper: Paper) -> list[tuple[AuditEvent, str | Promise]]:
    rows = AuditEvent.objects.filter(subject_kind="report", subject_id=paper.run_id)
    return [(row, VERBS.get(row.verb, row.verb)) for row in rows.order_by("-pk")[:SHOWN_ACTS]]
