"""Facts of public investment, as the tests of its rules need them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from deadlines.rules.computed import Computed
from deadlines.rules.ladder import Level
from deadlines.rules.law import LawBook
from disbursement.rules.duty_facts import (
    BalanceFacts,
    ContractFacts,
    EntryFacts,
    LineFacts,
    PaidMonth,
    PublicFacts,
    RateFacts,
    Told,
    YearOfOwner,
)
from vn.calendar import vietnam_calendar

CALENDAR = vietnam_calendar(range(2024, 2030))
LAW = LawBook()
OWNER, STAFF = 7, 9
"""Agencies: the owner of the project, and the department."""
TODAY = date(2026, 11, 22)


def told(on: date = TODAY, law: LawBook = LAW) -> Told:
    """The law, the calendar and the day."""
    return Told(law=law, calendar=CALENDAR, on=on)


def given(on: date, amount: int, **more: Any) -> EntryFacts:
    """A row of the ledger."""
    return EntryFacts(on=on, amount_vnd=amount, number="88/QĐ-UBND", **more)


def paid(year: int, month: int, amount: int, **more: Any) -> PaidMonth:
    """A month's payments, typed after its end."""
    first = date(year, month, 1)
    return PaidMonth(month=first, paid_vnd=amount, recorded=first + timedelta(70), **more)


def line(*entries: EntryFacts, bucket: str = "year", year: int = 2026, **more: Any) -> LineFacts:
    """A line that holds what its rows add up to."""
    allocated = sum(entry.amount_vnd for entry in entries)
    return LineFacts(
        id=31, year=year, bucket=bucket, allocated_vnd=allocated, entries=entries, **more
    )


def project(*lines: LineFacts, **more: Any) -> PublicFacts:
    """A public project."""
    facts: dict[str, Any] = {"recorded_on": date(2025, 5, 5), "department_id": STAFF} | more
    return PublicFacts(project_id=1, owner_id=OWNER, lines=lines, **facts)


def of(kind: str, found: Iterable[Computed]) -> dict[str, Computed]:
    """What was found of a rule, by its cycle."""
    return {each.cycle: each for each in found if each.kind == kind}


def level(found: Computed, on: date) -> Level:
    """How far its clock has run."""
    return found.standing(on)[0]


def sums(found: Computed) -> dict[str, int]:
    """The sums of money its arithmetic tells."""
    return {
        step.params["what"]: step.params["amount_vnd"]  # type: ignore[misc]
        for step in found.steps
        if step.kind == "capital"
    }


EARLY = given(date(2025, 12, 12), 100)


def balance(assigned: Iterable[EntryFacts], allocated: Iterable[EntryFacts] = ()) -> BalanceFacts:
    """A source in the plan of 2026."""
    return BalanceFacts(
        id=5,
        year=2026,
        department_id=STAFF,
        assigned=tuple(assigned),
        allocated=tuple(allocated),
    )


def rate(paid_vnd: int, capital: int = 1000) -> RateFacts:
    """What was paid of some capital."""
    return RateFacts(capital_vnd=capital, disbursed_vnd=paid_vnd)


def year(**more: Any) -> YearOfOwner:
    """An owner's year."""
    facts: dict[str, Any] = {"year": 2026, "now": rate(1)} | more
    return YearOfOwner(**facts)


CONTRACT = ContractFacts(id=3, number="01/HĐ", value_vnd=1000, guarantee_until=date(2026, 10, 31))
FIRST = paid(2026, 2, 300, advance_vnd=300)
