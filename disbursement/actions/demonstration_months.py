"""The invented payments: what owners entered, sent and the treasury confirmed; months closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils import timezone

from accounts.models import Agency, User
from disbursement.actions import months
from disbursement.demo.build import MILLION, Calendar
from disbursement.demo.shapes import MonthRow
from disbursement.models import (
    MonthClosing,
    MonthlyPayment,
    MonthReport,
    PlanEntry,
    PlanLine,
    Scenario,
    TreasuryFigure,
)
from projects.models import PublicProject

if TYPE_CHECKING:
    from disbursement.actions.demonstration import Built
    from disbursement.actions.demonstration_plans import LineKey

_PROVINCE_CURVE = (2, 5, 11, 19, 28, 38, 46, 55, 64, 73, 82, 94, 99)
_OWNER_CURVES = {
    "bqlda": (2, 6, 13, 22, 32, 42, 50, 58, 67, 76, 85, 95, 100),
    "bqlkkt": (3, 7, 12, 18, 26, 35, 45, 55, 65, 75, 84, 93, 98),
}
_SENT_ON = timedelta(days=33)
"""Figures of a month are sent on the third of the next."""
_NOT_SENT = frozenset({"bqlda", "sct", "xa-06"})
_TREASURY_DIFFERS = {3: -2_500 * MILLION, 11: 380 * MILLION, 24: -45 * MILLION}


def write(
    built: Sequence[Built],
    lines: Mapping[LineKey, PlanLine],
    *,
    calendar: Calendar,
    by: User | None,
    at: datetime,
) -> None:
    """Payments of all lines, then the months that were sent, closed and confirmed."""
    hand = by.pk if by else 0
    rows = list(_payments(built, lines, hand=hand, at=at))
    MonthlyPayment.objects.bulk_create(rows, batch_size=1000)
    _add_up(rows, lines)
    _scenarios(built, lines, calendar)
    _reports(built, calendar, hand=hand, at=at)
    _treasury(rows, lines, calendar)
    _close(calendar, hand=hand, at=at)


def _payments(
    built: Sequence[Built], lines: Mapping[LineKey, PlanLine], *, hand: int, at: datetime
) -> Iterator[MonthlyPayment]:
    for each in built:
        for row in each.capital.lines:
            line = lines[each.project.pk, row.year, row.source, row.bucket]
            yield from (_payment(line, month, hand, at) for month in row.months)


def _payment(line: PlanLine, row: MonthRow, hand: int, at: datetime) -> MonthlyPayment:
    written = timezone.make_aware(datetime.combine(row.month + _SENT_ON, datetime.min.time()))
    return MonthlyPayment(
        line=line,
        month=row.month,
        advance_vnd=row.advance_vnd,
        volume_vnd=row.volume_vnd,
        recovery_vnd=row.recovery_vnd,
        estimate_vnd=row.estimate_vnd,
        awaiting_vnd=row.awaiting_vnd,
        physical_percent=row.percent,
        difficulty=row.difficulty,
        updated_at=min(written, at),
        updated_by_id=hand,
    )


def _add_up(rows: Sequence[MonthlyPayment], lines: Mapping[LineKey, PlanLine]) -> None:
    """Lines and projects as their payments add up."""
    spent: dict[int, int] = {}
    for row in rows:
        paid = (row.advance_vnd or 0) + (row.volume_vnd or 0)
        row.line.disbursed_vnd += paid
        row.line.advance_vnd += (row.advance_vnd or 0) - (row.recovery_vnd or 0)
        spent[row.line.project_id] = spent.get(row.line.project_id, 0) + paid
    PlanLine.objects.bulk_update(lines.values(), ["disbursed_vnd", "advance_vnd"], batch_size=500)
    projects = list(PublicProject.objects.filter(project_id__in=spent))
    for project in projects:
        project.disbursed_vnd = spent[project.project_id]
    PublicProject.objects.bulk_update(projects, ["disbursed_vnd"])


def _scenarios(
    built: Sequence[Built], lines: Mapping[LineKey, PlanLine], calendar: Calendar
) -> None:
    plan = next(row.plan for row in lines.values() if row.plan.first_year == calendar.year)
    owners = {each.owner.code: each.owner for each in built}
    curves = [(None, _PROVINCE_CURVE), *((owners[code], c) for code, c in _OWNER_CURVES.items())]
    Scenario.objects.bulk_create(
        Scenario(
            plan=plan,
            owner=owner,
            percents=list(curve),
            decision_number=f"MH-{calendar.year}-KB",
            decision_date=date(calendar.year, 1, 15),
            note="Kịch bản minh họa",
        )
        for owner, curve in curves
    )


def _reports(built: Sequence[Built], calendar: Calendar, *, hand: int, at: datetime) -> None:
    """Every owner sent every month of the year; some have not sent the last one."""
    owners: dict[str, Agency] = {
        each.owner.code: each.owner
        for each in built
        if any(row.year == calendar.year for row in each.capital.lines)
    }
    MonthReport.objects.bulk_create(
        _report(owner, month, hand, at)
        for month in _months_of(calendar)
        for code, owner in owners.items()
        if month < calendar.last or code not in _NOT_SENT
    )


def _report(owner: Agency, month: date, hand: int, at: datetime) -> MonthReport:
    """Sent on the third of the next month; every seventh owner now and then a week late."""
    late = timedelta(days=7 if (owner.pk + month.month) % 7 == 0 else 0)
    day = month.replace(day=1) + _SENT_ON + late
    return MonthReport(
        owner=owner,
        month=month,
        state=MonthReport.State.SENT,
        first_sent_date=min(day, timezone.localtime(at).date()),
        sent_at=min(timezone.make_aware(datetime.combine(day, datetime.min.time())), at),
        sent_by_id=hand,
    )


def _months_of(calendar: Calendar) -> Iterator[date]:
    for number in range(1, calendar.last.month + 1):
        yield date(calendar.year, number, 1)


def _treasury(
    rows: Sequence[MonthlyPayment], lines: Mapping[LineKey, PlanLine], calendar: Calendar
) -> None:
    """What the treasury holds to the end of the last closed month: the same, but for three lines."""
    month = (calendar.last - timedelta(days=1)).replace(day=1)
    found: dict[int, TreasuryFigure] = {}
    for row in rows:
        if row.month > month or row.line.plan.first_year != calendar.year:
            continue
        figure = found.setdefault(
            row.line_id,
            TreasuryFigure(
                line=row.line,
                month=month,
                disbursed_vnd=0,
                advance_vnd=0,
                document_number=f"MH-KB-{month:%m-%Y}",
                document_date=month + _SENT_ON,
            ),
        )
        figure.disbursed_vnd += (row.advance_vnd or 0) + (row.volume_vnd or 0)
        figure.advance_vnd = (
            (figure.advance_vnd or 0) + (row.advance_vnd or 0) - (row.recovery_vnd or 0)
        )
    for place, figure in enumerate(found.values()):
        figure.disbursed_vnd = max(0, figure.disbursed_vnd + _TREASURY_DIFFERS.get(place, 0))
        figure.advance_vnd = min(figure.advance_vnd or 0, figure.disbursed_vnd)
    TreasuryFigure.objects.bulk_create(found.values())


def _close(calendar: Calendar, *, hand: int, at: datetime) -> None:
    """All months of the year but the last are closed, each with the figures of its lines.

    A closing knows of the plan what was recorded before it, and the plan was recorded just now.
    """
    recorded = PlanEntry.objects.aggregate(last=Max("recorded_at"))["last"]
    for month in _months_of(calendar):
        if month < calendar.last:
            closing = MonthClosing.objects.create(
                month=month,
                number=1,
                decision_number=f"MH-{month:%m-%Y}-CS",
                decision_date=month + _SENT_ON + timedelta(days=5),
                at=max(at, recorded or at),
                by_id=hand,
            )
            months.freeze(closing)
