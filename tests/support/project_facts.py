"""Facts of an invented project, with as little said as a rule needs."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from deadlines.rules.clock import Exclusion
from deadlines.rules.computed import Computed
from deadlines.rules.law import LawBook
from projects.rules.facts import (
    ExtensionFacts,
    ItemFacts,
    ProjectFacts,
    SuspensionFacts,
    TrancheFacts,
)
from projects.rules.obligations import compute
from vn.calendar import WorkCalendar

TODAY = date(2026, 8, 31)
INVESTOR, AGENCY, LAND_AGENCY = 5, 9, 11
LAW = LawBook()
# Tết 2026 and the National Day of 2025: enough to see a last day roll.
CALENDAR = WorkCalendar(
    days_off=frozenset(
        {date(2025, 9, 1), date(2025, 9, 2)}
        | {date(2026, 2, 16) + timedelta(days=n) for n in range(5)}
    )
)


def project(**said: Any) -> ProjectFacts:
    """A project with an investor and nothing else known."""
    return replace(ProjectFacts(id=1, agency_id=AGENCY, investor_id=INVESTOR), **said)


def tranche(**said: Any) -> TrancheFacts:
    """A tranche of which only the land agency is known."""
    return replace(TrancheFacts(id=21, label="Đợt 1", land_agency_id=LAND_AGENCY), **said)


def item(kind: str, planned: date | None, **said: Any) -> ItemFacts:
    """A milestone of phase 1, planned by a decision of 1/6/2022."""
    bare = ItemFacts(
        id=31,
        kind=kind,
        name="Mốc tiến độ",
        planned=planned,
        instrument_date=date(2022, 6, 1),
        instrument_number="1187/QĐ-UBND",
    )
    return replace(bare, **said)


def extension(**said: Any) -> ExtensionFacts:
    """An extension of 24 months from 20/6/2026."""
    bare = ExtensionFacts(
        id=41,
        decision_number="901/QĐ-UBND",
        decision_date=date(2026, 6, 10),
        from_date=date(2026, 6, 20),
        months=24,
    )
    return replace(bare, **said)


def suspension(start: date, **said: Any) -> SuspensionFacts:
    """A suspension from a day on."""
    return replace(SuspensionFacts(id=51, start=start, reference="15/TB"), **said)


def pause(start: date, end: date | None, reason: str = "force_majeure") -> Exclusion:
    """An excluded period decided by a document."""
    return Exclusion(start, end, reason, reference="2214/UBND-KT")


def every(facts: ProjectFacts, on: date = TODAY, law: LawBook = LAW) -> tuple[Computed, ...]:
    """All obligations of the project."""
    return compute(facts, law=law, calendar=CALENDAR, on=on)


def one(facts: ProjectFacts, kind: str, on: date = TODAY, law: LawBook = LAW) -> Computed:
    """The only obligation of that kind."""
    (found,) = (c for c in every(facts, on, law) if c.kind == kind)
    return found
