"""Decisions on how one project is handled: put it into a class, correct that, end it."""

from __future__ import annotations

from functools import partial

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import requires
from accounts.permissions import Permission
from projects.actions import handling
from projects.forms.handling import CorrectionForm, DecisionForm, EndForm
from projects.models import HandlingDecision, Project, ReviewRound
from projects.views.answering import Act, Page, answer, visible_project
from projects.views.editing import pages
from vn.dates import day_text

ROUND = "dot"


@pages
@requires(Permission.CLASSIFY_PROJECT)
def decision_add(request: HttpRequest, code: str) -> HttpResponse:
    """Put a project into a class; the decision in force ends on the day of the new one."""
    project = visible_project(request, code)
    current = _decisions(project).filter(ended_date=None).first()
    act = Act(
        form=partial(DecisionForm, came_from=_round(request, project)),
        save=lambda form, hand: handling.decide(
            **hand, project_id=project.pk, replaces=form.replaces, facts=form.facts()
        ),
        said=_("Decision on handling recorded."),
        button=_("Save decision"),
        row=current,
    )
    lede = _("The class the province put this project into, by its document, and what comes next.")
    more = {"facts": facts(current)} if current else {}
    return answer(request, Page(_("Decide on handling"), [act], project, lede, more=more))


@pages
@requires(Permission.CLASSIFY_PROJECT)
def decision_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Correct a decision, or move its next step."""
    project = visible_project(request, code)
    row = get_object_or_404(_decisions(project), pk=pk)
    act = Act(
        form=CorrectionForm,
        save=lambda form, hand: handling.correct(**hand, seen=form.seen, facts=form.facts()),
        said=_("Decision corrected: %(fields)s."),
        button=_("Save correction"),
        row=row,
    )
    lede = _("For a mistake, or another day of the next step. Another class is a new decision.")
    end = reverse("projects:decision_end", args=[code, pk])
    links = [(_("End the handling"), end)] if row.ended_date is None else []
    page = Page(_("Correct the decision"), [act], project, lede, more={"links": links})
    return answer(request, page)


@pages
@requires(Permission.CLASSIFY_PROJECT)
def decision_end(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Record that the handling is finished."""
    project = visible_project(request, code)
    row = get_object_or_404(_decisions(project), pk=pk)
    act = Act(
        form=EndForm,
        save=lambda form, hand: handling.end(
            **hand,
            seen=form.seen,
            ended_date=form.day,
            reason=form.cleaned_data["ended_reason"],
        ),
        said=_("The handling has ended."),
        button=_("End the handling"),
        row=row,
    )
    lede = _("No decision takes its place. The project leaves the board; its history stays.")
    page = Page(_("End the handling"), [act], project, lede, more={"facts": facts(row)})
    return answer(request, page)


def _decisions(project: Project) -> QuerySet[HandlingDecision]:
    return project.handling_decisions.select_related("handling_class", "round")


def _round(request: HttpRequest, project: Project) -> ReviewRound | None:
    """The round in the address, if it looked at this project."""
    asked = request.GET.get(ROUND, "")
    if not asked.isascii() or not asked.isdigit() or len(asked) > 18:
        return None
    return ReviewRound.objects.filter(pk=asked, entries__project=project).first()


def facts(row: HandlingDecision) -> list[tuple[str, str]]:
    """The decision in force, beside the form."""
    step = day_text(row.next_step_date) if row.next_step_date else gettext("no day set")
    return [
        (gettext("Class of handling"), row.handling_class.name),
        (gettext("Document"), f"{row.document_number}, {day_text(row.decided_date)}"),
        (gettext("Deciding authority"), row.authority),
        (gettext("Next step"), f"{row.next_step} ({step})"),
    ]
