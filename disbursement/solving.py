"""Who gives how much to whom within one source: solved by HiGHS, objective after objective.

The objectives, each held fixed for the next:

1. most capital absorbed by the end of the window;
2. least capital moved. Nobody gives below its own forecast and nobody gets more than it absorbs
   (`rules.moving.Span`), so each unit moved is one absorbed: the first objective settles this one;
3. fewest lines;
4. a rule instead of an objective: from the line that can move most (of equal ones, that of the
   smaller code) on, each moves as much as it can. Given the total and the number of lines of
   a side, that exists and is unique, so equal facts give equal drafts whatever path HiGHS took.

A line that moves at all moves at least the smallest line. That makes both stages integer
programmes; they are solved source by source, which is exact because capital never crosses sources.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from disbursement.rules.moving import MoveFacts, Span, after_getting, by_group, span

SECONDS = 20.0
"""What one source may take; a province's largest takes less than two."""
_INTEGER = highspy.HighsVarType.kInteger
_OPTIONS: Mapping[str, bool | int | float] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.0,
    "mip_feasibility_tolerance": 1e-9,
    "primal_feasibility_tolerance": 1e-9,
}


class GaveUp(Exception):
    """HiGHS did not prove the best answer in its time: no answer is better than a worse one."""


@dataclass(frozen=True, slots=True)
class Side:
    """The lines that can give, or those that can get: how many units each, by key."""

    lines: tuple[tuple[int, int], ...]

    def spread(self, total: int, count: int, minimum: int) -> dict[int, int]:
        """Spread `total` over `count` lines by the fourth rule; both must be possible."""
        moved: dict[int, int] = {}
        for place, (key, units) in enumerate(self.lines[:count], start=1):
            moved[key] = min(units, total - (count - place) * minimum)
            total -= moved[key]
        return moved


def propose(facts: Sequence[MoveFacts], *, minimum: int) -> tuple[dict[int, Span], dict[int, int]]:
    """The bounds of all lines and the units each gives (-) or gets (+), by key; zeros left out.

    `minimum`: the smallest line, in units. Sources are taken in their order: what a project gets
    from one leaves less of its contracts and its total for the next. Raises `GaveUp`.
    """
    spans: dict[int, Span] = {}
    moves: dict[int, int] = {}
    got: dict[int, int] = {}
    for rows in by_group(facts).values():
        here = [span(after_getting(row, got.get(row.project, 0))) for row in rows]
        spans |= {each.facts.key: each for each in here}
        found = of_one_source(here, minimum=minimum)
        moves |= found
        for each in here:
            units = max(0, found.get(each.facts.key, 0))
            got[each.facts.project] = got.get(each.facts.project, 0) + units
    return spans, moves


def of_one_source(spans: Sequence[Span], *, minimum: int) -> dict[int, int]:
    """The units each line of one source gives (-) or gets (+). Raises `GaveUp`."""
    givers = _side({each: each.gives for each in spans}, minimum)
    getters = _side({each: each.gets for each in spans}, minimum)
    if not givers.lines or not getters.lines:
        return {}
    total, giving, getting = _solve(givers, getters, minimum)
    down = givers.spread(total, giving, minimum)
    return {key: -units for key, units in down.items()} | getters.spread(total, getting, minimum)


def _side(units: Mapping[Span, int], minimum: int) -> Side:
    """Lines that can move at least the smallest line, the largest first."""
    able = [(each, number) for each, number in units.items() if number >= minimum]
    able.sort(key=lambda pair: (-pair[1], pair[0].facts.code, pair[0].facts.key))
    return Side(tuple((each.facts.key, number) for each, number in able))


def _solve(givers: Side, getters: Side, minimum: int) -> tuple[int, int, int]:
    """How much moves at most, and between how few givers and getters: two integer programmes."""
    number, size = len(givers.lines), len(givers.lines) + len(getters.lines)
    solver = _model(givers, getters, minimum)
    columns = np.arange(2 * size, dtype=np.int32)
    absorbed = np.zeros(2 * size)
    absorbed[number:size] = -1.0
    solver.changeColsCost(2 * size, columns, absorbed)
    total = -round(_best(solver)[0])
    if total == 0:
        return 0, 0, 0
    getting = np.arange(number, size, dtype=np.int32)
    solver.addRow(float(total), float(total), len(getting), getting, np.ones(len(getting)))
    used = np.zeros(2 * size)
    used[size:] = 1.0
    solver.changeColsCost(2 * size, columns, used)
    chosen = _best(solver)[1][size:]
    return total, round(sum(chosen[:number])), round(sum(chosen[number:]))


def _model(givers: Side, getters: Side, minimum: int) -> highspy.Highs:
    """Columns: units of givers, of getters, then whether each moves at all; given equals got."""
    most = np.array([float(units) for _, units in (*givers.lines, *getters.lines)])
    size, number = len(most), len(givers.lines)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # its types end here
    for name, value in _OPTIONS.items():
        solver.setOptionValue(name, value)
    solver.setOptionValue("time_limit", SECONDS)
    columns = np.arange(2 * size, dtype=np.int32)
    solver.addVars(2 * size, np.zeros(2 * size), np.concatenate([most, np.ones(size)]))
    solver.changeColsIntegrality(2 * size, columns, np.array([_INTEGER] * (2 * size)))
    pairs = np.column_stack([columns[:size], columns[size:]]).ravel()
    starts = np.arange(0, 2 * size, 2, dtype=np.int32)
    endless, none = np.full(size, highspy.kHighsInf), np.zeros(size)
    at_most = np.column_stack([np.ones(size), -most]).ravel()
    at_least = np.column_stack([np.ones(size), np.full(size, -float(minimum))]).ravel()
    solver.addRows(size, -endless, none, 2 * size, starts, pairs, at_most)
    solver.addRows(size, none, endless, 2 * size, starts, pairs, at_least)
    balance = np.where(columns[:size] < number, 1.0, -1.0)
    solver.addRow(0.0, 0.0, size, columns[:size], balance)
    return solver


def _best(solver: highspy.Highs) -> tuple[float, Sequence[float]]:
    """The proven optimum and its columns. Raises `GaveUp`."""
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise GaveUp(solver.modelStatusToString(solver.getModelStatus()))
    return solver.getInfo().objective_function_value, solver.getSolution().col_value
