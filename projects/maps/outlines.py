"""The outlines of places as the map draws them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import shapely

from accounts.models import AdministrativeUnit
from charts.geography import Mark, Place
from projects.models import PlaceOutline
from projects.querysets.positions import Bounds

ANYWHERE = Bounds(105.0, 20.0, 107.0, 21.2)
"""A frame for a registry that knows no place at all."""

_LABELLED = 0.9
"""A place names itself where its label lies well within the frame."""


@dataclass(frozen=True, slots=True)
class Outline:
    """An outline as it is stored, with the place it belongs to."""

    unit: int
    name: str
    is_whole: bool
    rings: Sequence[Sequence[Sequence[float]]]
    bounds: Bounds

    @property
    def middle(self) -> tuple[float, float]:
        """A place inside its largest ring, for its name and for what is known to lie in it."""
        largest = max((shapely.Polygon(ring) for ring in self.rings), key=lambda each: each.area)
        inside = largest.centroid
        if not largest.contains(inside):
            inside = largest.representative_point()
        return float(inside.x), float(inside.y)


def outlines() -> list[Outline]:
    """All outlines on record, the province first; one query."""
    rows = PlaceOutline.objects.order_by("unit__sort_key", "pk").values_list(
        "unit_id", "unit__name", "unit__level", "rings", "west", "south", "east", "north"
    )
    whole = AdministrativeUnit.Level.PROVINCE
    found = [
        Outline(unit, name, level == whole, rings, Bounds(*sides))
        for unit, name, level, rings, *sides in rows
    ]
    return sorted(found, key=lambda each: not each.is_whole)


def places_in(
    found: Iterable[Outline], frame: Bounds, crowds: Mapping[int, Mark] | None = None
) -> list[Place]:
    """Those that meet the frame, ready to draw; `crowds`: the marks of places by their unit."""
    marks = crowds or {}
    return [_place(each, frame, marks.get(each.unit)) for each in found if meets(each, frame)]


def meets(outline: Outline, frame: Bounds) -> bool:
    """Whether any of it may lie in the frame."""
    sides = outline.bounds
    return (
        sides.west <= frame.east
        and sides.east >= frame.west
        and sides.south <= frame.north
        and sides.north >= frame.south
    )


def _place(outline: Outline, frame: Bounds, crowd: Mark | None) -> Place:
    x, y = outline.middle
    inset = (1 - _LABELLED) / 2
    wide, high = frame.east - frame.west, frame.north - frame.south
    inside = (
        frame.west + inset * wide < x < frame.east - inset * wide
        and frame.south + inset * high < y < frame.north - inset * high
    )
    return Place(outline.name, outline.rings, outline.is_whole, (x, y) if inside else None, crowd)
