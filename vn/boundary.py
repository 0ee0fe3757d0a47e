"""Boundary points as decisions list them: VN-2000 to longitude and latitude, area, overlap.

A table has one point a line: a number or name, X (north) and Y (east) in metres, in a zone of
three degrees with its central meridian; or longitude and latitude in degrees (WGS 84).
Works offline: the projection and the seven parameters are written out here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

import shapely
from pyproj import Transformer

from vn.numbers import rounded

MERIDIANS = tuple(
    Decimal(degrees) + Decimal(minutes) / 60
    for degrees, *of in (
        *((103, 0), (104, 0, 30, 45), (105, 0, 30, 45), (106, 0, 15, 30)),
        *((107, 0, 15, 30, 45), (108, 0, 15, 30)),
    )
    for minutes in of
)
"""Central meridians of the provinces (Thông tư 973/2001/TT-TCĐC, appendix 2), in degrees."""

MOST_POINTS = 2000
_HELMERT = (
    "step proj=helmert x=-191.90441429 y=-39.30318279 z=-111.45032835 "
    "rx=-0.00928836 ry=0.01975479 rz=-0.00427372 s=0.252906278 convention=coordinate_frame"
)
"""From VN-2000 to WGS 84: Quyết định 05/2007/QĐ-BTNMT, the operation 6960 of EPSG."""

_DECIMALS = 9
"""Of a degree: a tenth of a millimetre."""

_NORTH, _EAST = (850_000, 2_700_000), (100_000, 900_000)
_LONGITUDE, _LATITUDE = (101.0, 118.0), (6.0, 24.0)
_APART = re.compile(r"[\t;|]+|\s+")

Ring = Sequence[Sequence[float]]
"""Longitude and latitude of each corner, in order; the last one is not the first again."""


class BadTable(ValueError):
    """A table that is no boundary; `code` says why, `line` and `other` where, `raw` what was there."""

    def __init__(self, code: str, line: int = 0, raw: str = "", other: int = 0) -> None:
        super().__init__(code, line, raw, other)
        self.code, self.line, self.raw, self.other = code, line, raw, other


@dataclass(frozen=True, slots=True)
class Boundary:
    """A ring in degrees and its area in the plane of VN-2000, in square metres."""

    ring: tuple[tuple[float, float], ...]
    area_m2: Decimal

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        longitudes, latitudes = zip(*self.ring, strict=True)
        return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


@dataclass(frozen=True, slots=True)
class _Point:
    """A corner, east before north, with its line in the table."""

    line: int
    east: float
    north: float

    @property
    def place(self) -> tuple[float, float]:
        return self.east, self.north


def read(text: str, meridian: Decimal | None) -> Boundary:
    """The boundary of a table; without a meridian it holds longitude and latitude.

    Raises `BadTable` for what is no point, lies outside Vietnam, or crosses itself.
    """
    points = _corners(_points(text, plane=meridian is not None))
    plane = [point.place for point in points]
    if meridian is None:
        ring, plane = plane, to_plane(plane, _nearest([point.east for point in points]))
    else:
        ring = to_degrees(plane, float(meridian))
    _refuse_crossing(points, plane)
    area = shapely.Polygon(plane).area
    return Boundary(
        tuple((round(east, _DECIMALS), round(north, _DECIMALS)) for east, north in ring),
        rounded(Decimal(repr(area)), 2),
    )


def overlap_m2(one: Ring, other: Ring) -> int:
    """Area that two rings share, in whole square metres of the plane; the order is irrelevant."""
    meridian = _nearest([*(corner[0] for corner in one), *(corner[0] for corner in other)])
    first, second = (shapely.Polygon(to_plane(ring, meridian)) for ring in (one, other))
    shared: float = first.intersection(second).area
    return round(shared)


def meridian_text(meridian: Decimal) -> str:
    """106°15'."""
    degrees, rest = divmod(meridian * 60, 60)
    return f"{int(degrees)}°{int(rest):02d}'"


def _points(text: str, *, plane: bool) -> list[_Point]:
    found = []
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if not any(letter.isdigit() for letter in line):
            continue  # an empty line, or the heading of the table
        found.append(_point(number, line, plane=plane))
        if len(found) > MOST_POINTS:
            raise BadTable("too_many", number)
    return found


