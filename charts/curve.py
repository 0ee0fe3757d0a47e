"""The S-curve of a year: scenario, what was paid, what is estimated, what is forecast with its range.

Four things told apart by dash and mark as well as by colour; each is named beside its end, or, where
the drawing is narrow, in lines above it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from charts.palette import Tone
from charts.svg import Frame, Ink, document, element, esc, label, num

_WIDE_PLOT, _NARROW_PLOT = 286.0, 226.0
_TOP, _FOOT, _LEFT = 14.0, 30.0, 40.0
_NAMES, _EDGE = 156.0, 14.0
_LINE = 17.0
_STEP = 25
_SHORTEST_GAP = 14.0


@dataclass(frozen=True, slots=True)
class Ahead:
    """A month to come: its number, the forecast, and its bounds where they are known; per cents."""

    month: int
    middle: Decimal
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class CurveWords:
    """What is written beside each thing; an empty text leaves the name out."""

    plan: str = ""
    actual: str = ""
    estimate: str = ""
    ahead: str = ""
    spread: str = ""
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Curve:
    """Per cents of the capital by the end of each month; `months` are the texts of the axis.

    `actual` and `plan` begin with the first month; `estimate` is of the month after the last actual
    one. `titles` are read beside the marks of `actual`.
    """

    months: Sequence[str]
    plan: Sequence[Decimal]
    actual: Sequence[Decimal]
    estimate: Decimal | None
    ahead: Sequence[Ahead]
    words: CurveWords
    titles: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class _Plane:
    """Where a month (1 is the first) and a percentage stand."""

    top: float
    bottom: float
    right: float
    months: int
    highest: int

    def x(self, month: int) -> float:
        return _LEFT + (self.right - _LEFT) * (month - 1) / max(self.months - 1, 1)

    def y(self, value: Decimal | int) -> float:
        share = min(max(float(value) / self.highest, 0.0), 1.0)
        return self.bottom - (self.bottom - self.top) * share

    def at(self, month: int, value: Decimal) -> tuple[float, float]:
        return self.x(month), self.y(value)


def s_curve(frame: Frame, curve: Curve) -> str:
    """Draw the curve. A value above the highest grid line is held at it."""
    plane = _plane(frame, curve)
    parts = [
        *_grid(frame, plane),
        *_months(frame, plane, curve.months),
        *_band(frame, plane, curve),
        *_lines(frame, plane, curve),
        *_gap(frame, plane, curve),
        *(_key(frame, curve) if frame.narrow else _names(frame, plane, curve)),
        *_marks(frame, plane, curve),
    ]
    return document(frame, plane.bottom + _FOOT, parts)


def _plane(frame: Frame, curve: Curve) -> _Plane:
    keys = len(_key_lines(curve)) if frame.narrow else 0
    top = _TOP + keys * _LINE + (6 if keys else 0)
    most = max([Decimal(100), *curve.actual, *curve.plan])
    return _Plane(
        top=top,
        bottom=top + (_NARROW_PLOT if frame.narrow else _WIDE_PLOT),
        right=frame.width - (_EDGE if frame.narrow else _NAMES),
        months=len(curve.months),
        highest=int(-(-most // _STEP)) * _STEP,
    )


def _grid(frame: Frame, plane: _Plane) -> Iterator[str]:
    ink = Ink("c-ink2", frame.palette.ink2, anchor="end")
    for value in range(0, plane.highest + 1, _STEP):
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
        yield label(_LEFT - 8, y + 4.5, f"{value}%", ink)


def _months(frame: Frame, plane: _Plane, months: Sequence[str]) -> Iterator[str]:
    every = 3 if frame.narrow else 1
    for number, text in enumerate(months, 1):
        last = number == len(months)
        if (number - 1) % every and not last:
            continue
        anchor = "end" if last and frame.narrow else "middle"
        ink = Ink("c-ink2", frame.palette.ink2, anchor=anchor)
        yield label(plane.x(number) + (10 if anchor == "end" else 0), plane.bottom + 21, text, ink)


def _band(frame: Frame, plane: _Plane, curve: Curve) -> Iterator[str]:
    """The range: from the last actual point, over the months whose range is known."""
    known = [each for each in curve.ahead if each.low is not None and each.high is not None]
    if not known:
        return
    start = [plane.at(len(curve.actual), curve.actual[-1])] if curve.actual else []
    over = [plane.at(each.month, each.high or each.middle) for each in known]
    under = [plane.at(each.month, each.low or Decimal(0)) for each in reversed(known)]
    path = " L".join(f"{num(x)},{num(y)}" for x, y in [*start, *over, *under])
    colour = frame.palette.fill(Tone.ACT)
    yield element("path", class_="c-band", d=f"M{path} Z", fill=colour, fill_opacity=".16")


def _lines(frame: Frame, plane: _Plane, curve: Curve) -> Iterator[str]:
    act = frame.palette.fill(Tone.ACT)
    plan = [plane.at(month, value) for month, value in enumerate(curve.plan, 1)]
    actual = [plane.at(month, value) for month, value in enumerate(curve.actual, 1)]
    ahead = [plane.at(each.month, each.middle) for each in curve.ahead]
    yield _line("c-plan", frame.palette.plan, plan, 2, "6 4")
    yield _line("c-act", act, [*actual[-1:], *ahead], 2, "2 4")
    yield _line("c-act", act, actual, 3, None)


def _line(
    css: str, colour: str, points: Sequence[tuple[float, float]], width: float, dashes: str | None
) -> str:
    if len(points) < 2:
        return ""
    return element(
        "polyline",
        class_=css,
        points=" ".join(f"{num(x)},{num(y)}" for x, y in points),
        fill="none",
        stroke=colour,
        stroke_width=width,
        stroke_dasharray=dashes,
        stroke_linejoin="round",
    )


def _marks(frame: Frame, plane: _Plane, curve: Curve) -> Iterator[str]:
    colour, last = frame.palette.fill(Tone.ACT), len(curve.actual)
    titles = [*curve.titles, *[""] * (last - len(curve.titles))]
    for month, (value, title) in enumerate(zip(curve.actual, titles, strict=False), 1):
        x, y = plane.at(month, value)
        radius = 4.5 if month == last else 2.6
        read = element("title", esc(title)) if title else ""
        yield element("circle", read, class_="c-actdot", cx=x, cy=y, r=radius, fill=colour)
    if curve.estimate is not None and last < plane.months:
        x, y = plane.at(last + 1, curve.estimate)
        yield _open(frame, x, y)


def _open(frame: Frame, x: float, y: float) -> str:
    return element(
        "circle",
        class_="c-open",
        cx=x,
        cy=y,
        r=4.5,
        fill=frame.palette.surface,
        stroke=frame.palette.fill(Tone.ACT),
        stroke_width=2,
    )


def _gap(frame: Frame, plane: _Plane, curve: Curve) -> Iterator[str]:
    """The distance from the scenario at the last actual month: red where one is behind."""
    month = len(curve.actual)
    if not month or month > len(curve.plan) or not curve.words.gap:
        return
    x, actual = plane.at(month, curve.actual[-1])
    plan = plane.y(curve.plan[month - 1])
    if abs(actual - plan) < _SHORTEST_GAP:
        return
    behind = _is_behind(curve)
    colour = frame.palette.fill(Tone.BAD if behind else Tone.OK)
    ends = (plan + 4, actual - 7) if behind else (actual + 7, plan - 4)
    css = "c-badl" if behind else "c-okl"
    yield element(
        "line", class_=css, x1=x, x2=x, y1=ends[0], y2=ends[1], stroke=colour, stroke_width=2
    )
    if not frame.narrow:
        yield from _gap_words(frame, curve.words.gap, (x, ends), behind=behind)


def _gap_words(
    frame: Frame, words: str, place: tuple[float, tuple[float, float]], *, behind: bool
) -> Iterator[str]:
    """Left of the bracket, or right of it at the edge; on a plate, because lines pass there."""
    x, ends = place
    width, baseline = frame.measure(words, bold=True), ends[1] - 3 if behind else sum(ends) / 2 + 5
    left = x - 7 - width if x - 8 - width > _LEFT else x + 7
    colour = frame.palette.fill(Tone.BAD if behind else Tone.OK)
    ink = Ink("c-badt" if behind else "c-ink", colour, bold=True)
    yield _plated(frame, (left, baseline), words, ink)


def _plated(frame: Frame, at: tuple[float, float], words: str, ink: Ink) -> str:
    """Words on a plate of the ground, because lines pass there."""
    x, baseline = at
    plate = element(
        "rect",
        class_="c-plate",
        x=x - 2,
        y=baseline - 12,
        width=frame.measure(words, bold=ink.bold) + 2,
        height=15,
        fill=frame.palette.surface,
    )
    return plate + label(x, baseline, words, ink)


def _names(frame: Frame, plane: _Plane, curve: Curve) -> Iterator[str]:
    """Right of the plot what ends there; beside their marks the estimate and what was paid."""
    words, left = curve.words, plane.right + 10
    ink, soft = Ink("c-ink", frame.palette.ink, bold=True), Ink("c-ink2", frame.palette.ink2)
    ends: list[tuple[float, list[tuple[str, Ink]]]] = []
    if curve.plan and words.plan:
        ends.append((plane.y(curve.plan[-1]), [(words.plan, soft)]))
    if curve.ahead and words.ahead:
        lines = [(words.ahead, ink), *([(words.spread, soft)] if words.spread else [])]
        ends.append((plane.y(curve.ahead[-1].middle), lines))
    below, names = 0.0, list[str]()
    top = min((end for end, _lines in ends), default=plane.bottom) - _LINE
    for end, lines in sorted(ends, key=lambda each: each[0]):
        baseline = max(end + 4, below)
        for number, (text, look) in enumerate(lines):
            names.append(label(left, baseline + number * _LINE, text, look))
        below = baseline + len(lines) * _LINE + 2
    yield from _beside(frame, plane, curve, (top, below))
    yield from names  # over the plates of what stands beside the marks


def _beside(frame: Frame, plane: _Plane, curve: Curve, taken: tuple[float, float]) -> Iterator[str]:
    """Under the last mark what was paid, under the hollow one the estimate.

    Where the estimate would run into the names right of the plot, whose height is `taken`, it
    stands under what was paid.

    Early in the year there is no room between the marks and the axis: then in the empty corner
    above, each beside its mark.
    """
    if not curve.actual:
        return
    month = len(curve.actual)
    x, y = plane.at(month, curve.actual[-1])
    paid = Ink("c-act-t", frame.palette.fill(Tone.ACT), bold=True)
    told = [(curve.words.actual, (x + 8, y + 26), paid)]
    if curve.estimate is not None and curve.words.estimate and month < plane.months:
        near_x, near_y = plane.at(month + 1, curve.estimate)
        below = min(near_y + 18, y + 26 - _LINE)
        ends = near_x + 12 + frame.measure(curve.words.estimate)
        runs_into = ends > plane.right + 8 and taken[0] < below < taken[1] + _LINE
        place = (x + 8, y + 26 + _LINE + 2) if runs_into else (near_x + 12, below)
        told.append((curve.words.estimate, place, Ink("c-ink", frame.palette.ink)))
    if y + 26 > plane.bottom - 5:
        yield from _corner(frame, plane, [(text, ink) for text, _at, ink in told])
        return
    for text, (start, baseline), ink in told:
        width = frame.measure(text, bold=ink.bold)
        yield _plated(frame, (min(start, frame.width - width), baseline), text, ink)


def _corner(frame: Frame, plane: _Plane, told: Sequence[tuple[str, Ink]]) -> Iterator[str]:
    for number, (text, ink) in enumerate(told):
        x, baseline = _LEFT + 18, plane.top + 22 + number * (_LINE + 2)
        colour = frame.palette.fill(Tone.ACT)
        dot = element("circle", class_="c-actdot", cx=x, cy=baseline - 4, r=4.5, fill=colour)
        yield _open(frame, x, baseline - 4) if number else dot
        yield label(x + 12, baseline, text, ink)


def _key_lines(curve: Curve) -> list[tuple[str, str]]:
    words = curve.words
    ahead = ", ".join(filter(None, (words.ahead, words.spread)))
    lines = [("actual", words.actual), ("plan", words.plan)]
    lines += [("gap", words.gap), ("estimate", words.estimate), ("ahead", ahead)]
    there = {
        "actual": bool(curve.actual),
        "plan": bool(curve.plan),
        "gap": bool(curve.actual and curve.plan),
        "estimate": curve.estimate is not None,
        "ahead": bool(curve.ahead),
    }
    return [(kind, text) for kind, text in lines if text and there[kind]]


def _key(frame: Frame, curve: Curve) -> Iterator[str]:
    """What each line and mark is, above a narrow drawing."""
    act = frame.palette.fill(Tone.ACT)
    looks = {
        "actual": ("c-act", act, 3.0, None),
        "plan": ("c-plan", frame.palette.plan, 2.0, "6 4"),
        "gap": (
            "c-badl" if _is_behind(curve) else "c-okl",
            frame.palette.fill(Tone.BAD),
            2.0,
            None,
        ),
        "ahead": ("c-act", act, 2.0, "2 4"),
    }
    for number, (kind, text) in enumerate(_key_lines(curve)):
        y = _TOP + number * _LINE
        if kind == "estimate":
            yield _open(frame, 12, y - 4)
        else:
            css, colour, width, dashes = looks[kind]
            ends = (
                [(12.0, y - 11), (12.0, y + 1)] if kind == "gap" else [(0.0, y - 4), (24.0, y - 4)]
            )
            yield _line(css, colour, ends, width, dashes)
        ink = Ink("c-ink", frame.palette.ink, bold=kind in ("actual", "gap"))
        yield label(32, y, text, ink)


def _is_behind(curve: Curve) -> bool:
    month = len(curve.actual)
    return 0 < month <= len(curve.plan) and curve.actual[-1] < curve.plan[month - 1]
