"""Every night: what moved, which flags open, which close. One transaction a night."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Max, Q
from django.utils.translation import gettext as _

from accounts.actions import audit
from accounts.models import User
from deadlines.actions import settling
from deadlines.actions.refreshing import Occasion, hold_still, refresh_register, registers
from deadlines.models import Obligation, SweepRun
from deadlines.rules.present import Present, present
from vn.dates import day_text

# One statement a night: the ladder's arrays say where each claimed row stands now.
_MOVE = """
UPDATE deadlines_obligation SET
    level = coalesce(ladder_levels[width_bucket(%(on)s::date, ladder_dates)], 0),
    next_change_on = ladder_dates[width_bucket(%(on)s::date, ladder_dates) + 1]
WHERE next_change_on <= %(on)s
RETURNING id
"""

# The same for every row, whatever it says of itself: what reconcile and the tests compare with.
_MISPLACED = """
clock IN ('running', 'stopped') AND cardinality(ladder_dates) > 0
  AND (level, next_change_on) IS DISTINCT FROM (
    coalesce(ladder_levels[width_bucket(%(on)s::date, ladder_dates)], 0),
    ladder_dates[width_bucket(%(on)s::date, ladder_dates) + 1])
"""
# Asked first, because a question may use all cores and an update only one.
_COUNT_MISPLACED = "SELECT count(*) FROM deadlines_obligation WHERE {misplaced}"
_MOVE_ALL = """
UPDATE deadlines_obligation SET
    level = coalesce(ladder_levels[width_bucket(%(on)s::date, ladder_dates)], 0),
    next_change_on = ladder_dates[width_bucket(%(on)s::date, ladder_dates) + 1]
WHERE {misplaced}
"""


class ClockInDoubt(Exception):
    """The day is not believed without a person who confirms it; the text says how."""

    def __init__(self, on: date, last: date) -> None:
        words = _(
            "The clock says %(day)s, but the last night swept is %(last)s. If the day is right, "
            "run: manage.py sweep --confirm-day %(iso)s. If not, set the clock right."
        )
        values = {"day": day_text(on), "last": day_text(last), "iso": on.isoformat()}
        super().__init__(words % values)


def last_swept() -> date | None:
    """The last night swept: deadlines and flags are true as of it."""
    last: date | None = SweepRun.objects.aggregate(last=Max("on"))["last"]
    return last


def believe(*, on: date) -> date | None:
    """The last night swept, if it lets the clock be believed that today is `on`.

    Raises ClockInDoubt for a day before the last night swept, and for one more than
    SWEEP_MOST_DAYS after it.
    """
    last = last_swept()
    standing = present(on=on, last=last, most=settings.SWEEP_MOST_DAYS)
    if last and standing in (Present.BEHIND, Present.AHEAD):
        raise ClockInDoubt(on, last)
    return last


def catch_up(*, on: date, at: datetime) -> list[SweepRun]:
    """Sweep each night after the last one swept, in order, up to and including `on`.

    The very first sweep does only `on`. Called twice, or by two workers, it does each night once.
    Raises ClockInDoubt, having done nothing: a wrong clock would open a year of flags at once.
    """
    return _nights(on=on, at=at, last=believe(on=on))


def _nights(*, on: date, at: datetime, last: date | None) -> list[SweepRun]:
    if last == on:
        _finish(on=on, at=at)
        return []
    first = on if last is None else last + timedelta(days=1)
    nights = ((first + timedelta(days=n)) for n in range((on - first).days + 1))
    return [sweep(on=night, at=at) for night in nights]


def confirm_day(*, on: date, at: datetime, by: User | None = None) -> list[SweepRun]:
    """Bring the registry to the day `on`, which a person vouches for; the nights swept for it.

    Nights after it, swept while the clock was ahead, are taken back: levels and flags stand
    again as of `on`, and a flag raised too early closes with its story.
    """
    with transaction.atomic():
        hold_still()
        last = last_swept()
        taken_back, _rows = SweepRun.objects.filter(on__gt=on).delete()
        if taken_back:
            _bring_back(on=on, at=at)
        audit.record(
            by=by,
            entry=audit.Entry(
                verb="confirm_day",
                subject_kind="sweep",
                subject_id=0,
                summary=on.isoformat(),
                old={"last_sweep": last.isoformat() if last else None},
                new={"last_sweep": on.isoformat(), "taken_back": taken_back},
            ),
        )
    return _nights(on=on, at=at, last=last_swept())


def _bring_back(*, on: date, at: datetime) -> None:
    for register in registers():
        refresh_register(register, register.ids(), Occasion(on, at, "clock_corrected"))
    sweep_all(on=on, at=at)


@dataclass(frozen=True, slots=True)
class _Passed:
    """What one pass over a night changed."""

    moved: int
    opened: int
    closed: int
    refreshed: int


@transaction.atomic
def sweep(*, on: date, at: datetime) -> SweepRun:
    """One night: recompute what the day changes, move levels, settle flags.

    Touches only rows that change. A night already swept is returned as it was: a second worker
    waits, and then finds the row.
    """
    hold_still()
    done = SweepRun.objects.filter(on__gte=on).order_by("on").first()
    if done is not None:
        return done
    passed = _pass(on=on, at=at)
    return SweepRun.objects.create(
        on=on,
        finished_at=at,
        moved=passed.moved,
        opened=passed.opened,
        closed=passed.closed,
        refreshed=passed.refreshed,
    )


def _waiting(on: date) -> Q:
    return Q(next_change_on__lte=on) | Q(recompute_on__lte=on)


def _finish(*, on: date, at: datetime) -> None:
    """Take along rows that were computed as of an earlier day after this night was swept.

    Such are left by a request that began before midnight, and by edits made after a clock that
    was ahead had been set right.
    """
    if not Obligation.objects.filter(_waiting(on)).exists():
        return
    with transaction.atomic():
        hold_still()
        passed = _pass(on=on, at=at)
        SweepRun.objects.filter(on=on).update(
            moved=F("moved") + passed.moved,
            opened=F("opened") + passed.opened,
            closed=F("closed") + passed.closed,
            refreshed=F("refreshed") + passed.refreshed,
        )


def _pass(*, on: date, at: datetime) -> _Passed:
    due = Obligation.objects.filter(recompute_on__lte=on)
    occasion = Occasion(on, at, "day_reached")
    refreshed = sum(refresh_register(each, each.ids_of(due), occasion) for each in registers())
    moved = _moved(on)
    settled = settling.settle(on=on, at=at, obligation_ids=moved)
    return _Passed(len(moved), settled.opened, settled.closed, refreshed)


@transaction.atomic
def sweep_all(*, on: date, at: datetime) -> settling.Settled:
    """The full sweep: every row's level and flag as of the day, without the date index."""
    hold_still()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_MISPLACED.format(misplaced=_MISPLACED), {"on": on})
        if cursor.fetchone()[0]:
            cursor.execute(_MOVE_ALL.format(misplaced=_MISPLACED), {"on": on})
    return settling.settle(on=on, at=at)


def _moved(on: date) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(_MOVE, {"on": on})
        return [row[0] for row in cursor.fetchall()]
