"""The frame of a map: what part of the ground is drawn, and where a place falls on the drawing.

A plain projection (longitude shortened by the cosine of the middle latitude) is within a pixel of
any other over one province. No map is fetched from anywhere.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

METRES_PER_DEGREE = 111_320.0
_MOST_OF_WIDTH = 0.3
_ROUND = (5, 2, 1)


@dataclass(frozen=True, slots=True)
class View:
    """Degrees of the four sides, and the width of the drawing in user units."""

    west: float
    south: float
    east: float
    north: float
    width: int = 880

    @property
    def shrink(self) -> float:
        """Length of a degree of longitude in degrees of latitude."""
        return math.cos(math.radians((self.south + self.north) / 2))

    @property
    def scale(self) -> float:
        """User units in a degree of latitude."""
        return self.width / ((self.east - self.west) * self.shrink)

    @property
    def height(self) -> float:
        """Of the drawing, in user units."""
        return (self.north - self.south) * self.scale

    @property
    def metres(self) -> float:
        """Metres in a user unit."""
        return METRES_PER_DEGREE / self.scale

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a place falls on the drawing."""
        return (
            (longitude - self.west) * self.shrink * self.scale,
            (self.north - latitude) * self.scale,
        )

    def back(self, x: float, y: float) -> tuple[float, float]:
        """Longitude and latitude of a point of the drawing."""
        return (
            self.west + x / (self.shrink * self.scale),
            self.north - y / self.scale,
        )

    def path(self, rings: Sequence[Sequence[Sequence[float]]]) -> str:
        """Rings as the `d` of a path; corners closer than half a unit are left out."""
        parts = []
        for ring in rings:
            drawn: list[tuple[float, float]] = []
            for longitude, latitude in ring:
                x, y = self.at(longitude, latitude)
                if not drawn or abs(x - drawn[-1][0]) + abs(y - drawn[-1][1]) >= 0.5:
                    drawn.append((x, y))
            parts.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in drawn) + "Z")
        return "".join(parts)

    def bar(self) -> tuple[float, str]:
        """Length of the scale bar in user units, and its words: the longest round one that fits."""
        most = self.width * _MOST_OF_WIDTH * self.metres
        power = 10.0 ** math.floor(math.log10(most))
        length = next(step * power for step in _ROUND if step * power <= most)
        words = f"{length / 1000:g} km" if length >= 1000 else f"{length:g} m"
        return length / self.metres, words.replace(".", ",")

    def grid(self, lines: int = 5) -> tuple[list[float], list[float]]:
        """Longitudes and latitudes of the graticule, on round minutes where there is room."""
        step = _round_step((self.east - self.west) / lines)
        return _multiples(self.west, self.east, step), _multiples(self.south, self.north, step)


def degrees_text(value: float, hand: str) -> str:
    """106°30'Đ; seconds only where there are some."""
    seconds = round(value * 3600)
    degrees, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{degrees}°{minutes:02d}'" + (f'{seconds:02d}"' if seconds else "") + hand


def _round_step(least: float) -> float:
    seconds = least * 3600
    steps = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 18000)
    return next((step for step in steps if step >= seconds), 36000) / 3600


def _multiples(low: float, high: float, step: float) -> list[float]:
    first = math.ceil(low / step)
    return [each * step for each in range(first, math.floor(high / step) + 1)]
