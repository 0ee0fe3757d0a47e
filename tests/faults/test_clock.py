"""The clock of the server is wrong: a day back, a day ahead, a year ahead, in every process."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from investportal.local import packages
from tests.faults.stand import Stand, fresh, raised

CONFIRM = "--confirm-day"
BEHIND = """
    SELECT count(*) FROM deadlines_obligation, (SELECT max("on") AS last FROM deadlines_sweeprun) s
    WHERE next_change_on <= s.last OR recompute_on <= s.last
"""
OPEN_ACCOUNTS = "SELECT count(*) FROM accounts_user WHERE is_active"
RUNS = "SELECT count(*) FROM reporting_reportrun"


@dataclass(frozen=True)
class Clock:
    """The clock of PostgreSQL, web, worker and beat of one portal."""

    stand: Stand
    file: Path

    def move(self, offset: str) -> None:
        """By how much it is wrong: `+0`, `-1d`, `+1d`, `+1y`."""
        self.file.write_text(f"{offset}\n")


def redis_with_the_true_clock(folder: Path) -> None:
    """Put a Redis first on the path that is not shown another clock.

    Debian's asks for the time before libfaketime is ready and never starts. It only carries
    numbers of jobs, so its clock decides nothing.
    """
    program = shutil.which("redis-server")
    if program is None:
        return
    folder.mkdir(mode=0o755, exist_ok=True)
    script = folder / "redis-server"
    script.write_text(f'#!/bin/sh\nunset LD_PRELOAD\nexec {program} "$@"\n')
    script.chmod(0o755)
    os.environ["PATH"] = f"{folder}{os.pathsep}{os.environ['PATH']}"


@pytest.fixture(scope="module")
def clock() -> Iterator[Clock]:
    """A portal whose clock the test may move while everything runs."""
    file = fresh("faults-clock").with_suffix(".offset")
    file.write_text("+0\n")
    file.chmod(0o644)
    before = dict(os.environ)
    redis_with_the_true_clock(file.with_suffix(".bin"))
    os.environ |= {
        "LD_PRELOAD": str(packages.faketime()),
        "FAKETIME_TIMESTAMP_FILE": str(file),
        "FAKETIME_CACHE_DURATION": "1",
        # A wrong clock is wrong about the day; how long something takes it still knows.
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "DONT_FAKE_MONOTONIC": "1",
        "NO_FAKE_STAT": "1",
        "FAKETIME_DISABLE_SHM": "1",
    }
    try:
        with raised("faults-clock") as stand:
            yield Clock(stand, file)
    finally:
        os.environ.clear()
        os.environ.update(before)
        file.unlink()


def wait_for_tick(stand: Stand) -> None:
    """Until beat has sent the next sweep and the worker has looked at it."""
    ticks = stand.console().count("sweep the nights not yet swept")
    stand.until(
        lambda: stand.console().count("sweep the nights not yet swept") > ticks, "beat stands still"
    )


def wait_until_even(stand: Stand) -> None:
    """Until no row was computed for an earlier day than the last night swept."""
    stand.until(lambda: stand.rows(BEHIND) == [(0,)], "rows stayed behind the sweep")


def test_clock_back(clock: Clock) -> None:
    stand, swept = clock.stand, clock.stand.last_sweep()
    with stand.load("đồng hồ lùi") as load:
        refusals = stand.console().count("sweep_refused")
        clock.move("-1d")
        began = time.monotonic()
        stand.until(lambda: CONFIRM in stand.alarms(), "no alarm says that the clock is wrong")
        stand.came_back("clock a day back", "the alarm is there", began)
        stand.until(lambda: stand.console().count("sweep_refused") > refusals, "beat stands still")
        stand.came_back("clock a day back", "beat sends the next sweep, which refuses", began)
        banner = f"{swept.day}/{swept.month}/{swept.year}"
        assert banner in stand.page("/du-an/").partition("<h1")[0]
        saved = len(load.saved)
        stand.until(lambda: len(load.saved) > saved, "nothing is saved any more")
        clock.move("+0")
        began = time.monotonic()
        stand.until(lambda: CONFIRM not in stand.alarms(), "the alarm stays")
        wait_for_tick(stand)
        stand.came_back("clock right again", "beat sends the next sweep", began)
    assert stand.last_sweep() == swept
    stand.assert_whole(load)
    wait_until_even(stand)
    assert stand.reconcile() == 0


def test_clock_day(clock: Clock) -> None:
    stand, swept = clock.stand, clock.stand.last_sweep()
    tomorrow = swept + timedelta(days=1)
    with stand.load("đồng hồ nhanh một ngày") as load:
        clock.move("+1d")
        began = time.monotonic()
        stand.until(lambda: stand.last_sweep() == tomorrow, "beat does not see the new day")
        stand.came_back("clock a day ahead", "the night is swept, a day early", began)
        clock.move("+0")
        stand.until(lambda: CONFIRM in stand.alarms(), "no alarm says what happened")
        saved = len(load.saved)
        stand.until(lambda: len(load.saved) > saved, "nothing is saved any more")
        clock.move("+1d")  # and now the day comes
        stand.until(lambda: CONFIRM not in stand.alarms(), "the alarm stays on the day itself")
    stand.assert_whole(load)
    wait_until_even(stand)
    assert stand.reconcile() == 0
    clock.move("+0")
    stand.until(lambda: stand.today() == swept, "the clock did not follow")
    stand.run("manage.py", "sweep", CONFIRM, swept.isoformat())
    assert stand.last_sweep() == swept
    assert CONFIRM not in stand.alarms()
    assert stand.reconcile() == 0


def test_clock_year(clock: Clock) -> None:
    stand, swept = clock.stand, clock.stand.last_sweep()
    accounts, runs = stand.rows(OPEN_ACCOUNTS), stand.rows(RUNS)
    with stand.load("đồng hồ nhanh một năm") as load:
        refusals = stand.console().count("sweep_refused")
        clock.move("+1y")
        began = time.monotonic()
        stand.until(lambda: CONFIRM in stand.alarms(), "no alarm says that the clock is wrong")
        stand.came_back("clock a year ahead", "the alarm is there", began)
        stand.until(
            lambda: stand.console().count("sweep_refused") > refusals, "no sweep was refused"
        )
        stand.until(
            lambda: "task_passed_over" in stand.console(), "a yearly clearing was not held back"
        )
        load.ask_for_report()
        saved = len(load.saved)
        stand.until(lambda: len(load.saved) > saved, "nothing is saved any more")
        assert (stand.last_sweep(), stand.rows(RUNS)) == (swept, runs)
        clock.move("+0")
        began = time.monotonic()
        stand.until(lambda: CONFIRM not in stand.alarms(), "the alarm stays")
        stand.reconcile()
        stand.came_back("clock right again", "the project edited meanwhile is computed anew", began)
    assert stand.rows(OPEN_ACCOUNTS) == accounts
    assert stand.last_sweep() == swept
    wait_until_even(stand)
    assert stand.reconcile() == 0
    load.reports = 0
    stand.assert_whole(load)
