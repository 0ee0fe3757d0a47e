"""Suspension and resumption, the end of a project."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.access import requires
from accounts.permissions import Permission
from projects.actions import periods, terminating
from projects.forms.ending import TerminationForm
from projects.forms.periods import ResumptionForm, SuspensionForm
from projects.models import Project
from projects.views.answering import Act, Page, answer, visible_project
from projects.views.editing import pages


@pages
@requires(Permission.EDIT_PROJECT)
def suspend(request: HttpRequest, code: str) -> HttpResponse:
    """Record a suspension, or that a suspended project runs again."""
    project = visible_project(request, code)
    if project.legal_state == Project.LegalState.SUSPENDED:
        return answer(request, Page(_("Resume operation"), [_resume(project)], project))
    act = Act(
        form=SuspensionForm,
        save=lambda form, hand: periods.suspend(**hand, seen=form.seen, facts=form.facts()),
        said=_("Suspension recorded: the project is suspended."),
        button=_("Save suspension"),
        row=project,
    )
    lede = _("By the investor's notice, or by a decision. Deadlines do not stop by themselves.")
    return answer(request, Page(_("Suspend operation"), [act], project, lede))


@pages
@requires(Permission.EDIT_PROJECT)
def terminate(request: HttpRequest, code: str) -> HttpResponse:
    """Record the end of a project or of a part of it."""
    project = visible_project(request, code)
    act = Act(
        form=TerminationForm,
        save=lambda form, hand: terminating.terminate(
            **hand, seen=form.seen, facts=form.facts(), orders=form.orders()
        ),
        said=_("Termination recorded."),
        button=_("Terminate project"),
        row=project,
        review=_("Review the consequences"),
    )
    page = Page(_("Terminate project"), [act], project, template="projects/edit_terminate.html")
    return answer(request, page)


def _resume(project: Project) -> Act:
    return Act(
        form=ResumptionForm,
        save=lambda form, hand: periods.resume(**hand, seen=form.seen, resumed_date=form.day),
        said=_("Resumption recorded: the project is in force again."),
        button=_("Save resumption"),
        row=project,
    )
