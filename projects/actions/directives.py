"""What a leader orders on a project: a task of the agency named, by the day given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts.models import Agency, User
from accounts.refusals import Refusal as NotGiven
from deadlines.actions import orders
from deadlines.models import Assignment
from projects.actions.acts import Outcome
from projects.actions.refusals import Refusal


class Refused(Refusal):
    """The order cannot be given; the words are those of the room that keeps orders."""

    text = "%(words)s"


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """What is to be done about a project, by whom and when; the document is needed where there is one."""

    text: str
    agency: Agency
    due_date: date
    source_number: str = ""
    source_date: date | None = None


@transaction.atomic
def direct(
    *, by: User | None, on: date, at: datetime, project_id: int, facts: Direction
) -> Outcome[Assignment]:
    """Write a directive on a project; it becomes a task. Raises `Refused`."""
    given = orders.Given(
        origin=Assignment.Origin.DIRECTIVE,
        text=facts.text,
        lead_ids=(facts.agency.pk,),
        due_date=facts.due_date,
        source_number=facts.source_number,
        source_date=facts.source_date,
        project_id=project_id,
    )
    try:
        order = orders.give(by=by, on=on, at=at, given=given)
    except NotGiven as refusal:
        raise Refused(field=refusal.field, words=str(refusal)) from refusal
    return Outcome(row=order, changed=("text",), moved=1)
