"""Publishing an issued report, and seeing a project as everybody will before it is published."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.permissions import Permission
from projects.forms.publishing import WithdrawForm
from projects.models import Publication
from projects.querysets.stages import stages_of
from projects.views.answering import Act, Page, answer, visible_project
from projects.views.editing import pages
from reporting.actions import publishing as acts
from reporting.forms.papers import PlainForm
from reporting.public import lines, project_list
from reporting.views.paper_reading import address_of, visible_paper


@pages
@requires(Permission.ISSUE_REPORT)
def public_report(request: HttpRequest, run_id: int) -> HttpResponse:
    """Publish an issued report, or take it back."""
    paper = visible_paper(request, run_id)
    row = paper.publications.filter(until_date__isnull=True).first()
    publishes = Act(
        form=PlainForm,
        save=lambda _form, hand: acts.publish(**hand, paper=paper),
        said=_("Everybody can read the report now."),
        button=_("Publish the report"),
    )
    withdraws = Act(
        form=WithdrawForm,
        save=lambda form, hand: acts.withdraw(
            **hand, seen=form.seen, reason=form.cleaned_data["reason"]
        ),
        said=_("The report is no longer shown."),
        button=_("Take the report back"),
        row=row,
    )
    heading = _("Take a published report back") if row else _("Publish the report")
    lede = _("The public list shows its number, period and issued file, signed if it was signed.")
    back = address_of(paper)
    more = {"crumbs": [(gettext("Reports"), reverse("reporting:reports")), (str(paper), back)]}
    act = withdraws if row else publishes
    return answer(request, Page(heading, [act], None, lede, back_url=back, clocks=False, more=more))


@require_safe
@requires(Permission.PUBLISH_PROJECTS)
def publication_preview(request: HttpRequest, code: str) -> HttpResponse:
    """The public page of a project as it is, or would be with the objective on record."""
    project = visible_project(request, code)
    row = project.publications.filter(until_date__isnull=True).first() or Publication(
        project=project, objective=project.objective, from_date=timezone.localdate()
    )
    milestones = tuple(map(project_list.milestone_of, project.schedule_items.all()))
    shown = project_list.row_of(row, stages_of([project.pk])[project.pk][0], milestones)
    return render(request, "public/project.html", lines.project_page(shown) | {"preview": True})
