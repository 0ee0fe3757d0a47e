"""A scale of days: where a day stands, and which years or months are named on the axis."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from charts.svg import Frame, Ink, element, label

_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)


def day_text(day: date) -> str:
    """31/8/2026."""
    return f"{day.day}/{day.month}/{day.year}"


@dataclass(frozen=True, slots=True)
class DayScale:
    """Maps [start, end] onto [left, right] in user units. `end` must be after `start`."""

    start: date
    end: date
    left: float
    right: float

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"{self.end} is not after {self.start}")

    def x(self, day: date) -> float:
        """The place of the morning of a day; days outside are held at the edge."""
        share = (day - self.start).days / (self.end - self.start).days
        return self.left + (self.right - self.left) * min(max(share, 0.0), 1.0)

    def ticks(self, spacing: float) -> Iterator[tuple[date, str]]:
        """First days of months, at least `spacing` apart, with the text to write there."""
        months = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1
        room = (self.right - self.left) / spacing
        # A year alone is a shorter text than a month with its year.
        fitting = (
            step for step in _MONTH_STEPS if months / step <= room * (1.6 if step >= 12 else 1.0)
        )
        step = next(fitting, _MONTH_STEPS[-1])
        index = (self.start.year * 12 + self.start.month - 1) // step * step
        while index // 12 <= self.end.year:
            day = date(index // 12, index % 12 + 1, 1)
            if self.start <= day <= self.end:
                yield day, str(day.year) if step >= 12 else f"{day.month}/{day.year}"
            index += step


@dataclass(frozen=True, slots=True)
class Axis:
    """Vertical extent of the axis: baseline of its texts, and where its lines begin and end."""

    text_y: float
    top: float
    bottom: float


def grid(
    frame: Frame, scale: DayScale, axis: Axis, keep_clear: tuple[float, float] | None = None
) -> str:
    """Grid lines with their texts above; a text that would touch `keep_clear` is left out."""
    ink = Ink("c-ink2", frame.palette.ink2, anchor="middle")
    parts = []
    for day, text in scale.ticks(frame.font_size * 4.4):
        x = scale.x(day)
        parts.append(
            element(
                "line",
                class_="c-grid",
                x1=x,
                x2=x,
                y1=axis.top,
                y2=axis.bottom,
                stroke=frame.palette.grid,
            )
        )
        half = frame.measure(text) / 2
        hidden = keep_clear and x + half + 6 > keep_clear[0] and x - half - 6 < keep_clear[1]
        if not hidden and x - half >= 0 and x + half <= frame.width:
            parts.append(label(x, axis.text_y, text, ink))
    return "".join(parts)


def day_line(frame: Frame, x: float, axis: Axis) -> str:
    """The dashed line of one day across all rows."""
    return element(
        "line",
        class_="c-ink-l",
        x1=x,
        x2=x,
        y1=axis.top,
        y2=axis.bottom,
        stroke=frame.palette.ink,
        stroke_width=1.5,
        stroke_dasharray="3 3",
    )
