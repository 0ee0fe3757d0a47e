"""Plans a project is held against, and the criteria of the province: their pages and section."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.access import requires
from accounts.permissions import Permission
from projects.actions import weighing
from projects.forms.weighing import CriteriaForm, PlanningForm
from projects.models import Project
from projects.views.answering import Act, Page, answer, visible_project
from projects.views.editing import pages


@pages
@requires(Permission.APPRAISE)
def plan_add(request: HttpRequest, code: str) -> HttpResponse:
    """Hold a project against a plan."""
    project = visible_project(request, code)
    act = Act(
        PlanningForm,
        lambda form, hand: weighing.add_plan(**hand, project_id=project.pk, facts=form.facts()),
        _("The plan is recorded."),
        _("Save the plan"),
    )
    return answer(request, _page(_("Compare with a plan"), project, act))


@pages
@requires(Permission.APPRAISE)
def plan_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Correct it."""
    project = visible_project(request, code)
    row = get_object_or_404(project.planning, pk=pk)
    act = Act(
        PlanningForm,
        lambda form, hand: weighing.change_plan(**hand, seen=form.seen, facts=form.facts()),
        _("Saved: %(fields)s."),
        _("Save the plan"),
        row=row,
    )
    return answer(request, _page(_("Compare with a plan"), project, act))


@pages
@requires(Permission.APPRAISE)
def criteria(request: HttpRequest, code: str) -> HttpResponse:
    """What a project promises and has reached."""
    project = visible_project(request, code)
    act = Act(
        CriteriaForm,
        lambda form, hand: weighing.weigh(**hand, seen=form.seen, weights=form.weights()),
        _("The criteria are recorded."),
        _("Save the criteria"),
        row=project,
    )
    lede = _("Promised in the dossier; reached as the investor reports and the agency checks.")
    return answer(request, _page(_("Criteria of the province"), project, act, lede))


def _page(heading: Any, project: Project, act: Act, lede: Any = "") -> Page:
    back = reverse("projects:detail", args=[project.code]) + "#de-xuat"
    return Page(heading, [act], project, lede, back_url=back, clocks=False)
