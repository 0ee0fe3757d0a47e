"""kill -9 of each program and server, and a disk that is full, while an officer works.

One file, so that one portal serves them all. Files, database and temporary files share its disk,
which is the worst case.
"""

from __future__ import annotations

import io
import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

from tests.faults.stand import Stand
from tests.faults.visitor import Answer, NoAnswer

NOT_ROOT = "A disk to fill has to be mounted, which only root may do."
ON_FILE = "SELECT count(*) FROM projects_documentfile"
LEFT = "SELECT error FROM desk_job WHERE handler = 'reporting.render' ORDER BY id DESC LIMIT 1"
LEFT_ISSUED = LEFT.replace("'reporting.render'", "'reporting.render_edition'")
ISSUE = """
import django; django.setup()
from django.utils import timezone
from desk.tasks import enqueue
from reporting.actions.demonstration import carry_through
from reporting.models import Paper

draft = Paper.objects.filter(life=Paper.Life.DRAFT).order_by("-pk")[0]
job = carry_through(draft, number="77", on=timezone.localdate(), at=timezone.now())
enqueue(job.pk)
"""
LAST_EDITION = """
    SELECT state, pdf_sha256 = encode(sha256(pdf), 'hex') FROM reporting_edition
    ORDER BY id DESC LIMIT 1
"""
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


def test_renderer(stand: Stand) -> None:
    with stand.load("renderer") as load:
        before = reports(stand)
        load.ask_for_report()
        stand.until(lambda: progress(stand) == 10, "the renderer never began to render", 60)
        stand.kill("renderer")
        began = time.monotonic()
        stand.until(lambda: reports(stand) > before, "the report did not come back")
        stand.came_back("renderer killed", "the report it was rendering is ready", began)
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
        stand.until(lambda: progress(stand) == 10, "the renderer never began to render", 60)
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


@pytest.fixture
def disk(small_disk: Path | None) -> Path:
    """The portal's disk."""
    if small_disk is None:
        pytest.skip(NOT_ROOT)
    return small_disk


@contextmanager
def full(disk: Path) -> Iterator[None]:
    """Nothing more fits on the disk, until the block ends."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12):
            write_until_full(file.fileno(), b"\0" * size)
    try:
        yield
    finally:
        filler.unlink()


def write_until_full(descriptor: int, block: bytes) -> None:
    try:
        while os.write(descriptor, block):
            pass
    except OSError:
        return


def noise(seed: str) -> bytes:
    """A picture that no compression makes smaller: about 700 kB."""
    dice = random.Random(seed)  # noqa: S311 -- a picture, not a key
    out = io.BytesIO()
    Image.frombytes("RGB", (600, 400), dice.randbytes(600 * 400 * 3)).save(out, format="PNG")
    return out.getvalue()


def upload(stand: Stand, title: str) -> Answer:
    """A photograph that has never been seen before, put on file."""
    project = stand.rows("SELECT code FROM projects_project ORDER BY id LIMIT 1")[0][0]
    values = {"kind": "other", "title": title}
    picture = ("hien-truong.png", noise(title))
    return stand.officer.submit(f"/du-an/{project}/tai-lieu/them/", "title", values, file=picture)


def test_disk_upload(stand: Stand, disk: Path) -> None:
    before = stand.rows(ON_FILE)
    with stand.load("đĩa đầy, tải lên") as load:
        with full(disk):
            said = upload(stand, "Ảnh thử khi đĩa đầy")
            free, alarms = stand.health()["files_free_bytes"], stand.alarms()
        began = time.monotonic()
        stand.until(lambda: upload(stand, "Ảnh thử sau khi dọn đĩa").is_saved, "nothing fits again")
        stand.came_back("disk full, upload", "the document is on file", began)
    assert said.status == 507, (said.status, said.text[-3000:])
    assert "Traceback" not in said.text
    assert free < 1 << 20
    assert "GB" in alarms
    assert stand.rows(ON_FILE) == [(before[0][0] + 1,)]
    stand.assert_whole(load)
    assert stand.reconcile() == 0


def test_disk_render(stand: Stand, disk: Path) -> None:
    with stand.load("đĩa đầy, báo cáo") as load:
        before = reports(stand)
        load.ask_for_report()
        stand.until(lambda: progress(stand) == 10, "the renderer never began to render", 60)
        with full(disk):
            stand.until(lambda: "No space left" in stand.rows(LEFT)[0][0], "the job says nothing")
            assert "GB" in stand.alarms()
        began = time.monotonic()
        stand.until(lambda: reports(stand) > before, "the report did not come back")
        stand.came_back("disk full, report", "the report is ready", began)
    stand.assert_whole(load)


def test_disk_issued_report(stand: Stand, disk: Path) -> None:
    with stand.load("đĩa đầy, ban hành") as load:
        before = reports(stand)
        load.ask_for_report()
        stand.until(lambda: reports(stand) > before, "the draft is not ready")
        stand.settle()
        stand.run("-c", ISSUE)
        stand.until(lambda: progress(stand) == 10, "the renderer never began to render", 60)
        with full(disk):
            stand.until(
                lambda: "No space left" in stand.rows(LEFT_ISSUED)[0][0], "the job says nothing"
            )
            assert stand.rows(LAST_EDITION) == [("queued", None)], "something half written is kept"
        began = time.monotonic()
        stand.until(lambda: stand.rows(LAST_EDITION)[0][0] == "ready", "the file did not come back")
        stand.came_back("disk full, issued report", "its file is ready", began)
    assert stand.rows(LAST_EDITION) == [("ready", True)]
    stand.assert_whole(load)
