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
class OutcomeFacts:
    """A part of a deposit given back, or forfeited to the budget: from `day` it secures nothing."""

    day: date
    amount_vnd: int
    forfeited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositFacts:
    """A deposit or guarantee, in whole đồng, and what became of its parts."""

    id: int
    amount_vnd: int
    paid: date
    valid_until: date | None = None
    outcomes: tuple[OutcomeFacts, ...] = ()
    reference: str = ""

    def left_on(self, day: date) -> int:
        """What was neither given back nor forfeited by that day."""
        return self.amount_vnd - sum(o.amount_vnd for o in self.outcomes if o.day <= day)

    def held_on(self, day: date) -> int:
        """What of it secures the project on that day; a guarantee counts on its last day too."""
        begun = self.paid <= day
        valid = self.valid_until is None or day <= self.valid_until
        return self.left_on(day) if begun and valid else 0

    def kept_beyond(self, last: date, day: date) -> int:
        """What of it is in hand on `day` and still counts once `last` is past."""
        return self.held_on(max(day, last + _ONE_DAY)) if self.paid <= day else 0

    def returned_on(self, day: date) -> int:
        """What was given back on that very day."""
        return sum(o.amount_vnd for o in self.outcomes if o.day == day and not o.forfeited)


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityFacts:
    """What must secure the project, and what does.

    `base_vnd` is the capital the sum is reckoned from, `agreed_vnd` the sum of the agreement
    itself; `reduction_percent` what an incentive takes off the reckoned sum; `due` the last day it names, `land_decided` the day of the first decision to allocate
    or lease land to the project.
    """

    duty: str = DepositDuty.UNKNOWN
    base_vnd: int | None = None
    agreed_vnd: int | None = None
    reduction_percent: int | None = None
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
