"""The outlines of places: taken from a file, looked at, written in the place of the old ones."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from accounts.workbooks import SentList, carried_on
from charts import Frame
from charts.geography import Place, Sheet, geography
from projects.actions import outlines as acts
from projects.actions.refusals import Refusal
from projects.forms.outlines import OutlineForm
from projects.maps import frame as map_frame
from projects.maps.outline_files import Matched, Row, best, matched, properties
from projects.models import PlaceOutline
from projects.querysets.positions import Bounds
from vn.numbers import group

WIDTH = 620
KEY = "thuoc-tinh"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.KEEP_OUTLINES)
def outlines(request: HttpRequest) -> HttpResponse:
    """What is on record; a file that is sent is shown, nothing is written yet."""
    form = OutlineForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        kept: SentList[Row] = form.cleaned_data["list"]
        return _preview(request, kept, best(kept.rows), form.cleaned_data)
    rows = PlaceOutline.objects.select_related("unit").order_by("unit__sort_key", "pk")
    context = {"form": form, "rows": [_told(row) for row in rows], "crumbs": _crumbs()}
    return render(request, "projects/outlines.html", context, status=422 if form.errors else 200)


@require_POST
@requires(Permission.KEEP_OUTLINES)
def write(request: HttpRequest) -> HttpResponse:
    """Look at the file under another of its properties, or write what is shown."""
    kept = carried_on(request.POST.get("rows", ""), Row)
    if kept is None:
        messages.error(request, gettext("The list is no longer there. Send the file again."))
        return redirect("projects:outlines")
    found = matched(kept.rows, request.POST.get(KEY, ""))
    typed = {
        "carried": request.POST["rows"],
        "source": request.POST.get("source", "").replace("\0", "")[:300],
        "tolerance": request.POST.get("tolerance", ""),
    }
    if "look" in request.POST:
        return _preview(request, kept, found, typed)
    try:
        count = acts.replace(
            by=signed_in(request),
            outlines=found.outlines,
            source=typed["source"],
            sha256=kept.source.sha256,
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return _preview(request, kept, found, typed)
    messages.success(request, gettext("Outlines written: %(count)s.") % {"count": count})
    return redirect("projects:outlines")


def _preview(
    request: HttpRequest, kept: SentList[Row], found: Matched, typed: dict[str, Any]
) -> HttpResponse:
    rows = [each.row for each in found.matches]
    drawn = sum(len(ring) for row in rows for ring in row.rings)
    context = {
        "name": kept.source.name,
        "rows": typed["carried"],
        "source": typed["source"],
        "tolerance": typed["tolerance"],
        "properties": properties(kept.rows),
        "key": found.key,
        "matches": sorted(found.matches, key=lambda each: len(each.units) == 1),
        "found": len(found.found),
        "left_out": len(found.matches) - len(found.found),
        "corners": (group(sum(row.corners for row in rows)), group(drawn)),
        "holes": sum(row.holes for row in rows),
        "before": PlaceOutline.objects.count(),
        "drawn": _drawn(found),
        "crumbs": [*_crumbs(), (gettext("Outlines of places"), reverse("projects:outlines"))],
    }
    return render(request, "projects/outlines_preview.html", context)


def _drawn(found: Matched) -> str:
    """The outlines that will be written, as the map will draw them."""
    places = [
        Place(each.units[0].name, each.row.rings, each.units[0].level == "province")
        for each in found.found
        if each.row.rings
    ]
    corners = [corner for each in places for ring in each.rings for corner in ring]
    if not corners:
        return ""
    across, along = zip(*corners, strict=True)
    around = map_frame.fitted(Bounds(min(across), min(along), max(across), max(along)))
    frame = Frame(
        "ranh-gioi-moi",
        gettext("Outlines of the file"),
        gettext("As the map will draw them"),
        WIDTH,
    )
    places.sort(key=lambda each: not each.is_whole)
    made = geography(frame, map_frame.view_of(around, WIDTH), Sheet(places), static("icons.svg"))
    return mark_safe(made)  # noqa: S308 -- charts escape what they write


def _told(row: PlaceOutline) -> dict[str, Any]:
    return {
        "name": row.unit.name,
        "code": row.unit.code,
        "corners": group(sum(len(ring) for ring in row.rings)),
        "source": row.source,
        "on": row.recorded_at,
    }


def _crumbs() -> list[tuple[str, str]]:
    return [(gettext("Map of projects"), reverse("projects:map"))]
