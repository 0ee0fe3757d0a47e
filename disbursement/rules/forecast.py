"""What capital will have been disbursed by each month end, how far off such forecasts were, and why.

The method, in one sentence: every month to come adds the share of the capital that the same month
added in earlier years (nhịp cùng kỳ); where those years are few, half of it is the pace of the
latest months. A forecast never falls, never exceeds the capital, never undercuts what is paid.

Its error is measured, not assumed: months that are known are held back, forecast with the same
method and compared. Amounts are whole đồng, shares `Decimal`; months are counted 1 (January of the
plan's year), 12 (December), 13 (January of the next year), up to 24.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate, pairwise

FULL_YEARS = 2
"""With so many earlier years their pace is used alone."""

LATEST_MONTHS = 3
"""The pace of the latest months is that of so many."""

FEWEST_TESTS = 2
"""A month gets a range when so many back-tests reached as far ahead."""

_HALF, _ONE, _NOTHING = Decimal("0.5"), Decimal(1), Decimal(0)
_POINTS = Decimal("0.01")


class Kind(StrEnum):
    """Whose pace a forecast follows."""

    OWNER = "owner"
    PROVINCE = "province"
    SCENARIO = "scenario"
    LATEST = "latest"


@dataclass(frozen=True, slots=True)
class PastYear:
    """An earlier year: its capital, and what was paid of it by the end of months 1, 2, ..."""

    capital_vnd: int
    paid_vnd: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """The pace that is followed: earlier years, or the thirteen percents of a scenario, or neither."""

    kind: Kind
    years: tuple[PastYear, ...] = ()
    percents: tuple[Decimal, ...] = ()

    def of_a_plan(self, times: int) -> Reference:
        """The same amounts as shares of a plan `times` as large: what its size alone kept back."""
        years = (PastYear(year.capital_vnd * times, year.paid_vnd) for year in self.years)
        return Reference(self.kind, tuple(years), tuple(part / times for part in self.percents))


NO_REFERENCE = Reference(Kind.LATEST)


@dataclass(frozen=True, slots=True)
class Point:
    """The end of one month, in whole đồng; `low_vnd` and `high_vnd` are None when nothing says how far off."""

    month: int
    middle_vnd: int
    low_vnd: int | None
    high_vnd: int | None


@dataclass(frozen=True, slots=True)
class Forecast:
    """The months to come, and the method in a code and numbers that a template makes a sentence of.

    `error_points`: mean distance, in percentage points of the capital, between what back-tests
    forecast `error_ahead` months ahead and what came; `tests`: how many went that far; both None
    and 0 with too little history. `past_share`: how much of the pace is that of `kind`, the rest is
    that of the latest `latest_months` months.
    """

    kind: Kind
    years: int
    past_share: Decimal
    latest_months: int
    points: tuple[Point, ...]
    error_points: Decimal | None
    error_ahead: int
    tests: int

    @property
    def end(self) -> Point | None:
        """The end of the window; None when no month is left or nothing is known to forecast from."""
        return self.points[-1] if self.points else None

    @property
    def has_range(self) -> bool:
        """Whether the end of the window has a low and a high."""
        return self.end is not None and self.end.low_vnd is not None


def reference_of(
    owner: Sequence[PastYear], province: Sequence[PastYear], percents: Sequence[Decimal]
) -> Reference:
    """The nearest pace there is: the owner's earlier years, else the province's, else the scenario."""
    for kind, years in ((Kind.OWNER, owner), (Kind.PROVINCE, province)):
        kept = tuple(year for year in years if year.capital_vnd > 0 and year.paid_vnd)
        if kept:
            return Reference(kind, kept)
    return Reference(Kind.SCENARIO, percents=tuple(percents)) if percents else NO_REFERENCE


def forecast(
    capital_vnd: int, paid_vnd: Sequence[int], last_month: int, reference: Reference
) -> Forecast:
    """Forecast the ends of the months after those of `paid_vnd`, up to `last_month`.

    `paid_vnd` is what was paid by the end of months 1, 2, ... (never falling); `last_month` is 13,
    or 24 for capital that may be disbursed to December of the next year (D1). Without any month
    paid and without a reference there is nothing to forecast from: no points.
    """
    known = len(paid_vnd)
    share = _past_share(reference, known)
    steps = _steps(paid_vnd, capital_vnd, last_month, reference)
    paid = paid_vnd[-1] if known else 0
    tests = _tests(capital_vnd, paid_vnd, last_month, reference) if steps else ()
    points = tuple(_points(capital_vnd, paid, known, steps, tests))
    reached = [(ahead, found) for ahead, found in enumerate(tests, 1) if len(found) >= FEWEST_TESTS]
    ahead, errors = reached[-1] if reached else (0, ())
    return Forecast(
        kind=reference.kind,
        years=len(reference.years),
        past_share=share,
        latest_months=min(LATEST_MONTHS, known),
        points=points,
        error_points=_mean_points(errors) if errors else None,
        error_ahead=ahead,
        tests=len(errors),
    )


def _past_share(reference: Reference, known: int) -> Decimal:
    """How much of the pace is the reference's: all of it with enough years or no month known yet."""
    if reference.kind == Kind.LATEST:
        return _NOTHING
    return _ONE if len(reference.years) >= FULL_YEARS or not known else _HALF


