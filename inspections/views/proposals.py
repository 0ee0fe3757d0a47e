"""Proposing something to the registry, and recording what was decided of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from inspections.actions import proposals as acts
from inspections.case_access import case_url, page_of, written_case
from inspections.forms.proposals import DecideForm, ProposeForm
from inspections.models import CaseProposal, Conclusion
from projects.models import Project
from projects.views.answering import Act, Page, answer
from projects.views.editing import pages


@pages
@requires(Permission.KEEP_CASES)
def propose(request: HttpRequest, code: str, ordinal: int) -> HttpResponse:
    """What a conclusion proposes for one of the projects of the case."""
    case = written_case(request, code)
    row = get_object_or_404(Conclusion, case=case, ordinal=ordinal)
    act = Act(
        form=type("ProposeOfCase", (ProposeForm,), {"case": case}),
        save=lambda form, hand: acts.propose(**hand, conclusion_id=row.pk, facts=form.facts()),
        said=_("Proposal recorded. It changes nothing until it is decided."),
        button=_("Record the proposal"),
        goes_to=lambda _row: case_url(case),
    )
    lede = _("A proposal changes nothing in the registry: only a decision of its own does.")
    return answer(request, page_of(_("Proposal of the conclusion"), [act], case, lede))


@pages
@requires(Permission.CLASSIFY_PROJECT)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The department records what was decided; a way of handling is put on the board with it."""
    user = signed_in(request)
    seen = Conclusion.objects.visible_to(user).filter(published_date__isnull=False)
    rows = CaseProposal.objects.filter(conclusion__in=seen.values("pk"))
    row = get_object_or_404(rows.select_related("conclusion__case", "project"), pk=pk)
    project = get_object_or_404(Project.objects.visible_to(user), pk=row.project_id)
    act = Act(
        form=DecideForm,
        save=lambda form, hand: acts.decide(**hand, seen=form.seen, facts=form.facts()),
        said=_("The decision is recorded."),
        button=_("Record the decision"),
        row=row,
    )
    page = reverse("projects:detail", args=[project.code])
    facts: list[tuple[Any, Any]] = [
        (_("Conclusion"), row.conclusion.number),
        (_("What is proposed"), row.get_kind_display()),
        (_("Way of handling"), str(row.handling_class or "—")),
        (_("In words"), row.text or "—"),
    ]
    more = {"crumbs": [(f"{project.code} {project.name}", page)], "facts": facts}
    lede = gettext(
        "More time, recovery and termination are recorded in the project first; give the number of "
        "that decision here."
    )
    heading = _("Decide on a proposal")
    return answer(
        request,
        Page(heading, [act], None, lede, "projects/edit.html", more, back_url=page, clocks=False),
    )
