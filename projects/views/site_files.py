"""The land of a project from a file: read, looked at, recorded together."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from accounts.workbooks import SentList, carried_on
from projects.actions.site_import import bring_in
from projects.forms.positions import why_no_point
from projects.forms.site_files import SiteFileForm
from projects.forms.sites import why_not
from projects.maps.doubts import doubt, overlaps
from projects.maps.ground import ground_of
from projects.maps.site_files import Row
from projects.models import Project
from projects.querysets.asked import only_asked
from projects.views.answering import visible_project
from projects.views.crumbs import crumb_of
from vn.areas import ha_text
from vn.boundary import BadTable, Boundary


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_LAND)
def bring(request: HttpRequest, code: str) -> HttpResponse:
    """Take a file and show what it holds; nothing is written yet."""
    project = _project(request, code)
    form = SiteFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        return _preview(request, project, found["list"], found["source"])
    context = {"form": form, "project": project, "crumbs": _crumbs(project)}
    return render(request, "projects/site_file.html", context, status=422 if form.errors else 200)


@require_POST
@requires(Permission.EDIT_LAND)
def write(request: HttpRequest, code: str) -> HttpResponse:
    """Record every shape that was shown, or none."""
    project = _project(request, code)
    kept = carried_on(request.POST.get("rows", ""), Row)
    if kept is None:
        messages.error(request, gettext("The list is no longer there. Send the file again."))
        return redirect("projects:site_import", code)
    source = request.POST.get("source", "").replace("\0", "")[:200]
    rows = _told(request, project, kept)
    doubtful = any(row["doubt"] for row in rows) and not request.POST.get("is_sure")
    if doubtful or any(row["error"] for row in rows):
        return _preview(request, project, kept, source)
    count = bring_in(
        by=signed_in(request),
        on=timezone.localdate(),
        at=timezone.now(),
        project_id=project.pk,
        facts=[row.facts(source) for row in kept.rows],
    )
    messages.success(
        request, gettext("Boundaries and points recorded: %(count)s.") % {"count": count}
    )
    return redirect(reverse("projects:detail", args=[code]) + "#ranh-gioi")


def _project(request: HttpRequest, code: str) -> Project:
    project = visible_project(request, code)
    if only_asked(signed_in(request), project):
        raise PermissionDenied
    return project


def _preview(
    request: HttpRequest, project: Project, kept: SentList[Row], source: str
) -> HttpResponse:
    rows = _told(request, project, kept)
    wrong = sum(bool(row["error"]) for row in rows)
    doubtful = sum(bool(row["doubt"]) for row in rows)
    areas = list(project.site_areas.all())
    context = {
        "project": project,
        "name": kept.source.name,
        "lines": rows,
        "wrong": wrong,
        "doubtful": doubtful,
        "rows": "" if wrong else kept.carried(),
        "source": source,
        "drawn": ground_of(
            areas, list(project.site_points.all()), shapes=[r["shape"] for r in rows]
        ),
        "crumbs": [
            *_crumbs(project),
            (
                gettext("Take the land from a file"),
                reverse("projects:site_import", args=[project.code]),
            ),
        ],
    }
    return render(request, "projects/site_file_preview.html", context, status=422 if wrong else 200)


def _told(request: HttpRequest, project: Project, kept: SentList[Row]) -> list[dict[str, Any]]:
    return [_row(request, project, row) for row in kept.rows]


def _row(request: HttpRequest, project: Project, row: Row) -> dict[str, Any]:
    """What a shape is, what it shares, and what speaks against it."""
    told: dict[str, Any] = {"label": row.label, "said": "", "shares": [], "doubt": "", "shape": []}
    if row.holes:
        error = gettext("The area has a gap within it. Split it into parts without one.")
        return told | {"error": error}
    try:
        found = row.read()
    except BadTable as bad:
        return told | {"error": why_not(bad) if row.kind == "area" else why_no_point(bad)}
    told["error"] = ""
    if isinstance(found, Boundary):
        west, south, east, north = found.bounds
        words = {"ha": ha_text(found.area_m2), "n": len(found.ring)}
        told["said"] = gettext("%(ha)s ha within %(n)s points.") % words
        told["shares"] = overlaps(project, found.ring, signed_in(request), besides=None)
        told["doubt"] = doubt(project, (west + east) / 2, (south + north) / 2)
        return told | {"shape": found.ring}
    told["said"] = f"{found.latitude:.6f}, {found.longitude:.6f}"
    told["doubt"] = doubt(project, found.longitude, found.latitude)
    return told | {"shape": [(found.longitude, found.latitude)]}


def _crumbs(project: Project) -> list[tuple[str, str]]:
    return [
        crumb_of(project),
        (f"{project.code} {project.name}", reverse("projects:detail", args=[project.code])),
    ]
