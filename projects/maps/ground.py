"""The land of one project on a small map: its areas, its points, what is just being entered."""

from __future__ import annotations

from collections.abc import Sequence

from django.templatetags.static import static
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from accounts.models import User
from charts import Frame
from charts.geography import Ground, Mark, Sheet, geography
from projects.maps import frame as map_frame
from projects.maps.outlines import ANYWHERE, outlines, places_in
from projects.models import PlaceOutline, Project, SiteArea, SitePoint
from projects.querysets import positions
from projects.querysets.positions import Bounds
from vn.areas import ha_text

WIDTH = 520

Shape = Sequence[Sequence[float]]
"""Corners in longitude and latitude; a single one is a point."""

_NEW = "new"


def project_ground(project: Project, shape: Shape = ()) -> str:
    """Two queries; empty where there is nothing to draw. `shape`: one corner is a point."""
    areas, points = list(project.site_areas.all()), list(project.site_points.all())
    return ground_of(areas, points, [shape])


def ground_of(
    areas: Sequence[SiteArea], points: Sequence[SitePoint], shapes: Sequence[Shape] = ()
) -> str:
    """The same for rows that are already read, with several shapes that are not on record yet."""
    corners = [corner for area in areas for corner in area.ring]
    corners += [(point.longitude, point.latitude) for point in points]
    corners += [(corner[0], corner[1]) for shape in shapes for corner in shape]
    if not corners:
        return ""
    across, along = zip(*corners, strict=True)
    frame = map_frame.fitted(Bounds(min(across), min(along), max(across), max(along)))
    typed = gettext("As it was just typed")
    grounds = [_ground(area) for area in areas]
    grounds += [Ground(shape, _NEW, typed) for shape in shapes if len(shape) > 1]
    marks = [_mark(point.longitude, point.latitude, point.label) for point in points]
    marks += [
        _mark(one[0], one[1], typed, chosen=True) for one, *more in filter(None, shapes) if not more
    ]
    words = ", ".join([each.title for each in grounds] + [each.title for each in marks])
    made = geography(
        Frame("ranh-gioi-ve", gettext("Land and points of the project"), words, width=WIDTH),
        map_frame.view_of(frame, WIDTH),
        Sheet(grounds=grounds, marks=marks),
        static("icons.svg"),
    )
    return mark_safe(made)  # noqa: S308 -- charts escape what they write


def _ground(area: SiteArea) -> Ground:
    return Ground(area.ring, "own", f"{area.label}: {ha_text(area.area_m2)} ha")


def _mark(longitude: float, latitude: float, label: str, *, chosen: bool = False) -> Mark:
    return Mark(longitude, latitude, label, "", symbol="i-map-pin", css="pin", is_chosen=chosen)


def frame_of(project: Project) -> Bounds:
    """Where drawing begins: around what the project has, else its places, else the province."""
    rows: list[SiteArea | SitePoint] = [*project.site_areas.all(), *project.site_points.all()]
    known = positions.around(_bounds(row) for row in rows)
    if known is None:
        own = PlaceOutline.objects.filter(unit__projects=project)
        known = positions.around(_bounds(row) for row in own)
    known = known or positions.around(_bounds(row) for row in PlaceOutline.objects.all())
    return map_frame.fitted(known or ANYWHERE)


def around(project: Project, user: User, frame: Bounds) -> Sheet:
    """Outlines of places, land of projects this person may know of, points of the project."""
    lands = positions.lands(Project.objects.visible_to(user), frame)
    return Sheet(
        places=places_in(outlines(), frame),
        grounds=[
            Ground(
                row["ring"],
                "own" if row["code"] == project.code else "unk",
                f"{row['code']}, {row['label']}",
            )
            for row in lands
        ],
        marks=[
            _mark(each.longitude, each.latitude, each.label) for each in project.site_points.all()
        ],
    )


def _bounds(row: SiteArea | SitePoint | PlaceOutline) -> Bounds:
    if isinstance(row, SitePoint):
        return Bounds(row.longitude, row.latitude, row.longitude, row.latitude)
    return Bounds(row.west, row.south, row.east, row.north)
