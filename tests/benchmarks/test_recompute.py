"""Computing obligations again from facts, against only reading the rows it takes."""

from __future__ import annotations

from deadlines.actions import reconciling
from deadlines.actions.refreshing import chunks
from tests.benchmarks import alone, database, floors
from tests.benchmarks.harness import Goal, Ledger, Line, in_turn, number, ratio, took
from tests.benchmarks.province import AT, DAY, TYPES

FEW, MORE = TYPES, TYPES * 4
REPEATS = 3


def move_all() -> None:
    for chunk in chunks(range(1, TYPES + 1)):
        floors.move_rows(chunk)


def reconcile() -> None:
    """Everything stored is what would be computed, or this is no benchmark."""
    assert reconciling.reconcile(on=DAY, at=AT) == 0


def test_reconcile(swept, ledger: Ledger) -> None:
    with database.using(swept("2k")):
        taken = in_turn({"floor": move_all, "ours": reconcile}, repeats=REPEATS)
    ledger.add(
        Line(
            "Recompute and compare all obligations",
            "2k",
            took(taken["ours"]),
            f"the same rows as tuples {took(taken['floor'])}",
            ratio(taken["ours"], taken["floor"]),
            Goal(4),
            note="The rules are pure Python: the twelve obligations of a project, each with its "
            "clock, ladder, steps and hash, cost nearly a millisecond of processor time. "
            "Only reconcile, an import and a change of law compute all; a night computes few.",
        )
    )


def test_memory_is_flat(swept, ledger: Ledger) -> None:
    name = swept("100k")
    few, more = alone.measure("recompute", name, FEW), alone.measure("recompute", name, MORE)
    assert more["peak_mb"] < few["peak_mb"] * 1.3
    ledger.add(
        Line(
            f"Recompute, memory at {MORE:,} projects",
            "100k",
            f"{number(more['peak_mb'])} MB",
            f"at {FEW:,} projects {number(few['peak_mb'])} MB",
            more["peak_mb"],
            Goal(200, unit=" MB"),
        )
    )
