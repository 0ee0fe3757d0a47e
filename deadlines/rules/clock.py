"""The clock of an obligation, walked forward in closed form; pure, it never asks what day it is.

Days are calendar days in Asia/Ho_Chi_Minh. The base day is day zero and the due day is the last
day on time. The days of the union of the excluded intervals that fall inside the run
[base, due] are added, until nothing changes: so a pause that begins after the due day changes
nothing, and a clock is stopped only by an open pause that began on or before the due day
(R-1.23; general time rules of the law catalogue, section 2).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from vn.calendar import WorkCalendar
from vn.dates import add_months

ONE_DAY = timedelta(days=1)
Day = date  # for fields that are themselves called `date`


class Clock(StrEnum):
    """The state of an obligation's clock."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    STOPPED = "stopped"
    MET = "met"
    VOID = "void"
    UNKNOWN = "unknown"
    FOUND = "found"


class Boundary(StrEnum):
    """BY: the last day counts. BEFORE: "trước ngày 10" means the 9th at the latest."""

    BY = "by"
    BEFORE = "before"


class ExclusionReason(StrEnum):
    """The closed list of reasons for time that is not counted (R-1.23)."""

    LATE_HANDOVER = "late_handover"
    FORCE_MAJEURE = "force_majeure"
    STATE_DELAY = "state_delay"
    COURT = "court"
    PLANNING_CHANGE = "planning_change"


