"""Asking agencies for their opinion, and where an agency answers what it was asked."""

from __future__ import annotations

from contextlib import nullcontext

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from desk.tasks import enqueue
from projects.actions import opinions
from projects.actions.acts import Outcome
from projects.documents.storing import taken_in
from projects.forms.opinions import AskForm, OpinionForm
from projects.models import Opinion, Project
from projects.views import opinion_page, proposal_page
from projects.views.answering import Act, Hand, Page, answer, visible_project
from projects.views.editing import pages

AGAIN = "nhu-lan-truoc"
"""The parameter that fills the form with the agencies asked last time."""


@pages
@requires(Permission.APPRAISE)
def ask(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Ask several agencies by one letter."""
    project = visible_project(request, code)
    rows = project.proposals.select_related("project", "agency", "instrument")
    row = get_object_or_404(rows, pk=pk)
    last = opinion_page.last_asked(row)
    act = Act(
        AskForm,
        lambda form, hand: opinions.ask(**hand, proposal_id=row.pk, question=form.asked()),
        _("The agencies are asked."),
        _("Save the questions"),
        row=row,
        proposed=last if AGAIN in request.GET else {},
    )
    links = [(_("As last time"), f"?{AGAIN}=1")] if last and AGAIN not in request.GET else []
    page = Page(
        _("Ask agencies for their opinion"),
        [act],
        project,
        _("Each agency owes its answer within the days of the letter, and is told at once."),
        more={
            "facts": proposal_page.facts(row),
            "links": links,
            "crumbs": proposal_page.crumbs(row, below=True),
        },
        back_url=reverse("projects:proposal", args=[code, pk]),
    )
    return answer(request, page)


@require_safe
@requires(Permission.ANSWER_OPINION)
def asked(request: HttpRequest) -> HttpResponse:
    """What one's own agency was asked, what still waits for it first."""
    user, on = signed_in(request), timezone.localdate()
    return render(request, "projects/opinions.html", opinion_page.listed(user, on))


@pages
@requires(Permission.ANSWER_OPINION)
def answer_one(request: HttpRequest, pk: int) -> HttpResponse:
    """One question, and the answer of the agency that was asked."""
    user = signed_in(request)
    seen = Project.objects.visible_to(user).values("pk")
    rows = Opinion.objects.select_related("proposal__project", "proposal__agency", "agency")
    row = get_object_or_404(rows.filter(proposal__project__in=seen), pk=pk)
    answers = opinions.may_answer(user, row)
    if request.method == "POST" and not answers:
        raise PermissionDenied
    is_over = row.proposal.decided_date is not None and not user.can(Permission.APPRAISE)
    project = row.proposal.project
    heading = gettext("Opinion of %(agency)s") % {"agency": row.agency.short_name}
    page = Page(
        heading,
        [_answer(row)] if answers and (request.method == "POST" or not is_over) else [],
        project,
        _("Answer within the days of the letter; a correction keeps what was said before."),
        template="projects/opinion.html",
        more=opinion_page.context(row, user, timezone.localdate()),
        back_url=opinion_page.back(row, user),
        clocks=False,
        of_asked=True,
    )
    return answer(request, page)


def _answer(row: Opinion) -> Act:
    def save(form: OpinionForm, hand: Hand) -> Outcome[Opinion]:
        by = hand["by"]
        if by is None:
            raise PermissionDenied
        with taken_in(form.upload, at=hand["at"]) if form.upload else nullcontext() as file:
            done = opinions.answer(
                by=by, on=hand["on"], at=hand["at"], seen=form.seen, said=form.said(), file=file
            )
        if done.filed is not None and done.filed.job is not None:
            enqueue(done.filed.job.pk)
        return done.outcome

    return Act(OpinionForm, save, _("The opinion is recorded."), _("Save the opinion"), row=row)
