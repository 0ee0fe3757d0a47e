"""Boundaries of land as they lie, north at the top, with a scale; no map beneath them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from charts.svg import Frame, Ink, document, element, label, num

HEIGHT, _EDGE, _FOOT = 260.0, 14.0, 30.0
_METRES_PER_DEGREE = 111_320.0
_MOST_OF_WIDTH = 0.4


@dataclass(frozen=True, slots=True)
class Outline:
    """One area: what to call it, and its corners in longitude and latitude."""

    label: str
    ring: Sequence[Sequence[float]]


def outlines(frame: Frame, areas: Sequence[Outline]) -> str:
    """Draw the areas to one scale. Raises ValueError without an area."""
    if not areas:
        raise ValueError("nothing to draw")
    middle = math.radians(areas[0].ring[0][1])
    flat = [
        [(x * math.cos(middle) * _METRES_PER_DEGREE, y * _METRES_PER_DEGREE) for x, y in area.ring]
        for area in areas
    ]
    west, east = (pick(x for ring in flat for x, _y in ring) for pick in (min, max))
    south, north = (pick(y for ring in flat for _x, y in ring) for pick in (min, max))
    room = (frame.width - 2 * _EDGE, HEIGHT - 2 * _EDGE - _FOOT)
    scale = min(room[0] / max(east - west, 1.0), room[1] / max(north - south, 1.0))
    left = (frame.width - (east - west) * scale) / 2
    parts = []
    for area, ring in zip(areas, flat, strict=True):
        corners = [(left + (x - west) * scale, _EDGE + (north - y) * scale) for x, y in ring]
        parts.append(_area(frame, area.label, corners, named=len(areas) > 1))
    return document(frame, HEIGHT, [*parts, _scale_bar(frame, scale), _north(frame)])


def _area(frame: Frame, words: str, corners: Sequence[tuple[float, float]], *, named: bool) -> str:
    path = " ".join(f"{num(x)},{num(y)}" for x, y in corners)
    drawn = element(
        "polygon",
        class_="c-land",
        points=path,
        fill=frame.palette.track,
        stroke=frame.palette.ink2,
        stroke_width=1.5,
    )
    if not named:
        return drawn
    x, y = (sum(values) / len(corners) for values in zip(*corners, strict=True))
    return drawn + label(x, y, words, Ink("c-ink", frame.palette.ink, anchor="middle"))


def _scale_bar(frame: Frame, scale: float) -> str:
    """The longest of 1, 2, 5, 10, ... metres that fits."""
    most = frame.width * _MOST_OF_WIDTH / scale
    power = 10 ** math.floor(math.log10(most))
    metres = next(step * power for step in (5, 2, 1) if step * power <= most)
    words = f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"
    y, end = HEIGHT - 8, _EDGE + metres * scale
    path = f"M{num(_EDGE)} {num(y - 6)}v6H{num(end)}v-6"
    line = element(
        "path", class_="c-ink-l", d=path, fill="none", stroke=frame.palette.ink, stroke_width=1.5
    )
    return line + label(end + 8, y, words.replace(".", ","), Ink("c-ink2", frame.palette.ink2))


def _north(frame: Frame) -> str:
    x, y = frame.width - _EDGE - 6, HEIGHT - 8
    arrow = element(
        "path",
        class_="c-ink",
        d=f"M{num(x)} {num(y - 26)}l5 12h-10z",
        fill=frame.palette.ink,
    )
    return arrow + label(x, y, "B", Ink("c-ink2", frame.palette.ink2, anchor="middle"))
