"""Land on the project page: areas, what they share with others, points, a drawing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from projects.maps.ground import ground_of
from projects.models import Project, SiteArea, SitePoint
from projects.querysets.appraisal_facts import areas_of
from projects.rules.appraisal import TOLERANCE_M2
from projects.views.sight import Sight
from vn.areas import ha_text
from vn.boundary import meridian_text
from vn.numbers import decimal_text, group


def section(sight: Sight) -> dict[str, Any]:
    """Each area with its size; overlaps name only projects the person may know of."""
    project = sight.record.project
    rows = list(project.site_areas.select_related("tranche"))
    points = list(project.site_points.all())
    if not rows and not points:
        return {"areas": [], "area_points": [], "areas_sum": {}, "areas_drawn": ""}
    shared = _shared(sight, rows) if rows else {}
    return {
        "areas": [_row(row, sight, shared.get(row.pk, [])) for row in rows],
        "area_points": [_point(point, sight) for point in points],
        "areas_sum": _sum(project, rows) if rows else {},
        "areas_drawn": ground_of(rows, points),
    }


def _row(row: SiteArea, sight: Sight, shared: list[dict[str, str]]) -> dict[str, Any]:
    edits = "area_add" in sight.links
    notation = gettext("Longitude and latitude (WGS 84)")
    if row.meridian is not None:
        notation = f"VN-2000 {meridian_text(row.meridian)}"
    return {
        "pk": row.pk,
        "label": row.label,
        "tranche": str(row.tranche or ""),
        "ha": ha_text(row.area_m2),
        "m2": decimal_text(row.area_m2, 2, trim=True),
        "points": len(row.ring),
        "notation": notation,
        "source": row.source,
        "shared": shared,
        "url": (
            reverse("projects:area_edit", args=[sight.record.project.code, row.pk]) if edits else ""
        ),
    }


def _point(row: SitePoint, sight: Sight) -> dict[str, Any]:
    """A point as it was given, and in degrees."""
    given = row.point_text
    if row.meridian is not None:
        given = f"{given} (VN-2000 {meridian_text(row.meridian)})"
    code = sight.record.project.code
    return {
        "pk": row.pk,
        "label": row.label,
        "place": f"{row.latitude:.6f}, {row.longitude:.6f}",
        "given": given,
        "source": row.source,
        "url": (
            reverse("projects:point_edit", args=[code, row.pk])
            if "point_add" in sight.links
            else ""
        ),
    }


def _shared(sight: Sight, rows: list[SiteArea]) -> dict[int, list[dict[str, str]]]:
    """By area: the size of each overlap, with the other project where it may be named."""
    project = sight.record.project
    found = {
        area.id: [each for each in area.overlaps if each.m2 > TOLERANCE_M2]
        for area in areas_of([project.pk]).get(project.pk, ())
    }
    others = {each.other_id for overlaps in found.values() for each in overlaps}
    visible = Project.objects.visible_to(sight.user).values("pk")
    names = {
        area.pk: area.project
        for area in SiteArea.objects.filter(pk__in=others, project__in=visible).select_related(
            "project"
        )
    }
    return {
        pk: [_overlap(each.m2, names.get(each.other_id)) for each in overlaps]
        for pk, overlaps in found.items()
    }


def _overlap(m2: int, other: Project | None) -> dict[str, str]:
    if other is None:
        return {"m2": group(m2), "name": gettext("another project"), "url": ""}
    url = reverse("projects:detail", args=[other.code]) + "#ranh-gioi"
    return {"m2": group(m2), "name": f"{other.code} {other.name}", "url": url}


def _sum(project: Project, rows: list[SiteArea]) -> dict[str, str]:
    """The area within the boundaries against the area on record."""
    total = sum((row.area_m2 for row in rows), Decimal(0))
    known = project.land_area_m2
    said = {"drawn": ha_text(total), "known": ha_text(known) if known is not None else ""}
    if known is not None:
        apart = total - known
        sign = "+" if apart > 0 else "−" if apart < 0 else ""
        said["apart"] = f"{sign}{group(round(abs(apart)))} m²"
    return said
