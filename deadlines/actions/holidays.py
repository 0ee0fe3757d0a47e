"""Keep the calendar of days off and swapped working days; what a day moves is computed again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, in_words, record
from accounts.models import User
from accounts.refusals import Refusal
from deadlines.actions import law, renewing, trying
from deadlines.actions.refreshing import CHUNK, registers
from deadlines.findings import Tally
from deadlines.models import Holiday, Obligation
from deadlines.registry import Setting
from vn.calendar import vietnam_days, vietnam_working_swaps
from vn.dates import day_text

_SATURDAY = 5
_FEW = CHUNK
"""So many projects are computed again in the act itself; more of them in a job."""

_SWAP = _("Working day in exchange")


class AlreadyKept(Refusal):
    """One day, one row."""

    field = "date"
    text = _("%(day)s is in the calendar already. Take it out first to change it.")


class NotKept(Refusal):
    """Somebody took it out meanwhile."""

    text = _("%(day)s is not in the calendar any more.")


class NoWeekend(Refusal):
    """Only a day off can be worked in exchange."""

    field = "is_working_swap"
    text = _("%(day)s is an ordinary working day. A day worked in exchange is a weekend day.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Days to put into the calendar and days to take out of it."""

    added: tuple[Holiday, ...] = ()
    removed: tuple[date, ...] = ()

    @property
    def touched(self) -> list[date]:
        """All of them in order."""
        return sorted({*self.removed, *(row.date for row in self.added)})


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change of the calendar would move: `tally` None where too many are touched."""

    projects: int
    tally: Tally | None


def of_year(year: int) -> Days:
    """What the library knows of a year and the calendar does not hold yet."""
    kept = set(Holiday.objects.filter(date__year=year).values_list("date", flat=True))
    off = [Holiday(date=day, name=name) for day, name in vietnam_days(year).items()]
    swaps = [
        Holiday(date=day, name=in_words(_SWAP), is_working_swap=True)
        for day in sorted(vietnam_working_swaps(year))
    ]
    return Days(added=tuple(row for row in [*off, *swaps] if row.date not in kept))


def preview(*, days: Days, on: date) -> Preview:
    """What changing the calendar would move today; nothing is written.

    Raises the refusals of `change`.
    """
    _refuse(days)
    parts = _parts(days)
    projects = sum(len(ids) for _register, ids in parts)
    if projects > _FEW:
        return Preview(projects, None)
    calendar = law.calendar(without=days.removed, besides=days.added)
    setting = Setting(law=law.book(), calendar=calendar, on=on)
    return Preview(projects, trying.try_out(parts, setting))


@transaction.atomic
def change(*, by: User, on: date, at: datetime, days: Days) -> int | None:
    """Write the days and compute again the deadlines whose reckoning reads them.

    Few are computed in the act; for many the number of the job is returned, which its edge sends.
    Raises `AlreadyKept`, `NotKept` and `NoWeekend`.
    """
    law.hold()
    _refuse(days)
    projects = sum(len(ids) for _register, ids in _parts(days))
    removed = Holiday.objects.filter(date__in=days.removed)
    old = {row.date.isoformat(): row.name for row in removed}
    removed.delete()
    Holiday.objects.bulk_create(days.added)
    text = _("Calendar: %(added)s days added, %(removed)s days taken out")
    event = record(
        by=by,
        entry=Entry(
            verb=renewing.HOLIDAYS_CHANGED,
            subject_kind="calendar",
            subject_id=0,
            summary=in_words(text, added=len(days.added), removed=len(old)),
            old=old,
            new={row.date.isoformat(): row.name for row in days.added},
        ),
    )
    if projects > _FEW:
        return renewing.ask(event_id=event.pk, at=at, by_id=by.pk)
    renewing.renew(event_id=event.pk, on=on, at=at)
    return None


def _parts(days: Days) -> trying.Parts:
    touched = Obligation.objects.filter(renewing.touched_by(days.touched))
    return [(register, register.ids_of(touched)) for register in registers()]


def _refuse(days: Days) -> None:
    kept = set(Holiday.objects.filter(date__in=days.touched).values_list("date", flat=True))
    taken: Sequence[date] = [row.date for row in days.added if row.date in kept]
    if taken:
        raise AlreadyKept(day=day_text(taken[0]))
    gone = [day for day in days.removed if day not in kept]
    if gone:
        raise NotKept(day=day_text(gone[0]))
    for row in days.added:
        if row.is_working_swap and row.date.weekday() < _SATURDAY:
            raise NoWeekend(day=day_text(row.date))
