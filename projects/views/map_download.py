"""The projects of a frame of the map as GeoJSON, for the province's own programs."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from projects.actions.exporting import Taken, note_taken
from projects.filters.registry import BUCKETS
from projects.lists.columns import BY_KEY, offered
from projects.lists.question import ListQuestion
from projects.lists.reading import few_places
from projects.lists.values import values_of
from projects.maps import frame as map_frame
from projects.maps.frame import FRAME
from projects.models import SiteArea, SitePoint
from projects.querysets import positions

_PIECE = 500
_COLUMNS = ("ma", "ten", "dia_ban", "von", "dien_tich", "tinh_trang", "canh_bao")


@require_safe
@requires(Permission.VIEW_REGISTRY)
def geojson(request: HttpRequest) -> StreamingHttpResponse:
    """Points and areas of the projects in the frame (all of them without one), in WGS 84."""
    user = signed_in(request)
    question = ListQuestion(user, request.GET, on=timezone.localdate())
    frame = map_frame.read_frame(request.GET.get(FRAME, ""))
    found = question.found
    if frame is None:
        here = found.filter(positions.with_position())
    else:
        here = positions.within(found, frame)
    ids = list(here.order_by("pk").values_list("pk", flat=True))
    if request.method == "GET":
        taken = Taken(
            name=gettext("Map of projects"),
            query=request.GET.urlencode(),
            form="geojson",
            rows=len(ids),
        )
        note_taken(by=user, taken=taken)
    answer = StreamingHttpResponse(_written(question, ids), content_type="application/geo+json")
    name = f"du-an-{timezone.localtime():%Y%m%d-%H%M}.geojson"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _written(question: ListQuestion, ids: Sequence[int]) -> Iterator[str]:
    """The collection piece by piece; a line for each feature."""
    yield '{"type":"FeatureCollection","features":[\n'
    before = ""
    for start in range(0, len(ids), _PIECE):
        for feature in _features(question, ids[start : start + _PIECE]):
            yield before + json.dumps(feature, ensure_ascii=False)
            before = ",\n"
    yield "\n]}\n"


def _features(question: ListQuestion, ids: Sequence[int]) -> Iterator[dict[str, Any]]:
    columns = [BY_KEY[key] for key in _COLUMNS if BY_KEY[key] in offered(question.user)]
    drawn = _drawn(ids)
    for row in values_of(ids, columns, question.user, on=question.on):
        for geometry, about in drawn[row["pk"]]:
            yield {
                "type": "Feature",
                "geometry": geometry,
                "properties": _told(row) | about,
            }


def _told(row: dict[str, Any]) -> dict[str, Any]:
    told = {
        "ma": row["c_code"],
        "ten": row["c_ten"],
        "dia_ban": few_places(row),
        "tinh_trang": str(BUCKETS[row["c_bucket"]]),
        "von_dang_ky_dong": row["c_von"],
        "duong_dan": reverse("projects:detail", args=[row["c_code"]]),
    }
    if "flags" in row:
        told["canh_bao"] = [words for _mark, words, _advisory in row["flags"] or []]
    return told


def _drawn(ids: Sequence[int]) -> dict[int, list[tuple[dict[str, Any], dict[str, Any]]]]:
    """Geometries of these projects with what is known of each, in two queries."""
    found: dict[int, list[tuple[dict[str, Any], dict[str, Any]]]] = defaultdict(list)
    for point in SitePoint.objects.filter(project__in=ids).order_by("pk"):
        place = [point.longitude, point.latitude]
        about = {"nhan": point.label, "nguon": point.source}
        found[point.project_id].append(({"type": "Point", "coordinates": place}, about))
    for area in SiteArea.objects.filter(project__in=ids).order_by("pk"):
        ring = [*area.ring, area.ring[0]]
        shape = {"type": "Polygon", "coordinates": [ring]}
        size = {"dien_tich_m2": float(area.area_m2)}
        found[area.project_id].append((shape, {"nhan": area.label, "nguon": area.source} | size))
    return found
