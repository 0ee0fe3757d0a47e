"""A termination on record and what follows it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import requires
from accounts.permissions import Permission
from projects.actions import closing, terminating
from projects.forms.ending import DoneForm, StepForm, TerminationEditForm
from projects.models import ClosureStep
from projects.views.answering import Act, Page, answer, visible_project
from projects.views.editing import pages
from vn.dates import day_text


@pages
@requires(Permission.EDIT_PROJECT)
def termination_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Complete or correct a termination: the acts before it, the revocation that came later."""
    project = visible_project(request, code)
    row = get_object_or_404(project.terminations.select_related("recovery"), pk=pk)
    act = Act(
        form=TerminationEditForm,
        save=lambda form, hand: terminating.correct(**hand, seen=form.seen, facts=form.facts()),
        said=_("Termination corrected: %(fields)s."),
        button=_("Save termination"),
        row=row,
    )
    lede = _("What was mistyped, and the acts that became known or came later.")
    return answer(request, Page(_("Correct a termination"), [act], project, lede))


@pages
@requires(Permission.EDIT_PROJECT)
def closure_add(request: HttpRequest, code: str, end_id: int) -> HttpResponse:
    """Set another thing to be done after a termination."""
    project = visible_project(request, code)
    end = get_object_or_404(project.terminations, pk=end_id)
    act = Act(
        form=StepForm,
        save=lambda form, hand: closing.add_step(**hand, termination_id=end.pk, facts=form.facts()),
        said=_("Step recorded."),
        button=_("Save step"),
    )
    lede = gettext("After the termination by %(number)s.") % {"number": end.number}
    return answer(request, Page(_("Add what has to be done"), [act], project, lede))


@pages
@requires(Permission.EDIT_PROJECT)
def closure_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Record that a step is done, or correct what has to be done."""
    project = visible_project(request, code)
    found = ClosureStep.objects.filter(termination__project=project)
    row = get_object_or_404(found.select_related("termination", "agency"), pk=pk)
    back = f"{reverse('projects:detail', args=[code])}#viec-{row.pk}"
    page = Page(
        row.what or row.get_kind_display(),
        [_done(row), _change(row)],
        project,
        more={"facts": _facts(row)},
        back_url=back,
    )
    return answer(request, page)


def _done(row: ClosureStep) -> Act:
    return Act(
        key="done",
        title=_("Done"),
        form=DoneForm,
        save=lambda form, hand: closing.finish_step(**hand, seen=form.seen, facts=form.facts()),
        said=_("Saved: %(fields)s."),
        button=_("Save that it is done"),
        row=row,
    )


def _change(row: ClosureStep) -> Act:
    return Act(
        key="change",
        title=_("Correct what was recorded"),
        form=StepForm,
        save=lambda form, hand: closing.change_step(**hand, seen=form.seen, facts=form.facts()),
        said=_("Saved: %(fields)s."),
        button=_("Save correction"),
        row=row,
    )


def _facts(row: ClosureStep) -> list[tuple[str, str]]:
    due = day_text(row.due_date) if row.due_date else gettext("the decision names no day")
    end = row.termination
    return [
        (gettext("Termination"), f"{end.number}, {day_text(end.date)}"),
        (gettext("To be done by"), due),
        (gettext("Agency that sees to it"), str(row.agency or "—")),
    ]
