"""An investor writes a periodic report, corrects a returned one, and sends it (R1, R2, R3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from desk.actions.notifying import Message, tell
from projects.actions import documents, filings
from projects.actions.acts import (
    HISTORY_LANGUAGE,
    Change,
    Deed,
    Outcome,
    Seen,
    assign,
    lock_project,
    lock_seen,
    remember,
    store,
    unchanged,
)
from projects.actions.documents import DocumentFacts, Filed
from projects.actions.filings import FilingFacts
from projects.actions.refusals import Refusal
from projects.documents.storing import Stored
from projects.filing_wording import SHORT, difference, name_of
from projects.models import Document, Filing, FilingSheet, Project
from projects.querysets.filing_sheets import (
    answers_of,
    chain,
    known_of,
    last_accepted,
    one_owed,
    span_of,
)
from projects.rules.filing_questions import Question, questions
from projects.rules.filing_steps import ASKED, number_of, unanswered

OWNER = "filing_sheet"
"""The kind under which documents know a report."""

MOST_PHOTOGRAPHS = 20
COPIED = (*(name for screen in ASKED for name in screen.fields), "explained", "answered")


class NotOpen(Refusal):
    """Before its announcement, or when no such report is owed."""

    text = _("This report is not open. The list of reports says when it opens.")
    status = 409


class SentBefore(Refusal):
    """A report that waits or was accepted is not written again."""

    text = _("This report was sent already. Open the list of reports to see where it stands.")
    status = 409


class Unanswered(Refusal):
    """Every question is answered before a report is sent; zero is an answer."""

    text = _("Not answered yet: %(screens)s.")


class Unexplained(Refusal):
    """A figure that differs from what is on record is mended or explained."""

    text = _("Explain in a few words, or correct: %(differences)s")


class TooManyPhotographs(Refusal):
    """A report holds a number of photographs that somebody will look at."""

    field = "file"
    text = _("A report holds at most %(most)s photographs. Take one out first.")


class NotAPhotograph(Refusal):
    """Only pictures go with a report."""

    field = "file"
    text = _("This is no photograph. Choose a JPEG, PNG or WebP picture.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Answers of one screen, by the name of the fact, with explanations by the key of a question."""

    screen: str
    values: Mapping[str, Any]
    explained: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def start(
    *, by: User, on: date, at: datetime, project_id: int, kind: str, cycle: str
) -> Outcome[FilingSheet]:
    """Begin a report, go on with its draft, or begin the correction of a returned one as its copy.

    Raises `NotOpen` and `SentBefore`.
    """
    project = lock_project(project_id)
    row = one_owed(project, kind, cycle)
    if row is not None and row.draft is not None:
        return unchanged(row.draft)
    _refuse_closed(project, kind, cycle, on)
    returned = FilingSheet.objects.filter(
        project=project, kind=kind, cycle=cycle, corrected_by=None
    ).first()
    sheet = FilingSheet(
        project=project,
        kind=kind,
        cycle=cycle,
        corrects=returned,
        started_at=at,
        saved_at=at,
        written_by=by,
        recorded_by_id=by.pk,
    )
    for name in COPIED if returned else ():
        setattr(sheet, name, getattr(returned, name))
    store(sheet)
    remember(_deed("filing_sheet_started", sheet), by=by)
    return Outcome(sheet, ("answered",), 0)


@transaction.atomic
def answer(*, by: User, at: datetime, seen: Seen, said: Said) -> Outcome[FilingSheet]:
    """Keep the answers of one screen in the draft. Raises `Stale`, `SentBefore` and `Invalid`.

    What a draft says is nobody's but its investor's, so the history does not tell it.
    """
    row = lock_seen(FilingSheet.objects.select_related("project"), seen)
    if row.filing_id is not None:
        raise SentBefore
    explained = {key: text for key, text in {**row.explained, **said.explained}.items() if text}
    answered = [*row.answered, *([] if said.screen in row.answered else [said.screen])]
    found = assign(row, {**said.values, "explained": explained, "answered": answered})
    if not found:
        return unchanged(row)
    row.version += 1
    row.saved_at, row.written_by = at, by
    store(row)
    return Outcome(row, tuple(found.new), 0)


@transaction.atomic
def send(*, by: User, on: date, at: datetime, seen: Seen) -> Outcome[Filing]:
    """Hand the report in on this day; its content stays as it is from now on.

    Raises `Stale`, `NotOpen`, `SentBefore`, `Unanswered`, `Unexplained` and what `file_report` does.
    """
    sheet = lock_seen(FilingSheet.objects.select_related("project"), seen)
    project = sheet.project
    if sheet.filing_id is not None:
        raise SentBefore
    _refuse_closed(project, sheet.kind, sheet.cycle, on)
    _refuse_gaps(sheet)
    facts = FilingFacts(kind=sheet.kind, cycle=span_of(sheet.cycle), submitted_date=on)
    outcome = filings.file_report(by=by, on=on, at=at, project_id=project.pk, facts=facts)
    sheet.filing = outcome.row
    sheet.saved_at, sheet.written_by = at, by
    sheet.version += 1
    store(sheet)
    _tell_officer(project, sheet, by=by, at=at)
    return outcome


