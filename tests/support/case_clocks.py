"""Facts of inspection for tables of days: a provincial case, and short names for what is reckoned."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from deadlines.rules.computed import Computed
from deadlines.rules.law import LawBook
from inspections.rules.clock_cases import of_case
from inspections.rules.clock_facts import CaseFacts, ConclusionFacts, Told
from vn.calendar import vietnam_calendar

LAW = LawBook()
CALENDAR = vietnam_calendar(range(2024, 2029))
BODY, HEAD = 5, 9


def told(on: date = date(2026, 8, 31)) -> Told:
    """The shipped law, the calendar of the package, and a day."""
    return Told(law=LAW, calendar=CALENDAR, on=on)


def case(**more: Any) -> CaseFacts:
    """A case of the provincial inspectorate, decided on 2/3/2026 and announced ten days later."""
    known: dict[str, Any] = {
        "id": 1,
        "kind": "inspection",
        "level": "province",
        "agency_id": BODY,
        "head_agency_id": HEAD,
        "decided": date(2026, 3, 2),
        "decision": "31/QĐ-TTT",
        "steps": {"announced": date(2026, 3, 12)},
    }
    return CaseFacts(**known | more)


def conclusion(**steps: date) -> ConclusionFacts:
    """The second conclusion of a case with these steps."""
    return ConclusionFacts(id=2, ordinal=2, steps=steps)


def by_kind(found: Iterable[Computed]) -> dict[str, Computed]:
    """What was reckoned, by its rule."""
    return {each.kind: each for each in found}


def reckon(facts: CaseFacts, on: date = date(2026, 8, 31)) -> dict[str, Computed]:
    """The clocks within a case on a day."""
    return by_kind(of_case(facts, told(on)))
