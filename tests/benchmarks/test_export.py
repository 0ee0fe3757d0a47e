"""The list as a workbook: writing 100,000 rows, and sending the whole list of a registry."""

from __future__ import annotations

from tests.benchmarks import alone
from tests.benchmarks.harness import Goal, Ledger, Line, ratio

ROWS = 100_000
WHOLE = (
    "Beside writing, each piece of 500 projects is read with its flags and deadlines, and every "
    "value is made ready for a reader."
)


def test_export_100k_rows(ledger: Ledger) -> None:
    """The same invented rows, each way in a process of its own; seconds of the processor."""
    ours = [alone.measure("export_rows", "ours", ROWS) for _ in range(3)]
    floor = [alone.measure("export_rows", "openpyxl", ROWS) for _ in range(2)]
    cpu, base = ([found["cpu"] for found in each] for each in (ours, floor))
    faster = ratio(base, cpu)
    ledger.add(
        Line(
            "Export 100k rows, times faster than openpyxl",
            "100k rows",
            f"{min(cpu):.1f} s",
            f"openpyxl write-only {min(base):.1f} s",
            faster,
            Goal(5, at_least=True),
            "What remains is joining cells to text; openpyxl writes no borders and no styles.",
        )
    )


def test_export_of_the_list(swept, ledger: Ledger) -> None:
    """The list with its usual columns, read from the database and streamed away."""
    found = alone.measure("export_list", swept("100k"))
    more = found["peak_mb"] - found["start_mb"]
    ledger.add(
        Line(
            "Export of the list, memory beside the program's own",
            "100k",
            f"{found['seconds']:.0f} s, {found['rows']:,.0f} rows",
            f"the program before it {found['start_mb']:.0f} MB",
            more,
            Goal(60, unit=" MB"),
            WHOLE,
        )
    )
