"""Answers to questions about a record: it still holds, or it stays as it is for a reason."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import in_words
from accounts.models import User
from deadlines.actions import flags
from deadlines.models import Flag
from projects.actions.acts import Change, Deed, Outcome, lock_project, settle, store
from projects.actions.refusals import Refusal
from projects.models import RecordCheck
from vn.text import tidy

_NO_DOCUMENT = _("no document: word of the officer")


class Ended(Refusal):
    """A record that is closed needs no confirmation."""

    text = _("This project is no longer followed, so its record need not be confirmed.")


class SayWhy(Refusal):
    """Leaving a contradiction as it is needs a reason."""

    field = "reason"
    text = _("Say why both facts are right. The question comes back when one of them changes.")


class NotAsked(Refusal):
    """The question was answered or its facts changed meanwhile."""

    status = 409
    text = _("This question is no longer open: it was answered, or its facts have changed.")


@transaction.atomic
def confirm_record(
    *, by: User | None, on: date, at: datetime, project_id: int, note: str = ""
) -> Outcome[RecordCheck]:
    """Record that the whole record was looked at and still holds on this day (target 4).

    Raises `Ended` for a project that is not followed.
    """
    project = lock_project(project_id)
    if project.legal_state in ("terminated", "proposed", "refused"):
        raise Ended
    row = RecordCheck(
        project=project, date=on, note=tidy(note)[:300], recorded_by_id=by.pk if by else None
    )
    store(row)
    summary = _("Record looked at: the figures still hold")
    deed = Deed(
        verb="record_confirmed",
        row=row,
        project=project,
        summary=summary,
        change=Change({}, {"date": on.isoformat()}),
        reason=row.note,
    )
    return settle(deed, by=by, on=on, at=at)


@transaction.atomic
def keep_as_it_is(*, by: User, on: date, at: datetime, flag: flags.Decision) -> Outcome[Flag]:
    """Answer a contradiction (Q3): both facts stay, for a reason, until one of them changes.

    It is a dismissal of the flag like any other. Raises `SayWhy` and `NotAsked`.
    """
    if not flag.reason.strip():
        raise SayWhy
    document = flag.document_number.strip() or in_words(_NO_DOCUMENT)
    decision = flags.Decision(
        flag_id=flag.flag_id,
        state=Flag.State.DISMISSED,
        version=flag.version,
        reason=flag.reason,
        document_number=document,
    )
    try:
        row = flags.decide(decision=decision, by=by, on=on, at=at)
    except flags.Refusal as refusal:
        raise NotAsked from refusal
    return Outcome(row=row, changed=("state",), moved=0)
