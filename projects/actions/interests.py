"""Somebody is interested in a call for investment: kept as told, then answered by the department."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, in_words, record
from accounts.models import User
from projects.actions.acts import Outcome, Seen, lock_seen, store
from projects.actions.refusals import Refusal
from projects.models import Call, Interest
from vn.text import tidy

States = Interest.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a visitor tells of himself and wants; `language` is the one he wrote the form in."""

    full_name: str
    organisation: str
    country: str = ""
    email: str
    phone: str = ""
    words: str
    language: str = "vi"


class NothingDone(Refusal):
    """An answer says what was done."""

    field = "handled_words"
    text = _("Write what was answered or agreed.")


class StillNew(Refusal):
    """What was answered is not new any more."""

    field = "state"
    text = _("Choose whether you are in contact or the matter is closed.")


@transaction.atomic
def express(*, call: Call, told: Told, at: datetime) -> Interest:
    """Keep what a visitor wrote. The history tells of the call alone, never of the person.

    Raises `Invalid` for a value the row may not hold.
    """
    row = Interest(
        call=call,
        filed_at=at,
        full_name=tidy(told.full_name),
        organisation=tidy(told.organisation),
        country=tidy(told.country),
        email=told.email.strip(),
        phone=tidy(told.phone),
        words=told.words.strip(),
        language=told.language,
    )
    store(row)
    _record(
        "interest_expressed",
        row,
        in_words(_("Interest in a call for investment: %(call)s"), call=call.code),
    )
    return row


@transaction.atomic
def handle(*, by: User, at: datetime, seen: Seen, state: str, words: str) -> Outcome[Interest]:
    """Say what was answered. Raises `Stale`, `NothingDone` and `StillNew`."""
    row = lock_seen(Interest.objects.select_related("call"), seen)
    if state == States.NEW:
        raise StillNew
    if not words.strip():
        raise NothingDone
    before = row.state
    row.state, row.handled_words = state, words.strip()
    row.handled_at, row.handled_by = at, by
    row.version += 1
    store(row)
    summary = in_words(_("Answered an interest in the call %(call)s"), call=row.call.code)
    _record("interest_handled", row, summary, by=by, old={"state": before}, new={"state": state})
    return Outcome(row=row, changed=("state",), moved=0)


def _record(
    verb: str,
    row: Interest,
    summary: str,
    *,
    by: User | None = None,
    old: dict[str, str] | None = None,
    new: dict[str, str] | None = None,
) -> None:
    entry = Entry(
        verb=verb,
        subject_kind="interest",
        subject_id=row.pk,
        summary=summary,
        old=old or {},
        new=new or {},
    )
    record(by=by, entry=entry)
