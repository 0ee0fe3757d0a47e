"""Money, term, contacts, site and requests for time, as a story tells them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from deadlines.rules.law import LawBook
from projects.demo.shapes_money import (
    ContactRow,
    ContributionRow,
    DepositRow,
    RequestRow,
    SecurityRow,
    SiteLossRow,
    TermRow,
)
from projects.rules.deposit import sum_needed
from projects.rules.facts_money import SecurityFacts

_TENTH_TY = 100_000_000
_SUFFIXES = {
    "registered_letter": "STC-ĐT",
    "commune_posting": "BB-NY",
    "visit": "BB-KTTT",
    "meeting": "BB-LV",
}


@dataclass(slots=True)
class MoneyStory:
    """The part of a story that tells of money and people. `seed` keeps document numbers apart."""

    on: date
    seed: int
    in_zone: bool = False
    capital_vnd: int = 0
    security: SecurityRow = field(default_factory=SecurityRow)
    term: TermRow = field(default_factory=TermRow)
    deposits: list[DepositRow] = field(default_factory=list)
    contributions: list[ContributionRow] = field(default_factory=list)
    contacts: list[ContactRow] = field(default_factory=list)
    site_losses: list[SiteLossRow] = field(default_factory=list)
    requests: list[RequestRow] = field(default_factory=list)
    _papers: int = 0

    def paper(self, suffix: str) -> str:
        """The number of a paper that is no decision; no other of the province bears it."""
        self._papers += 1
        return f"{self.seed * 10 + self._papers}/{suffix}"

    def part(self, share: str) -> int:
        """A share of the registered capital, to a tenth of a tỷ."""
        return int(self.capital_vnd * Decimal(share)) // _TENTH_TY * _TENTH_TY

    def owes_deposit(self, due: date) -> None:
        """The agreement names the day; the sum goes by the capital."""
        self.security = SecurityRow(duty="required", base_vnd=self.capital_vnd, due=due)

    def secured(
        self, kind: str, paid: date, *, until: date | None = None, share: str = "1"
    ) -> None:
        """A deposit or guarantee of a share of what is owed (R-1.31)."""
        needed = sum_needed(SecurityFacts(base_vnd=self.capital_vnd), _LAW_OF_DEPOSITS)
        row = DepositRow(
            kind=kind,
            amount_vnd=int((needed.vnd if needed else 0) * Decimal(share)),
            document_number=self.paper("GNT" if kind == "deposit" else "BLNH"),
            paid=paid,
            valid_until=until,
        )
        self.deposits.append(row)

    def brought_in(self, on: date, share: str) -> None:
        """A share of the capital contributed on a day."""
        evidence = f"Sao kê ngân hàng {self.paper('SK')}"
        row = ContributionRow(on=on, amount_vnd=self.part(share), evidence=evidence)
        self.contributions.append(row)

    def operates_for(self, years: int, event: str, start: date) -> None:
        """The term the certificate grants."""
        self.term = TermRow(years=years, event=event, start=start)

    def tried(self, on: date, channel: str, *, reached: bool = False, note: str = "") -> None:
        """An attempt to reach the investor."""
        row = ContactRow(
            on=on,
            channel=channel,
            reached=reached,
            document_number=self.paper(_SUFFIXES[channel]),
            note=note,
        )
        self.contacts.append(row)

    def loses_site(self, lost: date, reason: str) -> None:
        """The site can no longer be used."""
        row = SiteLossRow(lost=lost, document_number=self.paper("BB-MB"), reason=reason)
        self.site_losses.append(row)

    def asks_for_time(self, item: int, filed: date, asked: date, reason: str) -> None:
        """A request for a later day of the milestone at this position."""
        row = RequestRow(
            item=item, filed=filed, asked=asked, reason=reason, document_number=self.paper("ĐN-NĐT")
        )
        self.requests.append(row)

    def money(self) -> dict[str, Any]:
        """What was told, by the names of `Acts`."""
        return {
            "security": self.security,
            "term": self.term,
            "deposits": tuple(self.deposits),
            "contributions": tuple(self.contributions),
            "contacts": tuple(self.contacts),
            "site_losses": tuple(self.site_losses),
            "requests": tuple(self.requests),
        }


_LAW_OF_DEPOSITS = LawBook().versions("I7")[-1]