class DerivedReason(StrEnum):
    """Reasons read off other facts, never typed: they stop every clock they are handed to.

    The pause of a case is one a document decided, of that case alone.
    """

    REQUEST_PENDING = "request_pending"
    REQUEST_GRANTED = "request_granted"
    OPERATING_BETWEEN = "operating_between"
    SUPPLEMENT = "supplement"
    CASE_PAUSE = "case_pause"
    QUESTION = "question"
    OUTSIDE_BODY = "outside_body"


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time: calendar months, then calendar days, then working days."""

    months: int = 0
    days: int = 0
    working_days: int = 0


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Days that do not count, both ends included; `end` None means still open.

    `derived` tells a period read off the facts from one decided by a document (`reference`).
    """

    start: date
    end: date | None
    reason: str
    derived: bool = False
    reference: str = ""

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"excluded period ends {self.end} before it starts {self.start}")


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the arithmetic, as data: what was done, with what, and the day it led to."""

    kind: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    date: Day | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Where a clock ends. Of a stopped clock, `due` is the day as it stood when it stopped."""

    due: date
    stopped_on: date | None
    excluded_days: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class _Span:
    """A stretch of the union of exclusions, clipped to the run, with what it is made of."""

    start: date
    end: date | None
    parts: tuple[Exclusion, ...]

    def holds(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


_Advance = Callable[[date, _Span], tuple[date, int]]


def run(
    *,
    base: date,
    term: Term,
    exclusions: Iterable[Exclusion],
    boundary: Boundary = Boundary.BY,
    calendar: WorkCalendar | None = None,
    roll: bool = False,
) -> Run:
    """Walk the clock from `base` for `term`.

    `roll` moves a due day that is a day off to the next working day (Bộ luật Dân sự 2015,
    art. 148.5); it and terms in working days need `calendar`, else ValueError.
    """
    if calendar is None and (roll or term.working_days):
        raise ValueError("rolling and working-day terms need a work calendar")
    end = add_months(base, term.months) + timedelta(days=term.days)
    advance: _Advance = _add_calendar_days
    if calendar is not None and term.working_days:
        end = calendar.add_working_days(end, term.working_days)
        advance = _working_day_advance(calendar)
    params = {"months": term.months, "days": term.days, "working_days": term.working_days}
    first = Step("term", params, end)
    walk = _Walk(_union(exclusions, base), advance, calendar if roll else None)
    return walk.to(end, boundary, first)


def run_to(
    *,
    start: date,
    target: date,
    exclusions: Iterable[Exclusion],
    boundary: Boundary = Boundary.BY,
    calendar: WorkCalendar | None = None,
    roll: bool = False,
) -> Run:
    """Walk a clock whose un-paused end is the fixed day `target`, such as a milestone.

    Only excluded days from `start` on count: earlier ones are already in the target, which the
    instrument of that day set. Same result and errors as `run`.
    """
    if calendar is None and roll:
        raise ValueError("rolling needs a work calendar")
    walk = _Walk(_union(exclusions, start), _add_calendar_days, calendar if roll else None)
    return walk.to(target, boundary, Step("target", {}, target))


def then(
    first: Run,
    *,
    term: Term,
    exclusions: Iterable[Exclusion],
    calendar: WorkCalendar | None = None,
    roll: bool = False,
) -> Run:
    """A second clock that begins where `first` ends (24 months after a milestone: L2, I3).

    While the first is stopped the second is stopped with it. Days the first already used are
    not added twice, because its due day lies after them.
    """
    rest = [] if first.stopped_on else list(exclusions)
    second = run(base=first.due, term=term, exclusions=rest, calendar=calendar, roll=roll)
    return replace(
        second,
        stopped_on=first.stopped_on or second.stopped_on,
        excluded_days=first.excluded_days + second.excluded_days,
        steps=first.steps + second.steps,
    )


@dataclass(frozen=True, slots=True)
class _Walk:
    spans: Sequence[_Span]
    advance: _Advance
    days_off: WorkCalendar | None

    def to(self, end: date, boundary: Boundary, first: Step) -> Run:
        """Add the excluded days to `end`, then roll off days off."""
        steps = [first]
        due = end
        if boundary is Boundary.BEFORE:
            due = end - ONE_DAY
            steps.append(Step("before", {}, due))
        excluded = 0
        stopped: _Span | None = None
        for span in self.spans:
            if span.start > due:
                break
            if span.end is None:
                stopped = span
                break
            due, days = self.advance(due, span)
            excluded += days
            steps.append(_excluded_step(span, days, due))
        rolled, stopped = self._roll(due, stopped)
        if rolled != due:
            steps.append(Step("rolled", {}, rolled))
        if stopped is not None:
            steps.append(Step("stopped", _described(stopped), stopped.start))
        return Run(rolled, stopped.start if stopped else None, excluded, tuple(steps))

    def _roll(self, due: date, stopped: _Span | None) -> tuple[date, _Span | None]:
        """The first working, not excluded day from `due` on, and the pause that stops there."""
        if self.days_off is None:
            return due, stopped
        day = self.days_off.next_working(due)
        while stopped is None:
            inside = next((span for span in self.spans if span.holds(day)), None)
            if inside is None:
                break
            if inside.end is None:
                stopped = inside
            else:
                day = self.days_off.next_working(inside.end + ONE_DAY)
        return day, stopped


def _union(exclusions: Iterable[Exclusion], start: date) -> list[_Span]:
    """Merge overlapping and adjacent exclusions from `start` on; their order is irrelevant.

    What begins while an open one runs adds nothing to it, and does not explain it.
    """
    spans: list[_Span] = []
    kept = (x for x in exclusions if x.end is None or x.end >= start)
    for part in sorted(kept, key=_sort_key):
        last = spans[-1] if spans else None
        if last is not None and last.end is None and part.start > last.start:
            continue
        if last is not None and (last.end is None or part.start <= last.end + ONE_DAY):
            spans[-1] = _Span(last.start, _later(last.end, part.end), (*last.parts, part))
        else:
            spans.append(_Span(max(part.start, start), part.end, (part,)))
    return spans


def _sort_key(part: Exclusion) -> tuple[date, date, str, str, bool]:
    return (part.start, part.end or date.max, part.reason, part.reference, part.derived)


def _later(a: date | None, b: date | None) -> date | None:
    return None if a is None or b is None else max(a, b)


def _add_calendar_days(due: date, span: _Span) -> tuple[date, int]:
    days = _length(span)
    return due + timedelta(days=days), days


def _working_day_advance(calendar: WorkCalendar) -> _Advance:
    def advance(due: date, span: _Span) -> tuple[date, int]:
        days = (span.start + timedelta(days=n) for n in range(_length(span)))
        working = sum(calendar.is_working(day) for day in days)
        return calendar.add_working_days(due, working), working

    return advance


def _length(span: _Span) -> int:
    return 0 if span.end is None else (span.end - span.start).days + 1


def _excluded_step(span: _Span, days: int, due: date) -> Step:
    return Step("excluded", {"days": days, **_described(span)}, due)


def _described(span: _Span) -> dict[str, str | int]:
    """What a span is made of, in words and days only, so that it can be stored as JSON."""
    said: dict[str, str | int] = {
        "start": span.start.isoformat(),
        "reasons": ", ".join(dict.fromkeys(part.reason for part in span.parts)),
        "references": "; ".join(dict.fromkeys(p.reference for p in span.parts if p.reference)),
        "derived": int(all(part.derived for part in span.parts)),
    }
    if span.end is not None:
        said["end"] = span.end.isoformat()
    return said
