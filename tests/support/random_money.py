"""Money, term, contact, site and reports at random: often missing, often at odds with one another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from projects.rules.clearance_facts import ClearanceFacts
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

BILLION = 1_000_000_000
_DAY = timedelta(days=1)
_CHANNELS = ("registered_letter", "commune_posting", "visit", "phone", "email", "meeting")
_AGREED = (None, Decimal(75), Decimal("75.01"), Decimal(80), Decimal(100))
_EVENTS = ("approval", "certificate", "land_allocation", "other")


class MoneyDice:
    """Facts around a middle day; `number` keeps the identifiers of a project apart."""

    def __init__(self, random: Random, middle: date, number: int) -> None:
        self._random = random
        self._middle = middle
        self._numbers = 1_000_000 + number * 100

    def facts(self) -> dict[str, Any]:
        """What `ProjectFacts` needs of these."""
        return {
            "security": self._security(),
            "term": self._term(),
            "contributions": tuple(self._contribution() for _ in range(self._up_to(3))),
            "contacts": tuple(self._contact() for _ in range(self._up_to(3))),
            "site_losses": tuple(self._site_loss() for _ in range(self._up_to(1))),
            "filings": tuple(self._filings()),
            "clearance": tuple(self._counts()),
        }

    def _security(self) -> SecurityFacts:
        duties = [DepositDuty.REQUIRED] * 4 + [DepositDuty.UNKNOWN, DepositDuty.EXEMPT]
        return SecurityFacts(
            duty=self._random.choice(duties),
            base_vnd=self._base() if self._maybe(0.7) else None,
            agreed_vnd=self._random.randint(1, 20) * BILLION if self._maybe(0.2) else None,
            reduction_percent=self._random.choice([25, 50]) if self._maybe(0.2) else None,
            due=self._near(500) if self._maybe(0.4) else None,
            land_decided=self._near(700) if self._maybe(0.4) else None,
            deposits=tuple(self._deposit() for _ in range(self._up_to(4))),
        )

    def _base(self) -> int:
        edges = (0, 17, 299_999_999_999, 300 * BILLION, 1_000 * BILLION, 1_000_000_000_049)
        return self._random.choice([*edges, self._random.randint(1, 2_000) * BILLION])

    def _deposit(self) -> DepositFacts:
        paid = self._near(600)
        ends = paid + self._days(500) if self._maybe(0.6) else None
        number, amount = self._next(), self._random.randint(1, 12) * BILLION
        return DepositFacts(
            id=number,
            amount_vnd=amount,
            paid=paid,
            valid_until=ends,
            outcomes=tuple(self._outcomes(paid, amount)),
            reference=f"{number}/BL",
        )

    def _outcomes(self, paid: date, amount: int) -> Iterator[OutcomeFacts]:
        """Now and then all of it left, now and then a half, and later perhaps the rest."""
        if not self._maybe(0.35):
            return
        first = amount // 2 if self._maybe(0.6) else amount
        day = paid + self._days(400)
        yield OutcomeFacts(day=day, amount_vnd=first, forfeited=self._maybe(0.2))
        if first < amount and self._maybe(0.5):
            later = day + self._days(300)
            rest = OutcomeFacts(day=later, amount_vnd=amount - first, forfeited=self._maybe(0.4))
            yield rest

    def _contribution(self) -> ContributionFacts:
        amount = self._random.randint(1, 9) * 10 * BILLION
        return ContributionFacts(id=self._next(), day=self._near(900), amount_vnd=amount)

    def _term(self) -> TermFacts:
        years = self._random.choice([10, 30, 50, 70])
        start = self._middle - timedelta(days=years * 365) + self._days(1200)
        return TermFacts(
            years=years if self._maybe(0.6) else None,
            start=start if self._maybe(0.6) else None,
            event=self._random.choice(_EVENTS),
        )

    def _contact(self) -> ContactFacts:
        channel = self._random.choice(_CHANNELS)
        return ContactFacts(
            id=self._next(), day=self._near(500), channel=channel, reached=self._maybe(0.3)
        )

    def _counts(self) -> Iterator[ClearanceFacts]:
        """Counts of the whole project, one a day, often around three quarters."""
        deadline = self._near(300)
        users, area = self._random.choice([None, 4, 5]), self._random.choice([None, Decimal(100)])
        for day in sorted({self._near(400) for _ in range(self._up_to(4))}):
            yield ClearanceFacts(
                id=self._next(),
                day=day,
                users_total=users,
                users_agreed=self._random.choice([3, 4, None, 0, 4]),
                area_total=area,
                area_agreed=self._random.choice(_AGREED),
                by_agreement=self._maybe(0.8),
                deadline=deadline if self._maybe(0.9) else None,
            )

    def _site_loss(self) -> SiteLossFacts:
        day = self._near(300)
        filed = day + self._days(300) if self._maybe(0.4) else None
        return SiteLossFacts(id=self._next(), lost=day, filed=filed, reference="45/QĐ")

    def _filings(self) -> list[FilingFacts]:
        """Reports of the cycles around the middle day, at most one a cycle that is not returned."""
        year = self._middle.year
        quarters = [(kind, f"{year - 1}-Q{n}") for kind in ("R1", "R3") for n in (3, 4)]
        quarters += [(kind, f"{year}-Q1") for kind in ("R1", "R3")]
        years = [(kind, str(year - 1)) for kind in ("R2", "R3")]
        found = []
        for kind, cycle in [*quarters, *years]:
            if self._maybe(0.2):
                found.append(self._filing(kind, cycle, returned=True))
            if self._maybe(0.4):
                found.append(self._filing(kind, cycle, returned=False))
        return found

    def _filing(self, kind: str, cycle: str, *, returned: bool) -> FilingFacts:
        submitted = self._near(90)
        decided = submitted + self._days(40)
        accepted = not returned and self._maybe(0.6)
        return FilingFacts(
            id=self._next(),
            kind=kind,
            cycle=cycle,
            submitted=submitted,
            accepted=decided if accepted else None,
            returned=decided if returned else None,
        )

    def _near(self, days: int) -> date:
        return self._middle + self._random.randint(-days, max(days // 3, 60)) * _DAY

    def _days(self, most: int) -> timedelta:
        return self._random.randint(0, most) * _DAY

    def _up_to(self, most: int) -> int:
        return self._random.randint(0, most)

    def _maybe(self, chance: float) -> bool:
        return self._random.random() < chance

    def _next(self) -> int:
        self._numbers += 1
        return self._numbers
