"""What a plan year came to by the end of a month: of the province, an owner, a source, a project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta

from disbursement.rules.basis import Basis, Rate

MONTHS = 13
"""A year's plan is paid from January to January of the next year (D1)."""

_NEXT_MONTH = timedelta(days=32)


def next_month(month: date) -> date:
    """The first day of the month after."""
    return (month.replace(day=1) + _NEXT_MONTH).replace(day=1)


def last_day(month: date) -> date:
    """The last day of a month."""
    return next_month(month) - timedelta(days=1)


def months_of(year: int) -> tuple[date, ...]:
    """The thirteen months of the plan of a year, by their first days."""
    return (*(date(year, number, 1) for number in range(1, MONTHS)), date(year + 1, 1, 1))


def closes_on(year: int) -> date:
    """The last day on which capital of the plan of a year is paid, but for what D1 and D2 prolong."""
    return last_day(months_of(year)[-1])


@dataclass(frozen=True, slots=True)
class Figures:
    """Sums of one group up to the end of `month`, in whole đồng.

    What was assigned has no project, so it is zero in groups of owners, places and projects. Of
    assigned, allocated and `disbursed_year_vnd` only the capital of the plan itself counts, unless
    the group is a bucket. `assigned_vnd` is, source by source, what the province assigned, or the
    Prime Minister where it did not. `disbursed_vnd` is advances and volume of the year up to the
    month; recoveries move between `advance_vnd` (still outstanding) and `volume_vnd`.
    `estimate_vnd` is what the month after is expected to pay: it is in no other sum.
    `lines` hold capital; of `lines_missing` nobody entered the month, of `estimates_missing` nobody
    gave an estimate.
    """

    month: date
    assigned_pm_vnd: int = 0
    assigned_province_vnd: int = 0
    assigned_vnd: int = 0
    allocated_vnd: int = 0
    carried_over_vnd: int = 0
    advanced_vnd: int = 0
    disbursed_before_vnd: int = 0
    disbursed_month_vnd: int = 0
    disbursed_year_vnd: int = 0
    advance_vnd: int = 0
    volume_vnd: int = 0
    estimate_vnd: int = 0
    estimate_year_vnd: int = 0
    lines: int = 0
    lines_missing: int = 0
    estimates_missing: int = 0

    @property
    def day(self) -> date:
        """The day the actual figures speak of."""
        return last_day(self.month)

    @property
    def estimate_day(self) -> date:
        """The day the estimate speaks of."""
        return last_day(next_month(self.month))

    @property
    def disbursed_vnd(self) -> int:
        """Paid up to the end of the month, from capital of any bucket."""
        return self.disbursed_before_vnd + self.disbursed_month_vnd

    @property
    def deployed_vnd(self) -> int:
        """All that may be paid from: allocated, carried over, advanced."""
        return self.allocated_vnd + self.carried_over_vnd + self.advanced_vnd

    @property
    def unallocated_vnd(self) -> int:
        """Assigned and not yet allocated to a project (D4)."""
        return self.assigned_vnd - self.allocated_vnd

    @property
    def remaining_vnd(self) -> int:
        """What is left to pay before the window closes."""
        return self.deployed_vnd - self.disbursed_vnd

    @property
    def estimated_vnd(self) -> int:
        """Paid so far and expected of the month after: an estimate."""
        return self.disbursed_vnd + self.estimate_vnd

    @property
    def estimates_known(self) -> bool:
        """Whether any line has an estimate."""
        return self.lines > self.estimates_missing

    def base(self, basis: Basis) -> int:
        """The denominator a rate is taken of."""
        return {
            Basis.PM: self.assigned_pm_vnd,
            Basis.PROVINCE: self.assigned_province_vnd and self.assigned_vnd,
            Basis.ALLOCATED: self.allocated_vnd,
            Basis.DEPLOYED: self.deployed_vnd,
        }[basis]

    def rate(self, basis: Basis = Basis.DEPLOYED) -> Rate:
        """What was paid of a base; of the year's capital alone where the base is that."""
        paid = self.disbursed_vnd if basis is Basis.DEPLOYED else self.disbursed_year_vnd
        return Rate(paid, self.base(basis), basis, self.day)

    def estimate_rate(self, basis: Basis = Basis.DEPLOYED) -> Rate:
        """The same at the end of the month after, as expected; unknown without any estimate."""
        expected = (
            self.estimated_vnd
            if basis is Basis.DEPLOYED
            else self.disbursed_year_vnd + self.estimate_year_vnd
        )
        known = expected if self.estimates_known else None
        return Rate(known, self.base(basis), basis, self.estimate_day, is_estimate=True)

    def allocation_rate(self) -> Rate:
        """How much of what was assigned reached projects."""
        basis = Basis.PROVINCE if self.assigned_province_vnd else Basis.PM
        return Rate(self.allocated_vnd, self.assigned_vnd, basis, self.day)

    def assignment_rate(self) -> Rate:
        """How much of what the Prime Minister assigned the province assigned on."""
        return Rate(self.assigned_province_vnd or None, self.assigned_pm_vnd, Basis.PM, self.day)


def added_up(month: date, parts: Sequence[Figures]) -> Figures:
    """Groups put together."""
    names = [field.name for field in fields(Figures)][1:]
    return Figures(month, **{name: sum(getattr(part, name) for part in parts) for name in names})
