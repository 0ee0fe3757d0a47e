"""Facts of money, term, contact, site and reports that obligations are computed from (I5 to RV)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_ONE_DAY = timedelta(days=1)


class DepositDuty(StrEnum):
    """Whether a deposit must secure the project (R-1.30)."""

    UNKNOWN = "unknown"
    REQUIRED = "required"
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositFacts:
    """A deposit or guarantee, in whole đồng. `released` is the first day it no longer secures."""

    id: int
    amount_vnd: int
    paid: date
    valid_until: date | None = None
    released: date | None = None
    reference: str = ""

    @property
    def last(self) -> date | None:
        """The last day it counts; None while nothing ends it."""
        before = self.released - _ONE_DAY if self.released else None
        return min((day for day in (self.valid_until, before) if day), default=None)

    def counts_on(self, day: date) -> bool:
        """Whether it secures the project on that day."""
        return self.paid <= day and self.outlives(day - _ONE_DAY)

    def outlives(self, day: date) -> bool:
        """Whether it still counts on the day after."""
        return self.last is None or self.last > day


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityFacts:
    """What must secure the project, and what does.

    `base_vnd` is the capital the sum is reckoned from, `agreed_vnd` the sum of the agreement
    itself; `due` the last day it names, `land_decided` the day of the first decision to allocate
    or lease land to the project.
    """

    duty: str = DepositDuty.UNKNOWN
    base_vnd: int | None = None
    agreed_vnd: int | None = None
    due: date | None = None
    land_decided: date | None = None
    deposits: tuple[DepositFacts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionFacts:
    """Capital brought in on a day, in whole đồng."""

    id: int
    day: date
    amount_vnd: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TermFacts:
    """How long the project may operate, and from which day (R-1.9)."""

    years: int | None = None
    start: date | None = None
    event: str = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFacts:
    """An attempt to reach the investor."""

    id: int
    day: date
    channel: str
    reached: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLossFacts:
    """The site that can no longer be used, and when a move was applied for."""

    id: int
    lost: date
    filed: date | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingFacts:
    """A periodic report handed in for one cycle."""

    id: int
    kind: str
    cycle: str
    submitted: date
    accepted: date | None = None
    returned: date | None = None
    reference: str = ""

    @property
    def decided(self) -> date | None:
        """The day it was accepted or returned."""
        return self.accepted or self.returned
