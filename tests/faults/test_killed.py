"""kill -9 of each program and server, while an officer works."""

from __future__ import annotations

import time

import pytest

from tests.faults.stand import Stand
from tests.faults.visitor import NoAnswer

pytestmark = pytest.mark.xdist_group("servers")
READY = "SELECT count(*) FROM reporting_reportrun WHERE state = 'ready'"


def reports(stand: Stand) -> int:
    return int(stand.rows(READY)[0][0])


def test_web(stand: Stand) -> None:
    with stand.load("web") as load:
        stand.kill("web")
        began = time.monotonic()
        stand.until(lambda: not stand.health(), "the web server did not die")
        stand.until(stand.health, "nobody answered again")
        stand.came_back("web killed", "pages answer", began)
        count = len(load.saved)
        stand.until(lambda: len(load.saved) > count, "nothing was saved after the restart")
    stand.assert_whole(load)
    assert "web ended with code -9; starting it again" in stand.console()


def test_worker(stand: Stand) -> None:
    with stand.load("worker") as load:
        before = reports(stand)
        load.ask_for_report()
        stand.until(lambda: progress(stand) == 10, "the worker never began to render", 60)
        stand.kill("worker")
        began = time.monotonic()
        stand.until(lambda: reports(stand) > before, "the report did not come back")
        stand.came_back("worker killed", "the report it was rendering is ready", began)
    stand.assert_whole(load)
    assert stand.rows("SELECT attempts FROM desk_job ORDER BY id DESC LIMIT 1") == [(2,)]


def progress(stand: Stand) -> int:
    found = stand.rows("SELECT progress FROM desk_job WHERE state = 'running'")
    return int(found[0][0]) if found else 0


def test_beat(stand: Stand) -> None:
    with stand.load("beat") as load:
        ticks = stand.console().count("Sending due task")
        stand.kill("beat")
        began = time.monotonic()
        stand.until(lambda: stand.console().count("Sending due task") > ticks, "beat sends nothing")
        stand.came_back("beat killed", "the next task of the timetable is sent", began)
    stand.assert_whole(load)
    assert "beat ended with code -9; starting it again" in stand.console()


def test_redis(stand: Stand) -> None:
    with stand.load("Redis") as load:
        before = reports(stand)
        stand.kill("Redis")
        began = time.monotonic()
        load.ask_for_report()
        assert load.reports == 1, "a page that only leaves a row does not need the broker"
        stand.until(lambda: stand.health().get("redis") == "ok", "Redis did not come back")
        stand.came_back("Redis killed", "Redis answers", began)
        stand.until(lambda: reports(stand) > before, "the report did not come back")
        stand.came_back("Redis killed", "the report asked for meanwhile is ready", began)
    assert 500 not in load.pages
    stand.assert_whole(load)
    assert "Redis ended by itself; starting it again" in stand.console()


def test_postgresql(stand: Stand) -> None:
    with stand.load("PostgreSQL") as load:
        before = reports(stand)
        load.ask_for_report()
        stand.until(lambda: progress(stand) == 10, "the worker never began to render", 60)
        stand.kill("PostgreSQL")
        began = time.monotonic()
        words = words_while_away(stand)
        stand.until(stand.health, "the database did not come back")
        stand.came_back("PostgreSQL killed", "pages answer", began)
        stand.until(lambda: reports(stand) > before, "the report did not come back")
        stand.came_back("PostgreSQL killed", "the report it held is ready", began)
    assert '<p class="k">503</p>' in words
    assert "Traceback" not in words
    assert 500 not in load.pages
    stand.assert_whole(load)
    assert stand.reconcile() == 0
    assert "PostgreSQL runs again" in stand.console()


def words_while_away(stand: Stand) -> str:
    """The page that an officer gets until the database is back."""
    for _ in range(50):
        try:
            said = stand.officer.get("/dieu-hanh/")
        except NoAnswer:
            continue
        if said.status == 503:
            return said.text
    return ""
