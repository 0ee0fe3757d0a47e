"""A real worker killed while it reads and while it writes a long workbook: nothing half done stays."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from sheets.writer import Column, ColumnKind, SheetData, write
from tests.e2e.stage import CHECKOUT, Stage, build, kill, until

TODAY = date.today()  # noqa: DTZ011 -- the processes under test read this machine's clock
ROWS = 4_000
HEADER = ("Tên dự án", "Nhà đầu tư", "Vốn đăng ký (tỷ đồng)", "Diện tích (ha)", "Tình trạng")
TAKE_IN = """
import sys
from pathlib import Path
import django
django.setup()
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from accounts.models import User
from desk.tasks import enqueue
from projects.actions import import_batches as acts
from projects.documents.storing import keep_unexamined
file, now = Path(sys.argv[1]), timezone.now()
path, sha256 = keep_unexamined(SimpleUploadedFile(file.name, file.read_bytes()), at=now)
sent = acts.SentWorkbook(
    file_name=file.name, path=path, sha256=sha256, source="Sở Tài chính", as_of_date=None
)
by = User.objects.get(username="chuyenvien")
taken = acts.take_in(by=by, on=timezone.localdate(), at=now, sent=sent)
enqueue(taken.job.pk)
"""
CONFIRM = """
import django
django.setup()
from django.utils import timezone
from accounts.models import User
from desk.tasks import enqueue
from projects.actions import import_batches as acts
from projects.models import ImportBatch
by, batch = User.objects.get(username="chuyenvien"), ImportBatch.objects.latest("pk")
enqueue(acts.ask_to_write(by=by, at=timezone.now(), batch_id=batch.pk).pk)
"""
STATE = "SELECT state, rows_read, created FROM projects_importbatch ORDER BY id DESC LIMIT 1"
JOB = "SELECT state, progress, attempts FROM desk_job WHERE handler = %s ORDER BY id DESC LIMIT 1"
NEW = "SELECT count(*) FROM projects_project WHERE name LIKE 'Nhà máy dài %%'"
LAID = "SELECT count(*), count(DISTINCT position) FROM projects_importrow"


def workbook(folder: Path) -> Path:
    """Many projects that nobody knows."""
    text = ColumnKind.TEXT
    rows = [
        (f"Nhà máy dài {n}", f"Công ty Dài {n}", str(n % 90 + 1), "2,14", "đang xây dựng")
        for n in range(ROWS)
    ]
    out = BytesIO()
    write(out, [SheetData("Danh mục", [Column(title, text) for title in HEADER], rows)])
    file = folder / "danh-muc-dai.xlsx"
    file.write_bytes(out.getvalue())
    return file


def ask(stage: Stage, code: str, *words: str) -> None:
    """Do what a page does when a person presses its button."""
    env = stage.env | {"DJANGO_SETTINGS_MODULE": "investportal.settings"}
    subprocess.run([sys.executable, "-c", code, *words], cwd=CHECKOUT, env=env, check=True)  # noqa: S603


def under_way(stage: Stage, handler: str) -> bool:
    """Whether the worker has told that a good part, but not all, is done."""
    found = stage.rows(JOB, handler)
    return bool(found) and found[0][0] == "running" and found[0][1] >= 20


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """The demonstration province, with a long workbook on its way in."""
    stage = build("e2e_import", tmp_path, on=TODAY)
    ask(stage, TAKE_IN, str(workbook(tmp_path)))
    return stage


def test_kill_9_in_the_middle_of_reading_and_of_writing(stage: Stage) -> None:
    with stage.worker() as worker:
        until(lambda: under_way(stage, "projects.read_import"), 120, "it never began to read")
        kill(worker)
    assert stage.rows(STATE)[0][0] == "reading", "the kill came too late to prove anything"
    with stage.worker(), stage.beat():
        until(lambda: stage.rows(STATE) == [("read", ROWS, 0)], 240, "it was not read again")
    assert stage.rows(LAID) == [(ROWS, ROWS)]
    ask(stage, CONFIRM)
    with stage.worker() as worker:
        until(lambda: under_way(stage, "projects.write_import"), 120, "it never began to write")
        kill(worker)
    assert stage.rows(STATE) == [("writing", ROWS, 0)], "the kill came too late to prove anything"
    assert stage.rows(NEW) == [(0,)], "something half written stands"
    with stage.worker(), stage.beat():
        until(lambda: stage.rows(STATE) == [("done", ROWS, ROWS)], 300, "it was not written again")
        until(lambda: stage.rows(JOB, "projects.write_import")[0][0] == "done", 30, "not closed")
    assert stage.rows(NEW) == [(ROWS,)]
