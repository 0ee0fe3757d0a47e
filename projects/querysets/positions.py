"""Where projects lie: marks of a frame gathered by a grid in SQL, and what has no position.

A project stands at each of its points; one without a point at the middle of each of its areas; one
without either has no position. Degrees are WGS 84. Every question takes the projects a person may
see, already filtered, and costs one query however many there are.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, Exists, F, Max, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Floor

from projects.querysets.fact_rows import model

_ACROSS = 24
_MOST_AREAS = 400
_AREA_SEEN_AT = 250
"""An area is drawn where it is at least a 250th of the frame wide."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Four sides in degrees."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Cell:
    """Projects close together: how many, how many flagged, one of them, and where they lie."""

    projects: int
    flagged: int
    one: int
    longitude: float
    latitude: float


def with_position() -> Q:
    """Projects with a point or an area."""
    return Exists(model("SitePoint").objects.filter(project=OuterRef("pk"))) | Exists(
        model("SiteArea").objects.filter(project=OuterRef("pk"))
    )


def _points(projects: QuerySet[Any], bounds: Bounds) -> QuerySet[Any]:
    found: QuerySet[Any] = model("SitePoint").objects.filter(
        _of(projects),
        longitude__range=(bounds.west, bounds.east),
        latitude__range=(bounds.south, bounds.north),
    )
    return found


def _areas(projects: QuerySet[Any], bounds: Bounds) -> QuerySet[Any]:
    """Areas with their middle in the frame, of projects without a point."""
    near = (
        model("SiteArea")
        .objects.filter(
            _of(projects),
            ~Exists(model("SitePoint").objects.filter(project=OuterRef("project"))),
            west__lte=bounds.east,
            east__gte=bounds.west,
            south__lte=bounds.north,
            north__gte=bounds.south,
        )
        .annotate(longitude=(F("west") + F("east")) / 2, latitude=(F("south") + F("north")) / 2)
    )
    found: QuerySet[Any] = near.filter(
        longitude__range=(bounds.west, bounds.east), latitude__range=(bounds.south, bounds.north)
    )
    return found


def _of(projects: QuerySet[Any]) -> Q:
    """No condition for all projects: they need not be looked for one by one."""
    return Q(project__in=projects.values("pk")) if projects.query.where else Q()


def within(projects: QuerySet[Any], bounds: Bounds) -> QuerySet[Any]:
    """Those of the projects that stand in the frame."""
    return projects.filter(
        Q(pk__in=_points(projects, bounds).values("project_id"))
        | Q(pk__in=_areas(projects, bounds).values("project_id"))
    )


def cells(projects: QuerySet[Any], bounds: Bounds, flagged: QuerySet[Any] | None) -> list[Cell]:
    """The marks of a frame, in two queries; `flagged`: ids of projects with a live flag.

    The grid is laid over the globe, not over the frame, so that moving it gathers nothing anew.
    """
    side = 2.0 ** math.ceil(math.log2((bounds.east - bounds.west) / _ACROSS))
    steps = {
        "across": Floor(F("longitude") / side),
        "along": Floor(F("latitude") / (side * 0.9)),
    }
    found = []
    for rows in (_points(projects, bounds), _areas(projects, bounds)):
        counted = Q(project_id__in=flagged) if flagged is not None else Q(pk=None)
        gathered = (
            rows.annotate(**steps)
            .order_by()
            .values("across", "along")
            .annotate(
                projects=Count("project_id", distinct=True),
                flagged=Count("project_id", distinct=True, filter=counted),
                one=Min("project_id"),
                x=Avg("longitude"),
                y=Avg("latitude"),
            )
        )
        found += [
            (
                row["across"],
                row["along"],
                Cell(row["projects"], row["flagged"], row["one"], row["x"], row["y"]),
            )
            for row in gathered
        ]
    return _joined(found)


def _joined(found: Iterable[tuple[int, int, Cell]]) -> list[Cell]:
    """Points and areas of one square of the grid as one mark; no project is in both."""
    joined: dict[tuple[int, int], Cell] = {}
    for across, along, cell in found:
        other = joined.get((across, along))
        joined[across, along] = cell if other is None else _together(cell, other)
    return list(joined.values())


def _together(one: Cell, other: Cell) -> Cell:
    total = one.projects + other.projects
    return Cell(
        total,
        one.flagged + other.flagged,
        other.one,
        (one.longitude * one.projects + other.longitude * other.projects) / total,
        (one.latitude * one.projects + other.latitude * other.projects) / total,
    )


def lands(projects: QuerySet[Any], bounds: Bounds) -> list[dict[str, Any]]:
    """The areas of a frame that are large enough to be seen in it, the largest first."""
    least = (bounds.east - bounds.west) / _AREA_SEEN_AT
    found = model("SiteArea").objects.filter(
        _of(projects),
        west__lte=bounds.east,
        east__gte=bounds.west,
        south__lte=bounds.north,
        north__gte=bounds.south,
        east__gt=F("west") + least,
    )
    named = found.order_by("-area_m2", "pk").values(
        "ring", "label", "area_m2", code=F("project__code"), bucket=F("project__bucket")
    )
    return [dict(row) for row in named[:_MOST_AREAS]]


def extent(projects: QuerySet[Any]) -> Bounds | None:
    """The frame around all positions of the projects, in two queries; None without any."""
    point = (
        model("SitePoint")
        .objects.filter(_of(projects))
        .aggregate(
            west=Min("longitude"),
            south=Min("latitude"),
            east=Max("longitude"),
            north=Max("latitude"),
        )
    )
    area = (
        model("SiteArea")
        .objects.filter(_of(projects))
        .aggregate(west=Min("west"), south=Min("south"), east=Max("east"), north=Max("north"))
    )
    known = [Bounds(**each) for each in (point, area) if each["west"] is not None]
    return around(known)


def around(known: Iterable[Bounds]) -> Bounds | None:
    """The frame around several; None around nothing."""
    sides = list(known)
    if not sides:
        return None
    return Bounds(
        min(each.west for each in sides),
        min(each.south for each in sides),
        max(each.east for each in sides),
        max(each.north for each in sides),
    )


def unplaced(projects: QuerySet[Any]) -> QuerySet[Any]:
    """Those of the projects without a point or an area."""
    return projects.filter(~with_position())


def by_place(projects: QuerySet[Any]) -> dict[int, int]:
    """How many of the projects without a position lie in each place with an outline."""
    through = model("Project").units.through.objects.filter(
        Exists(model("PlaceOutline").objects.filter(unit=OuterRef("administrativeunit"))),
        project__in=unplaced(projects).values("pk"),
    )
    rows = through.values("administrativeunit").annotate(n=Count("project_id", distinct=True))
    return {row["administrativeunit"]: row["n"] for row in rows.order_by()}
