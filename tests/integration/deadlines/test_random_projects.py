"""Two hundred random projects through sixty nights, against a slow reading row by row."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.db.models import Sum

from deadlines.actions import reconciling, sweeping
from deadlines.actions.refreshing import refresh
from deadlines.models import Flag, Obligation, SweepRun
from projects.models import Project
from tests.factories import UserFactory
from tests.support.nights import agree, flagged, live, read, stored
from tests.support.random_projects import Dice
from tests.support.random_rows import Registry

pytestmark = pytest.mark.django_db

AT = datetime(2026, 2, 1, 17, 10, tzinfo=UTC)
FIRST = date(2026, 2, 1)  # the Investment Law of 2025 takes effect within the sixty nights
NIGHTS = 60
PROJECTS = 200
MOST_CAUGHT_UP = 5


@pytest.fixture
def registry() -> list[int]:
    """The projects' ids, computed as of the first night."""
    dice, rows = Dice(7, FIRST), Registry()
    ids = [rows.write(dice.project(number)).pk for number in range(PROJECTS)]
    refresh(project_ids=ids, on=FIRST, at=AT, cause="test")
    sweeping.sweep(on=FIRST, at=AT)
    # Autovacuum counts no rows of an open transaction, and plans made without counts are slow.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return ids


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
        agree(registry, on)
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
