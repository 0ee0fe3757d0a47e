"""Changes that had to be approved before they were made (R-1.20, R-1.21): hints, never flags.

Luật Đầu tư 61/2020/QH14, Điều 41 khoản 3, for changes from 1 January 2021 to 28 February 2026.
Luật Đầu tư 143/2025/QH15 dropped two of them (capital: mark C, time: mark D); that the others hold
on was not verified, so every hint from 1 March 2026 on is advisory. An older change gets no hint.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from deadlines.rules.law_approval import INVESTMENT_LAW_2020_START
from deadlines.rules.law_land import INVESTMENT_LAW_2025_START
from projects.rules.comparison import Chain, Line, Paper, Said
from vn.dates import PartialDate, add_months_to_plan

AREA_RATIO, AREA_M2 = Decimal("0.10"), Decimal(300_000)
CAPITAL_RATIO = Decimal("0.20")
MONTHS = 12


class Trigger(StrEnum):
    """What changed so much."""

    OBJECTIVE = "objective"
    PLACE = "place"
    AREA = "area"
    CAPITAL = "capital"
    TIME = "time"
    TERM = "term"
    INVESTOR = "investor"


_DROPPED = {Trigger.CAPITAL: "C", Trigger.TIME: "D"}
_OF_FACT = {
    "objective": Trigger.OBJECTIVE,
    "location_text": Trigger.PLACE,
    "term_years": Trigger.TERM,
    "investor_name": Trigger.INVESTOR,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """One trigger met by one document: from what to what, under which law.

    `dropped`: the law of that day is believed to ask no approval for it any more.
    """

    trigger: Trigger
    paper: Paper
    first: object
    now: object
    under_2025: bool
    dropped: bool
    confidence: str

    @property
    def advisory(self) -> bool:
        """Whether a lawyer has still to confirm it."""
        return self.confidence in ("C", "D")


def hints(chain: Chain) -> list[Hint]:
    """The triggers each change of an approval meets, against the first approval."""
    found = []
    for place, paper in enumerate(chain.papers):
        day = paper.issued
        if place == 0 or day is None or day < INVESTMENT_LAW_2020_START:
            continue
        for trigger, first, now in _met(chain, place):
            found.append(_hint(trigger, paper, day, first, now))
    return found


def _hint(trigger: Trigger, paper: Paper, day: date, first: object, now: object) -> Hint:
    under_2025 = day >= INVESTMENT_LAW_2025_START
    return Hint(
        trigger=trigger,
        paper=paper,
        first=first,
        now=now,
        under_2025=under_2025,
        dropped=under_2025 and trigger in _DROPPED,
        confidence=_DROPPED.get(trigger, "D") if under_2025 else "B",
    )


def _met(chain: Chain, place: int) -> Iterator[tuple[Trigger, object, object]]:
    for line in chain.lines:
        cell, first = line.cells[place], _first(line)
        if cell.how is not Said.CHANGED or cell.value == first:
            continue
        trigger = _trigger(line, first, cell.value)
        if trigger is not None:
            yield trigger, first, cell.value


def _first(line: Line) -> object:
    return next((cell.value for cell in line.cells if cell.how is Said.FIRST), None)


def _trigger(line: Line, first: object, now: object) -> Trigger | None:
    if line.planned is not None:
        return Trigger.TIME if line.planned.is_operation and _is_long(first, now) else None
    if isinstance(first, Decimal) and isinstance(now, Decimal) and line.fact == "land_area_m2":
        apart = abs(now - first)
        return Trigger.AREA if apart > AREA_RATIO * first or apart > AREA_M2 else None
    if isinstance(first, int) and isinstance(now, int) and line.fact == "capital_vnd":
        return Trigger.CAPITAL if abs(now - first) >= CAPITAL_RATIO * first else None
    return _OF_FACT.get(line.fact)


def _is_long(first: object, now: object) -> bool:
    """Whether the plan ends more than 12 months after the first approval's."""
    if not isinstance(first, PartialDate) or not isinstance(now, PartialDate):
        return False
    return now.last > add_months_to_plan(first.last, MONTHS)
