"""Reading a workbook: its cells against openpyxl, and what they mean against its cells."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from statistics import median

from projects.importing.reading import read_table
from sheets.book import open_book
from tests.benchmarks import alone, imports
from tests.benchmarks.harness import Goal, Ledger, Line, number, ratio, seconds, took

ROWS = 100_000
MEANT = 10_000
REPEATS = 3
PARSE = Goal(6, at_least=True)
MEMORY = Goal(150, unit=" MB")


def test_the_cells_of_a_workbook(tmp_path: Path, ledger: Ledger) -> None:
    path = tmp_path / "du-an.xlsx"
    imports.make(path, ROWS)
    ours, theirs = [], []
    for _ in range(REPEATS):
        ours.append(alone.measure("import_parse", "ours", path))
        theirs.append(alone.measure("import_parse", "openpyxl", path))
    cpu, floor = ([run["cpu"] for run in runs] for runs in (ours, theirs))
    more = median(run["peak_mb"] - run["start_mb"] for run in ours)
    ledger.add(
        Line(
            "Import: parse, against openpyxl read-only",
            f"{ROWS:,} rows",
            f"{took(cpu)}",
            f"openpyxl {took(floor)}",
            ratio(floor, cpu),
            PARSE,
            note="Most of ours is the library's; a tenth checks that no cell far out reserves memory.",
        )
    )
    ledger.add(
        Line(
            "Import: parse, memory beside the program's own",
            f"{ROWS:,} rows",
            f"{number(more)} MB",
            f"the program before it {number(median(run['start_mb'] for run in ours))} MB",
            more,
            MEMORY,
            note="The limit of an import is 20,000 rows a sheet.",
        )
    )


def test_what_the_cells_mean(tmp_path: Path, ledger: Ledger) -> None:
    path = tmp_path / "du-an.xlsx"
    imports.make(path, MEANT)
    sheets = open_book(path.name, path.read_bytes()).sheets
    meant = [seconds(lambda: read_table(sheets, on=date(2026, 11, 22))) for _ in range(REPEATS)]
    cells = [seconds(lambda: imports.openpyxl_read_only(path)) for _ in range(REPEATS)]
    ledger.add(
        Line(
            "Import: what the cells mean, with every message",
            f"{MEANT:,} rows",
            took(meant),
            f"openpyxl reads their cells in {took(cells)}",
            ratio(meant, cells),
        )
    )
