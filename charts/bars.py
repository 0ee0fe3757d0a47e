"""Horizontal bars with their values written out, and one reference for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from charts.palette import Tone
from charts.svg import Frame, Ink, document, element, label, wrap

_BAR = 16
_GAP = 14
_LABEL_SHARE = 0.38


@dataclass(frozen=True, slots=True)
class BarRow:
    """One bar. `text` is the value as read ("26,27%"); a `value` of None draws an empty track."""

    label: str
    value: Decimal | int | None
    text: str
    tone: Tone = Tone.ACT


@dataclass(frozen=True, slots=True)
class Reference:
    """A value marked across all bars, such as the provincial average, with its own text."""

    value: Decimal | int
    text: str


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where things stand: the track from `left` to `right`, rows `pitch` apart from `top`."""

    left: float
    right: float
    top: float
    pitch: float
    maximum: float

    def x(self, value: Decimal | int) -> float:
        share = min(max(float(value) / self.maximum, 0.0), 1.0)
        return self.left + (self.right - self.left) * share


def _plan(
    frame: Frame,
    rows: Sequence[BarRow],
    maximum: Decimal | int | None,
    reference: Reference | None,
) -> _Plan:
    values = [float(row.value) for row in rows if row.value is not None]
    if reference:
        values.append(float(reference.value))
    top_value = float(maximum) if maximum else max([*values, 0.0])
    texts = max((frame.measure(row.text, bold=True) for row in rows), default=0.0)
    labels = max((frame.measure(row.label) for row in rows), default=0.0)
    left = 0.0 if frame.narrow else min(labels, frame.width * _LABEL_SHARE) + 12
    line = frame.font_size * 1.45
    pitch = _BAR + _GAP + (line if frame.narrow else 0.0)
    if not frame.narrow and labels > left - 12:
        pitch = max(pitch, 2 * line + 8)
    return _Plan(
        left=left,
        right=max(frame.width - texts - 10, left + 40),
        top=line + (12 if frame.narrow else 6) if reference else 4.0,
        pitch=pitch,
        maximum=top_value or 1.0,
    )


def _strip(plan: _Plan, y: float, width: float, look: tuple[str, str]) -> str:
    class_, fill = look
    return element(
        "rect", class_=class_, x=plan.left, y=y, width=width, height=_BAR, rx=2, fill=fill
    )


def _row(frame: Frame, plan: _Plan, row: BarRow, index: int) -> str:
    palette = frame.palette
    line = frame.font_size * 1.3
    top = plan.top + index * plan.pitch
    bar_y = top + frame.font_size * 1.45 if frame.narrow else top + (plan.pitch - _BAR) / 2
    middle = bar_y + _BAR / 2 + frame.font_size * 0.35
    ink = Ink("c-ink", palette.ink)
    if frame.narrow:
        parts = [label(0, bar_y - 7, wrap(frame, row.label, frame.width, 1)[0], ink)]
    else:
        lines = wrap(frame, row.label, plan.left - 12)
        first = middle - (len(lines) - 1) * line / 2
        parts = [label(0, first + step * line, text, ink) for step, text in enumerate(lines)]
    parts.append(_strip(plan, bar_y, plan.right - plan.left, ("f-track", palette.track)))
    if row.value:
        filled = max(plan.x(row.value) - plan.left, 1.0)
        parts.append(_strip(plan, bar_y, filled, (f"f-{row.tone}", palette.fill(row.tone))))
    unknown = row.value is None
    value_ink = Ink(
        "c-ink2" if unknown else "c-ink",
        palette.ink2 if unknown else palette.ink,
        bold=not unknown,
        anchor="end",
    )
    parts.append(label(frame.width, middle, row.text, value_ink))
    return "".join(parts)


def _reference(frame: Frame, plan: _Plan, reference: Reference, rows: int) -> str:
    palette = frame.palette
    x = plan.x(reference.value)
    half = frame.measure(reference.text, bold=True) / 2
    ticks = []
    for index in range(rows):
        top = plan.top + index * plan.pitch
        y = top + frame.font_size * 1.45 if frame.narrow else top + (plan.pitch - _BAR) / 2
        # A light edge keeps the tick visible on a dark bar, also in print.
        ticks.append(
            element(
                "rect",
                class_="f-tick",
                x=x - 1.5,
                y=y - 3,
                width=3,
                height=_BAR + 6,
                fill=palette.ink,
                stroke=palette.surface,
                stroke_width=1,
            )
        )
    at = min(max(x, half), frame.width - half)
    ink = Ink("c-ink", palette.ink, bold=True, anchor="middle")
    return "".join(ticks) + label(at, frame.font_size, reference.text, ink)


def bar_chart(
    frame: Frame,
    rows: Sequence[BarRow],
    *,
    maximum: Decimal | int | None = None,
    reference: Reference | None = None,
) -> str:
    """Bars from zero. `maximum` is the full track (100 for per cents), else the largest value.

    A value above `maximum` fills the track; its text still says what it is.
    """
    plan = _plan(frame, rows, maximum, reference)
    body = [_row(frame, plan, row, index) for index, row in enumerate(rows)]
    if reference:
        body.append(_reference(frame, plan, reference, len(rows)))
    return document(frame, plan.top + len(rows) * plan.pitch + 4, body)
