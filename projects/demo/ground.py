"""The ground of the demonstration province: invented outlines, where projects stand, their land.

A drawing, not a map: cells around invented points, cut out of an invented province. It resembles no
province and draws no border of the country.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from random import Random

import shapely
from shapely.geometry.base import BaseGeometry

SOURCE = "Sơ đồ minh họa, không phải địa giới"
SEED = 135
_MIDDLE = (106.74, 21.86)
_RADIUS = 0.36
_RELAXED = 12
_BENDS = 3
_BEND = 0.16
_SAME = 7

Corner = tuple[float, float]


def outlines(places: int) -> tuple[list[Corner], list[list[Corner]]]:
    """The ring around the province, and one for each of so many places; neighbours share sides."""
    random = Random(SEED)  # noqa: S311 -- a drawing, no secret
    whole = _province(random)
    cells = _cells(whole, _seeds(whole, places, random))
    rings = [_bent(list(cell.exterior.coords)) for cell in cells]
    return _bent(list(shapely.unary_union(cells).exterior.coords)), rings


def spots(ring: Sequence[Corner], random: Random) -> Iterator[Corner]:
    """Points in a ring, away from its sides, one after another."""
    polygon = shapely.Polygon(ring)
    inner = polygon.buffer(-0.012)
    inner = polygon if inner.is_empty else inner
    west, south, east, north = inner.bounds
    while True:
        x, y = random.uniform(west, east), random.uniform(south, north)
        if inner.contains(shapely.Point(x, y)):
            yield round(x, 6), round(y, 6)


def plot(middle: Corner, hectares: float, random: Random) -> list[Corner]:
    """The corners of a piece of land of about this size around a point."""
    side = math.sqrt(hectares * 10_000) / 111_320
    corners = []
    for number in range(6):
        angle = number * math.pi / 3 + random.uniform(-0.25, 0.25)
        far = side * random.uniform(0.5, 0.72)
        x = middle[0] + far * math.cos(angle) / math.cos(math.radians(middle[1]))
        corners.append((round(x, 7), round(middle[1] + far * math.sin(angle), 7)))
    return corners


def _province(random: Random) -> shapely.Polygon:
    corners = []
    for number in range(28):
        angle = number * math.tau / 28
        far = _RADIUS * (1 + 0.16 * math.sin(2 * angle + 0.6) + random.uniform(-0.07, 0.07))
        corners.append(
            (_MIDDLE[0] + 1.28 * far * math.cos(angle), _MIDDLE[1] + far * math.sin(angle))
        )
    return shapely.Polygon(corners)


def _seeds(whole: shapely.Polygon, places: int, random: Random) -> list[shapely.Point]:
    """Points spread evenly, ordered around the middle so that neighbours follow one another."""
    west, south, east, north = whole.bounds
    found: list[shapely.Point] = []
    while len(found) < places:
        point = shapely.Point(random.uniform(west, east), random.uniform(south, north))
        if whole.contains(point):
            found.append(point)
    for _ in range(_RELAXED):
        found = [cell.centroid for cell in _cells(whole, found)]
    return sorted(found, key=_around)


def _around(point: shapely.Point) -> tuple[bool, float]:
    x, y = point.x - _MIDDLE[0], point.y - _MIDDLE[1]
    return math.hypot(x, y * 1.28) < _RADIUS / 2, math.atan2(y, x)


def _cells(whole: shapely.Polygon, seeds: Sequence[shapely.Point]) -> list[shapely.Polygon]:
    """The cell of each point, in the order of the points."""
    found: BaseGeometry = shapely.voronoi_polygons(shapely.MultiPoint(seeds), extend_to=whole)
    cells = [cell for cell in found.geoms if isinstance(cell, shapely.Polygon)]
    own = [next(cell for cell in cells if cell.contains(seed)) for seed in seeds]
    clipped = [cell.intersection(whole) for cell in own]
    return [
        part if isinstance(part, shapely.Polygon) else max(part.geoms, key=lambda each: each.area)
        for part in clipped
    ]


def _bent(corners: Sequence[Corner]) -> list[Corner]:
    """Straight sides made crooked; a side is bent the same way for both of its neighbours."""
    ring: list[Corner] = []
    for start, end in pairwise(corners):
        ring += _side(start, end, _BENDS)[:-1]
    return [(round(x, 5), round(y, 5)) for x, y in ring]


def _side(start: Corner, end: Corner, bends: int) -> list[Corner]:
    length = math.dist(start, end)
    if bends == 0 or length < 0.008:
        return [start, end]
    first, last = sorted((_key(start), _key(end)))
    random = Random(f"{first}{last}")  # noqa: S311 -- a drawing, no secret
    off = random.uniform(-_BEND, _BEND) * (1 if _key(start) == first else -1)
    middle = (
        (start[0] + end[0]) / 2 - (end[1] - start[1]) * off,
        (start[1] + end[1]) / 2 + (end[0] - start[0]) * off,
    )
    return [*_side(start, middle, bends - 1)[:-1], *_side(middle, end, bends - 1)]


def _key(corner: Corner) -> tuple[float, float]:
    return round(corner[0], _SAME), round(corner[1], _SAME)