def _point(number: int, line: str, *, plane: bool) -> _Point:
    parts = [part for part in _APART.split(line) if part]
    if len(parts) not in (2, 3):
        raise BadTable("not_a_point", number, line)
    one, two = (_number(part) for part in parts[-2:])
    if one is None or two is None:
        raise BadTable("not_a_point", number, line)
    # A table gives X (north) first, a pair of degrees the longitude.
    east, north = (two, one) if plane else (one, two)
    if not inside(east, north, plane=plane):
        swapped = inside(north, east, plane=plane)
        raise BadTable("swapped" if swapped else "outside", number, line)
    return _Point(number, east, north)


def inside(east: float, north: float, *, plane: bool) -> bool:
    """Whether a point can lie in Vietnam: metres in the plane of VN-2000, degrees without it."""
    across, along = (_EAST, _NORTH) if plane else (_LONGITUDE, _LATITUDE)
    return across[0] <= east <= across[1] and along[0] <= north <= along[1]


def _number(text: str) -> float | None:
    """A coordinate however its thousands are grouped: 2345678.12, 2.345.678,12."""
    marks = [mark for mark in text if mark in ".,"]
    decimal = marks[-1] if marks and marks.count(marks[-1]) == 1 else ""
    plain = "".join("." if c == decimal else "" if c in ".," else c for c in text)
    return float(plain) if re.fullmatch(r"\d+(\.\d+)?", plain) else None


def _corners(points: list[_Point]) -> list[_Point]:
    """Without the last point where it closes the ring; no point twice in a row."""
    if len(points) > 1 and points[0].place == points[-1].place:
        points = points[:-1]
    for before, point in pairwise(points):
        if before.place == point.place:
            raise BadTable("repeated", point.line, other=before.line)
    if len(points) < 3:
        raise BadTable("too_few", points[-1].line if points else 0)
    return points


def _refuse_crossing(points: list[_Point], plane: Sequence[Sequence[float]]) -> None:
    """Name the two sides that cross, each by the line it begins at."""
    if shapely.Polygon(plane).is_valid:
        return
    sides = [shapely.LineString(ends) for ends in pairwise([*plane, plane[0]])]
    one, other = shapely.STRtree(sides).query(sides, predicate="intersects")
    for first, second in sorted((int(a), int(b)) for a, b in zip(one, other, strict=True)):
        neighbours = second - first in (1, len(sides) - 1)
        shared = sides[first].intersection(sides[second])
        if first < second and (shared.length > 0 or not neighbours):
            raise BadTable("crosses", points[first].line, other=points[second].line)
    raise BadTable("crosses", points[0].line, other=points[-1].line)


def _nearest(longitudes: Sequence[float]) -> float:
    """The middle of these longitudes to the quarter of a degree: the plane to measure in."""
    return round((min(longitudes) + max(longitudes)) * 2) / 4


def to_degrees(plane: Iterable[Sequence[float]], meridian: float) -> list[tuple[float, float]]:
    """East and north of VN-2000 in metres as longitude and latitude of WGS 84."""
    east, north = zip(*plane, strict=True)
    return list(zip(*_transformer(meridian).transform(east, north), strict=True))


def to_plane(ring: Iterable[Sequence[float]], meridian: float) -> list[tuple[float, float]]:
    """Longitude and latitude of WGS 84 as east and north of VN-2000 in metres."""
    east, north = zip(*ring, strict=True)
    found = _transformer(meridian).transform(east, north, direction="INVERSE")
    return list(zip(*found, strict=True))


@lru_cache(maxsize=64)
def _transformer(meridian: float) -> Transformer:
    """From the plane of VN-2000 with this central meridian to longitude and latitude."""
    return Transformer.from_pipeline(
        "proj=pipeline "
        f"step inv proj=tmerc lat_0=0 lon_0={meridian} k=0.9999 x_0=500000 y_0=0 ellps=WGS84 "
        f"step proj=cart ellps=WGS84 {_HELMERT} step inv proj=cart ellps=WGS84 "
        "step proj=unitconvert xy_in=rad xy_out=deg"
    )
