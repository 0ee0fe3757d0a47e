"""The land of a project: areas by their boundary and points, recorded, corrected, taken out."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from charts import Frame
from charts.geography import geography
from projects.actions import site_points, sites
from projects.forms.positions import PointForm
from projects.forms.relations import ReasonForm
from projects.forms.sites import AreaForm
from projects.maps import frame as map_frame
from projects.maps import ground as project_ground
from projects.maps.frame import FRAME
from projects.models import Project
from projects.views.answering import Act, Page, answer, visible_project
from projects.views.editing import pages

_TEMPLATE = "projects/edit_place.html"
CANVAS = 720


@pages
@requires(Permission.EDIT_LAND)
def add(request: HttpRequest, code: str) -> HttpResponse:
    """Record an area by its table of points, typed or drawn."""
    project = visible_project(request, code)
    act = Act(
        AreaForm,
        lambda form, hand: sites.add(**hand, project_id=project.pk, facts=form.facts()),
        _("The boundary is recorded."),
        _("Save the boundary"),
        review=_("Look at it before saving"),
    )
    return answer(request, _page(_("Add a boundary"), project, act))


@pages
@requires(Permission.EDIT_LAND)
def edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Correct an area on record."""
    project = visible_project(request, code)
    row = get_object_or_404(project.site_areas.select_related("tranche"), pk=pk)
    act = Act(
        AreaForm,
        lambda form, hand: sites.change(**hand, seen=form.seen, facts=form.facts()),
        _("Saved: %(fields)s."),
        _("Save the boundary"),
        row=row,
        review=_("Look at it before saving"),
    )
    remove = reverse("projects:area_remove", args=[code, pk])
    links = [(_("Remove the boundary"), remove)]
    return answer(request, _page(_("Correct a boundary"), project, act, links=links))


@pages
@requires(Permission.EDIT_LAND)
def remove(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take an area out, for a reason."""
    project = visible_project(request, code)
    row = get_object_or_404(project.site_areas.select_related("tranche"), pk=pk)
    act = Act(
        ReasonForm,
        lambda form, hand: sites.remove(**hand, seen=form.seen, reason=form.reason_given),
        _("The boundary is removed. The history keeps its table."),
        _("Remove the boundary"),
        row=row,
    )
    page = Page(_("Remove a boundary"), [act], project, back_url=_back(project))
    page.more["facts"] = [(row.label, f"{row.area_m2} m²")]
    return answer(request, page)


@pages
@requires(Permission.EDIT_LAND)
def point_add(request: HttpRequest, code: str) -> HttpResponse:
    """Record a point, typed or pressed on the map."""
    project = visible_project(request, code)
    act = Act(
        PointForm,
        lambda form, hand: site_points.add(**hand, project_id=project.pk, facts=form.facts()),
        _("The point is recorded."),
        _("Save the point"),
        review=_("Look at it before saving"),
    )
    return answer(request, _page(_("Add a point"), project, act))


@pages
@requires(Permission.EDIT_LAND)
def point_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Correct a point on record."""
    project = visible_project(request, code)
    row = get_object_or_404(project.site_points, pk=pk)
    act = Act(
        PointForm,
        lambda form, hand: site_points.change(**hand, seen=form.seen, facts=form.facts()),
        _("Saved: %(fields)s."),
        _("Save the point"),
        row=row,
        review=_("Look at it before saving"),
    )
    links = [(_("Remove the point"), reverse("projects:point_remove", args=[code, pk]))]
    return answer(request, _page(_("Correct a point"), project, act, links=links))


@pages
@requires(Permission.EDIT_LAND)
def point_remove(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a point out, for a reason."""
    project = visible_project(request, code)
    row = get_object_or_404(project.site_points, pk=pk)
    act = Act(
        ReasonForm,
        lambda form, hand: site_points.remove(**hand, seen=form.seen, reason=form.reason_given),
        _("The point is removed. The history keeps where it was."),
        _("Remove the point"),
        row=row,
    )
    page = Page(_("Remove a point"), [act], project, back_url=_back(project))
    page.more["facts"] = [(row.label, row.point_text)]
    return answer(request, page)


@require_safe
@requires(Permission.EDIT_LAND)
def ground(request: HttpRequest, code: str) -> HttpResponse:
    """What lies under the hand that draws: outlines, and the land of projects one may know of."""
    project = visible_project(request, code)
    frame = map_frame.read_frame(request.GET.get(FRAME, ""))
    frame = frame or project_ground.frame_of(project)
    sheet = project_ground.around(project, signed_in(request), frame)
    words = Frame(
        "nen-ve", gettext("Ground to draw on"), gettext("Press to add a point"), width=CANVAS
    )
    made = geography(words, map_frame.view_of(frame, CANVAS), sheet, static("icons.svg"))
    drawn = mark_safe(made)  # noqa: S308 -- charts escape what they write
    context = {"frame": map_frame.written(frame), "drawn": drawn}
    return render(request, "projects/_ground.html", context)


def _page(heading: Any, project: Project, act: Act, *, links: Any = ()) -> Page:
    lede = _("Coordinates are converted here; nothing leaves the portal.")
    page = Page(heading, [act], project, lede, template=_TEMPLATE, back_url=_back(project))
    page.more["links"] = links
    page.more["ground_url"] = reverse("projects:site_ground", args=[project.code])
    return page


def _back(project: Project) -> str:
    return reverse("projects:detail", args=[project.code]) + "#ranh-gioi"
