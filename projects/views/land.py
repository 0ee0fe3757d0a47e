"""Land tranches: decision, handover in the field, use, extension."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import requires
from accounts.permissions import Permission
from projects.actions import land
from projects.forms.land import ExtensionForm, HandoverForm, InUseForm, TrancheForm
from projects.models import Extension, LandTranche
from projects.views import request_section
from projects.views.answering import Act, Page, answer, visible_project
from projects.views.editing import pages
from vn.dates import day_text


@pages
@requires(Permission.EDIT_LAND)
def tranche_add(request: HttpRequest, code: str) -> HttpResponse:
    """Add a part of the land."""
    project = visible_project(request, code)
    act = Act(
        form=TrancheForm,
        save=lambda form, hand: land.add_tranche(**hand, project_id=project.pk, facts=form.facts()),
        said=_("Land tranche added."),
        button=_("Save tranche"),
    )
    lede = _("Each part has its own handover, and its own 12 months to be put to use.")
    return answer(request, Page(_("Add land tranche"), [act], project, lede))


@pages
@requires(Permission.EDIT_LAND)
def tranche_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Record the handover, the use or the extension of a tranche, or correct its decision."""
    project = visible_project(request, code)
    row = get_object_or_404(project.tranches.select_related("agency"), pk=pk)
    extension = Extension.objects.filter(tranche=row).first()
    acts = [_hand_over(row), _put_in_use(row), _decide(row)]
    if extension is None:
        granted = request_section.carried_out(request, project)
        proposed = request_section.extension(granted)
        acts.insert(2, replace(_extend(row), proposed=proposed))
    more = {"extension": extension, "extension_facts": _facts(extension)}
    lede = _("Record what has happened to this part of the land, one act at a time.")
    page = Page(row.label, acts, project, lede, "projects/edit_tranche.html", more)
    return answer(request, page)


def _facts(extension: Extension | None) -> list[tuple[str, str]]:
    if extension is None:
        return []
    return [
        (gettext("Decision number"), extension.decision_number),
        (gettext("Day of the decision"), day_text(extension.decision_date)),
        (gettext("Extended from"), day_text(extension.from_date)),
        (gettext("Months"), str(extension.months)),
    ]


def _hand_over(row: LandTranche) -> Act:
    return Act(
        key="handover",
        title=_("Handover in the field"),
        form=HandoverForm,
        save=lambda form, hand: land.hand_over(**hand, seen=form.seen, handover=form.facts()),
        said=_("Handover recorded: %(fields)s."),
        button=_("Save handover"),
        row=row,
    )


def _put_in_use(row: LandTranche) -> Act:
    return Act(
        key="use",
        title=_("Land in use"),
        form=InUseForm,
        save=lambda form, hand: land.put_in_use(**hand, seen=form.seen, use=form.facts()),
        said=_("Land use recorded: %(fields)s."),
        button=_("Save land use"),
        row=row,
    )


def _extend(row: LandTranche) -> Act:
    return Act(
        key="extension",
        title=_("Extension of land use"),
        form=ExtensionForm,
        save=lambda form, hand: land.extend(**hand, seen=form.seen, granted=form.facts()),
        said=_("Extension recorded. The law allows no second one."),
        button=_("Save extension"),
        row=row,
    )


def _decide(row: LandTranche) -> Act:
    return Act(
        key="decision",
        title=_("Decision and agency"),
        form=TrancheForm,
        save=lambda form, hand: land.change_tranche(**hand, seen=form.seen, facts=form.facts()),
        said=_("Saved: %(fields)s."),
        button=_("Save land decision"),
        row=row,
    )
