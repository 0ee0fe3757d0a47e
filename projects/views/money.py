"""Capital by its parts, and capital brought in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import requires
from accounts.permissions import Permission
from projects.actions import money
from projects.forms.money import CapitalPartForm, ContributionForm
from projects.models import CapitalPart
from projects.views.amounts import capital
from projects.views.answering import Act, Page, answer, visible_project
from projects.views.editing import pages
from vn.money import in_words


@pages
@requires(Permission.EDIT_PROJECT)
def contribution_add(request: HttpRequest, code: str) -> HttpResponse:
    """Record capital brought in."""
    project = visible_project(request, code)
    act = Act(
        form=ContributionForm,
        save=lambda form, hand: money.add_contribution(
            **hand, project_id=project.pk, facts=form.facts()
        ),
        said=_("Capital contributed is recorded."),
        button=_("Save contribution"),
    )
    lede = _("Each amount on its own day; the sum is compared with the schedule of capital.")
    return answer(request, Page(_("Record capital contributed"), [act], project, lede))


@pages
@requires(Permission.EDIT_PROJECT)
def contribution_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Correct capital on record."""
    project = visible_project(request, code)
    row = get_object_or_404(project.contributions, pk=pk)
    act = Act(
        form=ContributionForm,
        save=lambda form, hand: money.change_contribution(
            **hand, seen=form.seen, facts=form.facts()
        ),
        said=_("Contribution corrected: %(fields)s."),
        button=_("Save contribution"),
        row=row,
    )
    return answer(request, Page(_("Correct capital contributed"), [act], project))


@pages
@requires(Permission.EDIT_PROJECT)
def part_add(request: HttpRequest, code: str) -> HttpResponse:
    """Record a part of the registered capital."""
    project = visible_project(request, code)
    act = Act(
        form=CapitalPartForm,
        save=lambda form, hand: money.add_part(**hand, project_id=project.pk, facts=form.facts()),
        said=_("Part of the capital recorded."),
        button=_("Save part of the capital"),
    )
    lede = _("Whose money and which kind, as the certificate lists it; đồng, dollars or both.")
    more = {"facts": [(gettext("Registered capital"), capital(project))]}
    page = Page(_("Add a part of the capital"), [act], project, lede, more=more, clocks=False)
    return answer(request, page)


@pages
@requires(Permission.EDIT_PROJECT)
def part_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Correct a part of the registered capital."""
    project = visible_project(request, code)
    row = get_object_or_404(project.capital_parts.select_related("investor"), pk=pk)
    act = Act(
        form=CapitalPartForm,
        save=lambda form, hand: money.change_part(**hand, seen=form.seen, facts=form.facts()),
        said=_("Part of the capital corrected: %(fields)s."),
        button=_("Save part of the capital"),
        row=row,
    )
    more = {"facts": _of_part(row)}
    page = Page(_("Correct a part of the capital"), [act], project, more=more, clocks=False)
    return answer(request, page)


def _of_part(row: CapitalPart) -> list[tuple[str, str]]:
    """The amount as a certificate prints it, in words (R-8.2)."""
    return [
        (gettext("Kind"), row.get_kind_display()),
        (gettext("Amount in words"), in_words(row.amount_vnd)),
        (gettext("Registered capital"), capital(row.project)),
    ]
