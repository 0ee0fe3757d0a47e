"""Outlines of places from a GeoJSON file: simplified for drawing, matched to places on record.

A feature is matched by the code of a place, else by its name without accents and without the kind
of place. What matches nothing, or more than one place, is listed and left out: nothing is guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import shapely

from accounts.models import AdministrativeUnit
from vn import geojson
from vn.places import bare, spelt_out
from vn.text import fold

LARGEST = 12 * 1024 * 1024
MOST_CARRIED = 3 * 1024 * 1024
TOLERANCES = (20, 50, 100, 200)
"""Metres by which a simplified line may leave the line of the file."""

_METRES_PER_DEGREE = 111_320
_DECIMALS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One feature of the file: its properties, and its outer rings made simpler."""

    number: int
    properties: dict[str, str]
    rings: list[list[list[float]]]
    corners: int = 0
    holes: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """A feature and the place it belongs to: none, one, or several in doubt."""

    row: Row
    said: str
    units: Sequence[AdministrativeUnit]


@dataclass(frozen=True, slots=True)
class Matched:
    """All features of a file under one property."""

    key: str
    matches: list[Match] = field(default_factory=list)

    @property
    def found(self) -> list[Match]:
        """Those that belong to one place."""
        return [each for each in self.matches if len(each.units) == 1]

    @property
    def outlines(self) -> dict[int, list[Any]]:
        """Rings by place; features of one place are drawn together."""
        rings: dict[int, list[Any]] = defaultdict(list)
        for each in self.found:
            rings[each.units[0].pk] += each.row.rings
        return dict(rings)


def read_rows(content: bytes, meridian: Decimal | None, tolerance: int) -> list[Row]:
    """The outlines of a file, each line simplified to this many metres. Raises `BadFile`."""
    shapes = geojson.read(content, meridian).shapes
    rows = [_row(shape, tolerance) for shape in shapes if shape.rings]
    if not rows:
        raise geojson.BadFile("empty")
    return rows


def properties(rows: Sequence[Row]) -> list[str]:
    """The names of the properties of the features, in the order of the file."""
    return list(dict.fromkeys(name for row in rows for name in row.properties))


def matched(rows: Sequence[Row], key: str) -> Matched:
    """Each feature with the place that this property of it names; one query."""
    return _Register().matched(rows, key)


def best(rows: Sequence[Row]) -> Matched:
    """Under the property that names most places; the person may choose another."""
    register = _Register()
    tried = [register.matched(rows, key) for key in properties(rows)]
    return max(tried, key=lambda each: len(each.found), default=Matched("", []))


class _Register:
    """The places on record by code and by name."""

    def __init__(self) -> None:
        self.by_code: dict[str, list[AdministrativeUnit]] = defaultdict(list)
        self.by_name: dict[str, list[AdministrativeUnit]] = defaultdict(list)
        self.by_bare: dict[str, list[AdministrativeUnit]] = defaultdict(list)
        for unit in AdministrativeUnit.objects.filter(valid_to=None).order_by("pk"):
            self.by_code[fold(unit.code)].append(unit)
            self.by_name[spelt_out(unit.name)].append(unit)
            self.by_bare[bare(unit.name)].append(unit)

    def matched(self, rows: Sequence[Row], key: str) -> Matched:
        said = [(row, row.properties.get(key, "")) for row in rows]
        return Matched(key, [Match(row, text, self._units(text)) for row, text in said])

    def _units(self, text: str) -> list[AdministrativeUnit]:
        if not text.strip():
            return []
        asked = (
            (self.by_code, fold(text)),
            (self.by_name, spelt_out(text)),
            (self.by_bare, bare(text)),
        )
        return next((found[words] for found, words in asked if words in found), [])


def _row(shape: geojson.Shape, tolerance: int) -> Row:
    rings = [_simpler(ring, tolerance / _METRES_PER_DEGREE) for ring in shape.rings]
    return Row(
        shape.number,
        shape.properties,
        [ring for ring in rings if len(ring) >= 3],
        sum(len(ring) for ring in shape.rings),
        shape.holes,
    )


def _simpler(ring: Sequence[Sequence[float]], tolerance: float) -> list[list[float]]:
    """The ring with fewer corners; one that would vanish stays as it was."""
    line = shapely.LinearRing(ring).simplify(tolerance)
    corners = list(line.coords)[:-1]
    if len(corners) < 3:
        corners = list(ring)
    return [[round(x, _DECIMALS), round(y, _DECIMALS)] for x, y in corners]
