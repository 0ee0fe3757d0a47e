"""A workbook of ten thousand rows: laid beside the registry and written, against reading it."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection

from accounts.models import AdministrativeUnit
from tests.benchmarks import alone, database
from tests.benchmarks.harness import Goal, Ledger, Line, number, took
from tests.support.imports import HEADER, row
from tests.support.workbooks import workbook

ROWS = 10_000
MEMORY = Goal(300, unit=" MB")
_STATES = ("đang hoạt động", "đang xây dựng", "chưa khởi công")
_WHY = (
    "Reading gives rows in memory; writing makes of each a project with its places, documents, "
    "land and milestones, their images for the undo, its history, about seven deadlines with their "
    "arithmetic, flags and the measure of its record. More than half is computing and storing "
    "deadlines, as in the lines on recomputing."
)


@pytest.fixture
def work(swept) -> str:
    """A copy of the registry that may be changed."""
    name = database.name_of("2k", "work")
    database.copy(swept("2k"), name)
    with database.using(name):
        # The invented province numbers its rows itself.
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            database.run(statement)
    return name


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


def test_ten_thousand_rows(work: str, tmp_path: Path, ledger: Ledger) -> None:
    path = tmp_path / "danh-muc.xlsx"
    with database.using(work):
        path.write_bytes(_sheet())
    run = alone.measure("import_whole", work, path)
    assert (run["created"], run["unchanged"], run["changed_since"]) == (ROWS, ROWS, 0)
    read = f"reading the workbook {took([run['read']])}"
    for done, steps, goal in (
        ("Import: validate 10,000 new rows", ("stage",), Goal(5)),
        ("Import: validate and load 10,000 new rows", ("stage", "write"), Goal(5)),
        (
            "Import: validate 10,000 rows that change nothing",
            ("stage_again", "write_again"),
            Goal(5),
        ),
        ("Import: look what stands in the way of an undo", ("look",), Goal(1)),
        ("Import: undo 10,000 rows", ("undo",), None),
    ):
        taken = sum(run[step] for step in steps)
        note = _WHY if "load" in done else ""
        value = taken / run["read"]
        ledger.add(Line(done, "2k", took([taken]), read, value, goal, note=note))
    ledger.add(
        Line(
            "Import: memory of a worker that reads, writes and undoes 10,000 rows",
            "2k",
            f"{number(run['peak_mb'])} MB",
            f"the program before it {number(run['start_mb'])} MB",
            run["peak_mb"],
            MEMORY,
        )
    )
