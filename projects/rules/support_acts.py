"""What may be done with a request in which state, as one table for actions, forms and pages."""

from __future__ import annotations

from dataclasses import dataclass

WAITING, ASKED, OUTSIDE = "waiting", "asked", "outside"
ANSWERED, WITHDRAWN = "answered", "withdrawn"
OPEN = frozenset({WAITING, ASKED, OUTSIDE})
ALL = OPEN | {ANSWERED, WITHDRAWN}


@dataclass(frozen=True, slots=True)
class Act:
    """An act: from which states, into which (empty: it stays), and whose it is."""

    states: frozenset[str]
    to: str = ""
    by_investor: bool = False


ACTS: dict[str, Act] = {
    "hand": Act(frozenset({WAITING})),
    "officer": Act(OPEN),
    "limit": Act(OPEN),
    "outside": Act(frozenset({WAITING}), OUTSIDE),
    "follow_up": Act(frozenset({OUTSIDE})),
    "back": Act(frozenset({OUTSIDE}), WAITING),
    "question": Act(frozenset({WAITING}), ASKED),
    "reply": Act(frozenset({ASKED}), WAITING, by_investor=True),
    "note": Act(ALL),
    "answer": Act(frozenset({WAITING, ASKED}), ANSWERED),
    "rate": Act(frozenset({ANSWERED}), by_investor=True),
    "reopen": Act(frozenset({ANSWERED}), WAITING, by_investor=True),
    "withdraw": Act(OPEN, WITHDRAWN, by_investor=True),
}


def possible(state: str, *, by_investor: bool) -> list[str]:
    """The acts that are open in a state, in the order of the table."""
    return [
        name for name, act in ACTS.items() if state in act.states and act.by_investor == by_investor
    ]
