"""The questions an agency was asked: its list, one question, whom one asked last time."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext

from accounts.models import User
from accounts.permissions import Permission
from deadlines import sentence
from deadlines.models import Obligation
from deadlines.rules.severity import duty_mark
from projects.models import Document, Opinion, Proposal
from projects.querysets.opinions import asked_of, waiting_for
from projects.subjects.facts_appraisal import days_given
from projects.views.proposal_page import late, title
from vn.dates import day_text

ON_PAGE = 50


def listed(user: User, on: date) -> dict[str, Any]:
    """A page of the list; what still waits comes first, the longest first."""
    found = asked_of(user).select_related("proposal__project", "agency")
    ordered = found.order_by(F("answered_date").desc(nulls_first=True), "asked_date", "pk")
    rows = list(ordered[:ON_PAGE])
    due = Obligation.objects.filter(
        kind="T2", subject_kind="opinion", subject_id__in=[row.pk for row in rows]
    )
    duties = {duty.subject_id: duty for duty in due}
    return {
        "rows": [_row(row, duties.get(row.pk), on) for row in rows],
        "waiting": waiting_for(user).count(),
    }


def _row(row: Opinion, duty: Obligation | None, on: date) -> dict[str, Any]:
    project = row.proposal.project
    is_open = not row.verdict and row.proposal.decided_date is None
    return {
        "url": reverse("projects:opinion", args=[row.pk]),
        "project": f"{project.code} {project.name}",
        "about": title(row.proposal),
        "asked": day_text(row.asked_date),
        "document": row.document_number,
        "due": day_text(duty.due_date) if duty and duty.due_date else "",
        "answered": day_text(row.answered_date) if row.answered_date else "",
        "verdict": str(row.get_verdict_display()) if row.verdict else "",
        "late": late(row, duty, on),
        "open": is_open,
        "overtaken": not row.verdict and not is_open,
    }


def context(row: Opinion, user: User, on: date) -> dict[str, Any]:
    """What a page shows of one question beside the form."""
    project, proposal = row.proposal.project, row.proposal
    duty = Obligation.objects.filter(kind="T2", subject_kind="opinion", subject_id=row.pk).first()
    facts: list[tuple[str, ...]] = [
        (gettext("Project"), f"{project.code} {project.name}"),
        (
            gettext("Dossier"),
            title(proposal),
            reverse("projects:proposal", args=[project.code, proposal.pk]),
        ),
        (gettext("Asked by"), proposal.agency.short_name),
        (gettext("Letter"), row.document_number or "—"),
        (gettext("Day of the letter"), day_text(row.asked_date)),
        (gettext("Days given"), days_given(row)),
    ]
    if row.verdict and row.answered_date:
        said = f"{row.get_verdict_display()} · {day_text(row.answered_date)}"
        facts += [(gettext("Answer"), said)]
    return {
        "crumbs": [(gettext("Opinions asked for"), reverse("projects:opinions"))],
        "facts": facts,
        "question": row.question,
        "answer": row.answer,
        "mark": "" if duty is None else _mark(duty),
        "sentence": "" if duty is None else sentence.sentence(vars(duty), on),
        "files": _files(row, user),
        "overtaken": not row.verdict and proposal.decided_date is not None,
    }


def back(row: Opinion, user: User) -> str:
    """Who appraises goes back to the dossier, an agency to its questions."""
    if user.can(Permission.APPRAISE):
        return reverse("projects:proposal", args=[row.proposal.project.code, row.proposal_id])
    return reverse("projects:opinions")


def last_asked(row: Proposal) -> dict[str, Any]:
    """The boxes as they were for the last dossier of this agency: whom, how many days."""
    before = Opinion.objects.filter(proposal__agency_id=row.agency_id).exclude(proposal=row)
    last = before.select_related("proposal").order_by("-asked_date", "-pk").first()
    if last is None:
        return {}
    asked = before.filter(proposal=last.proposal).values_list("agency_id", flat=True)
    return {
        "agencies": sorted(set(asked)),
        "limit_days": last.limit_days,
        "days_of": "working" if last.working_days else "calendar",
        "question": last.question,
    }


def _mark(duty: Obligation) -> str:
    return duty_mark(clock=duty.clock, kind=duty.kind, level=duty.level, advisory=duty.advisory)


def _files(row: Opinion, user: User) -> list[tuple[str, str]]:
    if not user.can(Permission.VIEW_DOCUMENTS):
        return []
    found = Document.objects.visible_to(user).filter(
        owner_kind="opinion", owner_id=row.pk, withdrawn_at=None
    )
    return [(each.title, reverse("projects:document", args=[each.pk])) for each in found]
