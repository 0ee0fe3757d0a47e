"""How the conclusions of the meeting on the report before stand: what opens the next report."""

from __future__ import annotations

from datetime import date

from deadlines.models import Obligation
from deadlines.rules.orders import SUBJECT_KIND
from reporting.document.first_page import Standing
from reporting.models import MeetingConclusion, Paper

_NO_TASK = "Không giao việc"
_WITHDRAWN = "Đã rút"
_DONE = "Đã xong"
_LATE = "Quá hạn"
_RUNNING = "Đang thực hiện"
_NO_DAY = "Đang thực hiện, không ghi hạn"


def standing(kind: str, *, before: date, on: date) -> tuple[Standing, ...]:
    """Conclusions on the last issued report of this kind whose period began before that day."""
    paper = (
        Paper.objects.filter(
            run__template=kind,
            run__period_start__lt=before,
            life=Paper.Life.ISSUED,
            conclusions__isnull=False,
        )
        .order_by("-run__period_start", "-run__number")
        .first()
    )
    if paper is None:
        return ()
    rows = paper.conclusions.select_related("order").order_by("pk")
    return tuple(_standing(row, on) for row in rows)


def _standing(row: MeetingConclusion, on: date) -> Standing:
    order = row.order
    if order is None:
        return Standing(text=row.text, who="-", until=None, state=_NO_TASK)
    leads = list(order.leads.select_related("agency").order_by("pk"))
    return Standing(
        text=row.text,
        who=", ".join(lead.agency.short_name or lead.agency.name for lead in leads),
        until=order.due_date,
        state=_WITHDRAWN if order.withdrawn_on else _state([lead.pk for lead in leads], on),
    )


def _state(leads: list[int], on: date) -> str:
    """One word for all who lead; several are told apart by how many are done."""
    duties = list(Obligation.objects.filter(subject_kind=SUBJECT_KIND, subject_id__in=leads))
    met = sum(duty.clock == Obligation.Clock.MET for duty in duties)
    if duties and met == len(duties):
        return _DONE
    share = f" ({met}/{len(duties)} cơ quan đã xong)" if len(leads) > 1 else ""
    if any(duty.due_date and duty.due_date < on for duty in duties if _is_owed(duty)):
        return _LATE + share
    return (_RUNNING if any(duty.due_date for duty in duties) else _NO_DAY) + share


def _is_owed(duty: Obligation) -> bool:
    return duty.clock in (Obligation.Clock.RUNNING, Obligation.Clock.STOPPED)