@transaction.atomic
def add_photograph(
    *, by: User, on: date, at: datetime, sheet: FilingSheet, file: Stored, typed: bool
) -> Filed:
    """Put a photograph with a draft. `typed`: its day or place is what the investor wrote.

    Raises `SentBefore`, `NotAPhotograph`, `TooManyPhotographs` and what `documents.add` raises.
    """
    row = FilingSheet.objects.select_for_update(no_key=True).get(pk=sheet.pk)
    if row.filing_id is not None:
        raise SentBefore
    if not file.media_type.startswith("image/"):
        raise NotAPhotograph
    if photographs(row).count() >= MOST_PHOTOGRAPHS:
        raise TooManyPhotographs(most=MOST_PHOTOGRAPHS)
    with translation.override(HISTORY_LANGUAGE):
        title = gettext("Photograph of the site")
        if typed:
            title = gettext("Photograph of the site, day and place as typed")
    facts = DocumentFacts(
        kind=Document.Kind.PHOTOGRAPH,
        title=title,
        owner=(OWNER, row.pk),
        audience=Document.Audience.INVESTOR,
    )
    return documents.add(by=by, on=on, at=at, project_id=row.project_id, facts=facts, file=file)


@transaction.atomic
def drop_photograph(*, by: User, at: datetime, sheet: FilingSheet, document_id: int) -> None:
    """Take a photograph out of a draft; its file stays as every withdrawn one does.

    Raises `SentBefore` and `documents.Withdrawn`.
    """
    row = FilingSheet.objects.select_for_update(no_key=True).get(pk=sheet.pk)
    if row.filing_id is not None:
        raise SentBefore
    with translation.override(HISTORY_LANGUAGE):
        reason = gettext("Taken out of the draft by its investor")
    documents.withdraw(by=by, at=at, document_id=document_id, reason=reason)


def photographs(sheet: FilingSheet) -> Any:
    """The photographs of a report and of those it corrects."""
    rows = Document.objects.in_force().filter(owner_kind=OWNER, owner_id__in=chain(sheet))
    return rows.prefetch_related("files").order_by("pk")


def open_questions(sheet: FilingSheet) -> list[Question]:
    """What differs from what is on record, explained or not."""
    known = known_of(sheet.project, sheet, last_accepted(sheet.project, sheet))
    return list(questions(answers_of(sheet), known))


def gaps(sheet: FilingSheet) -> tuple[str, ...]:
    """Keys of the screens without an answer."""
    values = {name: getattr(sheet, name) for screen in ASKED for name in screen.fields}
    return unanswered(values, sheet.answered)


def _refuse_closed(project: Project, kind: str, cycle: str, on: date) -> None:
    row = one_owed(project, kind, cycle)
    if row is not None and row.live is not None:
        raise SentBefore
    if row is None or not row.is_open(on):
        raise NotOpen


def _refuse_gaps(sheet: FilingSheet) -> None:
    missing = gaps(sheet)
    if missing:
        said = [f"{number_of(key)}. {SHORT[key]}" for key in missing]
        raise Unanswered(screens="; ".join(said))
    unsaid = [each for each in open_questions(sheet) if not sheet.explained.get(each.key)]
    if unsaid:
        raise Unexplained(differences=" ".join(difference(each) for each in unsaid))


def _deed(verb: str, sheet: FilingSheet) -> Deed:
    with translation.override(HISTORY_LANGUAGE):
        words = {"report": name_of(sheet.kind, sheet.cycle)}
    summary = _("%(report)s: the investor began to write it")
    return Deed(verb, sheet, sheet.project, summary, Change(), words)


def _tell_officer(project: Project, sheet: FilingSheet, *, by: User, at: datetime) -> None:
    if project.officer_id is None or sheet.filing is None:
        return
    with translation.override(HISTORY_LANGUAGE):
        what = name_of(sheet.kind, sheet.cycle)
        message = Message(
            kind="filing",
            key=f"filing:{sheet.filing.pk}:sent",
            title=gettext("Report to look at: %(what)s, %(code)s")
            % {"what": what, "code": project.code},
            body=project.name,
            path=reverse("projects:filing_review", args=[sheet.filing.pk]),
        )
    tell(user_ids=[project.officer_id], message=message, at=at)
