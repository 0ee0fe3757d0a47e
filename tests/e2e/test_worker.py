"""A real worker and a real beat do the sweep and the report, also when they are killed.

The kill falls in the middle: the sweep waits for a row that the test holds, the report takes seconds
to render after its job says that it began. What brings the work back is the next beat tick, which finds
the night unswept or the job without its worker; the broker's own redelivery comes an hour later
and then finds nothing to do.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.e2e.stage import Stage, build, kill, until
from tests.support.consistency import EVENTS_TWICE, FLAGS_OWED, LIVE_FLAGS

TODAY = date.today()  # noqa: DTZ011 -- the processes under test read this machine's clock
NIGHTS = [TODAY - timedelta(days=n) for n in (2, 1, 0)]

SWEPT = 'SELECT "on" FROM deadlines_sweeprun WHERE "on" > %s ORDER BY "on"'
# What the sweep of the first of these nights must write.
HOLD_SWEEP = """
    SELECT id FROM deadlines_obligation WHERE next_change_on <= %s ORDER BY id LIMIT 1 FOR UPDATE
"""
RENDERING = "SELECT {} FROM desk_job WHERE handler = 'reporting.render'"
WAITING = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock' AND query ILIKE %s
"""


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """The demonstration province as it was three nights ago."""
    return build("e2e_worker", tmp_path, on=NIGHTS[0] - timedelta(days=1))


def swept(stage: Stage) -> list[date]:
    return [row[0] for row in stage.rows(SWEPT, NIGHTS[0] - timedelta(days=1))]


def assert_flags_single_and_complete(stage: Stage) -> None:
    assert stage.rows(FLAGS_OWED) == [(0,)]
    assert stage.rows(EVENTS_TWICE) == []
    live = stage.rows(LIVE_FLAGS)
    assert len({row[:5] for row in live}) == len(live) > 0


def test_a_beat_tick_sweeps_missed_nights_and_renders_a_lost_report(stage: Stage) -> None:
    stage.manage("make_report")
    stage.forget_messages()
    with stage.worker(), stage.beat():
        until(lambda: swept(stage) == NIGHTS, 90, "no beat tick swept the three missed nights")
        until(
            lambda: stage.rows("SELECT state FROM reporting_reportrun") == [("ready",)],
            120,
            "no beat tick brought the lost report back",
        )
    assert_flags_single_and_complete(stage)
    assert stage.rows(RENDERING.format("state, attempts")) == [("done", 1)]
    assert stage.rows(
        "SELECT encode(substring(pdf FROM 1 FOR 4), 'escape') FROM reporting_reportrun"
    ) == [("%PDF",)]


def test_kill_9_in_the_middle_of_the_sweep(stage: Stage) -> None:
    moving = stage.rows(
        "SELECT count(*) FROM deadlines_obligation WHERE next_change_on <= %s", NIGHTS[-1]
    )
    assert moving[0][0] > 0, "the demonstration moves nothing in these nights"
    with stage.connection() as connection, connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute(HOLD_SWEEP, [NIGHTS[-1]])
        with stage.worker() as worker:
            stage.send("deadlines.tasks.nightly_sweep")
            until(
                lambda: stage.rows(WAITING, "%deadlines_obligation SET%")[0][0],
                60,
                "the sweep never reached the held row",
            )
            kill(worker)
        cursor.execute("ROLLBACK")
    assert swept(stage) != NIGHTS, "the kill came too late to prove anything"
    with stage.worker(), stage.beat():
        until(lambda: swept(stage) == NIGHTS, 120, "the sweep did not come back after the kill")
    assert_flags_single_and_complete(stage)


def test_kill_9_in_the_middle_of_the_report(stage: Stage) -> None:
    stage.manage("make_report")
    with stage.worker() as worker:
        until(
            lambda: stage.rows(RENDERING.format("progress")) == [(10,)],
            90,
            "the worker never began to render",
        )
        kill(worker)
    assert stage.rows("SELECT state, pdf IS NULL FROM reporting_reportrun") == [("queued", True)]
    with stage.worker(), stage.beat():
        until(
            lambda: stage.rows("SELECT state FROM reporting_reportrun") == [("ready",)],
            120,
            "the report did not come back after the kill",
        )
        until(
            lambda: stage.rows(RENDERING.format("state")) == [("done",)],
            30,
            "the job was not closed",
        )
    assert stage.rows("SELECT count(*), count(pdf) FROM reporting_reportrun") == [(1, 1)]
    assert stage.rows(RENDERING.format("attempts")) == [(2,)]
