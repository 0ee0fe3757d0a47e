"""The capital of every invented project: plans of three years, payments month by month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from disbursement.demo.seeds import seeds
from disbursement.demo.shapes import LineRow, MonthRow, ProjectCapital, Seed

SEED = 58
MILLION, BILLION = 1_000_000, 1_000_000_000
MONTHS = 13
"""A plan of a year is paid until the January after it (D1)."""

_ORDINARY = (2, 6, 12, 19, 27, 36, 44, 52, 60, 69, 78, 92, 98)
_PACES: Mapping[str, tuple[int, ...]] = {
    "steady": _ORDINARY,
    "fast": (5, 14, 26, 39, 52, 64, 75, 84, 92, 97, 100, 100, 100),
    "slow": (0, 1, 2, 4, 6, 9, 11, 13, 16, 19, 24, 31, 36),
    "quarry": (1, 3, 6, 9, 11, 12, 12, 12, 14, 17, 25, 38, 45),
    "stalled": (0,) * MONTHS,
    "new": (0, 0, 0, 2, 8, 15, 24, 33, 43, 55, 68, 88, 97),
    "foreign": (0, 2, 4, 6, 9, 13, 17, 21, 26, 31, 38, 52, 60),
    "virtual": (4, 10, 18, 26, 33, 38, 38, 38, 42, 50, 60, 80, 92),
    "done": (10, 30, 55, 80, 95, 100, 100, 100, 100, 100, 100, 100, 100),
}
_BEFORE = {"slow": "slow", "foreign": "slow", "stalled": "slow"}
"""How the years before went; what was not paid then is carried over."""

_ADVANCED_IN, _ADVANCE_PARTS = 2, 8
_NOT_ENTERED = 4
"""So many lines of the demonstration's owner wait for their figures of the last month."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The plan year and the last month whose end has passed."""

    year: int
    last: date


def calendar_of(on: date) -> Calendar:
    """What the demonstration seen on a day covers. In January it is still the year before."""
    last = (on.replace(day=1) - timedelta(days=1)).replace(day=1)
    return Calendar(last.year, last)


def build(on: date, communes: tuple[tuple[str, str, str, str], ...]) -> tuple[ProjectCapital, ...]:
    """All projects with their capital as seen on a day; the same day gives the same rows."""
    calendar, rng = calendar_of(on), Random(SEED)  # noqa: S311
    waiting = iter(range(_NOT_ENTERED))
    return tuple(
        _capital(seed, 7_900_001 + 137 * place, calendar, rng, waiting)
        for place, seed in enumerate(seeds(communes))
    )


