"""What an investor promised, holds and owes, summed from rows: figures with their base and day.

Nothing here judges: a sum says how many projects it covers and how many state no figure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class SanctionFacts:
    """A fine in đồng (None: none was imposed), and the days it was paid and remedied."""

    amount_vnd: int | None
    paid: date | None
    remedied: date | None

    @property
    def is_open(self) -> bool:
        """Not carried out in full: the fine is not paid, or what was ordered is not done."""
        return self.remedied is None or (self.amount_vnd is not None and self.paid is None)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows, and the sum of those that state one."""

    rows: int
    vnd: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Equity:
    """Equity promised: the sum over `stated` of `projects`; the others state none."""

    vnd: int
    stated: int
    projects: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A periodic report whose day has come: its due day and the day it was handed in."""

    due: date
    submitted: date | None
    is_met: bool

    @property
    def is_on_time(self) -> bool:
        """Handed in by its day and accepted."""
        return self.is_met and self.submitted is not None and self.submitted <= self.due


def counted(amounts: Iterable[int | None]) -> Counted:
    """The rows and what they add up to; an unknown amount is a row without a sum."""
    known = list(amounts)
    return Counted(len(known), sum(amount for amount in known if amount is not None))


def promised(figures: Sequence[int | None]) -> Equity:
    """The equity of each running project, None where nothing on record states it."""
    stated = [figure for figure in figures if figure is not None]
    return Equity(vnd=sum(stated), stated=len(stated), projects=len(figures))


def share_percent(part_vnd: int, whole_vnd: int) -> Decimal | None:
    """Part of the whole in per cent, two places; None where the whole is nothing."""
    if whole_vnd == 0:
        return None
    exact = Decimal(part_vnd) * 100 / whole_vnd
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


def on_time(reports: Iterable[Report]) -> tuple[int, int]:
    """(on time, all) of the reports whose day has come."""
    known = list(reports)
    return sum(report.is_on_time for report in known), len(known)
