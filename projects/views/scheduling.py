"""Milestones: added, moved by a document, reached."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import requires
from accounts.permissions import Permission
from projects.actions import schedule
from projects.forms.schedule import AchievementForm, ItemForm, PlanForm
from projects.models import ScheduleItem
from projects.views import request_section
from projects.views.answering import Act, Page, answer, visible_project
from projects.views.editing import pages
from vn.dates import Precision, partial_text


@pages
@requires(Permission.EDIT_PROJECT)
def item_add(request: HttpRequest, code: str) -> HttpResponse:
    """Add a milestone with its first plan."""
    project = visible_project(request, code)
    act = Act(
        form=ItemForm,
        save=lambda form, hand: schedule.add_item(
            **hand, project_id=project.pk, facts=form.facts()
        ),
        said=_("Milestone added."),
        button=_("Save milestone"),
    )
    lede = _("The first plan is kept for good: later plans are measured against it.")
    return answer(request, Page(_("Add milestone"), [act], project, lede))


@pages
@requires(Permission.EDIT_PROJECT)
def item_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Record that a milestone is reached, or that a document moved its plan."""
    project = visible_project(request, code)
    row = get_object_or_404(project.schedule_items.select_related("instrument"), pk=pk)
    more = {
        "facts": _facts(row),
        "revisions": row.revisions.select_related("instrument"),
        "links": [(_("Add document"), reverse("projects:instrument_add", args=[code]))],
    }
    lede = _("Record that the milestone is reached, or the document that moved its plan.")
    granted = request_section.carried_out(request, project)
    acts = [_achieve(row), replace(_revise(row), proposed=request_section.new_plan(granted))]
    page = Page(row.name, acts, project, lede, "projects/edit_item.html", more)
    return answer(request, page)


def _achieve(row: ScheduleItem) -> Act:
    return Act(
        key="achieve",
        title=_("Reached"),
        form=AchievementForm,
        save=lambda form, hand: schedule.achieve(**hand, seen=form.seen, reached=form.facts()),
        said=_("Milestone recorded: %(fields)s."),
        button=_("Save progress"),
        row=row,
    )


def _revise(row: ScheduleItem) -> Act:
    return Act(
        key="revise",
        title=_("New plan by a document"),
        form=PlanForm,
        save=lambda form, hand: schedule.revise(**hand, seen=form.seen, plan=form.facts()),
        said=_("Plan recorded: %(fields)s."),
        button=_("Save plan"),
        row=row,
    )


def _facts(row: ScheduleItem) -> list[tuple[str, str]]:
    return [
        (gettext("First plan"), _day(row.baseline_date, row.baseline_precision)),
        (gettext("Plan in force"), _day(row.planned_date, row.planned_precision)),
        (gettext("Set by"), str(row.instrument or gettext("no document"))),
        (gettext("Phase"), str(row.phase)),
    ]


def _day(first: date | None, precision: str) -> str:
    return partial_text(first, Precision(precision)) if first else gettext("no data")
