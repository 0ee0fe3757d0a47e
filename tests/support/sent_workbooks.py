"""A workbook sent through its pages and worked on by the real jobs."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from desk.models import Job
from desk.tasks import run_job
from projects.models import ImportBatch
from tests.support.workbooks import CellIn, workbook

HEADER = ("Tên dự án", "Nhà đầu tư", "Vốn đăng ký (tỷ đồng)", "Diện tích (ha)", "Tình trạng")
ROWS: tuple[tuple[CellIn, ...], ...] = (
    ("Nhà máy gạch Lũng Vài", "Công ty Vật liệu Lũng Vài", 86, "2,14", "đang xây dựng"),
    ("Kho lạnh Tân Thanh", "Công ty Cửa Ải", "không rõ số", 1, "khác"),
)


def send(client: Client, content: bytes, name: str = "danh-muc.xlsx", **typed: str) -> Any:
    """Send a workbook as a person does."""
    said = {"source": "Sở Tài chính", "as_of_date": "30/6/2026"} | typed
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("projects:imports"), {"file": file, **said})


def work() -> None:
    """Let the worker do what was asked for."""
    for pk in Job.objects.filter(state=Job.State.QUEUED).values_list("pk", flat=True):
        run_job(pk)


def read_batch(client: Client, *rows: tuple[CellIn, ...]) -> ImportBatch:
    """A workbook of these rows that was sent and read."""
    assert send(client, workbook(HEADER, *(rows or ROWS))).status_code == 302
    work()
    batch = ImportBatch.objects.order_by("-pk")[0]
    assert batch.state == ImportBatch.State.READ, batch.failure
    return batch


def written_batch(client: Client, *rows: tuple[CellIn, ...]) -> ImportBatch:
    """One that was also confirmed and written."""
    batch = read_batch(client, *rows)
    client.post(reverse("projects:import_confirm", args=[batch.pk]))
    work()
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.DONE, batch.state
    return batch
