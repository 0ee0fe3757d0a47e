"""The months of a year as the page of closings shows them: state, who sent, what was kept."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q

from accounts.models import Agency
from disbursement.actions.months import owners_not_sent
from disbursement.models import MonthClosing, MonthlyPayment, MonthReport, PlanLine
from disbursement.querysets.months import Corrected, Kept, corrected, totals
from disbursement.querysets.payments import payable
from disbursement.querysets.treasury import Compared, compared
from disbursement.rules.payments import before


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month: its closings, the latest first, and how many owners sent it.

    Months close in their order: `is_next` may be closed now, `is_last` may be reopened.
    """

    month: date
    closings: Sequence[MonthClosing]
    kept: Kept | None
    sent: int
    is_over: bool
    is_next: bool
    is_last: bool

    @property
    def closing(self) -> MonthClosing | None:
        """The closing in force."""
        return next((row for row in self.closings if row.reopened_at is None), None)

    @property
    def is_reopened(self) -> bool:
        """Closed before, and open for correction now."""
        return bool(self.closings) and self.closing is None


@dataclass(frozen=True, slots=True)
class Closed:
    """A closing with what it kept, and the one before it of the same month."""

    closing: MonthClosing
    kept: Kept | None
    earlier: MonthClosing | None


@dataclass(frozen=True, slots=True)
class MonthState:
    """A month in whole: its closings, who sent and who did not, the treasury's side."""

    month: date
    closed: list[Closed]
    owners: int
    unsent: list[Agency]
    compared: list[Compared]

    @property
    def standing(self) -> MonthClosing | None:
        """The closing in force."""
        return next((row.closing for row in self.closed if row.closing.reopened_at is None), None)

    @property
    def differences(self) -> int:
        """Lines that differ from the treasury's."""
        return sum(row.differs for row in self.compared)

    @property
    def open_differences(self) -> int:
        """Those that nobody explained."""
        return sum(row.is_open for row in self.compared)


def months_of_year(year: int, on: date) -> list[MonthRow]:
    """The months of a year that have begun, the latest first, in a constant number of questions."""
    closings: defaultdict[date, list[MonthClosing]] = defaultdict(list)
    for row in MonthClosing.objects.filter(month__year=year):
        closings[row.month].append(row)
    sent = Counter(
        MonthReport.objects.filter(month__year=year, state=MonthReport.State.SENT).values_list(
            "month", flat=True
        )
    )
    kept = totals()
    last = MonthClosing.objects.filter(reopened_at=None).aggregate(last=Max("month"))["last"]
    following = before(last, -1) if last else None
    begun = [month for number in range(12, 0, -1) if (month := date(year, number, 1)) <= on]
    return [
        MonthRow(
            month=month,
            closings=closings[month],
            kept=kept.get(closings[month][0].pk) if closings[month] else None,
            sent=sent[month],
            is_over=month < on.replace(day=1),
            is_next=following in (None, month) and month < on.replace(day=1),
            is_last=month == last,
        )
        for month in begun
    ]


def years() -> list[int]:
    """The years with anything entered or closed, the latest first."""
    entered = MonthlyPayment.objects.dates("month", "year")
    closed = MonthClosing.objects.dates("month", "year")
    return sorted({day.year for day in (*entered, *closed)}, reverse=True)


def month_state(month: date, owners: Collection[int] | None) -> MonthState:
    """One month; `owners`: the treasury's side of these owners alone."""
    kept = totals()
    rows = list(MonthClosing.objects.filter(month=month).order_by("-number"))
    closed = [
        Closed(row, kept.get(row.pk), rows[place + 1] if place + 1 < len(rows) else None)
        for place, row in enumerate(rows)
    ]
    with_lines = payable(month).order_by().values("project__public__owner_id")
    return MonthState(
        month=month,
        closed=closed,
        owners=Agency.objects.filter(pk__in=with_lines).count(),
        unsent=owners_not_sent(month),
        compared=compared(month, owners=owners),
    )


def corrections(
    earlier: MonthClosing, later: MonthClosing, owners: Collection[int] | None
) -> list[Corrected]:
    """What differs between two closings, line by line; `owners`: their lines alone."""
    found = corrected(earlier, later)
    if owners is None:
        return found
    own = PlanLine.objects.filter(Q(project__public__owner__in=owners))
    seen = set(own.filter(pk__in=[row.line_id for row in found]).values_list("pk", flat=True))
    return [row for row in found if row.line_id in seen]
