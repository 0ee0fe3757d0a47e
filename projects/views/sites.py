"""The boundary of a project: recorded and corrected."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.access import requires
from accounts.permissions import Permission
from projects.actions import sites
from projects.forms.sites import AreaForm
from projects.models import Project
from projects.views.answering import Act, Page, answer, visible_project
from projects.views.editing import pages


@pages
@requires(Permission.EDIT_LAND)
def add(request: HttpRequest, code: str) -> HttpResponse:
    """Record an area by its table of points."""
    project = visible_project(request, code)
    act = Act(
        AreaForm,
        lambda form, hand: sites.add(**hand, project_id=project.pk, facts=form.facts()),
        _("The boundary is recorded."),
        _("Save the boundary"),
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
    )
    return answer(request, _page(_("Correct a boundary"), project, act))


def _page(heading: Any, project: Project, act: Act) -> Page:
    back = reverse("projects:detail", args=[project.code]) + "#ranh-gioi"
    lede = _("The table is converted to longitude and latitude here; nothing leaves the portal.")
    return Page(heading, [act], project, lede, back_url=back)
