"""The adjusting decision in one act, and each change held against the first approval."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from projects.actions import adjusting
from projects.forms.adjusting import AdjustingForm
from projects.models import Project
from projects.views import comparison_page
from projects.views.answering import Act, Page, answer, visible_project
from projects.views.editing import pages


@pages
@requires(Permission.EDIT_PROJECT)
def adjust(request: HttpRequest, code: str) -> HttpResponse:
    """Record an adjusting decision or certificate and everything it changes."""
    project = visible_project(request, code)
    act = Act(
        form=AdjustingForm,
        save=lambda form, hand: adjusting.adjust(**hand, seen=form.seen, facts=form.facts()),
        said=_("Decision recorded and carried out: %(fields)s."),
        button=_("Record the decision"),
        row=project,
        review=_("See what it changes"),
        goes_to=_compared,
    )
    lede = _("Fill in only what the decision changes; every empty box stays as it is on record.")
    heading = _("Decision or certificate of adjustment")
    page = Page(heading, [act], project, lede, "projects/edit_adjusting.html", _more(project))
    return answer(request, page)


@require_safe
@requires(Permission.VIEW_REGISTRY)
def comparison(request: HttpRequest, code: str) -> HttpResponse:
    """The first approval against each change, field by field."""
    project = visible_project(request, code)
    context = comparison_page.context(project, signed_in(request), timezone.localdate())
    return render(request, "projects/comparison.html", context)


def _compared(row: Project) -> str:
    return reverse("projects:comparison", args=[row.code])


def _more(project: Project) -> dict[str, Any]:
    return {
        "links": [
            (_("Compare with the first approval"), _compared(project)),
            (_("Add document"), reverse("projects:instrument_add", args=[project.code])),
        ]
    }
