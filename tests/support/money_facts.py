"""Facts of money, term, contact, site and reports, with as little said as a rule needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from deadlines.rules.law import SHIPPED_VERSIONS, LawBook
from projects.rules.facts import InstrumentFacts, InstrumentKind, ProjectFacts
from projects.rules.facts_money import (
    ContactFacts,
    ContributionFacts,
    DepositDuty,
    DepositFacts,
    FilingFacts,
    OutcomeFacts,
    SecurityFacts,
    SiteLossFacts,
    TermFacts,
)
from tests.support.project_facts import project

BILLION = 1_000_000_000
REPORTS = ("R1", "R2", "R3")


def tracking(day: date) -> LawBook:
    """The shipped law in a province that records reports from that day on."""
    return LawBook(
        replace(version, parameters={**version.parameters, "tracked_from": day.isoformat()})
        if version.kind in REPORTS
        else version
        for version in SHIPPED_VERSIONS
    )


def secured(*deposits: DepositFacts, **said: Any) -> ProjectFacts:
    """A project that owes 9 tỷ (3 % of 300 tỷ) by 30/6/2025."""
    known: dict[str, Any] = {
        "duty": DepositDuty.REQUIRED,
        "base_vnd": 300 * BILLION,
        "due": date(2025, 6, 30),
    }
    return project(security=SecurityFacts(**(known | said), deposits=deposits))


def paid(day: date, billions: int, **said: Any) -> DepositFacts:
    """Money on deposit."""
    bare = DepositFacts(id=day.toordinal(), amount_vnd=billions * BILLION, paid=day)
    return replace(bare, **said)


def back(day: date, billions: int) -> OutcomeFacts:
    """A part given back."""
    return OutcomeFacts(day=day, amount_vnd=billions * BILLION)


def forfeited(day: date, billions: int) -> OutcomeFacts:
    """A part forfeited to the budget."""
    return OutcomeFacts(day=day, amount_vnd=billions * BILLION, forfeited=True)


def guarantee(day: date, billions: int, until: date, **said: Any) -> DepositFacts:
    """A bank guarantee."""
    return paid(day, billions, valid_until=until, reference="12/BL", **said)


def brought(day: date, billions: int) -> ContributionFacts:
    """Capital brought in."""
    return ContributionFacts(id=day.toordinal(), day=day, amount_vnd=billions * BILLION)


def term(years: int | None, start: date | None, event: str = "certificate") -> TermFacts:
    """An operating term."""
    return TermFacts(years=years, start=start, event=event)


def tried(day: date, channel: str = "registered_letter") -> ContactFacts:
    """An attempt that reached nobody."""
    return ContactFacts(id=day.toordinal(), day=day, channel=channel, reached=False)


def reached(day: date) -> ContactFacts:
    """The investor came to a meeting."""
    return ContactFacts(id=day.toordinal(), day=day, channel="meeting", reached=True)


def lost(day: date, filed: date | None = None) -> SiteLossFacts:
    """A site that can no longer be used."""
    return SiteLossFacts(id=81, lost=day, filed=filed, reference="45/QĐ-UBND")


def filed(kind: str, cycle: str, submitted: date, **said: Any) -> FilingFacts:
    """A report handed in, not decided yet."""
    bare = FilingFacts(id=submitted.toordinal(), kind=kind, cycle=cycle, submitted=submitted)
    return replace(bare, **said)


def approved(day: date | None, *filings: FilingFacts, **said: Any) -> ProjectFacts:
    """A project approved on a day, with the reports it handed in."""
    act = InstrumentFacts(id=91, kind=InstrumentKind.POLICY_APPROVAL, number="7/QĐ", issued=day)
    return project(instruments=(act,), filings=filings, **said)


TET_2027 = frozenset(date(2027, 2, 5) + timedelta(days=n) for n in range(7))
"""Friday 5/2 to Thursday 11/2/2027, as if given off."""
