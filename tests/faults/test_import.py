"""A real worker killed while it reads and while it writes a long workbook: nothing half done stays."""

from __future__ import annotations

import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from sheets.writer import Column, ColumnKind, SheetData, write
from tests.faults.stand import Stand, fresh, raised

ROWS = 4_000
LONG = 300
"""Seconds in which the next minute comes and all rows are read, or written."""

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


@pytest.fixture(scope="module")
def stand() -> Iterator[Stand]:
    """A portal of its own: thousands of projects more would slow down the others' faults."""
    fresh("faults-import")
    with raised("faults-import") as stand:
        yield stand


def under_way(stand: Stand, handler: str) -> bool:
    """Whether the worker has told that a good part, but not all, is done."""
    found = stand.rows(JOB, handler)
    return bool(found) and found[0][0] == "running" and found[0][1] >= 20


def test_import(stand: Stand, tmp_path: Path) -> None:
    stand.run("-c", TAKE_IN, str(workbook(tmp_path)))
    stand.until(lambda: under_way(stand, "projects.read_import"), "it never began to read")
    stand.kill("worker")
    began = time.monotonic()
    assert stand.rows(STATE)[0][0] == "reading", "the kill came too late to prove anything"
    read = [("read", ROWS, 0)]
    stand.until(lambda: stand.rows(STATE) == read, "it was not read again", LONG)
    stand.came_back("worker killed", "the workbook it was reading is read", began)
    assert stand.rows(LAID) == [(ROWS, ROWS)]
    stand.run("-c", CONFIRM)
    stand.until(lambda: under_way(stand, "projects.write_import"), "it never began to write")
    stand.kill("worker")
    began = time.monotonic()
    assert stand.rows(STATE) == [("writing", ROWS, 0)], "the kill came too late to prove anything"
    assert stand.rows(NEW) == [(0,)], "something half written stands"
    done = [("done", ROWS, ROWS)]
    stand.until(lambda: stand.rows(STATE) == done, "it was not written again", LONG)
    stand.came_back("worker killed", "the workbook it was writing is written", began)
    stand.settle()
    assert stand.rows(NEW) == [(ROWS,)]
