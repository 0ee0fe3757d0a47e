"""What may become of a deposit next: hints, never duties (R-1.33, mark C: one source)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from projects.rules.facts_money import DepositFacts


class Hint(StrEnum):
    """What the deposit may be asked for."""

    FIRST_HALF = "first_half"
    REST = "rest"
    FORFEIT = "forfeit"


FAULT_GROUNDS = frozenset(
    {"not_remedied", "schedule_24m", "no_contact", "land_recovered", "no_deposit", "sham"}
)
"""Grounds of termination that lie with the investor (LOI 2020 art. 48.2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositStory:
    """What a deposit's fate hangs on.

    The days are pairs (day reached, last day in force), None where not reached or not known: the
    land in hand, construction begun (its papers are complete by then), acceptance. `ground` is
    that of a termination of the whole project; empty while it runs.
    """

    land: tuple[date, date | None] | None = None
    construction: tuple[date, date | None] | None = None
    accepted: tuple[date, date | None] | None = None
    ground: str = ""


def hints(deposits: tuple[DepositFacts, ...], story: DepositStory, on: date) -> Iterator[Hint]:
    """What may be done with what is still held on the day; nothing where nothing is.

    The first half while nothing was released yet and land and papers came on time; the rest on
    acceptance on time; forfeiture once the project ended for the investor's fault.
    """
    held = sum(each.held_on(on) for each in deposits)
    if not held:
        return
    if story.ground:
        if story.ground in FAULT_GROUNDS:
            yield Hint.FORFEIT
        return
    if _on_time(story.accepted):
        yield Hint.REST
        return
    untouched = not any(outcome.day <= on for each in deposits for outcome in each.outcomes)
    if untouched and _on_time(story.land) and _on_time(story.construction):
        yield Hint.FIRST_HALF


def _on_time(reached: tuple[date, date | None] | None) -> bool:
    """Whether it was reached, by its last day where one is known."""
    if reached is None:
        return False
    day, last = reached
    return last is None or day <= last
