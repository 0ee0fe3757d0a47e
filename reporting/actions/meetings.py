"""What a meeting concluded on an issued report; each conclusion may become an order at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from deadlines.actions import orders
from reporting.actions.papers import hold, remember
from reporting.actions.refusals import NothingConcluded, OddDay, WrongStep
from reporting.models import MeetingConclusion, Paper
from vn.dates import day_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Concluded:
    """A conclusion as typed: its day, the document that announces it, and whom it tasks.

    Without `lead_ids` it gives no task. `ask_id` is the decision of the report it answers.
    """

    text: str
    concluded_on: date
    document: str = ""
    ask_id: int | None = None
    lead_ids: tuple[int, ...] = ()
    due_date: date | None = None


@transaction.atomic
def conclude(*, paper_id: int, concluded: Concluded, by: User, at: datetime) -> MeetingConclusion:
    """Keep a conclusion and give the task that follows from it.

    Raises WrongStep unless the report is issued, NothingConcluded, OddDay, and what giving an order
    raises (`deadlines.actions.orders.give`).
    """
    paper, today = hold(paper_id), timezone.localtime(at).date()
    if paper.life != Paper.Life.ISSUED:
        raise WrongStep(state=paper.get_life_display())
    if not concluded.text.strip():
        raise NothingConcluded
    if not paper.run.cut_off <= concluded.concluded_on <= today:
        refusal = OddDay(first=day_text(paper.run.cut_off), last=day_text(today))
        refusal.field = "concluded_on"
        raise refusal
    order = None
    if concluded.lead_ids:
        given = orders.Given(
            source_number=concluded.document,
            source_date=concluded.concluded_on,
            source_title=f"{paper}",
            text=concluded.text.strip(),
            lead_ids=concluded.lead_ids,
            due_date=concluded.due_date,
        )
        order = orders.give(by=by, on=today, at=at, given=given)
    ask = paper.asks.filter(pk=concluded.ask_id).first() if concluded.ask_id else None
    row = MeetingConclusion.objects.create(
        paper=paper,
        ask=ask,
        concluded_on=concluded.concluded_on,
        document=concluded.document,
        text=concluded.text.strip(),
        order=order,
        recorded_at=at,
        recorded_by_id=by.pk,
    )
    remember(by, paper, "conclude_on_report", new={"text": row.text})
    return row
