"""What the sweep left, what the rules say anew, and what a slow reading of the law says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from deadlines.actions.refreshing import current_setting, registers
from deadlines.models import Flag, Obligation
from deadlines.querysets import LIVE_STATES
from deadlines.rules.clock import Clock
from deadlines.rules.computed import Computed
from deadlines.rules.ladder import Level
from projects.querysets.facts import facts_of
from tests.support.slow_duties import Said
from tests.support.slow_reading import slow as day_by_day

Key = tuple[str, str, int, str]


def read(ids: list[int], on: date) -> dict[Key, Computed]:
    """Every obligation anew, from all the facts."""
    return registers()[0].compute(ids, current_setting(on))


def stored() -> dict[Key, tuple[Any, ...]]:
    """Clock, due day, level and next change as the table holds them."""
    rows = Obligation.objects.values_list(
        *("kind", "subject_kind", "subject_id", "cycle"),
        *("clock", "due_date", "level", "next_change_on"),
    )
    return {row[:4]: row[4:] for row in rows}


def slow(found: Computed, on: date) -> tuple[Any, ...]:
    level, next_change_on = found.standing(on)
    return (found.clock, found.due_date, int(level), next_change_on)


def live() -> set[tuple[Any, ...]]:
    rows = Flag.objects.filter(state__in=LIVE_STATES).values_list(
        *("obligation__kind", "obligation__subject_kind", "obligation__subject_id"),
        *("obligation__cycle", "due_date", "fingerprint"),
    )
    return set(rows)


def flagged(found: dict[Key, Computed], on: date) -> set[tuple[Any, ...]]:
    return {
        (*key, one.due_date, one.fingerprint)
        for key, one in found.items()
        if one.clock in ("running", "found") and one.standing(on)[0].is_flag
    }


def naive(ids: list[int], on: date) -> dict[Key, Said]:
    """The duties of these projects read day by day, from the facts as rows have them."""
    calendar = current_setting(on).calendar
    read = (day_by_day(facts, calendar=calendar, on=on) for facts in facts_of(ids))
    return {key: said for of_project in read for key, said in of_project.items()}


def swept(keys: Iterable[Key]) -> dict[Key, Said]:
    """What the table holds of them, in the shape of the slow reading."""
    wanted = set(keys)
    rows = Obligation.objects.values_list(
        *("kind", "subject_kind", "subject_id", "cycle"),
        *("clock", "due_date", "stopped_on", "met_date", "level"),
    )
    found = {}
    for row in rows:
        if row[:4] in wanted:
            undated = row[4] in ("void", "unknown", "not_started")
            due, stopped, met = (None, None, None) if undated else row[5:8]
            found[row[:4]] = Said(Clock(row[4]), due, stopped, met, Level(row[8]))
    return found


def agree(ids: list[int], on: date) -> int:
    """Fail where the sweep, the rules and the slow reading differ; how many duties were read."""
    found = read(ids, on)
    assert stored() == {key: slow(one, on) for key, one in found.items()}, on
    assert live() == flagged(found, on), on
    read_slowly = naive(ids, on)
    assert swept(read_slowly) == read_slowly, on
    return len(found)
