"""A few series over years: told apart by dash and mark as well as by colour, named at their ends."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from charts.palette import Tone
from charts.svg import Frame, Ink, document, element, label, num, wrap

HEIGHT = 300.0
_TOP, _FOOT, _LEFT, _MARK = 14.0, 26.0, 34.0, 4.0
_NAMES_SHARE = 0.26
_STEPS = (1, 2, 5, 10, 20, 50, 100)
_MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class Series:
    """A name and its values by year; a year without a value interrupts nothing, it has no mark."""

    label: str
    points: Sequence[tuple[int, Decimal]]


@dataclass(frozen=True, slots=True)
class _Look:
    """How a series is drawn: class and colour of its line, its dashes, the shape of its marks."""

    line: str
    fill: str
    tone: Tone
    dashes: str | None
    shape: str


_LOOKS = (
    _Look("c-act", "f-act", Tone.ACT, None, "circle"),
    _Look("c-ink-l", "f-tick", Tone.MUTE, "7 4", "square"),
    _Look("c-okl", "f-ok", Tone.OK, "2 3", "triangle"),
    _Look("c-plan", "f-mute", Tone.MUTE, "9 3 2 3", "diamond"),
)
MOST_SERIES = len(_LOOKS)


@dataclass(frozen=True, slots=True)
class _Plane:
    """Where a year and a value stand; `down`: small values at the top, as ranks are read."""

    right: float
    years: tuple[int, int]
    low: int
    high: int
    down: bool

    def x(self, year: int) -> float:
        first, last = self.years
        return _LEFT + (self.right - _LEFT) * (year - first) / max(last - first, 1)

    def y(self, value: Decimal | int) -> float:
        share = (float(value) - self.low) / (self.high - self.low)
        room = HEIGHT - _TOP - _FOOT
        return _TOP + room * (share if self.down else 1 - share)


def line_chart(frame: Frame, series: Sequence[Series], *, down: bool = False) -> str:
    """Draw up to `MOST_SERIES` series, the first one strongest. `down`: rank 1 is at the top.

    Raises ValueError without a point or with more series than can be told apart.
    """
    drawn = [each for each in series if each.points][:MOST_SERIES]
    if not drawn or len(series) > MOST_SERIES:
        raise ValueError("between one and four series with points")
    plane = _plane(frame, drawn, down=down)
    parts = [*_grid(frame, plane), *_years(frame, plane)]
    for each, look in reversed(list(zip(drawn, _LOOKS, strict=False))):
        parts.append(_line(frame, plane, each, look))
    return document(frame, HEIGHT, [*parts, *_names(frame, plane, drawn)])


def _plane(frame: Frame, series: Sequence[Series], *, down: bool) -> _Plane:
    values = [float(value) for each in series for _year, value in each.points]
    years = [year for each in series for year, _value in each.points]
    step = _step(max(values) - min(values))
    low = math.floor(min(values) / step) * step
    high = math.ceil(max(values) / step) * step
    return _Plane(
        right=frame.width * (1 - _NAMES_SHARE),
        years=(min(years), max(years)),
        low=low,
        high=high if high > low else low + step,
        down=down,
    )


def _step(span: float) -> int:
    return next((step for step in _STEPS if span / step <= _MOST_LINES - 1), _STEPS[-1])


def _grid(frame: Frame, plane: _Plane) -> Iterator[str]:
    ink = Ink("c-ink2", frame.palette.ink2, anchor="end")
    for value in range(plane.low, plane.high + 1, _step(plane.high - plane.low)):
        y = plane.y(value)
        yield element(
            "line",
            class_="c-grid",
            x1=_LEFT,
            x2=plane.right,
            y1=y,
            y2=y,
            stroke=frame.palette.grid,
        )
        yield label(_LEFT - 8, y + frame.font_size * 0.35, str(value), ink)


def _years(frame: Frame, plane: _Plane) -> Iterator[str]:
    ink = Ink("c-ink2", frame.palette.ink2, anchor="middle")
    first, last = plane.years
    room = (plane.right - _LEFT) / (frame.font_size * 3)
    every = max(1, math.ceil((last - first + 1) / room))
    for year in range(last, first - 1, -every):
        yield label(plane.x(year), HEIGHT - 6, str(year), ink)


def _line(frame: Frame, plane: _Plane, series: Series, look: _Look) -> str:
    points = [(plane.x(year), plane.y(value)) for year, value in sorted(series.points)]
    colour = frame.palette.fill(look.tone)
    path = element(
        "polyline",
        class_=look.line,
        points=" ".join(f"{num(x)},{num(y)}" for x, y in points),
        fill="none",
        stroke=colour,
        stroke_width=2.5 if look is _LOOKS[0] else 1.75,
        stroke_dasharray=look.dashes,
    )
    return path + "".join(_mark(x, y, look, colour) for x, y in points)


def _mark(x: float, y: float, look: _Look, colour: str) -> str:
    if look.shape == "circle":
        return element("circle", class_=look.fill, cx=x, cy=y, r=_MARK, fill=colour)
    r = _MARK
    corners = {
        "square": ((-r, -r), (r, -r), (r, r), (-r, r)),
        "triangle": ((0, -r - 1), (r + 1, r), (-r - 1, r)),
        "diamond": ((0, -r - 1), (r + 1, 0), (0, r + 1), (-r - 1, 0)),
    }[look.shape]
    points = " ".join(f"{num(x + dx)},{num(y + dy)}" for dx, dy in corners)
    return element("polygon", class_=look.fill, points=points, fill=colour)


def _names(frame: Frame, plane: _Plane, series: Sequence[Series]) -> Iterator[str]:
    """Each name beside the end of its line; names that would touch are moved apart."""
    ends = sorted((plane.y(sorted(each.points)[-1][1]), place) for place, each in enumerate(series))
    gap, below = frame.font_size * 1.35, 0.0
    left = plane.right + 12
    for y, place in ends:
        below = max(y, below + gap) if below else y
        look = _LOOKS[place]
        yield _mark(left + _MARK, below, look, frame.palette.fill(look.tone))
        words = wrap(frame, series[place].label, frame.width - left - 18, 1)[0]
        ink = Ink("c-ink", frame.palette.ink, bold=place == 0)
        yield label(left + 16, below + frame.font_size * 0.35, words, ink)
