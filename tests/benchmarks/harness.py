"""Measure things in turn and compare their medians: only ratios inside one run mean anything."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Any

Work = Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Goal:
    """A bound on a number; `at_least` turns it around."""

    bound: float
    at_least: bool = False
    unit: str = "x"

    def met(self, value: float) -> bool:
        """Whether the value, as exact as it is printed, keeps within the bound."""
        value = float(f"{value:.2g}") if value < 10 else round(value)
        return value >= self.bound if self.at_least else value <= self.bound

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {number(self.bound)}{self.unit}"


@dataclass(frozen=True, slots=True)
class Line:
    """One measured goal: what, on how many projects, against what, and how it came out.

    `note` says why it may miss its goal; it is printed only when it does.
    """

    work: str
    size: str
    ours: str
    floor: str
    value: float
    goal: Goal | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        """met, MISSED, or nothing where no goal is set."""
        if self.goal is None:
            return ""
        return "met" if self.goal.met(self.value) else "MISSED"


@dataclass(slots=True)
class Ledger:
    """All lines of a run, in the order in which they were measured."""

    lines: list[Line] = field(default_factory=list)

    def add(self, line: Line) -> None:
        """Keep a line and say it."""
        self.lines.append(line)
        unit = line.goal.unit if line.goal else "x"
        goal = f"goal {line.goal}" if line.goal else "no goal"
        print(  # noqa: T201 -- who runs the benchmarks reads along
            f"\n  {line.work}, {line.size}: {number(line.value)}{unit} ({goal}) {line.verdict}"
            f"  [{line.ours}; floor {line.floor}]",
            flush=True,
        )


def in_turn(
    works: Mapping[str, Work], *, repeats: int, warm: bool = True
) -> dict[str, list[float]]:
    """Seconds of each work, one after the other in every repeat, after one warm-up of each."""
    if warm:
        for work in works.values():
            work()
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(repeats):
        for name, work in works.items():
            taken[name].append(seconds(work))
    return taken


def seconds(work: Work) -> float:
    """Seconds of one execution."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ratio(ours: list[float], floor: list[float]) -> float:
    """How many times the median floor our median takes."""
    return median(ours) / median(floor)


def number(value: float) -> str:
    """Two significant digits, without an exponent."""
    if value >= 10:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 1 else f"{value:.2g}"


def took(times: list[float]) -> str:
    """The median as a reader's quantity."""
    middle = median(times)
    return f"{number(middle)} s" if middle >= 1 else f"{number(middle * 1000)} ms"