def _capital(
    seed: Seed, code: int, calendar: Calendar, rng: Random, waiting: Iterator[int]
) -> ProjectCapital:
    year, total = calendar.year, seed.total_ty * BILLION
    lines = tuple(_lines(seed, total, calendar, rng))
    if seed.owner == "bqlda" and next(waiting, None) is not None:
        lines = tuple(_without_last(line, calendar) for line in lines)
    drawn: dict[int, int] = {}
    for line in lines:
        if line.bucket != "carried_over":
            first = 2021 + (line.year - 2021) // 5 * 5
            drawn[first] = drawn.get(first, 0) + line.allocated_vnd
    opening = total // 10 // MILLION * MILLION if seed.began == -2 else 0
    room = max(0, total - opening - sum(drawn.values()))
    last = max(drawn)
    # A project that runs ahead still has room in its medium-term plan; others nearly used it up.
    drawn[last] += (room if seed.pace == "fast" else room // 2) // MILLION * MILLION
    return ProjectCapital(
        seed=seed,
        budget_code=str(code),
        start_year=year + seed.began,
        end_year=year + seed.ends,
        total_vnd=total,
        opening_vnd=opening,
        medium=drawn,
        lines=lines,
        contract_vnd=total * 82 // 100 // MILLION * MILLION,
        handed_over=date(year - 1, 11, 15) if seed.pace == "done" else None,
    )


def _lines(seed: Seed, total: int, calendar: Calendar, rng: Random) -> Iterator[LineRow]:
    for year in range(max(seed.began, -2), 1):
        share = seed.share if year == 0 else seed.share * (0.7 + 0.2 * rng.random())
        whole = int(total * share) // (10 * MILLION) * 10 * MILLION
        second = whole // 4 // MILLION * MILLION if seed.second else 0
        pace = seed.pace if year == 0 else _BEFORE.get(seed.pace, "steady")
        for source, amount in ((seed.source, whole - second), (seed.second, second)):
            if amount:
                yield _line(seed, calendar, year, source, amount, pace, rng)
        if year == -1 and seed.pace in ("slow", "foreign", "stalled"):
            left = whole // 6 // MILLION * MILLION
            months = _months(seed, calendar, 0, left, "fast", rng)
            yield LineRow(
                year=calendar.year,
                source=seed.source,
                bucket="carried_over",
                allocated_vnd=left,
                months=months,
                carry_case="clearance" if seed.pace != "foreign" else "objective",
            )


def _line(
    seed: Seed, calendar: Calendar, year: int, source: str, amount: int, pace: str, rng: Random
) -> LineRow:
    months = _months(seed, calendar, year, amount, pace, rng)
    return LineRow(
        year=calendar.year + year, source=source, bucket="year", allocated_vnd=amount, months=months
    )


def _months(
    seed: Seed, calendar: Calendar, year: int, amount: int, pace: str, rng: Random
) -> tuple[MonthRow, ...]:
    """Payments up to the last month; volume pays back the advance in equal parts."""
    curve = _wobbled(_PACES[pace], rng)
    paid = [int(amount * percent / 100) // MILLION * MILLION for percent in curve]
    advance = _advance(amount, paid, pace)
    left, rows, before = advance, list[MonthRow](), 0
    for index, month in enumerate(_month_ends(calendar.year + year)):
        if month > calendar.last:
            break
        spent = paid[index] - before
        given = min(advance, spent) if index == _ADVANCED_IN else 0
        # Works that stand still pay nothing back: their advance is what D7 looks for.
        pays_back = index > _ADVANCED_IN + 1 and pace != "quarry"
        # Rounded up, so that a year ends with nothing left of its advances.
        part = (advance // _ADVANCE_PARTS // MILLION + 1) * MILLION
        back = min(left, part) if pays_back else 0
        left -= back
        ahead = (paid[index + 1] if index + 1 < MONTHS else paid[index]) - paid[index]
        rows.append(
            _row(seed, month, (given, spent - given, back), _guess(ahead, rng), curve[index])
        )
        before = paid[index]
    return tuple(rows)


def _row(
    seed: Seed, month: date, spent: tuple[int, int, int], ahead: int, percent: float
) -> MonthRow:
    advance, volume, recovery = spent
    shown = int(percent) + (9 if seed.pace == "virtual" else 3)
    waits = 2 * ahead // 3 // MILLION * MILLION if seed.pace == "fast" else None
    return MonthRow(
        month=month,
        advance_vnd=advance,
        volume_vnd=volume,
        recovery_vnd=recovery,
        estimate_vnd=ahead,
        awaiting_vnd=waits,
        percent=min(100, shown) if percent or seed.pace == "virtual" else 0,
        difficulty=seed.difficulty,
    )


def _advance(amount: int, paid: list[int], pace: str) -> int:
    """What is advanced in March, where there is room for it and the works are large."""
    room = paid[_ADVANCED_IN] - paid[_ADVANCED_IN - 1]
    large = pace in ("steady", "slow", "quarry")
    return min(room, amount // 10) // MILLION * MILLION if large else 0


def _guess(ahead: int, rng: Random) -> int:
    """What the owner expects of the next month: rarely exact, now and then far off."""
    bent = 0.5 if rng.random() < 0.12 else 0.9 + 0.25 * rng.random()
    return int(ahead * bent) // MILLION * MILLION


def _wobbled(curve: tuple[int, ...], rng: Random) -> list[float]:
    """The curve bent a little, never falling and never above the whole."""
    bent: list[float] = []
    for percent in curve:
        value = min(100.0, percent * (0.92 + 0.16 * rng.random())) if percent < 100 else 100.0
        bent.append(max(value, bent[-1] if bent else 0.0))
    return bent


def _month_ends(year: int) -> Iterator[date]:
    """The first days of the thirteen months of a plan."""
    for index in range(MONTHS):
        yield date(year + index // 12, index % 12 + 1, 1)


def _without_last(line: LineRow, calendar: Calendar) -> LineRow:
    """The line of an owner who has not entered the last month yet."""
    months = tuple(row for row in line.months if row.month != calendar.last)
    return LineRow(
        year=line.year,
        source=line.source,
        bucket=line.bucket,
        allocated_vnd=line.allocated_vnd,
        months=months,
        carry_case=line.carry_case,
    )
