"""Which missed days the bearer has to explain, with a new day, and when a promise is broken."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from deadlines.rules.law import CONDITION_KINDS

EXPLAINED_KINDS = frozenset({"I1", "I8", "I10", "A1"})
EXPLAINED_PREFIX = "L"
"""Milestones, capital, the start of works, orders, and every duty about land."""


def must_explain(kind: str) -> bool:
    """Whether a missed day of this rule demands an explanation and a new day."""
    if kind in CONDITION_KINDS:
        return False  # true since a day, so no day was missed
    return kind in EXPLAINED_KINDS or kind.startswith(EXPLAINED_PREFIX)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a live flag stands with its bearer: `promised` is the last day that was promised."""

    asked: bool
    explained: bool
    promised: date | None
    broken: bool


def standing(kind: str, promises: Iterable[tuple[int, date | None]], on: date) -> Standing:
    """From the (number, promised day) of its explanations; a later one replaces an earlier one."""
    told = sorted(promises, key=lambda each: each[0])
    promised = told[-1][1] if told else None
    return Standing(
        asked=must_explain(kind),
        explained=bool(told),
        promised=promised,
        broken=promised is not None and promised < on,
    )
