"""Keep an official letter and say in the story of what it answers that it was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import audit
from accounts.models import User
from deadlines.actions.flags import NotLive, remark
from deadlines.models import Flag
from deadlines.querysets import LIVE_STATES
from inspections.actions.telling import Told, tell
from inspections.models import Case
from projects.actions.acts import store
from projects.actions.refusals import Refusal
from reporting.configuring import letter as usual_letter
from reporting.letters import from_case, from_flag, word
from reporting.letters.draft import Draft, Sender
from reporting.models import OutgoingLetter
from vn.text import tidy


class NotOpen(Refusal):
    """The case ended while the letter was written."""

    text = _("The case has ended. Nothing goes out from it any more.")
    status = 409


class FlagClosed(Refusal):
    """The flag was closed while the letter was written."""

    text = NotLive.text
    status = 409


@dataclass(frozen=True, slots=True)
class Facing:
    """Where a letter comes from: its words, its sender, the project it is kept under."""

    draft: Draft
    sender: Sender
    project_id: int


@transaction.atomic
def answer_flag(*, flag_id: int, draft: Draft, by: User, on: date, at: datetime) -> OutgoingLetter:
    """Make a letter of a live flag. Raises `FlagClosed`; who may is asked by the caller."""
    flag: Flag = Flag.objects.select_for_update().get(pk=flag_id)
    if flag.state not in LIVE_STATES or flag.project_id is None:
        raise FlagClosed
    made = _keep(
        Facing(draft, from_flag.sender(), flag.project_id),
        OutgoingLetter(flag=flag, made_at=at, made_by_id=by.pk),
        on,
    )
    said = audit.in_words(_("%(kind)s to %(who)s: %(subject)s"), **_words(made))
    remark(flag_id=flag.pk, note=said, by=by, on=on)
    audit.record(
        by=by,
        entry=audit.Entry(
            verb="make_letter",
            subject_kind="flag",
            subject_id=flag.pk,
            project_id=flag.project_id,
            summary=said,
            new={"letter": made.pk, "sha256": made.docx_sha256},
        ),
    )
    return made


@transaction.atomic
def answer_case(*, case_id: int, draft: Draft, by: User, on: date, at: datetime) -> OutgoingLetter:
    """Make a letter of an open case. Raises `NotOpen`; who may is asked by the caller."""
    case: Case = Case.objects.select_for_update(of=("self",)).get(pk=case_id)
    if case.state != Case.State.OPEN:
        raise NotOpen
    facing = Facing(draft, from_case.sender(case), from_case.project_of(case).pk)
    made = _keep(facing, OutgoingLetter(case=case, made_at=at, made_by_id=by.pk), on)
    told = Told("make_letter", case.pk, _("%(kind)s to %(who)s: %(subject)s"), words=_words(made))
    tell(told, by=by)
    return made


def _keep(facing: Facing, row: OutgoingLetter, on: date) -> OutgoingLetter:
    draft = facing.draft
    row.kind, row.project_id = draft.kind, facing.project_id
    row.addressee, row.subject = tidy(draft.addressee), tidy(draft.subject)
    row.facts = draft.facts()
    row.docx = word.letter(draft, facing.sender, usual_letter(), on)
    row.docx_sha256 = sha256(row.docx).hexdigest()
    store(row)
    return row


def _words(made: OutgoingLetter) -> dict[str, object]:
    return {
        "kind": OutgoingLetter.Kind(made.kind).label,
        "who": made.addressee,
        "subject": made.subject,
    }
