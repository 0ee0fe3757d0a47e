"""kill -9 of each program and server, and a disk that is full, while an officer works.

One file, so that one portal serves them all. Files, database and temporary files share its disk,
which is the worst case.
"""

from __future__ import annotations

import io
import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from PIL import Image

from tests.faults import paper
from tests.faults.load import Load
from tests.faults.stand import KEEPER, Stand
from tests.faults.visitor import Answer, NoAnswer, Visitor
from tests.support.typeset import KEPT, NOT_YET, UNDISTURBED

NOT_ROOT = "A disk to fill has to be mounted, which only root may do."
ON_FILE = "SELECT count(*) FROM projects_documentfile"
LEFT = "SELECT error FROM desk_job WHERE handler = 'reporting.render' ORDER BY id DESC LIMIT 1"
TYPESETTING = """
    SELECT {} FROM desk_job WHERE handler = 'reporting.render_edition' ORDER BY id DESC LIMIT 1
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


def test_disk_edition(stand: Stand, disk: Path) -> None:
    """The disk fills up while an issued report is typeset, and stays full until that is given up."""
    with ExitStack() as filled:
        with stand.load("đĩa đầy, ban hành") as load:
            page = approved_report(stand, load)
            paper.issue(stand, page, "77")
            stand.until(lambda: progress(stand) == 10, "the renderer never began to typeset", 60)
            os.killpg(stand.pid("renderer"), signal.SIGSTOP)
            filled.enter_context(full(disk))
            os.killpg(stand.pid("renderer"), signal.SIGCONT)
            stand.until(lambda: "No space left" in typesetting(stand, "error"), "the job is silent")
            first = stand.officer.get(page).text
        stand.until(lambda: given_up(stand), "the job was never given up")
        last = stand.officer.get(page).text
        assert stand.rows(KEPT) == [NOT_YET]
    began = time.monotonic()
    try_again(stand)
    stand.until(lambda: stand.rows(KEPT)[0][0] == "ready", "the file did not come")
    stand.came_back("disk full, edition", "the issued report is typeset", began)
    for words in ("Đĩa của cổng đã đầy nên chưa dựng được tệp.", "Báo cáo không mất gì"):
        assert words in first
        assert words in last
    assert "Đang dựng" in first
    assert "bấm Làm lại ở trang Tình trạng hệ thống" in last
    undisturbed = stand.run("-c", UNDISTURBED).split()[-1]
    assert stand.rows(KEPT) == [("ready", undisturbed, undisturbed)]
    assert stand.officer.get(f"{page}tai-ve/").body.startswith(b"%PDF")
    stand.assert_whole(load)


def approved_report(stand: Stand, load: Load) -> str:
    """The address of a new report that only lacks the clerk's number."""
    before = reports(stand)
    load.ask_for_report()
    stand.until(lambda: reports(stand) > before, "the figures were not typeset")
    return paper.approved(stand)


def typesetting(stand: Stand, column: str) -> str:
    return str(stand.rows(TYPESETTING.format(column))[0][0])


def given_up(stand: Stand) -> bool:
    """Whether the tries are spent; the tick that brings the next one need not wait for its minute."""
    if typesetting(stand, "state") == "failed":
        return True
    stand.send("desk.tasks.requeue_left_behind")
    return False


def try_again(stand: Stand) -> None:
    """The administrator presses the button beside the job that was given up."""
    keeper = Visitor(stand.address, KEEPER)
    keeper.sign_in()
    button = f"/he-thong/viec/{typesetting(stand, 'id')}/lam-lai/"
    assert keeper.submit("/he-thong/", button, {}).is_saved
