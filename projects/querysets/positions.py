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

from django.db.models import (
    Avg,
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Floor

from deadlines.queries import IS_SERIOUS
from deadlines.rules.severity import ADVISORY, SERIOUS, WARNING
from projects.querysets.fact_rows import model

_ACROSS = 16
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


_EVERYWHERE = Bounds(-180, -90, 180, 90)


@dataclass(frozen=True, slots=True)
class Cell:
    """Projects close together: how many, how many flagged and how gravely (0: none), one of them,
    and where they lie."""

    projects: int
    flagged: int
    worst: int
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


def cells(projects: QuerySet[Any], bounds: Bounds, flags: QuerySet[Any] | None) -> list[Cell]:
    """The marks of a frame, in two queries; `flags`: the live flags a person may know of.

    The grid is laid over the globe, not over the frame, so that moving it gathers nothing anew.
    """
    side = 2.0 ** math.ceil(math.log2((bounds.east - bounds.west) / _ACROSS))
    steps = {
        "across": Floor(F("longitude") / side),
        "along": Floor(F("latitude") / (side * 0.9)),
    }
    counted, worst = _gravity(flags)
    found: dict[tuple[int, int], Cell] = {}
    for rows in (_points(projects, bounds), _areas(projects, bounds)):
        gathered = (
            rows.annotate(**steps)
            .order_by()
            .values("across", "along")
            .annotate(
                projects=Count("project_id", distinct=True),
                flagged=Count("project_id", distinct=True, filter=counted),
                worst=Max(worst),
                one=Min("project_id"),
                x=Avg("longitude"),
                y=Avg("latitude"),
            )
        )
        for row in gathered:
            cell = Cell(*(row[name] for name in ("projects", "flagged", "worst", "one", "x", "y")))
            square = row["across"], row["along"]
            found[square] = together(cell, found[square]) if square in found else cell
    return list(found.values())


def _gravity(flags: QuerySet[Any] | None) -> tuple[Q, Case]:
    """Whether a position is of a project with a flag, and the gravest rank among its flags."""
    if flags is None:
        return Q(pk=None), Case(default=Value(0), output_field=IntegerField())
    named = flags.filter(project_id__isnull=False)
    ranks = [
        When(project_id__in=named.filter(rank).values("project_id"), then=Value(value))
        for value, rank in ((SERIOUS, IS_SERIOUS), (WARNING, Q(advisory=False)))
    ]
    any_flag = Q(project_id__in=named.values("project_id"))
    other = When(any_flag, then=Value(ADVISORY))
    return any_flag, Case(*ranks, other, default=Value(0), output_field=IntegerField())


def together(one: Cell, other: Cell) -> Cell:
    """Two of them as one; no project is in both."""
    total = one.projects + other.projects
    return Cell(
        total,
        one.flagged + other.flagged,
        max(one.worst, other.worst),
        other.one,
        (one.longitude * one.projects + other.longitude * other.projects) / total,
        (one.latitude * one.projects + other.latitude * other.projects) / total,
    )


def apart(found: Iterable[Cell], wide: float, high: float) -> list[Cell]:
    """The same with those together that lie nearer than so many degrees: their marks would touch."""
    kept: list[Cell] = []
    for cell in sorted(found, key=lambda each: -each.projects):
        for at, other in enumerate(kept):
            across = abs(cell.longitude - other.longitude) / wide
            along = abs(cell.latitude - other.latitude) / high
            if across * across + along * along < 1:
                kept[at] = together(cell, other)
                break
        else:
            kept.append(cell)
    return kept


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


def standing(projects: QuerySet[Any], bounds: Bounds | None = None) -> int:
    """How many of the projects have a position, in the frame or anywhere; two queries."""
    frame = bounds or _EVERYWHERE
    return sum(
        rows.aggregate(n=Count("project_id", distinct=True))["n"]
        for rows in (_points(projects, frame), _areas(projects, frame))
    )


def by_place(projects: QuerySet[Any]) -> dict[int, int]:
    """How many of the projects without a position lie in each place with an outline."""
    through = model("Project").units.through.objects.filter(
        _of(projects),
        ~Q(project__in=model("SitePoint").objects.values("project")),
        ~Q(project__in=model("SiteArea").objects.values("project")),
        administrativeunit__in=model("PlaceOutline").objects.values("unit"),
    )
    rows = through.values("administrativeunit").annotate(n=Count("project_id", distinct=True))
    return {row["administrativeunit"]: row["n"] for row in rows.order_by()}
