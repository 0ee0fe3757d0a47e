"""What the bearer says of a flag: an explanation with a new day, or another opinion."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.actions import audit
from accounts.models import User
from deadlines.actions.flags import NotLive, Refusal
from deadlines.actions.refreshing import hold_open
from deadlines.models import Flag, FlagEvent, FlagStatement
from deadlines.querysets import LIVE_STATES
from vn.text import tidy

NAME_LENGTH = 150
_HISTORY_LANGUAGE = "vi"


class NotTheBearer(Refusal):
    """Only the one who owes a duty answers for it."""

    text = _("Only the one who owes this duty can explain it or give another opinion.")


class NothingSaid(Refusal):
    """A statement without words."""

    field = "text"
    text = _("Write what is to be said.")


class NoNewDay(Refusal):
    """An explanation promises a day that has not come yet."""

    field = "promised_date"
    text = _("Give the new day by which it will be done. It lies after today.")


class NoPaper(Refusal):
    """What an officer records for somebody else rests on a paper."""

    field = "document_number"
    text = _("Give the number of the paper that came in.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is said of a flag. `bearer` is the name of the one who said it on a paper that an
    officer records; empty where the person who owes it speaks for himself."""

    flag_id: int
    kind: str
    text: str
    promised_date: date | None = None
    document_number: str = ""
    bearer: str = ""


@transaction.atomic
def state(*, said: Said, by: User, on: date, at: datetime) -> FlagStatement:
    """Keep a statement; another opinion makes the flag contested until an officer decides.

    That the person may speak (`queries.answerable_by`) or may record a paper is asked by the
    caller. Raises `NothingSaid`, `NoNewDay`, `NoPaper` and `NotLive`.
    """
    _check(said, on)
    hold_open()
    flag: Flag = Flag.objects.select_for_update().get(pk=said.flag_id)
    if flag.state not in LIVE_STATES:
        raise NotLive
    is_contest = said.kind == FlagStatement.Kind.CONTEST
    row = FlagStatement.objects.create(
        flag=flag,
        kind=said.kind,
        text=said.text.strip(),
        promised_date=None if is_contest else said.promised_date,
        document_number=tidy(said.document_number),
        on=on,
        by_id=by.pk,
        by_name=_speaker(said, by),
    )
    old = flag.state
    # Whoever was about to decide reads it first: his form is of the version before.
    changed: dict[str, Any] = {"version": flag.version + 1}
    if is_contest:
        changed |= {
            "state": Flag.State.CONTESTED,
            "reason": "",
            "document_number": "",
            "decided_at": None,
            "decided_by_id": None,
        }
    Flag.objects.filter(pk=flag.pk).update(**changed)
    if is_contest:
        _note(row, old, on)
    _remember(row, flag, old, by)
    return row


def _check(said: Said, on: date) -> None:
    if not said.text.strip():
        raise NothingSaid
    if said.kind == FlagStatement.Kind.EXPLANATION and (
        said.promised_date is None or said.promised_date <= on
    ):
        raise NoNewDay
    if said.bearer and not said.document_number.strip():
        raise NoPaper


def _speaker(said: Said, by: User) -> str:
    """The person; of a paper the bearer, with the officer who wrote it down."""
    if not said.bearer:
        return str(by)[:NAME_LENGTH]
    with translation.override(_HISTORY_LANGUAGE):
        officer = gettext(" (written down by %(officer)s)") % {"officer": by}
    return said.bearer[: NAME_LENGTH - len(officer)] + officer


def _note(row: FlagStatement, old: str, on: date) -> None:
    FlagEvent.objects.create(
        flag_id=row.flag_id,
        on=on,
        by_id=row.by_id,
        by_name=row.by_name,
        old_state=old,
        new_state=Flag.State.CONTESTED,
        note=" · ".join(filter(None, [row.text, row.document_number])),
    )


def _remember(row: FlagStatement, flag: Flag, old: str, by: User) -> None:
    is_contest = row.kind == FlagStatement.Kind.CONTEST
    new = {"document_number": row.document_number}
    if row.promised_date:
        new["promised_date"] = row.promised_date.isoformat()
    if is_contest:
        new["state"] = str(Flag.State.CONTESTED)
    audit.record(
        by=by,
        entry=audit.Entry(
            verb="flag_contested" if is_contest else "flag_explained",
            subject_kind="flag",
            subject_id=flag.pk,
            project_id=flag.project_id,
            summary=f"{flag.kind} {flag.due_date.isoformat()}",
            old={"state": old} if is_contest else {},
            new=new,
            reason=row.text,
        ),
    )
