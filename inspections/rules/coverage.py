"""Target 3 of Resolution 135: late-land projects inspected, and handled (R-4.4).

Two numbers with two bases. The base of the first is every project of which a late-land flag was
confirmed, also when the flag was closed since, by an extension as well: nothing leaves it. It is
inspected with a case opened from the day the flag was raised on. The base of the second are those
inspected; handled is one whose flag was closed since, or on which a decision was taken.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

LATE_LAND = ("L1", "L2", "L3")
"""Land not in use, land behind schedule, and neither in use after more time was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LateLand:
    """A project with confirmed late-land flags: the earliest day one was raised, cases, handling.

    `cases` are the days on which cases about it were opened, `handled_on` the days of what was
    decided or closed since.
    """

    project_id: int
    flagged_on: date
    cases: tuple[date, ...] = ()
    handled_on: tuple[date, ...] = ()

    @property
    def is_inspected(self) -> bool:
        """A case was opened on the day of the flag or later."""
        return any(day >= self.flagged_on for day in self.cases)

    @property
    def is_handled(self) -> bool:
        """Inspected, and something was decided or closed since the flag."""
        return self.is_inspected and any(day >= self.flagged_on for day in self.handled_on)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The two numbers with their bases, and the projects behind each."""

    confirmed: tuple[int, ...]
    inspected: tuple[int, ...]
    handled: tuple[int, ...]

    @property
    def not_inspected(self) -> tuple[int, ...]:
        """Confirmed projects without a case."""
        known = frozenset(self.inspected)
        return tuple(pk for pk in self.confirmed if pk not in known)

    @property
    def not_handled(self) -> tuple[int, ...]:
        """Inspected projects on which nothing was decided."""
        known = frozenset(self.handled)
        return tuple(pk for pk in self.inspected if pk not in known)

    @property
    def inspected_ratio(self) -> Decimal | None:
        """Inspected of confirmed, in percent; None when none was confirmed, which is not 100 %."""
        return _ratio(len(self.inspected), len(self.confirmed))

    @property
    def handled_ratio(self) -> Decimal | None:
        """Handled of inspected, in percent; None when none was inspected."""
        return _ratio(len(self.handled), len(self.inspected))


def covered(rows: Iterable[LateLand]) -> Coverage:
    """Count them, ordered by project."""
    known = sorted(rows, key=lambda row: row.project_id)
    return Coverage(
        tuple(row.project_id for row in known),
        tuple(row.project_id for row in known if row.is_inspected),
        tuple(row.project_id for row in known if row.is_handled),
    )


def _ratio(part: int, whole: int) -> Decimal | None:
    return Decimal(100 * part) / Decimal(whole) if whole else None
