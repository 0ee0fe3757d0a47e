"""Requests for more time: asked, recorded from a letter, answered, and carried on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.access import requires
from accounts.permissions import Permission
from projects.actions import requests
from projects.actions.acts import Outcome
from projects.forms.requests import AnswerForm, OwnRequestForm, RequestForm, things
from projects.models import ExtensionRequest, Project
from projects.views import request_section
from projects.views.answering import Act, Hand, Page, answer, visible_project
from projects.views.editing import pages


def _ask(project: Project, form: type[OwnRequestForm]) -> Act:
    def save(form: OwnRequestForm, hand: Hand) -> Outcome[ExtensionRequest]:
        by = hand["by"]
        if by is None:
            raise TypeError("nobody asks")
        return requests.ask(
            by=by, on=hand["on"], at=hand["at"], project_id=project.pk, asked=form.asked()
        )

    return Act(form, save, _("The request is recorded."), _("Send the request"))


@pages
@requires(Permission.VIEW_OWN_PROJECTS)
def own_request(request: HttpRequest, code: str) -> HttpResponse:
    """An investor asks for more time."""
    project = visible_project(request, code)
    own = reverse("projects:own", args=[code])
    page = Page(
        _("Ask for more time"),
        [_ask(project, OwnRequestForm)],
        project,
        _("Ask before the day is due: the clock then stands still until you have the answer."),
        template="projects/own_request.html",
        more={"crumbs": [(project.name, own)], "nothing": not things(project)},
        back_url=own + requests.SECTION,
        clocks=False,
    )
    return answer(request, page)


@pages
@requires(Permission.EDIT_PROJECT)
def request_add(request: HttpRequest, code: str) -> HttpResponse:
    """Record a request for more time that came in a letter."""
    project = visible_project(request, code)
    lede = _("Filed on or before the due day it keeps the clock still until it is answered.")
    back = _section(project)
    acts = [_ask(project, RequestForm)]
    return answer(request, Page(_("Request for more time"), acts, project, lede, back_url=back))


@pages
@requires(Permission.EDIT_PROJECT)
def request_decide(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Record the answer; a granted one leads on to where the new day is entered."""
    project = visible_project(request, code)
    row = get_object_or_404(request_section.rows_of(project), pk=pk)

    def save(form: AnswerForm, hand: Hand) -> Outcome[ExtensionRequest]:
        by = hand["by"]
        if by is None:
            raise TypeError("nobody decides")
        return requests.decide(
            by=by, on=hand["on"], at=hand["at"], seen=form.seen, answer=form.answer()
        )

    act = Act(
        AnswerForm,
        save,
        _("The answer is recorded."),
        _("Save the answer"),
        row=row,
        goes_to=lambda row: request_section.entering(row) if row.granted else _section(project),
    )
    page = Page(
        _("Answer a request for more time"),
        [act],
        project,
        _("A body other than the one that asks decides."),
        more={"facts": request_section.facts(row)},
        back_url=_section(project),
    )
    return answer(request, page)


def _section(project: Project) -> str:
    return reverse("projects:detail", args=[project.code]) + requests.SECTION
