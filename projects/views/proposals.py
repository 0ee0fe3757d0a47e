"""A dossier: received, shown with its timeline, and everything that is done with it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from projects.actions import proposals, supplements
from projects.forms.appraising import (
    DecisionForm,
    PapersForm,
    ReportForm,
    SubmitForm,
    SupplementForm,
)
from projects.forms.proposals import NewProposalForm, ProposalForm
from projects.models import Project, Proposal, Supplement
from projects.views import proposal_page
from projects.views.answering import Act, Page, answer, visible_project
from projects.views.editing import pages


@require_safe
@requires(Permission.VIEW_REGISTRY)
def show(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One dossier with who holds it, its days, opinions and decision."""
    user = signed_in(request)
    row = _of(visible_project(request, code), pk)
    context = proposal_page.context(row, user, timezone.localdate())
    return render(request, "projects/proposal.html", context)


@pages
@requires(Permission.APPRAISE)
def new(request: HttpRequest) -> HttpResponse:
    """Enter a project that is only proposed, with its dossier."""
    prefix = settings.PROVINCE_CODE_PREFIX
    act = Act(
        NewProposalForm,
        lambda form, hand: proposals.receive_new(
            **hand, prefix=prefix, project=form.project_facts(), facts=form.facts()
        ),
        _("Dossier received."),
        _("Save the dossier"),
        goes_to=address,
    )
    lede = _("A project is entered as proposed; it counts among projects once it is approved.")
    return answer(request, Page(_("Receive a dossier"), [act], None, lede, clocks=False))


@pages
@requires(Permission.APPRAISE)
def add(request: HttpRequest, code: str) -> HttpResponse:
    """A dossier about a project on record: an adjustment, a certificate."""
    project = visible_project(request, code)
    act = Act(
        ProposalForm,
        lambda form, hand: proposals.receive(**hand, project_id=project.pk, facts=form.facts()),
        _("Dossier received."),
        _("Save the dossier"),
        goes_to=address,
    )
    return answer(request, Page(_("Receive a dossier"), [act], project))


@pages
@requires(Permission.APPRAISE)
def edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Correct what was recorded when it came in."""
    row = _of(visible_project(request, code), pk)
    act = Act(
        ProposalForm,
        lambda form, hand: proposals.change(**hand, seen=form.seen, facts=form.facts()),
        _("Dossier corrected: %(fields)s."),
        _("Save the dossier"),
        row=row,
    )
    return answer(request, _page(_("Correct a dossier"), row, act))


@pages
@requires(Permission.APPRAISE)
def ask_papers(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Ask the investor for more papers."""
    row = _of(visible_project(request, code), pk)
    act = Act(
        SupplementForm,
        lambda form, hand: supplements.ask(**hand, proposal_id=row.pk, letter=form.letter()),
        _("The request for papers is recorded."),
        _("Save the request"),
    )
    lede = _("Asked by the last day, it stops the clock until the papers come.")
    return answer(request, _page(_("Ask the investor for papers"), row, act, lede))


@pages
@requires(Permission.APPRAISE)
def papers_came(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Record that the papers came."""
    project = visible_project(request, code)
    rows = Supplement.objects.filter(proposal__project=project).select_related("proposal__project")
    row = get_object_or_404(rows, pk=pk)
    act = Act(
        PapersForm,
        lambda form, hand: supplements.answer(
            **hand, seen=form.seen, day=form.cleaned_data["answered_date"]
        ),
        _("The papers are recorded."),
        _("Save"),
        row=row,
    )
    page = _page(_("Papers received"), row.proposal, act)
    page.more["facts"] = proposal_page.facts_of_supplement(row)
    return answer(request, page)


@pages
@requires(Permission.APPRAISE)
def report(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Write the appraisal report down."""
    row = _of(visible_project(request, code), pk)
    act = Act(
        ReportForm,
        lambda form, hand: proposals.report(**hand, seen=form.seen, said=form.said()),
        _("Saved: %(fields)s."),
        _("Save the report"),
        row=row,
    )
    return answer(request, _page(_("Appraisal report"), row, act))


@pages
@requires(Permission.APPRAISE)
def submit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Record that the result was submitted."""
    row = _of(visible_project(request, code), pk)
    act = Act(
        SubmitForm,
        lambda form, hand: proposals.submit(
            **hand,
            seen=form.seen,
            day=form.cleaned_data["submitted_date"],
            to=form.cleaned_data["submitted_to"],
        ),
        _("Saved: %(fields)s."),
        _("Save"),
        row=row,
    )
    lede = _("On this day the appraisal is done; what follows are the days of the deciding body.")
    return answer(request, _page(_("Submit the result"), row, act, lede))


@pages
@requires(Permission.APPRAISE)
def decide(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Record how it ended."""
    row = _of(visible_project(request, code), pk)
    act = Act(
        DecisionForm,
        lambda form, hand: proposals.decide(**hand, seen=form.seen, decision=form.decision()),
        _("The decision is recorded."),
        _("Save the decision"),
        row=row,
    )
    lede = _("An approval puts the project in force; a refusal ends a project only proposed.")
    return answer(request, _page(_("Record the decision"), row, act, lede))


def address(row: Proposal) -> str:
    """The page of a dossier."""
    return reverse("projects:proposal", args=[row.project.code, row.pk])


def _of(project: Project, pk: int) -> Proposal:
    rows = project.proposals.select_related("project", "agency", "instrument")
    row: Proposal = get_object_or_404(rows, pk=pk)
    return row


def _page(heading: Any, row: Proposal, act: Act, lede: Any = "") -> Page:
    more = {"facts": proposal_page.facts(row), "crumbs": proposal_page.crumbs(row, below=True)}
    return Page(heading, [act], row.project, lede, more=more, back_url=address(row))
