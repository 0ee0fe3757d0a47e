"""Contacts with the investor, loss of the site, periodic reports recorded by the agency."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import requires
from accounts.permissions import Permission
from projects.actions import contacts, filings
from projects.forms.contacts import ContactForm, FilingForm, SiteLossForm, VerdictForm
from projects.models import Filing, FilingSheet
from projects.views.answering import Act, Page, answer, visible_project
from projects.views.editing import pages
from projects.wording import cycle_text
from vn.dates import day_text


@pages
@requires(Permission.EDIT_PROJECT)
def contact_add(request: HttpRequest, code: str) -> HttpResponse:
    """Record an attempt to reach the investor."""
    project = visible_project(request, code)
    act = Act(
        form=ContactForm,
        save=lambda form, hand: contacts.add_contact(
            **hand, project_id=project.pk, facts=form.facts()
        ),
        said=_("Contact recorded."),
        button=_("Save contact"),
    )
    lede = _("Each attempt counts as evidence, whether somebody answered or not.")
    return answer(request, Page(_("Record a contact with the investor"), [act], project, lede))


@pages
@requires(Permission.EDIT_PROJECT)
def contact_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Correct an attempt on record."""
    project = visible_project(request, code)
    row = get_object_or_404(project.contacts, pk=pk)
    act = Act(
        form=ContactForm,
        save=lambda form, hand: contacts.change_contact(**hand, seen=form.seen, facts=form.facts()),
        said=_("Contact corrected: %(fields)s."),
        button=_("Save contact"),
        row=row,
    )
    return answer(request, Page(_("Correct a contact with the investor"), [act], project))


@pages
@requires(Permission.EDIT_PROJECT)
def site_loss_add(request: HttpRequest, code: str) -> HttpResponse:
    """Record that the site can no longer be used."""
    project = visible_project(request, code)
    act = Act(
        form=SiteLossForm,
        save=lambda form, hand: contacts.add_site_loss(
            **hand, project_id=project.pk, facts=form.facts()
        ),
        said=_("Loss of the site recorded."),
        button=_("Save loss of the site"),
    )
    lede = _("The site is lost when a decision or minutes say that it can no longer be used.")
    return answer(request, Page(_("Record the loss of the site"), [act], project, lede))


@pages
@requires(Permission.EDIT_PROJECT)
def site_loss_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Record the relocation filed, or correct the loss."""
    project = visible_project(request, code)
    row = get_object_or_404(project.site_losses, pk=pk)
    act = Act(
        form=SiteLossForm,
        save=lambda form, hand: contacts.change_site_loss(
            **hand, seen=form.seen, facts=form.facts()
        ),
        said=_("Saved: %(fields)s."),
        button=_("Save loss of the site"),
        row=row,
    )
    return answer(request, Page(_("Loss of the site"), [act], project))


@pages
@requires(Permission.EDIT_PROJECT)
def filing_add(request: HttpRequest, code: str) -> HttpResponse:
    """Record a periodic report the investor handed in."""
    project = visible_project(request, code)
    act = Act(
        form=FilingForm,
        save=lambda form, hand: filings.file_report(
            **hand, project_id=project.pk, facts=form.facts()
        ),
        said=_("Report recorded. It counts once it is accepted."),
        button=_("Save report"),
    )
    lede = _("One report for each quarter or year, on the day it was handed in.")
    return answer(request, Page(_("Record a report of the investor"), [act], project, lede))


@pages
@requires(Permission.EDIT_PROJECT)
def filing_decide(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Accept a report or return it, or correct what was recorded of it.

    One that its investor wrote here is answered on the page that shows what it says.
    """
    project = visible_project(request, code)
    row = get_object_or_404(project.filings, pk=pk)
    if FilingSheet.objects.filter(filing=row).exists():
        return redirect("projects:filing_review", row.pk)
    heading = f"{row.get_kind_display()}, {cycle_text(row.cycle)}"
    page = Page(heading, [_decide(row), _correct(row)], project, more={"facts": _facts(row)})
    return answer(request, page)


def _decide(row: Filing) -> Act:
    return Act(
        key="decide",
        title=_("Accept or return"),
        form=VerdictForm,
        save=lambda form, hand: filings.decide_report(**hand, seen=form.seen, verdict=form.facts()),
        said=_("Answer recorded: %(fields)s."),
        button=_("Save answer"),
        row=row,
    )


def _correct(row: Filing) -> Act:
    return Act(
        key="correct",
        title=_("Correct what was recorded"),
        form=FilingForm,
        save=lambda form, hand: filings.correct_report(**hand, seen=form.seen, facts=form.facts()),
        said=_("Report corrected: %(fields)s."),
        button=_("Save correction"),
        row=row,
    )


def _facts(row: Filing) -> list[tuple[str, str]]:
    said = row.accepted_date or row.returned_date
    state = gettext("Accepted on") if row.accepted_date else gettext("Returned on")
    facts = [(gettext("Handed in on"), day_text(row.submitted_date))]
    facts += [(state, day_text(said))] if said else []
    return facts + ([(gettext("Remarks"), row.remarks)] if row.remarks else [])
