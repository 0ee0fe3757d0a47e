"""Which months may be entered, who enters for whom, and how far each owner is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localtime

from accounts.models import Agency, User
from accounts.permissions import Permission, Scope
from deadlines.models import Obligation
from disbursement.actions.payments import miss_percent
from disbursement.entry_totals import State, state
from disbursement.models import MonthClosing, MonthReport, PlanLine
from disbursement.querysets import months
from disbursement.querysets.payments import LineOfMonth, lines_of_month, payable
from disbursement.rules.duty_owners import OWNER
from disbursement.rules.figures import last_day
from disbursement.rules.payments import before, month_of
from projects.querysets.public import own_agencies

MONTHS_OFFERED = 14
_FIRST = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class OwnerMonth:
    """An owner in a month: its lines, and what it sent."""

    owner: Agency
    state: State
    report: MonthReport | None

    @property
    def is_sent(self) -> bool:
        """With the department now."""
        return self.report is not None and self.report.state == MonthReport.State.SENT

    @property
    def is_returned(self) -> bool:
        """Given back to be corrected."""
        return self.report is not None and self.report.state == MonthReport.State.RETURNED


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a month of an owner can be typed into, and if not, why."""

    closing: MonthClosing | None
    report: MonthReport | None
    may_enter: bool

    @property
    def is_sent(self) -> bool:
        """With the department now."""
        return self.report is not None and self.report.state == MonthReport.State.SENT

    @property
    def is_sent_again(self) -> bool:
        """Sent after it was returned, on a later day than the first time."""
        return (
            self.report is not None
            and localtime(self.report.sent_at).date() > self.report.first_sent_date
        )

    @property
    def is_returned(self) -> bool:
        """Given back to be corrected."""
        return self.report is not None and self.report.state == MonthReport.State.RETURNED

    @property
    def editable(self) -> bool:
        """The person may enter, and the month is open and not sent."""
        return self.may_enter and self.closing is None and not self.is_sent


def month_to_enter(on: date) -> date:
    """The month the day's work is about: the last one that ended, until it is closed."""
    last = months.current_month(on)
    return month_of(on) if months.standing(last) else last


def months_offered(on: date) -> list[date]:
    """This month and those before it, the latest first."""
    return [before(month_of(on), count) for count in range(MONTHS_OFFERED)]


def read_month(text: str, on: date) -> date | None:
    """2026-08; None for what is no month, lies before any plan, or has not come yet."""
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return month if _FIRST <= month <= month_of(on) else None


def may_enter(user: User, owner_id: int) -> bool:
    """Whether a person enters payments of an owner: of his or her own agencies alone."""
    return user.can(Permission.ENTER_PAYMENTS) and owner_id in own_agencies(user)


def may_see(user: User, owner_id: int) -> bool:
    """Whether the lines of an owner exist for a person."""
    return user.scope == Scope.PROVINCE or owner_id in own_agencies(user)


def standing(user: User, owner: Agency, month: date) -> Standing:
    """What may be done with the month of an owner."""
    report = MonthReport.objects.filter(owner=owner, month=month).first()
    return Standing(months.standing(month), report, may_enter(user, owner.pk))


def lines_for(user: User, month: date, on: date, owner: Agency | None = None) -> list[LineOfMonth]:
    """The lines of a month a person may see, of one owner or of all; asked by the law of `on`."""
    seen = PlanLine.objects.visible_to(user).values("pk")
    rows: Any = payable(month).filter(pk__in=seen)
    if owner is not None:
        rows = rows.filter(project__public__owner=owner)
    return lines_of_month(rows, month, miss_percent=miss_percent(on))


def owners_of(lines: Sequence[LineOfMonth], month: date) -> list[OwnerMonth]:
    """Every owner of the lines, by name."""
    by_owner: defaultdict[int, list[LineOfMonth]] = defaultdict(list)
    for line in lines:
        by_owner[line.owner_id].append(line)
    owners = Agency.objects.filter(pk__in=by_owner).order_by("sort_key", "pk")
    sent = {report.owner_id: report for report in MonthReport.objects.filter(month=month)}
    return [OwnerMonth(owner, state(by_owner[owner.pk]), sent.get(owner.pk)) for owner in owners]


def duty_to_send(owner: Agency, month: date) -> Obligation | None:
    """What the owner owes of the month (D11), if the rule is in force and its day is known."""
    duties = Obligation.objects.filter(kind="D11", subject_kind=OWNER, subject_id=owner.pk)
    return duties.filter(base_date=last_day(month), due_date__isnull=False).first()
