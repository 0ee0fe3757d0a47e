"""What a bearer says of a flag about a project: kept with its file, told to who is in charge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from deadlines import wording
from deadlines.actions import flags, statements
from deadlines.actions.statements import Said
from deadlines.models import Flag, FlagStatement
from deadlines.registry import describe
from desk.actions.notifying import Message, tell
from projects.actions import documents
from projects.actions.acts import HISTORY_LANGUAGE, Outcome, lock_project
from projects.actions.documents import DocumentFacts, Filed
from projects.actions.refusals import Refusal
from projects.documents.storing import Stored
from projects.models import Document, Project
from vn.dates import day_text

OWNER = "flag_statement"
"""The kind under which documents know a statement."""


class Refused(Refusal):
    """What the room of deadlines refuses, in its words; 409 where the flag changed meanwhile."""

    def __init__(self, refusal: flags.Refusal) -> None:
        super().__init__(field=refusal.field)
        self.text = refusal.text
        self.status = 409 if isinstance(refusal, flags.NotLive | flags.Stale) else 422


class NotYours(Refusal):
    """People add files to what they said themselves."""

    field = "file"
    text = _("Add files to what you wrote yourself.")


@dataclass(frozen=True, slots=True)
class Stated:
    """What was said, and what became of its file: None without one."""

    outcome: Outcome[FlagStatement]
    filed: Filed | None = None


@transaction.atomic
def state(*, by: User, on: date, at: datetime, said: Said, file: Stored | None = None) -> Stated:
    """Keep a statement with its file and tell the officer in charge.

    Raises `Refused`, and what `documents.add` raises.
    """
    # The project before its flag, in the order of every act on a project: no two wait in a circle.
    project_id = Flag.objects.values_list("project_id", flat=True).get(pk=said.flag_id)
    if project_id is not None:
        lock_project(project_id)
    try:
        row = statements.state(said=said, by=by, on=on, at=at)
    except flags.Refusal as refusal:
        raise Refused(refusal) from refusal
    filed = attach(by=by, on=on, at=at, statement=row, file=file) if file else None
    _tell(row, by=by, at=at)
    return Stated(Outcome(row=row, changed=("text",), moved=0), filed)


@transaction.atomic
def attach(*, by: User, on: date, at: datetime, statement: FlagStatement, file: Stored) -> Filed:
    """Put a file with what one said. Raises `NotYours`, and what `documents.add` raises."""
    if statement.by_id != by.pk:
        raise NotYours
    flag = Flag.objects.select_related("obligation").get(pk=statement.flag_id)
    is_investors = flag.obligation.bearer_investor_id is not None
    is_picture = file.media_type.startswith("image/")
    with translation.override(HISTORY_LANGUAGE):
        title = gettext("%(said)s of %(day)s") % {
            "said": statement.get_kind_display(),
            "day": day_text(statement.on),
        }
    facts = DocumentFacts(
        kind=Document.Kind.PHOTOGRAPH if is_picture else Document.Kind.OFFICIAL_LETTER,
        title=title,
        owner=(OWNER, statement.pk),
        number=statement.document_number,
        audience=Document.Audience.INVESTOR if is_investors else Document.Audience.STAFF,
    )
    if flag.project_id is None:
        raise LookupError(f"flag {flag.pk} is about no project, so it has no files")
    return documents.add(by=by, on=on, at=at, project_id=flag.project_id, facts=facts, file=file)


def _tell(row: FlagStatement, *, by: User, at: datetime) -> None:
    """The one who works on the flag, else the project's own officer."""
    flag = Flag.objects.select_related("obligation").get(pk=row.flag_id)
    officer_id = flag.officer_id
    if officer_id is None:
        project = Project.objects.filter(pk=flag.project_id).values_list("officer_id").first()
        officer_id = project[0] if project else None
    if officer_id is None or officer_id == by.pk:
        return
    key = (flag.obligation.subject_kind, flag.obligation.subject_id)
    with translation.override(HISTORY_LANGUAGE):
        subject = describe([key]).get(key)
        about = f"{subject.project_code} {subject.project_name}" if subject else flag.kind
        message = Message(
            kind="statement",
            key=f"flag:{flag.pk}:statement:{row.pk}",
            title=f"{row.get_kind_display()}: {wording.label(wording.SHORT, flag.kind)}, {about}",
            body=f"{row.by_name}: {row.text}",
            path=reverse("deadlines:flag", args=[flag.pk]) + "#y-kien",
        )
    tell(user_ids=[officer_id], message=message, at=at)
