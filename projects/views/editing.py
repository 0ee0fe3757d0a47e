"""Entering and correcting a project, its state, its investor and its documents."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.access import requires
from accounts.permissions import Permission
from projects.actions import instruments, investors, projects
from projects.forms.instruments import InstrumentForm
from projects.forms.projects import InvestorForm, ProjectForm, StateForm
from projects.models import Investor, Project
from projects.views import request_section
from projects.views.answering import Act, Page, answer, visible_project

pages = require_http_methods(["GET", "HEAD", "POST"])
"""A page with a form: it is read and it is sent, nothing else."""


@pages
@requires(Permission.EDIT_PROJECT)
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Correct what a project is."""
    project = visible_project(request, code)
    if project.funding == Project.Funding.PUBLIC:
        return redirect("projects:public_edit", code=code)
    act = Act(
        form=ProjectForm,
        save=lambda form, hand: projects.change(**hand, seen=form.seen, facts=form.facts()),
        said=_("Saved: %(fields)s."),
        button=_("Save project"),
        row=project,
    )
    lede = _("What the project is. Schedule, land and documents have their own pages.")
    links = [(_("Record the state"), reverse("projects:state", args=[code]))]
    if project.investor_id is not None:
        address = reverse("projects:investor_edit", args=[code])
        links.append((_("Correct the investor"), address))
    return answer(request, Page(_("Edit project"), [act], project, lede, more={"links": links}))


@pages
@requires(Permission.EDIT_PROJECT)
def state(request: HttpRequest, code: str) -> HttpResponse:
    """Say what stands on the ground and whether it runs."""
    project = visible_project(request, code)
    act = Act(
        form=StateForm,
        save=lambda form, hand: projects.set_state(**hand, seen=form.seen, state=form.facts()),
        said=_("State recorded: %(fields)s."),
        button=_("Save state"),
        row=project,
    )
    lede = _("Construction and operation are two facts, each as of one day.")
    return answer(request, Page(_("Record the state"), [act], project, lede))


@pages
@requires(Permission.EDIT_PROJECT)
def investor(request: HttpRequest, code: str) -> HttpResponse:
    """Correct the investor of a project, for all its projects."""
    project = visible_project(request, code)
    row = get_object_or_404(Investor, pk=project.investor_id)
    act = Act(
        form=InvestorForm,
        save=lambda form, hand: investors.correct(**hand, seen=form.seen, facts=form.facts()),
        said=_("Investor corrected: %(fields)s."),
        button=_("Save investor"),
        row=row,
    )
    lede = _("The correction holds for every project of this investor.")
    return answer(request, Page(_("Correct the investor"), [act], project, lede))


@pages
@requires(Permission.EDIT_PROJECT)
def instrument_add(request: HttpRequest, code: str) -> HttpResponse:
    """Record a decision or certificate."""
    project = visible_project(request, code)
    granted = request_section.carried_out(request, project)
    act = Act(
        form=InstrumentForm,
        save=lambda form, hand: instruments.record(
            **hand, project_id=project.pk, facts=form.facts()
        ),
        said=_("Document recorded."),
        button=_("Save document"),
        goes_to=(lambda row: request_section.entering(granted)) if granted else None,
        proposed=request_section.new_document(granted),
    )
    lede = _("A document proves a stage, sets a schedule or adjusts one.")
    return answer(request, Page(_("Add document"), [act], project, lede))


@pages
@requires(Permission.EDIT_PROJECT)
def instrument_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Correct a document on record."""
    project = visible_project(request, code)
    row = get_object_or_404(project.instruments.select_related("adjusts"), pk=pk)
    act = Act(
        form=InstrumentForm,
        save=lambda form, hand: instruments.change(**hand, seen=form.seen, facts=form.facts()),
        said=_("Document corrected: %(fields)s."),
        button=_("Save document"),
        row=row,
    )
    return answer(request, Page(_("Correct a document"), [act], project))
