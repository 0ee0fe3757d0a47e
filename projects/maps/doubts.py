"""Whether a place may be meant otherwise, and whose land it shares: questions before it is saved.

A wrong central meridian moves a point by some 25 km for each quarter of a degree, which still is in
Vietnam. Outlines of the project's places answer first, then that of the province, then the median of
all positions on record. What cannot be compared is not doubted.
"""

from __future__ import annotations

import math
from typing import Any

import shapely
from django.db import connection
from django.utils.translation import gettext

from accounts.models import AdministrativeUnit, User
from charts.ground import METRES_PER_DEGREE
from projects.models import PlaceOutline, Project, SiteArea
from projects.rules.appraisal import TOLERANCE_M2
from vn.boundary import Ring, overlap_m2
from vn.numbers import group

_NEAR_KM = 2.0
"""Outlines are simplified for drawing, and land lies across them."""
_FAR_KM = 100.0

_MEDIAN = """
SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY longitude),
       percentile_disc(0.5) WITHIN GROUP (ORDER BY latitude)
FROM projects_sitepoint
"""


def doubt(project: Project, longitude: float, latitude: float) -> str:
    """Why the point looks misplaced, in words; empty where nothing speaks against it."""
    point = shapely.Point(longitude, latitude)
    outlines = list(PlaceOutline.objects.filter(unit__projects=project).select_related("unit"))
    if not outlines:
        whole = PlaceOutline.objects.filter(unit__level=AdministrativeUnit.Level.PROVINCE)
        outlines = list(whole.select_related("unit"))
    if outlines:
        far, nearest = min((_away(each, point), str(each.unit)) for each in outlines)
        if far <= _NEAR_KM:
            return ""
        said = gettext("The point lies %(km)s km outside %(place)s.")
        return said % {"km": f"{far:.0f}", "place": nearest}
    return _far_from_all(longitude, latitude)


def _away(outline: PlaceOutline, point: shapely.Point) -> float:
    """Kilometres from the outline; 0 within it."""
    rings: list[Any] = outline.rings
    nearest: float = min(shapely.Polygon(ring).distance(point) for ring in rings)
    return nearest * METRES_PER_DEGREE / 1000


def _far_from_all(longitude: float, latitude: float) -> str:
    with connection.cursor() as cursor:
        cursor.execute(_MEDIAN)
        middle = cursor.fetchone()
    if middle is None or middle[0] is None:
        return ""
    across = (longitude - middle[0]) * math.cos(math.radians(latitude))
    far = math.hypot(across, latitude - middle[1]) * METRES_PER_DEGREE / 1000
    if far <= _FAR_KM:
        return ""
    said = gettext("The point lies %(km)s km from the middle of all positions on record.")
    return said % {"km": f"{far:.0f}"}


def overlaps(project: Project, ring: Ring, user: User, *, besides: int | None) -> list[str]:
    """What the ring shares with areas of other projects, in words; `besides`: the area corrected.

    Another project is named only to who may know of it.
    """
    across, along = zip(*ring, strict=True)
    near = SiteArea.objects.exclude(project=project).filter(
        west__lt=max(across),
        east__gt=min(across),
        south__lt=max(along),
        north__gt=min(along),
    )
    near = near.exclude(project__legal_state__in=("terminated", "refused"))
    if besides is not None:
        near = near.exclude(pk=besides)
    visible = set(
        Project.objects.visible_to(user)
        .filter(site_areas__in=near.values("pk"))
        .values_list("pk", flat=True)
    )
    found = []
    for area in near.select_related("project").order_by("pk"):
        shared = overlap_m2(ring, area.ring)
        if shared > TOLERANCE_M2:
            known = area.project_id in visible
            name = (
                f"{area.project.code} {area.project.name}" if known else gettext("another project")
            )
            found.append(
                gettext("It shares %(m2)s m² with %(name)s.") % {"m2": group(shared), "name": name}
            )
    return found
