"""Two hundred random projects through sixty nights, against a slow reading row by row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db.models import Sum

from deadlines.actions import reconciling, sweeping
from deadlines.actions.refreshing import current_setting, refresh, registers
from deadlines.models import Flag, Obligation, SweepRun
from deadlines.querysets import LIVE_STATES
from deadlines.rules.clock import Clock
from deadlines.rules.computed import Computed
from deadlines.rules.ladder import Level
from projects.models import Project
from projects.querysets.facts import facts_of
from tests.factories import UserFactory
from tests.support.random_projects import Dice
from tests.support.random_rows import Registry
from tests.support.slow_duties import Said
from tests.support.slow_reading import slow as day_by_day

pytestmark = pytest.mark.django_db

AT = datetime(2026, 2, 1, 17, 10, tzinfo=UTC)
FIRST = date(2026, 2, 1)  # the Investment Law of 2025 takes effect within the sixty nights
NIGHTS = 60
PROJECTS = 200
MOST_CAUGHT_UP = 5

Key = tuple[str, str, int, str]


@pytest.fixture
def registry() -> list[int]:
    """The projects' ids, computed as of the first night."""
    dice, rows = Dice(7, FIRST), Registry()
    ids = [rows.write(dice.project(number)).pk for number in range(PROJECTS)]
    refresh(project_ids=ids, on=FIRST, at=AT, cause="test")
    sweeping.sweep(on=FIRST, at=AT)
    return ids


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


def everything() -> list[Any]:
    """All that a sweep may write."""
    return [
        sorted(stored().items()),
        list(Flag.objects.order_by("pk").values_list("pk", "state", "version", "closed_on")),
        SweepRun.objects.count(),
    ]


def test_the_nightly_sweep_equals_a_slow_reading(registry: list[int]) -> None:
    dice = Random(11)  # noqa: S311 -- repeatable on purpose
    on = FIRST
    while on < FIRST + timedelta(NIGHTS):
        on += timedelta(dice.randint(1, MOST_CAUGHT_UP))
        sweeping.catch_up(on=on, at=AT)
        found = read(registry, on)
        assert stored() == {key: slow(one, on) for key, one in found.items()}, on
        assert live() == flagged(found, on), on
        read_slowly = naive(registry, on)
        assert swept(read_slowly) == read_slowly, on
        before = everything()
        sweeping.catch_up(on=on, at=AT)
        assert everything() == before
        assert reconciling.reconcile(on=on, at=AT) == 0
    nights = SweepRun.objects.exclude(on=FIRST).aggregate(
        moved=Sum("moved"), opened=Sum("opened"), refreshed=Sum("refreshed")
    )
    assert min(nights.values()) > 3, nights


def test_no_flag_comes_back_after_it_was_dismissed(registry: list[int], settings) -> None:
    settings.SWEEP_MOST_DAYS = NIGHTS
    dismissed = dict(Flag.objects.filter(state="open").values_list("pk", "facts_hash"))
    some = sorted(dismissed)[::3]
    by = UserFactory()
    Flag.objects.filter(pk__in=some).update(
        state="dismissed",
        reason="Đã kiểm tra",
        document_number="1/BB",
        decided_at=AT,
        decided_by_id=by.pk,
    )
    on = FIRST + timedelta(NIGHTS)
    sweeping.catch_up(on=on, at=AT)
    now = Flag.objects.filter(pk__in=some).values_list("pk", "obligation__facts_hash", "state")
    untouched = [state for pk, facts_hash, state in now if facts_hash == dismissed[pk]]
    assert set(untouched) == {"dismissed"}
    assert len(untouched) > len(some) / 2
    assert live() <= flagged(read(registry, on), on)


def test_the_order_in_which_facts_were_entered_is_irrelevant() -> None:
    dice, rows = Dice(3, FIRST), Registry()
    for number in range(40):
        facts = dice.project(number)
        one, other = rows.write(facts), rows.write(dice.shuffled(facts))
        refresh(project_ids=[one.pk, other.pk], on=FIRST, at=AT, cause="test")
        assert told(one) == told(other)


def told(project: Project) -> list[tuple[Any, ...]]:
    """The obligations of a project without the numbers its rows happen to have."""
    return sorted(
        Obligation.objects.filter(project_id=project.pk).values_list(
            *("kind", "subject_kind", "clock", "due_date", "stopped_on", "met_date", "missing"),
            *("void_reason", "excluded_days", "level", "next_change_on", "recompute_on"),
        ),
        key=str,
    )
