"""Recording how far site clearance came: by the registry, the land agency or the commune."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from accounts.access import requires
from accounts.permissions import Permission
from projects.actions import clearance
from projects.forms.clearance import ClearanceForm
from projects.views.answering import Act, Page, answer, visible_project
from projects.views.editing import pages


@pages
@requires(Permission.KEEP_CLEARANCE)
def clearance_add(request: HttpRequest, code: str) -> HttpResponse:
    """Record a count of clearance."""
    project = visible_project(request, code)
    act = Act(
        form=ClearanceForm,
        save=lambda form, hand: clearance.add_count(
            **hand, project_id=project.pk, facts=form.facts()
        ),
        said=_("Clearance recorded."),
        button=_("Save clearance"),
    )
    lede = _("As counted on one day. The numbers of the latest count are filled in; change them.")
    return answer(request, Page(_("Record site clearance"), [act], project, lede))


@pages
@requires(Permission.KEEP_CLEARANCE)
def clearance_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Correct a count of clearance."""
    project = visible_project(request, code)
    row = get_object_or_404(project.clearance_counts.select_related("tranche"), pk=pk)
    act = Act(
        form=ClearanceForm,
        save=lambda form, hand: clearance.change_count(**hand, seen=form.seen, facts=form.facts()),
        said=_("Clearance corrected: %(fields)s."),
        button=_("Save clearance"),
        row=row,
    )
    lede = _("Correct what was counted wrongly. A new count is another row.")
    return answer(request, Page(_("Correct site clearance"), [act], project, lede))
