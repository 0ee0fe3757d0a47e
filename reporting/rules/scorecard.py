"""The four targets of Resolution 135-NQ/TU: what counts, of which base, and what it comes to.

Every result keeps the references of its rows, so that each cell of the scorecard can be opened.
A share without a base is None, never 100 per cent: nobody asked is not everybody helped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from vn.numbers import ratio_percent

LARGE_PROJECT_VND = 500_000_000_000
"""Target 1: "từ 500 tỷ đồng/01 dự án trở lên"; 499,999 tỷ is not 500."""

_ALL = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A span of days that is counted, both ends included; `year` when it is one year's row."""

    key: str
    first: date
    last: date
    year: int | None = None
    whole: bool = False  # a year of which every day lies in the span

    def holds(self, first: date, last: date) -> bool | None:
        """Whether something that happened between two days lies inside; None: perhaps."""
        if last < self.first or first > self.last:
            return False
        return True if self.first <= first and last <= self.last else None


def spans(cut_off: date, begins: date) -> tuple[Span, ...]:
    """The month, the year to date and all since the resolution, each ending on the cut-off.

    Nothing before `begins` counts, so the year of the resolution starts with it.
    """
    month, year = cut_off.replace(day=1), cut_off.replace(month=1, day=1)
    return (
        Span(key="month", first=max(month, begins), last=cut_off),
        Span(key="year", first=max(year, begins), last=cut_off, year=cut_off.year),
        Span(key="all", first=begins, last=cut_off),
    )


def years(cut_off: date, begins: date) -> tuple[Span, ...]:
    """Each year since the resolution, up to the cut-off; none before it was issued."""
    found = []
    for year in range(begins.year, cut_off.year + 1):
        first, last = date(year, 1, 1), date(year, 12, 31)
        found.append(
            Span(
                key=f"y{year}",
                first=max(first, begins),
                last=min(last, cut_off),
                year=year,
                whole=first >= begins and last <= cut_off,
            )
        )
    return tuple(found)


# ---------------------------------------------------------------- target 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstAct:
    """A policy approval or a first certificate: the days it may be of, and its capital in đồng."""

    first: date
    last: date
    capital_vnd: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProject:
    """A project by its first acts (never an adjustment), in any order.

    `registered_vnd` is the capital on record today; it stands in for an act that states none only
    as long as nothing `adjusted` the project.
    """

    ref: str
    acts: tuple[FirstAct, ...]
    registered_vnd: int | None = None
    adjusted: bool = False

    @property
    def days(self) -> tuple[date, date]:
        """Between which days the first of them was: the project is new then, and never later."""
        return min(act.first for act in self.acts), min(act.last for act in self.acts)

    @property
    def capital_vnd(self) -> int | None:
        """Capital at approval in đồng; None where it is not on record."""
        approval = min(self.acts, key=lambda act: (act.last, act.first))
        if approval.capital_vnd is not None or self.adjusted:
            return approval.capital_vnd
        return self.registered_vnd


@dataclass(frozen=True, slots=True)
class Attracted:
    """New large projects of a span, and those that may be: day or capital not known well enough."""

    projects: tuple[str, ...]
    capital_vnd: int
    doubtful: tuple[str, ...]


def attracted(projects: Iterable[NewProject], span: Span) -> Attracted:
    """Target 1 in a span, by capital at approval."""
    sure, doubtful, capital = [], [], 0
    for project in sorted(projects, key=lambda each: each.ref):
        inside = span.holds(*project.days)
        vnd = project.capital_vnd
        if inside is False or (vnd is not None and vnd < LARGE_PROJECT_VND):
            continue
        if inside is None or vnd is None:
            doubtful.append(project.ref)
        else:
            sure.append(project.ref)
            capital += vnd
    return Attracted(tuple(sure), capital, tuple(doubtful))


# ---------------------------------------------------------------- shares of targets 2 to 4


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of a base that do what the target asks."""

    rows: tuple[str, ...]
    base: tuple[str, ...]

    @property
    def ratio(self) -> Decimal | None:
        """Per cent to print, two decimals; None without a base. Only all of it is 100."""
        ratio = ratio_percent(len(self.rows), len(self.base))
        if ratio == _ALL and len(self.rows) < len(self.base):
            return Decimal("99.99")
        return ratio

    def reaches(self, percent: int) -> bool | None:
        """Whether the exact share is at least so much; None without a base."""
        return 100 * len(self.rows) >= percent * len(self.base) if self.base else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What an investor asked for: filed, to be answered by (None: cannot be reckoned), answered."""

    ref: str
    filed: date
    due: date | None
    answered: date | None


@dataclass(frozen=True, slots=True)
class Supported:
    """Target 2 in a span: all that was asked; its base is what is answered or past its day."""

    asked: tuple[str, ...]
    in_time: Part
    waiting: tuple[str, ...]


def supported(requests: Iterable[Request], span: Span, known_on: date) -> Supported:
    """Target 2 of what was filed in the span, as known at the end of a day.

    What still has its days is in no base; what was answered counts with what is late unanswered.
    An answer whose day cannot be reckoned is not in time.
    """
    asked, in_time, base, waiting = [], [], [], []
    for each in sorted(requests, key=lambda each: (each.ref, each.filed)):
        if not span.holds(each.filed, each.filed):
            continue
        asked.append(each.ref)
        answered = each.answered if each.answered and each.answered <= known_on else None
        if answered is None and (each.due is None or each.due >= known_on):
            waiting.append(each.ref)
            continue
        base.append(each.ref)
        if answered is not None and each.due is not None and answered <= each.due:
            in_time.append(each.ref)
    return Supported(tuple(asked), Part(tuple(in_time), tuple(base)), tuple(waiting))


# ---------------------------------------------------------------- what it comes to


class Verdict(StrEnum):
    """What a figure comes to beside its goal."""

    REACHED = "reached"
    MISSED = "missed"
    UNDER_WAY = "under_way"
    NOT_JUDGED = "not_judged"  # a part of a year, before the resolution
    NOTHING = "nothing"  # nobody asked, none was late
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Goal:
    """What a year asks: a count from `low` up to `high`, or per cent."""

    low: int
    high: int | None = None
    is_percent: bool = False


def verdict_of_year(found: int, doubtful: int, goal: Goal | None, span: Span) -> Verdict:
    """Target 1 of a year: more than asked is reached too; a year that still runs misses nothing."""
    if goal is None:
        return Verdict.NOT_JUDGED
    if found >= goal.low:
        return Verdict.REACHED
    if span.first.month > 1 or span.first.day > 1:
        return Verdict.NOT_JUDGED
    if not span.whole:
        return Verdict.UNDER_WAY
    return Verdict.UNKNOWN if found + doubtful >= goal.low else Verdict.MISSED


def verdict_of_shares(parts: Sequence[Part], goal: Goal | None) -> Verdict:
    """A target is reached by every share of it that has a base; exactly, not as printed."""
    if goal is None:
        return Verdict.NOT_JUDGED
    known = [reaches for part in parts if (reaches := part.reaches(goal.low)) is not None]
    if not known:
        return Verdict.NOTHING
    return Verdict.REACHED if all(known) else Verdict.MISSED


def verdict_of_records(own: Part, outside: Part | None, goal: Goal | None) -> Verdict:
    """Target 4: without a list kept by others the registry would judge itself, so it is open."""
    verdict = verdict_of_shares([own, *([outside] if outside else [])], goal)
    unproved = outside is None or not outside.base
    return Verdict.UNKNOWN if unproved and verdict is Verdict.REACHED else verdict
