"""A workbook of ten thousand rows: laid beside the registry and written, against reading it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection

from accounts.models import AdministrativeUnit, User
from projects.actions.import_staging import stage
from projects.actions.import_writing import write
from projects.importing.reading import Table, read_table
from projects.models import ImportBatch
from sheets.reader import read
from tests.benchmarks import database
from tests.benchmarks.harness import Goal, Ledger, Line, ratio, seconds, took
from tests.benchmarks.province import AT, DAY
from tests.support.imports import HEADER, row
from tests.support.workbooks import workbook

ROWS = 10_000
_STATES = ("đang hoạt động", "đang xây dựng", "chưa khởi công")
_WHY = (
    "Reading gives rows in memory; writing makes of each a project with its places, documents, "
    "land and milestones, their images for the undo, its history, about seven deadlines with their "
    "arithmetic, flags and the measure of its record. More than half is computing and storing "
    "deadlines, as in the lines on recomputing."
)


@pytest.fixture
def work(swept) -> Iterator[None]:
    """A copy of the registry that may be changed."""
    name = database.name_of("2k", "work")
    database.copy(swept("2k"), name)
    with database.using(name):
        # The invented province numbers its rows itself.
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            database.run(statement)
        yield


def _sheet() -> bytes:
    chance = random.Random(7)  # noqa: S311 -- the same workbook every time
    province = AdministrativeUnit.objects.filter(level="province").earliest("pk").name
    communes = [unit.name for unit in AdministrativeUnit.objects.filter(level="commune")]
    rows = [
        row(
            id=f"L{n}",
            name=f"Nhà máy số {n}",
            investor=f"Hộ {n * 7919 % ROWS // 2}",
            province=province,
            location=chance.choice(communes),
            status=chance.choice(_STATES),
            capital=Decimal(chance.randint(10, 9_000)) / 10,
            number=f"{n}/QĐ-UBND",
            decided=f"{chance.randint(1, 28)}/{chance.randint(1, 12)}/{chance.randint(2008, 2024)}",
            completion=f"Quý II/{chance.randint(2022, 2029)}",
            source_date="30/6/2026",
        )
        for n in range(ROWS)
    ]
    return workbook(HEADER, *rows)


def _bring_in(table: Table, by: User) -> ImportBatch:
    facts = {"file_name": "danh-muc.xlsx", "file_sha256": "0" * 64, "at": AT, "by_id": by.pk}
    batch = ImportBatch.objects.create(state="reading", **facts)
    stage(batch_id=batch.pk, table=table, by=by, on=DAY, at=AT)
    batch.rows.filter(outcome="ask").update(outcome="create", answered_by_id=by.pk)
    ImportBatch.objects.filter(pk=batch.pk).update(state="writing")
    return write(batch_id=batch.pk, by=by, on=DAY, at=AT)


def test_ten_thousand_rows(work: None, ledger: Ledger) -> None:
    content = _sheet()
    by = User.objects.filter(agency__isnull=False).earliest("pk")
    parsed = [seconds(lambda: read_table(read(content), on=DAY)) for _ in range(3)]
    table = read_table(read(content), on=DAY)
    for work_done, counted in (
        ("Import: validate and load 10,000 new rows", "created"),
        ("Import: validate 10,000 rows that change nothing", "unchanged"),
    ):
        batches: list[ImportBatch] = []
        taken = [seconds(lambda: batches.append(_bring_in(table, by)))]  # noqa: B023 -- run at once
        assert getattr(batches[0], counted) == ROWS
        ledger.add(
            Line(
                work_done,
                "2k",
                took(taken),
                f"reading the workbook {took(parsed)}",
                ratio(taken, parsed),
                Goal(5),
                note=_WHY,
            )
        )
