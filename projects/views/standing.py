"""Time that does not count, suspension and resumption, the end of a project."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import requires
from accounts.permissions import Permission
from projects.actions import periods
from projects.forms.periods import (
    ExclusionEndForm,
    ExclusionForm,
    ResumptionForm,
    SuspensionForm,
    TerminationForm,
)
from projects.models import ExcludedPeriod, Project
from projects.views.answering import Act, Page, answer, visible_project
from projects.views.editing import pages
from vn.dates import day_text


@pages
@requires(Permission.EDIT_PROJECT)
def period_add(request: HttpRequest, code: str) -> HttpResponse:
    """Take days out of the clocks, by a document."""
    project = visible_project(request, code)
    act = Act(
        form=ExclusionForm,
        save=lambda form, hand: periods.exclude(**hand, project_id=project.pk, facts=form.facts()),
        said=_("Time not counted is recorded."),
        button=_("Save time not counted"),
    )
    lede = _("Days the law does not count, by the document that says so. Deadlines move with them.")
    return answer(request, Page(_("Record time not counted"), [act], project, lede))


@pages
@requires(Permission.EDIT_PROJECT)
def period_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Record or correct the last day that does not count."""
    project = visible_project(request, code)
    rows = project.excluded_periods.select_related("tranche", "schedule_item")
    row = get_object_or_404(rows, pk=pk)
    act = Act(
        form=ExclusionEndForm,
        save=lambda form, hand: periods.close_exclusion(
            **hand, seen=form.seen, end_date=form.end_date_read
        ),
        said=_("The last day not counted is recorded."),
        button=_("Save last day"),
        row=row,
    )
    page = Page(_("End of time not counted"), [act], project, more={"facts": _facts(row)})
    return answer(request, page)


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
        save=lambda form, hand: periods.terminate(**hand, seen=form.seen, facts=form.facts()),
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


def _facts(row: ExcludedPeriod) -> list[tuple[str, str]]:
    concerns = row.tranche or row.schedule_item
    return [
        (gettext("First day not counted"), day_text(row.start_date)),
        (gettext("Reason"), row.get_reason_display()),
        (gettext("Document number"), row.document_number),
        (gettext("Concerns"), str(concerns or row.get_scope_display())),
    ]
