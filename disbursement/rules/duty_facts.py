"""What the rules of public investment reckon with: frozen facts, amounts in whole đồng."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from deadlines.rules.law import LawBook
from disbursement.rules.payments import CARRIED_OVER
from vn.calendar import WorkCalendar
from vn.dates import Precision, last_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What every computation is told: the law, the calendar of days off, the day of looking."""

    law: LawBook
    calendar: WorkCalendar
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFacts:
    """A signed row of the ledger that gave or took capital of a line, with its decision."""

    on: date
    amount_vnd: int
    case: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidMonth:
    """What a line paid in a month, by its first day; `recorded` is the day it was typed."""

    month: date
    paid_vnd: int = 0
    advance_vnd: int = 0
    recovery_vnd: int = 0
    recorded: date

    @property
    def day(self) -> date:
        """The day it counts on: the end of the month, or the day it was typed within the month."""
        return max(self.month, min(self.recorded, last_day(self.month, Precision.MONTH)))


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFacts:
    """A project's capital of one source and bucket in the plan of a year.

    `carried_on_vnd` is what the plan of the next year carries over of the same source.
    """

    id: int
    year: int
    bucket: str
    allocated_vnd: int
    entries: tuple[EntryFacts, ...]
    months: tuple[PaidMonth, ...] = ()
    carried_on_vnd: int = 0

    @property
    def is_carried_over(self) -> bool:
        """Whether it is capital of the year before."""
        return self.bucket == CARRIED_OVER

    @property
    def disbursed_vnd(self) -> int:
        """All that was paid of it."""
        return sum(month.paid_vnd for month in self.months)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractFacts:
    """A contract and the days that bound its advance."""

    id: int
    number: str
    value_vnd: int
    recover_by: date | None = None
    guarantee_until: date | None = None
    ends: date | None = None

    @property
    def advance_day(self) -> date | None:
        """By when its advance is recovered or no longer guaranteed; None: no day is on record."""
        return self.recover_by or self.guarantee_until or self.ends


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFacts:
    """A public project. `department_id` bears what only staff are told of; None: there is none.

    `closed` says, by the year of a plan, how many of its months are closed (1 to 13).
    """

    project_id: int
    owner_id: int
    group: str = "unknown"
    department_id: int | None = None
    total_vnd: int | None = None
    opening_vnd: int = 0
    exception: str = ""
    recorded_on: date
    handed_over: date | None = None
    settlement_filed: date | None = None
    lines: tuple[LineFacts, ...] = ()
    contracts: tuple[ContractFacts, ...] = ()
    closed: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceFacts:
    """One source in the plan of a year: what was assigned of it, day by day, and allocated."""

    id: int
    year: int
    department_id: int
    assigned: tuple[EntryFacts, ...]
    allocated: tuple[EntryFacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RateFacts:
    """Capital and what was disbursed of it, with the day up to which."""

    capital_vnd: int
    disbursed_vnd: int

    @property
    def is_known(self) -> bool:
        """Whether there is capital to divide by."""
        return self.capital_vnd > 0

    def below(self, other: RateFacts) -> bool:
        """Whether the rate is lower than the other one, by the unrounded values."""
        return self.disbursed_vnd * other.capital_vnd < other.disbursed_vnd * self.capital_vnd

    def below_share(self, part: int | Decimal, whole: int) -> bool:
        """Whether less than that share was disbursed."""
        return self.disbursed_vnd * whole < part * self.capital_vnd


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalRate:
    """The rate of the whole country as it was published, in per cent, with its base and source."""

    percent: Decimal
    as_of: date
    basis: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOfOwner:
    """An owner in the plan of a year.

    `now` are its lines as they stand. `closed_months` months are closed: `own` and `province` are
    the capital in use (with what was carried over and advanced) to their end. `estimated_vnd` was
    expected of the last closed month and `came_vnd` came, of the lines of which both are known.
    """

    year: int
    now: RateFacts
    closed_months: int = 0
    own: RateFacts | None = None
    province: RateFacts | None = None
    national: NationalRate | None = None
    estimated_vnd: int | None = None
    came_vnd: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SentMonth:
    """Figures of a month that were sent; `returned` ones must be sent again."""

    month: date
    sent: date
    returned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerFacts:
    """An owner: its years with capital, and the months it sent; `since` is the first month any
    owner sent."""

    id: int
    years: tuple[YearOfOwner, ...] = ()
    sent: tuple[SentMonth, ...] = ()
    since: date | None = None

    def owes(self, month: date) -> bool:
        """Whether it has capital that is paid in a month: of that year, or in January of the last."""
        years = {each.year for each in self.years if each.now.is_known}
        return month.year in years or (month.month == 1 and month.year - 1 in years)


def running(months: Iterable[PaidMonth]) -> Iterator[tuple[PaidMonth, int]]:
    """The months of any lines in order, each with all that was paid by then."""
    paid = 0
    for month in sorted(months, key=lambda m: (m.month, m.recorded)):
        paid += month.paid_vnd
        yield month, paid


def crossed(months: Iterable[PaidMonth], threshold_vnd: int) -> PaidMonth | None:
    """The month in which all that was paid first came to a sum."""
    return next((month for month, paid in running(months) if paid >= threshold_vnd), None)
