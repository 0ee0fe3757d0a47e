"""Agencies asked for their opinion on a proposal, and what they answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User
from accounts.permissions import ROLE_PERMISSIONS, Permission
from desk.actions.notifying import Message, tell
from projects.actions import documents
from projects.actions.acts import (
    HISTORY_LANGUAGE,
    Change,
    Deed,
    Outcome,
    Seen,
    assign,
    lock_project,
    lock_seen,
    settle,
    store,
    unchanged,
)
from projects.actions.documents import DocumentFacts, Filed
from projects.actions.proposals import BeforeReceived, DecidedBefore
from projects.actions.refusals import Refusal, not_after
from projects.documents.storing import Stored
from projects.models import Document, Opinion, Project, Proposal
from vn.dates import day_text
from vn.text import tidy

OWNER = "opinion"
"""The kind under which documents know an opinion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One letter to several agencies, each with the same days."""

    agencies: tuple[Agency, ...]
    asked_date: date
    limit_days: int
    working_days: bool = True
    document_number: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an agency holds, by which letter."""

    verdict: str
    answered_date: date
    number: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer on record, and what became of its file: None without one."""

    outcome: Outcome[Opinion]
    filed: Filed | None = None


class StillAsked(Refusal):
    """One question at a time."""

    field = "agencies"
    status = 409
    text = _("%(agencies)s: asked already and not answered yet. Leave them out.")


class AsksItself(Refusal):
    """The agency that appraises has no opinion to give itself."""

    field = "agencies"
    text = _("%(agency)s appraises this dossier itself. Leave it out.")


class NotAsked(Refusal):
    """An agency answers what it was asked."""

    status = 403
    text = _("Another agency was asked. Only that agency, or who appraises, records its answer.")


@transaction.atomic
def ask(
    *, by: User | None, on: date, at: datetime, proposal_id: int, question: Question
) -> Outcome[Proposal]:
    """Ask several agencies at once; each owes its answer within the days of the letter.

    Raises `DecidedBefore`, `AsksItself`, `StillAsked`, `BeforeReceived`, `InTheFuture` and
    `Invalid`.
    """
    proposal = Proposal.objects.select_related("agency").get(pk=proposal_id)
    project = lock_project(proposal.project_id)
    proposal.refresh_from_db(fields=["decided_date"])
    _check(proposal, question, on=on)
    rows = [_row(proposal, agency, question, by) for agency in question.agencies]
    for row in rows:
        store(row)
    names = ", ".join(agency.short_name for agency in question.agencies)
    deed = Deed(
        verb="opinions_asked",
        row=proposal,
        project=project,
        summary=_("Opinions asked for on %(day)s: %(agencies)s"),
        words={"day": day_text(question.asked_date), "agencies": names},
        change=Change({"opinions": ""}, {"opinions": names}),
    )
    outcome = settle(deed, by=by, on=on, at=at)
    for row in rows:
        _tell_asked(row, project, by=by, at=at)
    return outcome


@transaction.atomic
def answer(
    *,
    by: User,
    on: date,
    at: datetime,
    seen: Seen,
    said: Answer,
    file: Stored | None = None,
) -> Answered:
    """Record or correct the answer of an agency, by itself or by who appraises, with its file.

    After the decision only who appraises does. Raises `Stale`, `NotAsked`, `DecidedBefore`,
    `InTheFuture`, `Invalid` and what `documents.add` raises.
    """
    # The project before its rows, in the order of every act on a project: no two wait in a circle.
    asked = Opinion.objects.select_related("proposal").get(pk=seen.pk)
    project = lock_project(asked.proposal.project_id)
    asked.proposal.refresh_from_db(fields=["decided_date"])
    row = lock_seen(Opinion.objects.select_related("agency"), seen)
    if not may_answer(by, row):
        raise NotAsked
    if asked.proposal.decided_date is not None and not by.can(Permission.APPRAISE):
        raise DecidedBefore(day=day_text(asked.proposal.decided_date))
    not_after(said.answered_date, on=on, field="answered_date")
    values = {
        "verdict": said.verdict,
        "answered_date": said.answered_date,
        "answer_number": tidy(said.number),
        "answer": said.words.strip(),
    }
    found = assign(row, values)
    outcome: Outcome[Opinion] = unchanged(row)
    if found:
        row.version += 1
        store(row)
        deed = _answer_deed(row, project, found, why=seen.why)
        outcome = settle(deed, by=by, on=on, at=at)
        _tell_answered(row, project, by=by, at=at)
    filed = _attach(row, project, file, by=by, on=on, at=at) if file else None
    return Answered(filed_or(outcome, filed), filed)


def may_answer(user: User, row: Opinion) -> bool:
    """The agency asked, or what became of it, and who appraises."""
    if user.can(Permission.APPRAISE):
        return True
    own = {pk for person in user.persons for pk in person.reach.agencies}
    return user.can(Permission.ANSWER_OPINION) and row.agency_id in own


def filed_or(outcome: Outcome[Opinion], filed: Filed | None) -> Outcome[Opinion]:
    """A file alone is a change too."""
    if filed is None or outcome.changed:
        return outcome
    return Outcome(row=outcome.row, changed=("original_name",), moved=0)


def _check(proposal: Proposal, question: Question, *, on: date) -> None:
    if proposal.decided_date is not None:
        raise DecidedBefore(day=day_text(proposal.decided_date))
    not_after(question.asked_date, on=on, field="asked_date")
    if question.asked_date < proposal.received_date:
        raise BeforeReceived(field="asked_date", day=day_text(proposal.received_date))
    if proposal.agency in question.agencies:
        raise AsksItself(agency=proposal.agency.short_name)
    waiting = proposal.opinions.filter(verdict="", agency__in=question.agencies)
    names = list(waiting.values_list("agency__short_name", flat=True))
    if names:
        raise StillAsked(agencies=", ".join(names))


def _row(proposal: Proposal, agency: Agency, question: Question, by: User | None) -> Opinion:
    return Opinion(
        proposal=proposal,
        agency=agency,
        asked_date=question.asked_date,
        document_number=tidy(question.document_number),
        question=question.question.strip(),
        limit_days=question.limit_days,
        working_days=question.working_days,
        recorded_by_id=by.pk if by else None,
    )


def _answer_deed(row: Opinion, project: Project, found: Change, *, why: str) -> Deed:
    return Deed(
        verb="opinion_answered",
        row=row,
        project=project,
        summary=_("%(agency)s answered: %(verdict)s"),
        words={
            "agency": row.agency.short_name,
            "verdict": Opinion.Verdict(row.verdict).label,
        },
        change=found,
        reason=why,
    )


def _attach(
    row: Opinion, project: Project, file: Stored, *, by: User, on: date, at: datetime
) -> Filed:
    with translation.override(HISTORY_LANGUAGE):
        title = gettext("Opinion of %(agency)s") % {"agency": row.agency.short_name}
    facts = DocumentFacts(
        kind=Document.Kind.OFFICIAL_LETTER,
        title=title,
        owner=(OWNER, row.pk),
        number=row.answer_number,
        issuer_name=row.agency.short_name,
    )
    return documents.add(by=by, on=on, at=at, project_id=project.pk, facts=facts, file=file)


def _tell_asked(row: Opinion, project: Project, *, by: User | None, at: datetime) -> None:
    """Everybody of the agency who may answer."""
    roles = [role for role, held in ROLE_PERMISSIONS.items() if Permission.ANSWER_OPINION in held]
    people = User.objects.filter(agency_id=row.agency_id, role__in=roles, is_active=True)
    with translation.override(HISTORY_LANGUAGE):
        title = gettext("Opinion asked for: %(code)s %(name)s") % {
            "code": project.code,
            "name": project.name,
        }
    _tell(row, people.values_list("pk", flat=True), ("request", title, row.question), by, at)


def _tell_answered(row: Opinion, project: Project, *, by: User, at: datetime) -> None:
    """The officer in charge."""
    with translation.override(HISTORY_LANGUAGE):
        title = gettext("%(agency)s answered: %(verdict)s") % {
            "agency": row.agency.short_name,
            "verdict": Opinion.Verdict(row.verdict).label,
        }
    told = ("returned", f"{title}, {project.code}", row.answer)
    _tell(row, [project.officer_id], told, by, at)


def _tell(
    row: Opinion,
    people: Iterable[int | None],
    told: tuple[str, str, str],
    by: User | None,
    at: datetime,
) -> None:
    kind, title, body = told
    message = Message(
        kind=kind,
        key=f"opinion:{row.pk}:{row.version}",
        title=title,
        body=body,
        path=reverse("projects:opinion", args=[row.pk]),
    )
    others = {pk for pk in people if pk is not None and (by is None or pk != by.pk)}
    tell(user_ids=others, message=message, at=at)