def _steps(
    paid_vnd: Sequence[int], capital_vnd: int, last_month: int, reference: Reference
) -> list[Decimal]:
    """The share of the capital that will have been added after 1, 2, ... months more."""
    known = len(paid_vnd)
    share = _past_share(reference, known)
    if not known and not share:
        return []
    latest = _NOTHING
    if share < 1 and capital_vnd:
        span = min(LATEST_MONTHS, known)
        before = paid_vnd[known - span - 1] if known > span else 0
        latest = Decimal(paid_vnd[-1] - before) / (span * capital_vnd)
    past = _pace(reference)
    added = (
        share * (past[month] if month < len(past) else _NOTHING) + (1 - share) * latest
        for month in range(known, last_month)
    )
    return list(accumulate(added))


@lru_cache(maxsize=512)
def _pace(reference: Reference) -> tuple[Decimal, ...]:
    """The share of the capital that each month added: all years together, or the scenario's steps."""
    if reference.percents:
        ends = (_NOTHING, *(percent / 100 for percent in reference.percents))
        return tuple(after - before for before, after in pairwise(ends))
    longest = max((len(year.paid_vnd) for year in reference.years), default=0)
    return tuple(_pace_in(reference.years, month) for month in range(longest))


def _pace_in(years: Sequence[PastYear], month: int) -> Decimal:
    there = [year for year in years if month < len(year.paid_vnd)]
    added = sum(y.paid_vnd[month] - (y.paid_vnd[month - 1] if month else 0) for y in there)
    return Decimal(added) / sum(year.capital_vnd for year in there)


def _reach(capital_vnd: int, paid: int, step: Decimal) -> int:
    """What is paid after a step: within the capital, and not below what is paid already."""
    if step <= 0:
        return paid
    added = int((step * capital_vnd).to_integral_value(ROUND_HALF_UP))
    return max(paid, min(capital_vnd, paid + added))


def _tests(
    capital_vnd: int, paid_vnd: Sequence[int], last_month: int, reference: Reference
) -> tuple[tuple[Decimal, ...], ...]:
    """Errors of back-tests, by how many months ahead: what came less what was forecast.

    Held back are the months after the same month of each earlier year (forecast from the other
    years), and the later ones of this year's own months.
    """
    known = len(paid_vnd)
    found: list[list[Decimal]] = [list(each) for each in _past_tests(reference, known, last_month)]
    for start in range(1, known):
        for ahead, error in enumerate(_errors(capital_vnd, paid_vnd, start, reference)):
            if ahead < len(found):
                found[ahead].append(error)
    return tuple(tuple(each) for each in found)


@lru_cache(maxsize=2048)
def _past_tests(
    reference: Reference, known: int, last_month: int
) -> tuple[tuple[Decimal, ...], ...]:
    found: list[list[Decimal]] = [[] for _month in range(known, last_month)]
    if len(reference.years) > 1:
        for place, year in enumerate(reference.years):
            others = reference.years[:place] + reference.years[place + 1 :]
            rest = Reference(reference.kind, others)
            for ahead, error in enumerate(_errors(year.capital_vnd, year.paid_vnd, known, rest)):
                if ahead < len(found):
                    found[ahead].append(error)
    return tuple(tuple(each) for each in found)


def _errors(
    capital_vnd: int, paid_vnd: Sequence[int], start: int, reference: Reference
) -> Iterator[Decimal]:
    """Forecast the known months after `start` and say how far off each was, as a share."""
    if capital_vnd <= 0 or start >= len(paid_vnd):
        return
    steps = _steps(paid_vnd[:start], capital_vnd, len(paid_vnd), reference)
    paid = paid_vnd[start - 1] if start else 0
    for step, came in zip(steps, paid_vnd[start:], strict=False):
        yield Decimal(came - _reach(capital_vnd, paid, step)) / capital_vnd


def _points(
    capital_vnd: int,
    paid: int,
    known: int,
    steps: Sequence[Decimal],
    tests: Sequence[Sequence[Decimal]],
) -> Iterator[Point]:
    """Each month with the largest error seen so far ahead on both sides of it.

    Few tests say how far off, not on which side. A range never narrows, a bound never falls.
    """
    worst, low, high = _NOTHING, paid, paid
    for ahead, step in enumerate(steps):
        errors = tests[ahead] if ahead < len(tests) else ()
        middle = _reach(capital_vnd, paid, step)
        if len(errors) < FEWEST_TESTS:
            yield Point(known + ahead + 1, middle, None, None)
            continue
        worst = max(worst, *(abs(error) for error in errors))
        low = max(low, _reach(capital_vnd, paid, step - worst))
        high = max(high, middle, _reach(capital_vnd, paid, step + worst))
        yield Point(known + ahead + 1, middle, min(low, middle), high)


def _mean_points(errors: Sequence[Decimal]) -> Decimal:
    mean = sum((abs(error) for error in errors), _NOTHING) * 100 / len(errors)
    return mean.quantize(_POINTS, ROUND_HALF_UP)
