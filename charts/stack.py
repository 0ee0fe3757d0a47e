"""One bar of parts that make a whole, with numbers inside and a key below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from charts.palette import Tone
from charts.svg import Frame, Ink, block, document, element, label, patterns

_BAR = 34
_SMALLEST_NUMBERED = 0.05
_SWATCH = 14


@dataclass(frozen=True, slots=True)
class Segment:
    """One part. `text` is its number as read ("140"), drawn inside when the part is 5 % or more."""

    label: str
    value: Decimal | int
    text: str
    tone: Tone


def _number(frame: Frame, segment: Segment, middle: float, share: float, width: float) -> str:
    needed = frame.measure(segment.text, bold=True)
    if share < _SMALLEST_NUMBERED or needed + 4 > width:
        return ""
    palette = frame.palette
    baseline = _BAR / 2 + frame.font_size * 0.35
    plate = ""
    if palette.patterns.get(segment.tone, "none") != "none":
        # Numbers on lines are hard to read: give them a plain plate.
        plate = element(
            "rect",
            class_="c-ground",
            x=middle - needed / 2 - 3,
            y=_BAR / 2 - frame.font_size * 0.7,
            width=needed + 6,
            height=frame.font_size * 1.4,
            fill=palette.fill(segment.tone),
        )
    ink = Ink(f"on-{segment.tone}", palette.on(segment.tone), bold=True, anchor="middle")
    return plate + label(middle, baseline, segment.text, ink)


def _key(frame: Frame, segments: Sequence[Segment]) -> tuple[str, float]:
    """The key under the bar, flowing over as many lines as it needs, and where it ends."""
    line = frame.font_size * 1.7
    x, y = 0.0, _BAR + 12.0
    parts = []
    for segment in segments:
        text = f"{segment.label}: {segment.text}"
        width = _SWATCH + 6 + frame.measure(text) + 18
        if x and x + width - 18 > frame.width:
            x, y = 0.0, y + line
        parts.append(block(frame, segment.tone, (x + 0.5, y + 2, _SWATCH, _SWATCH - 2)))
        ink = Ink("c-ink", frame.palette.ink)
        parts.append(label(x + _SWATCH + 6, y + frame.font_size, text, ink))
        x += width
    return "".join(parts), y + line


def stacked_bar(frame: Frame, segments: Sequence[Segment], *, keyed: bool = True) -> str:
    """Parts of a whole in the given order. Parts of zero appear in the key only.

    Leave the key out (`keyed=False`) where a table beside the bar names the parts.

    Shades differ in lightness and, on the print palette, in pattern, so a black and white copy
    can be read. Raises ValueError for a negative part.
    """
    if any(segment.value < 0 for segment in segments):
        raise ValueError("a part of a whole cannot be negative")
    total = float(sum(segment.value for segment in segments))
    key, height = _key(frame, segments) if keyed else ("", float(_BAR))
    body = [patterns(frame, [segment.tone for segment in segments])]
    body.append(
        element("rect", class_="f-track", width=frame.width, height=_BAR, fill=frame.palette.track)
    )
    x = 0.0
    for segment in segments:
        share = float(segment.value) / total if total else 0.0
        if not share:
            continue
        width = share * frame.width
        body.append(block(frame, segment.tone, (x, 0.5, max(width - 1.5, 1.0), _BAR - 1)))
        body.append(_number(frame, segment, x + width / 2, share, width))
        x += width
    return document(frame, height, [*body, key])
