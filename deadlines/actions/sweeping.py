"""Every night: what moved, which flags open, which close. One transaction a night."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import Max

from deadlines.actions import settling
from deadlines.actions.refreshing import hold_still, refresh
from deadlines.models import Obligation, SweepRun

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


def catch_up(*, on: date, at: datetime) -> list[SweepRun]:
    """Sweep each night after the last one swept, in order, up to and including `on`.

    The very first sweep does only `on`. Called twice, or by two workers, it does each night once.
    """
    last = SweepRun.objects.aggregate(last=Max("on"))["last"]
    first = on if last is None else last + timedelta(days=1)
    nights = ((first + timedelta(days=n)) for n in range((on - first).days + 1))
    return [sweep(on=night, at=at) for night in nights]


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
    due = Obligation.objects.filter(recompute_on__lte=on).values_list("project_id", flat=True)
    refreshed = refresh(project_ids=sorted(set(due)), on=on, at=at, cause="day_reached")
    moved = _moved(on)
    settled = settling.settle(on=on, at=at, obligation_ids=moved)
    return SweepRun.objects.create(
        on=on,
        finished_at=at,
        moved=len(moved),
        opened=settled.opened,
        closed=settled.closed,
        refreshed=refreshed,
    )


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
