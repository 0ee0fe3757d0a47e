"""The demonstration's map: schematic outlines, points of most projects, the land of some."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random

from accounts.actions.demonstration import Places
from accounts.demo import communes
from accounts.models import User
from projects.actions import outlines
from projects.demo import ground
from projects.models import Project, SiteArea, SitePoint
from vn.boundary import read

_PROVINCE = "MH-T"
_SOURCE = "Tọa độ minh họa"
_EVERY_AREA = 9
"""Of the projects with a point, one in so many has its boundary too."""
_LEFT_OUT = 4
"""One project in so many has no position, so that the map shows what is missing."""
_MOST_HECTARES = 400.0


def draw_map(*, projects: Sequence[Project], places: Places, by: User | None) -> None:
    """Outline the communes, and put most projects into theirs; no two areas touch."""
    whole, rings = ground.outlines(len(communes()))
    by_unit = {
        places.units[code].pk: ring
        for (code, _agency, _name, _district), ring in zip(communes(), rings, strict=True)
    }
    outlines.replace(
        by=by,
        outlines={unit: [ring] for unit, ring in by_unit.items()}
        | {places.units[_PROVINCE].pk: [whole]},
        source=ground.SOURCE,
    )
    random = Random(ground.SEED)  # noqa: S311 -- invented places, no secret
    points = list(_points(projects, by_unit, random, by))
    SitePoint.objects.bulk_create(points)
    SiteArea.objects.bulk_create(
        _area(point, random) for point in points[::_EVERY_AREA] if point.project.land_area_m2
    )


def _points(
    projects: Sequence[Project],
    by_unit: Mapping[int, Sequence[ground.Corner]],
    random: Random,
    by: User | None,
) -> Iterator[SitePoint]:
    through = Project.units.through.objects.filter(project__in=projects).order_by("-pk")
    unit_of = dict(through.values_list("project_id", "administrativeunit_id"))
    spots = {unit: ground.spots(ring, random) for unit, ring in by_unit.items()}
    for number, project in enumerate(projects):
        found = spots.get(unit_of.get(project.pk, 0))
        if found is None or number % _LEFT_OUT == 0:
            continue
        longitude, latitude = next(found)
        yield SitePoint(
            project=project,
            label="Vị trí dự án",
            point_text=f"{latitude}, {longitude}",
            longitude=longitude,
            latitude=latitude,
            source=_SOURCE,
            recorded_by_id=by.pk if by else None,
        )


def _area(point: SitePoint, random: Random) -> SiteArea:
    hectares = min(float(point.project.land_area_m2 or 0) / 10_000, _MOST_HECTARES)
    ring = ground.plot((point.longitude, point.latitude), hectares, random)
    table = "\n".join(f"{number} {x} {y}" for number, (x, y) in enumerate(ring, 1))
    found = read(table, None)
    west, south, east, north = found.bounds
    return SiteArea(
        project=point.project,
        label="Khu đất dự án",
        points_text=table,
        ring=[list(corner) for corner in found.ring],
        area_m2=found.area_m2,
        west=west,
        south=south,
        east=east,
        north=north,
        source=_SOURCE,
        recorded_by_id=point.recorded_by_id,
    )
