"""Every night: is what we stored what we would compute? Drift is a bug, never silent."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

import structlog
from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Coalesce, Greatest

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
from deadlines.registry import Setting
from deadlines.rules.computed import Computed

_KEY = ("kind", "subject_kind", "subject_id", "cycle")


class _Stored(NamedTuple):
    """What of an obligation is compared; whole rows with their steps would cost ten times more."""

    pk: int
    facts_hash: str
    level: int
    next_change_on: date | None


_log = structlog.get_logger(__name__)


def reconcile(*, on: date, at: datetime) -> int:
    """Recompute all obligations in chunks; log, count and repair what differs.

    Everything is compared as of the last night swept, whatever the clock says; `on` counts only
    before the first. Returns the number of drifted obligations, which the health page shows
    beside the sweep.
    """
    swept = SweepRun.objects.aggregate(last=Max("on"))["last"] or on
    setting = current_setting(swept)
    drift = 0
    for register in registers():
        for chunk in chunks(register.ids()):
            drift += _reconcile_chunk(register, chunk, setting, at)
    # The most that was found: a second comparison finds what the first has mended, and says so.
    most = Greatest(Coalesce("drift", 0), drift)
    SweepRun.objects.filter(on=swept).update(drift=most, reconciled_at=at)
    return drift


@transaction.atomic
def _reconcile_chunk(register: Register, ids: list[int], setting: Setting, at: datetime) -> int:
    computed = register.compute(ids, setting)
    stored = register.stored(ids).exclude(facts_hash="")
    seen = {row[:4]: _Stored(*row[4:]) for row in stored.values_list(*_KEY, *_Stored._fields)}
    drifted = {
        key for key in computed.keys() | seen.keys() if _differs(computed, seen, key, setting.on)
    }
    if not drifted:
        return 0
    for key in sorted(drifted):
        _log.error("obligation_drift", key=key, on=setting.on.isoformat())
    # Before the first row is held: whoever recomputes holds rows only under this lock.
    hold_still()
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
