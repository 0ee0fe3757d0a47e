"""A table of cases written from the law catalogue, and how one of its lines is checked.

A line gives the facts, the day of looking and what the law says of them. Days are reckoned by
hand: never write one down by running the rule it is to prove.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from deadlines.rules.clock import Clock
from deadlines.rules.computed import Computed
from deadlines.rules.ladder import Level
from deadlines.rules.law import LawBook
from projects.rules.facts import ProjectFacts
from projects.rules.obligations import compute
from tests.support.project_facts import LAW
from vn.calendar import WorkCalendar

NO_ROW = None
"""The clock of a condition that is not found, or of a duty that does not exist."""

CALENDAR = WorkCalendar(
    # New Year, Tết and 30/4-1/5 of 2025 and 2026, Hùng Kings, National Days; 2/1/2026 was given
    # off for Saturday 10/1/2026, which was worked, and 31/8/2026 for Saturday 22/8/2026.
    days_off=frozenset(
        {date(2025, 1, 1), date(2025, 4, 7), date(2025, 4, 30), date(2025, 5, 1), date(2025, 5, 2)}
        | {date(2025, 1, 27) + timedelta(days=n) for n in range(5)}
        | {date(2025, 9, 1), date(2025, 9, 2), date(2026, 1, 1), date(2026, 1, 2)}
        | {date(2026, 2, 16) + timedelta(days=n) for n in range(5)}
        | {date(2026, 4, 27), date(2026, 4, 30), date(2026, 5, 1)}
        | {date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 2)}
    ),
    working_swaps=frozenset({date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One case: `case` says it in words, `expected` maps fields of `Computed` to their values.

    Besides those fields `expected` may hold `level`, `next_change`, `version` and `step_kinds`;
    `of` picks one of several obligations of the kind by their fields.
    """

    case: str
    kind: str
    facts: ProjectFacts
    on: date
    clock: Clock | None
    due: date | None = None
    of: dict[str, Any] | None = None
    expected: dict[str, Any] | None = None
    law: LawBook = LAW
    calendar: WorkCalendar = CALENDAR


def check(line: Line) -> None:
    """Assert that the rules say of the facts what the line says."""
    found = compute(line.facts, law=line.law, calendar=line.calendar, on=line.on)
    chosen = [c for c in found if c.kind == line.kind and _is_of(c, line.of or {})]
    if line.clock is NO_ROW:
        assert chosen == []
        return
    (computed,) = chosen
    told = {name: _said(computed, name, line.on) for name in line.expected or {}}
    assert (computed.clock, computed.due_date, told) == (
        line.clock,
        line.due,
        line.expected or {},
    )


def _is_of(computed: Computed, of: dict[str, Any]) -> bool:
    return all(getattr(computed, name) == value for name, value in of.items())


def _said(computed: Computed, name: str, on: date) -> Any:
    level, next_change = computed.standing(on)
    read = {
        "level": Level(level),
        "next_change": next_change,
        "version": computed.rule_number,
        "step_kinds": tuple(step.kind for step in computed.steps),
    }
    return read[name] if name in read else getattr(computed, name)
