"""What the generator returns of money, term, contacts, site, reports and requests for time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityRow:
    """What must secure the project: whether, reckoned from which capital, by which day."""

    duty: str = "unknown"
    base_vnd: int | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """How long the project may operate, and from which day of which event."""

    years: int | None = None
    event: str = "unknown"
    start: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositRow:
    """A deposit or guarantee, in whole đồng."""

    kind: str
    amount_vnd: int
    document_number: str
    paid: date
    valid_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionRow:
    """Capital brought in, in whole đồng."""

    on: date
    amount_vnd: int
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRow:
    """An attempt to reach the investor."""

    on: date
    channel: str
    reached: bool
    document_number: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLossRow:
    """A site that can no longer be used."""

    lost: date
    document_number: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingRow:
    """A periodic report for one cycle, and what was said of it."""

    kind: str
    cycle: str
    submitted: date
    accepted: date | None = None
    returned: date | None = None
    remarks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow:
    """More time asked for the milestone at this position."""

    item: int
    filed: date
    asked: date
    reason: str
    document_number: str
