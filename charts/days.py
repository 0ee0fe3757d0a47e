"""Whose days were used: aligned bars of the investor's, the State's and the excluded time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from charts.palette import Tone
from charts.svg import Frame, Ink, block, document, element, label, patterns
from charts.timeline import Axis, DayScale, day_line, day_text, grid

_BAR = 26.0
_TOP = 28.0


def _grouped(days: int) -> str:
    """1.220, as the words beside the chart write it."""
    return f"{days:,}".replace(",", ".")


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `start` up to, not including, `end`."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """How many days it holds."""
        return (self.end - self.start).days


@dataclass(frozen=True, slots=True)
class Writing:
    """How a chart writes: the word for days, a number of them, a day."""

    days: str = "ngày"
    count: Callable[[int], str] = _grouped
    day: Callable[[date], str] = day_text


@dataclass(frozen=True, slots=True)
class DaysRow:
    """One side. `total` is its length in words ("438 ngày"), drawn under or beside its name."""

    label: str
    total: str
    spans: Sequence[Span]
    tone: Tone


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of the term and its text; days of the ACT row after it are drawn as overdue."""

    day: date
    text: str

    @property
    def over(self) -> date:
        """The first day past the term."""
        return self.day + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Plan:
    scale: DayScale
    due: Due | None
    writing: Writing
    pitch: float
    height: float

    def y(self, frame: Frame, index: int) -> float:
        """The top of the bar of a row."""
        return _TOP + index * self.pitch + (frame.font_size * 1.5 if frame.narrow else 0.0)


def _pieces(row: DaysRow, due: Due | None) -> Iterator[tuple[Span, Tone]]:
    for span in row.spans:
        if row.tone is not Tone.ACT or due is None or span.end <= due.over:
            yield span, row.tone
        elif span.start >= due.over:
            yield span, Tone.BAD
        else:
            yield replace(span, end=due.over), row.tone
            yield replace(span, start=due.over), Tone.BAD


def _piece(frame: Frame, plan: _Plan, span: Span, tone: Tone, y: float) -> str:
    left, right = plan.scale.x(span.start), plan.scale.x(span.end)
    drawn = block(frame, tone, (left, y, right - left - 1, _BAR))
    if frame.palette.patterns.get(tone, "none") != "none":
        return drawn
    ink = Ink(f"on-{tone}", frame.palette.on(tone), bold=True, anchor="middle")
    count = plan.writing.count(span.days)
    for text in (f"{count} {plan.writing.days}", count):
        if frame.measure(text, bold=True) + 6 <= right - left:
            baseline = y + _BAR / 2 + frame.font_size * 0.35
            return drawn + label((left + right) / 2, baseline, text, ink)
    return drawn


def _names(frame: Frame, row: DaysRow, y: float) -> str:
    name = Ink("c-ink", frame.palette.ink, bold=True)
    total = Ink("c-ink2", frame.palette.ink2)
    if frame.narrow:
        return label(0, y - 5, f"{row.label} · {row.total}", name)
    return label(0, y + 11, row.label, name) + label(0, y + 27, row.total, total)


def _row(frame: Frame, plan: _Plan, row: DaysRow, y: float) -> str:
    scale = plan.scale
    track = element(
        "rect",
        class_="f-track",
        x=scale.left,
        y=y,
        width=scale.right - scale.left,
        height=_BAR,
        fill=frame.palette.track,
    )
    pieces = [_piece(frame, plan, span, tone, y) for span, tone in _pieces(row, plan.due)]
    return _names(frame, row, y) + track + "".join(pieces)


def _plan(
    frame: Frame,
    rows: Sequence[DaysRow],
    scale: tuple[date, date],
    due: Due | None,
    writing: Writing,
) -> _Plan:
    widest = max(
        (max(frame.measure(r.label, bold=True), frame.measure(r.total)) for r in rows), default=0.0
    )
    left = 0.0 if frame.narrow else widest + 20
    pitch = _BAR + (frame.font_size * 1.5 + 8 if frame.narrow else 14)
    bottom = _TOP + len(rows) * pitch + 24
    return _Plan(DayScale(*scale, left, frame.width - 2.0), due, writing, pitch, bottom)


def _foot(frame: Frame, plan: _Plan, last: date) -> str:
    """First day, last day and, in bold, the due day; the due day wins where they would touch."""
    scale, y = plan.scale, plan.height - 6
    plain = Ink("c-ink2", frame.palette.ink2)
    write = plan.writing.day
    first_text, last_text = write(scale.start), write(last)
    if plan.due is None:
        end = label(scale.right, y, last_text, replace(plain, anchor="end"))
        return label(scale.left, y, first_text, plain) + end
    half = frame.measure(plan.due.text, bold=True) / 2
    at = min(max(scale.x(plan.due.over), scale.left + half), frame.width - half)
    parts = [
        label(at, y, plan.due.text, Ink("c-ink", frame.palette.ink, bold=True, anchor="middle"))
    ]
    if scale.left + frame.measure(first_text) + 8 < at - half:
        parts.append(label(scale.left, y, first_text, plain))
    if scale.right - frame.measure(last_text) - 8 > at + half:
        parts.append(label(scale.right, y, last_text, replace(plain, anchor="end")))
    return "".join(parts)


_VIETNAMESE = Writing()


def whose_days(
    frame: Frame,
    rows: Sequence[DaysRow],
    *,
    period: Span,
    due: Due | None = None,
    writing: Writing = _VIETNAMESE,
) -> str:
    """Aligned bars over one period, with the number of days in each piece that has room.

    Pieces of the ACT row after `due` are drawn as overdue. Excluded time is hatched, so it is
    told apart without colour. Raises ValueError for an empty period.
    """
    plan = _plan(frame, rows, (period.start, period.end), due, writing)
    axis = Axis(text_y=14, top=20, bottom=plan.height - 22)
    tones = [row.tone for row in rows]
    body = [patterns(frame, tones), grid(frame, plan.scale, axis)]
    body += [_row(frame, plan, row, plan.y(frame, index)) for index, row in enumerate(rows)]
    if due:
        body.append(day_line(frame, plan.scale.x(due.over), axis))
    body.append(_foot(frame, plan, period.end - timedelta(days=1)))
    return document(frame, plan.height, body)
