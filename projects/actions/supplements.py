"""More papers asked of the investor: the registry's days stand still until they come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.actions.acts import (
    Deed,
    Outcome,
    Seen,
    assign,
    lock_project,
    lock_seen,
    settle,
    store,
    told_as,
)
from projects.actions.proposals import BeforeReceived, DecidedBefore
from projects.actions.refusals import Refusal, not_after
from projects.models import Proposal, Supplement
from vn.dates import day_text
from vn.text import tidy


@dataclass(frozen=True, slots=True)
class Letter:
    """The letter that asks for more papers."""

    asked_date: date
    number: str
    asked_for: str


class AnsweredBefore(Refusal):
    """Papers come once."""

    status = 409
    text = _("The papers were received on %(day)s already. Open the proposal to read it.")


@transaction.atomic
def ask(
    *, by: User | None, on: date, at: datetime, proposal_id: int, letter: Letter
) -> Outcome[Supplement]:
    """Record that papers were asked for; asked by the due day, the clock stops on that day.

    Raises `DecidedBefore`, `BeforeReceived`, `InTheFuture` and `Invalid`.
    """
    proposal = Proposal.objects.get(pk=proposal_id)
    project = lock_project(proposal.project_id)
    proposal.refresh_from_db()
    if proposal.decided_date is not None:
        raise DecidedBefore(day=day_text(proposal.decided_date))
    not_after(letter.asked_date, on=on, field="asked_date")
    if letter.asked_date < proposal.received_date:
        raise BeforeReceived(field="asked_date", day=day_text(proposal.received_date))
    row = Supplement(proposal=proposal, recorded_by_id=by.pk if by else None)
    values = {
        "asked_date": letter.asked_date,
        "document_number": tidy(letter.number),
        "asked_for": letter.asked_for.strip(),
    }
    found = assign(row, values)
    store(row)
    deed = Deed(
        verb="supplement_asked",
        row=row,
        project=project,
        summary=_("More papers asked of the investor by %(number)s"),
        words={"number": row.document_number},
        change=told_as(found, asked_date="letter_date"),
    )
    return settle(deed, by=by, on=on, at=at)


@transaction.atomic
def answer(
    *, by: User | None, on: date, at: datetime, seen: Seen, day: date
) -> Outcome[Supplement]:
    """Record that the papers came: the clock runs again from that day.

    Raises `Stale`, `AnsweredBefore`, `InTheFuture` and `Invalid`.
    """
    asked = Supplement.objects.select_related("proposal").get(pk=seen.pk)
    project = lock_project(asked.proposal.project_id)
    row = lock_seen(Supplement.objects.all(), seen)
    if row.answered_date is not None:
        raise AnsweredBefore(day=day_text(row.answered_date))
    not_after(day, on=on, field="answered_date")
    found = assign(row, {"answered_date": day})
    row.version += 1
    store(row)
    deed = Deed(
        verb="supplement_answered",
        row=row,
        project=project,
        summary=_("Papers asked for by %(number)s received on %(day)s"),
        words={"number": row.document_number, "day": day_text(day)},
        change=found,
    )
    return settle(deed, by=by, on=on, at=at)
