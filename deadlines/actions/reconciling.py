"""Every night: is what we stored what we would compute? Drift is a bug, never silent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

import structlog
from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Coalesce, Greatest

from deadlines.actions import law, renewing
from deadlines.actions.refreshing import (
    Key,
    Occasion,
    Register,
    chunks,
    current_setting,
    hold_still,
    refresh_register,
    registers,
)
from deadlines.models import Obligation, SweepRun
from deadlines.registry import Setting, differing_sums
from deadlines.rules.computed import Computed

_KEY = ("kind", "subject_kind", "subject_id", "cycle")


class _Stored(NamedTuple):
    """What of an obligation is compared; whole rows with their steps would cost ten times more."""

    pk: int
    facts_hash: str
    level: int
    next_change_on: date | None


@dataclass(frozen=True, slots=True)
class _Law:
    """The law and calendar of one comparison, and their stamp when it began."""

    stamp: str
    setting: Setting


class _LawChanged(Exception):
    """What is stored may rest on another law than the one compared with."""


_log = structlog.get_logger(__name__)


def reconcile(*, on: date, at: datetime) -> int:
    """Recompute all obligations in chunks; log, count and repair what differs.

    Everything is compared as of the last night swept, whatever the clock says; `on` counts only
    before the first. What a change of the law has not reached yet is brought in line first and is
    no drift; so is what changes while the comparison runs. Returns the number of drifted
    obligations, which the health page shows beside the sweep.
    """
    swept = SweepRun.objects.aggregate(last=Max("on"))["last"] or on
    drift = 0
    while True:
        renewing.finish_left(on=swept, at=at)
        under = _Law(law.stamp(), current_setting(swept))
        try:
            for register in registers():
                for chunk in chunks(register.ids()):
                    drift += _reconcile_chunk(register, chunk, under, at)
            break
        except _LawChanged:
            _log.info("reconcile_begins_again", why="the law or the calendar changed meanwhile")
    # The most that was found: a second comparison finds what the first has mended, and says so.
    most = Greatest(Coalesce("drift", 0), drift)
    night = SweepRun.objects.filter(on=swept)
    night.update(drift=most, sums_drift=_compare_sums(swept), reconciled_at=at)
    return drift


def _compare_sums(on: date) -> int:
    """Name the sums of other rooms that differ; nothing mends them: nobody can tell which is right."""
    found = sorted(differing_sums())
    for name in found:
        _log.error("sum_drift", sum=name, on=on.isoformat())
    return len(found)


@transaction.atomic
def _reconcile_chunk(register: Register, ids: list[int], under: _Law, at: datetime) -> int:
    setting = under.setting
    computed = register.compute(ids, setting)
    stored = register.stored(ids).exclude(facts_hash="")
    seen = {row[:4]: _Stored(*row[4:]) for row in stored.values_list(*_KEY, *_Stored._fields)}
    drifted = {
        key for key in computed.keys() | seen.keys() if _differs(computed, seen, key, setting.on)
    }
    if not drifted:
        return 0
    # Before the first row is held: whoever recomputes holds rows only under this lock.
    hold_still()
    if law.stamp() != under.stamp:
        raise _LawChanged
    for key in sorted(drifted):
        _log.error("obligation_drift", key=key, on=setting.on.isoformat())
    Obligation.objects.filter(
        pk__in=[row.pk for key, row in seen.items() if key in drifted]
    ).update(facts_hash="drift")
    refresh_register(register, ids, Occasion(setting.on, at, "reconcile"))
    return len(drifted)


def _differs(
    computed: dict[Key, Computed],
    seen: dict[Key, _Stored],
    key: Key,
    on: date,
) -> bool:
    found, row = computed.get(key), seen.get(key)
    if found is None or row is None or found.facts_hash != row.facts_hash:
        return True
    level, next_change_on = found.standing(on)
    return (int(level), next_change_on) != (row.level, row.next_change_on)
