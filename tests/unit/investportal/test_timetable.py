"""Beat goes on when the clock is put back, also after a restart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from celery import Celery
from celery.schedules import crontab

from investportal.timetable import Timetable

NOW = datetime(2026, 9, 22, 3, 0, 30, tzinfo=UTC)


def timetable(folder: Path) -> Timetable:
    """A timetable of one task a minute, remembered in a folder."""
    app = Celery("test", broker="memory://", set_as_current=False)
    app.conf.beat_schedule = {"each minute": {"task": "x", "schedule": crontab(minute="*")}}
    return Timetable(app=app, schedule_filename=str(folder / "beat"), lazy=False)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """When a task went to the broker."""
    found: list[datetime] = []
    monkeypatch.setattr(
        Timetable, "apply_entry", lambda self, _entry, **_more: found.append(self.app.now())
    )
    return found


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """A clock that stands still until the test moves it."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def turn(table: Timetable, clock: time_machine.Traveller, minutes: int) -> None:
    """What beat does in so many minutes."""
    for _ in range(minutes):
        clock.shift(timedelta(minutes=1))
        while table.tick() == 0:
            continue


def test_a_clock_put_back_a_day_costs_at_most_a_minute(
    tmp_path: Path, clock: time_machine.Traveller, sent: list[datetime]
) -> None:
    table = timetable(tmp_path)
    turn(table, clock, 3)
    before = len(sent)
    clock.shift(timedelta(days=-1))
    turn(table, clock, 3)
    table.close()
    assert len(sent) - before >= 2
    assert {at.date() for at in sent[before:]} == {(NOW - timedelta(days=1)).date()}


def test_what_it_remembers_of_the_future_does_not_stop_it_after_a_restart(
    tmp_path: Path, clock: time_machine.Traveller, sent: list[datetime]
) -> None:
    clock.shift(timedelta(days=365))
    ahead = timetable(tmp_path)
    turn(ahead, clock, 2)
    ahead.close()
    before = len(sent)
    clock.shift(timedelta(days=-365))
    table = timetable(tmp_path)
    turn(table, clock, 3)
    table.close()
    assert len(sent) - before >= 2


def test_a_clock_that_runs_right_changes_nothing(
    tmp_path: Path, clock: time_machine.Traveller, sent: list[datetime]
) -> None:
    table = timetable(tmp_path)
    turn(table, clock, 5)
    table.close()
    assert len(sent) == 5
