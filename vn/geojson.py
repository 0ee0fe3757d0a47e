"""Shapes out of a GeoJSON file (RFC 7946), read with care: the file may be anything.

Coordinates become longitude and latitude of WGS 84, whether the file holds these or X and Y of
VN-2000. A coordinate system that is neither is refused, not guessed.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NoReturn

import pyproj
from pyproj.exceptions import CRSError

from vn.boundary import inside, to_degrees

Corner = tuple[float, float]
MOST_SHAPES = 2_000
MOST_CORNERS = 400_000
_DEEPEST = 8
"""A feature collection of multi-polygons opens this many brackets at most, coordinates apart."""
_MOST_PROPERTIES, _LONGEST = 40, 200
_DECIMALS = 9
_EPSG = re.compile(r"EPSG:{1,2}(?:[\d.]*:)?(\d{1,6})$", re.IGNORECASE)
_CRS84 = re.compile(r"(OGC:[\d.]*:?CRS84|^CRS84)$", re.IGNORECASE)
_K_PROVINCE = 0.9999


class BadFile(ValueError):
    """A file that is not read; `code` says why, `about` names the part of it."""

    def __init__(self, code: str, about: str = "") -> None:
        self.code, self.about = code, _writable(about)
        super().__init__(code, self.about)


@dataclass(frozen=True, slots=True)
class Shape:
    """A point, or areas by their outer rings with what was cut out of them.

    Corners are longitude and latitude; the last one of a ring is not the first again.
    """

    number: int
    points: tuple[Corner, ...] = ()
    rings: tuple[tuple[Corner, ...], ...] = ()
    holes: int = 0
    properties: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """The shapes of a file, and the meridian of VN-2000 they were given in."""

    shapes: tuple[Shape, ...]
    meridian: Decimal | None


def read(content: bytes, meridian: Decimal | None = None) -> Found:
    """The shapes of a file; `meridian` is used where it holds metres and does not say which.

    Raises `BadFile`: not_json, not_geojson, too_deep, too_many, crs, meridian, outside, swapped,
    empty, few_corners, other_kind.
    """
    whole = _parsed(content)
    if not isinstance(whole, dict):
        raise BadFile("not_geojson")
    stated = _stated_meridian(whole.get("crs"))
    reader = _Reader(meridian if stated is None else stated, certain=stated is not None)
    shapes = tuple(reader.shape(number, each) for number, each in enumerate(_features(whole), 1))
    shapes = tuple(each for each in shapes if each.points or each.rings)
    if not shapes:
        raise BadFile("empty")
    return Found(shapes, reader.used)


def _parsed(content: bytes) -> Any:
    def refuse(_text: str) -> NoReturn:
        raise BadFile("not_json")

    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=refuse)
    except RecursionError as error:
        raise BadFile("too_deep") from error
    except ValueError as error:
        if isinstance(error, BadFile):
            raise
        raise BadFile("not_json") from error


def _features(whole: dict[str, Any]) -> Iterator[dict[str, Any]]:
    kind = whole.get("type")
    if kind == "FeatureCollection":
        found = whole.get("features")
        if not isinstance(found, list):
            raise BadFile("not_geojson")
        if len(found) > MOST_SHAPES:
            raise BadFile("too_many", str(len(found)))
        yield from (each for each in found if isinstance(each, dict))
    elif kind == "Feature":
        yield whole
    elif isinstance(kind, str):
        yield {"geometry": whole, "properties": {}}
    else:
        raise BadFile("not_geojson")


def _stated_meridian(crs: object) -> Decimal | None:
    """The meridian of VN-2000 the file names; None where it is in degrees of WGS 84."""
    if crs is None:
        return None
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if not isinstance(name, str):
        raise BadFile("crs", "?")
    if _CRS84.search(name):
        return None
    code = _EPSG.search(name)
    if code is None:
        raise BadFile("crs", name[:_LONGEST])
    if code[1] == "4326":
        return None
    return _meridian_of(int(code[1]), name[:_LONGEST])


def _meridian_of(code: int, name: str) -> Decimal:
    """Of a zone of three degrees of VN-2000 by its number in the register of EPSG."""
    try:
        crs = pyproj.CRS.from_epsg(code)
    except CRSError as error:
        raise BadFile("crs", name) from error
    geodetic = crs.geodetic_crs
    operation = crs.coordinate_operation
    if geodetic is None or geodetic.name != "VN-2000" or operation is None:
        raise BadFile("crs", name)
    values: dict[str, Any] = {each.name: each.value for each in operation.params}
    scale = values.get("Scale factor at natural origin")
    meridian = values.get("Longitude of natural origin")
    if scale != _K_PROVINCE or meridian is None:
        raise BadFile("crs", name)
    return (Decimal(repr(meridian)) * 60).quantize(Decimal(1)) / 60


class _Reader:
    """Reads geometries and counts their corners, so that no file outgrows the memory."""

    def __init__(self, meridian: Decimal | None, *, certain: bool) -> None:
        self.meridian, self.certain = meridian, certain
        self.used: Decimal | None = None
        self.corners = 0

    def shape(self, number: int, feature: dict[str, Any]) -> Shape:
        """One feature; a geometry that is empty gives a shape of nothing."""
        points: list[Corner] = []
        rings: list[tuple[Corner, ...]] = []
        holes = 0
        for kind, coordinates in _geometries(feature.get("geometry"), 0):
            if kind in ("Point", "MultiPoint"):
                points += self._corners(coordinates if kind == "MultiPoint" else [coordinates])
                continue
            for polygon in coordinates if kind == "MultiPolygon" else [coordinates]:
                if not isinstance(polygon, list) or not polygon:
                    raise BadFile("not_geojson", str(number))
                rings.append(self._ring(polygon[0], number))
                holes += len(polygon) - 1
        return Shape(number, tuple(points), tuple(rings), holes, _texts(feature.get("properties")))

    def _ring(self, given: object, number: int) -> tuple[Corner, ...]:
        corners = self._corners(given)
        if len(corners) > 1 and corners[0] == corners[-1]:
            corners.pop()
        corners = [each for at, each in enumerate(corners) if at == 0 or each != corners[at - 1]]
        if len(corners) < 3:
            raise BadFile("few_corners", str(number))
        return tuple(corners)

    def _corners(self, given: object) -> list[Corner]:
        if not isinstance(given, list):
            raise BadFile("not_geojson")
        self.corners += len(given)
        if self.corners > MOST_CORNERS:
            raise BadFile("too_many", str(self.corners))
        pairs = [_pair(each) for each in given]
        if not pairs:
            return []
        if not self.certain and all(_small(*pair) for pair in pairs):
            return [_placed(pair) for pair in pairs]
        for pair in pairs:
            _refuse_elsewhere(pair)
        if self.meridian is None:
            raise BadFile("meridian")
        self.used = self.meridian
        found = to_degrees(pairs, float(self.meridian))
        return [(round(east, _DECIMALS), round(north, _DECIMALS)) for east, north in found]


def _geometries(geometry: object, depth: int) -> Iterator[tuple[str, Any]]:
    """The kinds and coordinates of a geometry, and of those within it."""
    if geometry is None:
        return
    if not isinstance(geometry, dict):
        raise BadFile("not_geojson")
    if depth > _DEEPEST:
        raise BadFile("too_deep")
    if geometry.get("type") == "GeometryCollection":
        parts = geometry.get("geometries")
        for each in parts if isinstance(parts, list) else []:
            yield from _geometries(each, depth + 1)
    else:
        yield from _coordinates(geometry)


def _coordinates(geometry: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind not in ("Point", "MultiPoint", "Polygon", "MultiPolygon"):
        raise BadFile("other_kind", str(kind)[:_LONGEST])
    if not isinstance(coordinates, list):
        raise BadFile("not_geojson")
    if coordinates:
        yield kind, coordinates


def _pair(given: object) -> Corner:
    if not isinstance(given, list) or len(given) < 2:
        raise BadFile("not_geojson")
    one, two = given[:2]
    for each in (one, two):
        if isinstance(each, bool) or not isinstance(each, int | float) or not _finite(each):
            raise BadFile("not_geojson")
    return float(one), float(two)


def _finite(number: float) -> bool:
    try:
        return math.isfinite(number)
    except OverflowError:
        return False


def _small(one: float, two: float) -> bool:
    return max(abs(one), abs(two)) < 181


def _placed(pair: Corner) -> Corner:
    """Longitude and latitude; other orders and other countries are refused."""
    if not inside(*pair, plane=False):
        swapped = inside(pair[1], pair[0], plane=False)
        raise BadFile("swapped" if swapped else "outside", f"{pair[0]}, {pair[1]}")
    return round(pair[0], _DECIMALS), round(pair[1], _DECIMALS)


def _refuse_elsewhere(pair: Corner) -> None:
    """A GeoJSON file gives the east first, in metres as in degrees."""
    if not inside(*pair, plane=True):
        swapped = inside(pair[1], pair[0], plane=True)
        raise BadFile("swapped" if swapped else "outside", f"{pair[0]:.0f}, {pair[1]:.0f}")


def _texts(given: object) -> dict[str, str]:
    """Properties as short texts: names and codes are looked for among them."""
    if not isinstance(given, dict):
        return {}
    plain = [
        (_writable(str(name)[:_LONGEST]), _writable(str(value)[:_LONGEST]))
        for name, value in given.items()
        if isinstance(value, str | int | float) and not isinstance(value, bool)
    ]
    return dict(plain[:_MOST_PROPERTIES])


def _writable(text: str) -> str:
    """Without what JSON allows and neither a page nor a database can write: NUL, half a character."""
    return text.replace("\0", "").encode(errors="replace").decode()
