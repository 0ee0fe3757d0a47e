"""What forms about places on the ground share: the meridian, and why a file is not read."""

from __future__ import annotations

from decimal import Decimal

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vn.boundary import MERIDIANS, meridian_text
from vn.geojson import BadFile

DEGREES = "wgs84"
IN_DEGREES = (DEGREES, _("Longitude and latitude (WGS 84)"))
IN_METRES = [
    (f"{each:f}", format_lazy(_("VN-2000, central meridian {m}"), m=meridian_text(each)))
    for each in MERIDIANS
]

_FILES: dict[str, Promise] = {
    "not_json": _("This is not a GeoJSON file. Export it again as GeoJSON (.geojson) in UTF-8."),
    "not_geojson": _("The file holds no shapes as GeoJSON knows them. Export it again as GeoJSON."),
    "too_deep": _("The file is nested too deeply. Export it again as a plain feature collection."),
    "too_many": _("The file holds too many shapes or corners. Split it, or simplify it first."),
    "crs": _(
        "The coordinate system “%(about)s” is not read here. Export the file in WGS 84, or in "
        "VN-2000 in a zone of three degrees."
    ),
    "meridian": _(
        "The coordinates are in metres, and the file does not say in which zone. Choose the central "
        "meridian of VN-2000."
    ),
    "outside": _("The point %(about)s lies outside Vietnam. Check the coordinate system."),
    "swapped": _(
        "At %(about)s the two coordinates seem to have changed places. GeoJSON gives the east first."
    ),
    "empty": _("The file holds no areas and no points."),
    "few_corners": _("Shape %(about)s has fewer than three corners."),
    "other_kind": _(
        "The file holds a shape of the kind %(about)s. Points, polygons and multi-polygons are read."
    ),
}


def why_not(bad: BadFile) -> str:
    """Why a file is not read, and what to do."""
    return str(_FILES[bad.code]) % {"about": bad.about}


def meridian_of(key: str) -> Decimal | None:
    """The meridian of a choice; None for longitude and latitude."""
    return None if key in ("", DEGREES) else Decimal(key)
