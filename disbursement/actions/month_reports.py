"""Sending an owner's figures of a month to the department, returning and sending them again (D11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, in_words, record
from accounts.models import Agency, User
from disbursement.actions.clocks import renew_owners
from disbursement.actions.months import hold_open
from disbursement.actions.payments import MonthClosed, MonthNotBegun, MonthSent, miss_percent
from disbursement.models import MonthReport, PlanLine
from disbursement.querysets.months import standing
from disbursement.querysets.payments import lines_of_month, of_owners, payable
from disbursement.rules.payments import month_of
from projects.actions.acts import Outcome, Seen, lock_seen, store
from projects.actions.refusals import Refusal
from vn.text import tidy


@dataclass(frozen=True, slots=True)
class _Told:
    """What the history says of it."""

    verb: str
    summary: str
    reason: str = ""


class NotComplete(Refusal):
    """Lines are not entered yet, or questions not answered."""

    text = _("Before sending: %(lines)s lines to enter, %(questions)s questions to answer.")


class NothingToSend(Refusal):
    """The owner has no line in the month."""

    text = _("There is no capital line of this owner in %(month)s, so nothing has to be sent.")


class NoReason(Refusal):
    """Returned without saying why."""

    field = "reason"
    text = _("Say why the figures are returned.")


class NotSent(Refusal):
    """Only figures that were sent can be returned."""

    text = _("These figures are not with the department now.")


@transaction.atomic
def send(*, owner: Agency, month: date, by: User | None, at: datetime) -> Outcome[MonthReport]:
    """Send the month, or send it again; the day of the first sending is kept and counts (D11).

    Raises `MonthNotBegun`, `MonthClosed`, `MonthSent`, `NothingToSend` and `NotComplete`.
    """
    today, words = timezone.localtime(at).date(), {"month": f"{month.month}/{month.year}"}
    if month > month_of(today):
        raise MonthNotBegun(**words)
    _hold(owner, month)
    closing = standing(month)
    if closing is not None:
        raise MonthClosed(number=closing.decision_number, **words)
    row = MonthReport.objects.select_for_update().filter(owner=owner, month=month).first()
    if row is not None and row.state == MonthReport.State.SENT:
        raise MonthSent(**words)
    _refuse_unready(owner, month, today)
    if row is None:
        row = MonthReport(owner=owner, month=month, first_sent_date=today, version=0)
    row.state, row.sent_at, row.sent_by_id = MonthReport.State.SENT, at, by.pk if by else 0
    row.version += 1
    row.save()
    return _told(row, _Told("month_sent", in_words(_SENT, owner=owner, **words)), by=by, at=at)


@transaction.atomic
def return_(*, seen: Seen, reason: str, by: User, at: datetime) -> Outcome[MonthReport]:
    """Give the figures back to the owner, who corrects and sends them again.

    Raises `NoReason`, `NotSent`, `MonthClosed` and `Stale`.
    """
    said = tidy(reason)
    if not said:
        raise NoReason
    hold_open()
    row: MonthReport = lock_seen(MonthReport.objects.select_related("owner"), seen)
    words = {"month": f"{row.month.month}/{row.month.year}"}
    if row.state != MonthReport.State.SENT:
        raise NotSent
    closing = standing(row.month)
    if closing is not None:
        raise MonthClosed(number=closing.decision_number, **words)
    row.state, row.returned_reason = MonthReport.State.RETURNED, said
    row.returned_at, row.returned_by_id = at, by.pk
    row.version += 1
    store(row)
    summary = in_words(_RETURNED, owner=row.owner, **words)
    return _told(row, _Told("month_returned", summary, said), by=by, at=at)


_SENT = _("Send the figures of %(month)s of %(owner)s")
_RETURNED = _("Return the figures of %(month)s to %(owner)s")


def _hold(owner: Agency, month: date) -> None:
    """The owner's lines, held before they are read: an entry on its way is waited for."""
    hold_open()
    lines = PlanLine.objects.filter(pk__in=of_owners(payable(month), [owner.pk]).values("pk"))
    list(lines.held().values_list("pk"))


def _refuse_unready(owner: Agency, month: date, on: date) -> None:
    shown = of_owners(payable(month), [owner.pk])
    lines = lines_of_month(shown, month, miss_percent=miss_percent(on))
    if not lines:
        raise NothingToSend(month=f"{month.month}/{month.year}")
    missing = sum(not line.is_entered for line in lines)
    questions = sum(len(line.open_questions) for line in lines)
    if missing or questions:
        raise NotComplete(lines=missing, questions=questions)


def _told(row: MonthReport, told: _Told, *, by: User | None, at: datetime) -> Outcome[MonthReport]:
    new = {"state": row.state, "month": row.month.isoformat()}
    entry = Entry(told.verb, "month_report", row.pk, told.summary, new=new, reason=told.reason)
    record(by=by, entry=entry)
    on = timezone.localtime(at).date()
    moved = renew_owners([row.owner_id], on=on, at=at, cause=told.verb)
    return Outcome(row=row, changed=("state",), moved=moved)
