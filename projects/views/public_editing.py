"""Entering and correcting a public project, its decisions, its site and its settlement."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.access import requires
from accounts.permissions import Permission
from projects.actions import (
    public_decisions,
    public_money,
    public_projects,
    public_settlement,
    public_site,
)
from projects.forms.public import (
    DecisionForm,
    ExceptionForm,
    PublicProjectForm,
    SettlementForm,
    SiteForm,
)
from projects.views.answering import Act, Page, answer
from projects.views.editing import pages
from projects.views.public_access import kept_by, public_of


@pages
@requires(Permission.KEEP_PUBLIC_PROJECTS)
def add(request: HttpRequest) -> HttpResponse:
    """Enter a public project under the next code of the province."""
    act = Act(
        form=PublicProjectForm,
        save=lambda form, hand: public_projects.enter(
            **hand, prefix=settings.PROVINCE_CODE_PREFIX, facts=form.facts()
        ),
        said=_("Project added."),
        button=_("Add project"),
    )
    lede = _("Only the name, the owner and the agency in charge are needed.")
    back = reverse("projects:public_list")
    more = {"back_url": back, "crumbs": [(_("Public projects"), back)]}
    page = Page(_("Add a public project"), [act], None, lede, more=more, clocks=False)
    return answer(request, page)


@pages
@requires(Permission.KEEP_PUBLIC_PROJECTS)
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Correct what a public project is."""
    public = public_of(request, code)
    act = Act(
        form=PublicProjectForm,
        save=lambda form, hand: public_projects.change(**hand, seen=form.seen, facts=form.facts()),
        said=_("Saved: %(fields)s."),
        button=_("Save project"),
        row=public.project,
    )
    lede = _("What the project is. Decisions, plans and payments have their own pages.")
    return answer(request, Page(_("Edit project"), [act], public.project, lede))


@pages
@requires(Permission.KEEP_PUBLIC_PROJECTS)
def decision_add(request: HttpRequest, code: str) -> HttpResponse:
    """Record a decision on the project."""
    project = public_of(request, code).project
    act = Act(
        form=DecisionForm,
        save=lambda form, hand: public_decisions.record(
            **hand, project_id=project.pk, facts=form.facts()
        ),
        said=_("Decision recorded."),
        button=_("Save decision"),
    )
    lede = _("Annual capital needs a decision to invest; an adjustment changes the total.")
    return answer(request, Page(_("Record a decision on the project"), [act], project, lede))


@pages
@requires(Permission.KEEP_PUBLIC_PROJECTS)
def decision_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Correct a decision on record."""
    project = public_of(request, code).project
    row = get_object_or_404(project.investment_decisions.all(), pk=pk)
    act = Act(
        form=DecisionForm,
        save=lambda form, hand: public_decisions.correct(
            **hand, seen=form.seen, facts=form.facts()
        ),
        said=_("Decision corrected: %(fields)s."),
        button=_("Save decision"),
        row=row,
    )
    lede = _("Correct what was typed wrongly. A new decision is another row.")
    return answer(request, Page(_("Correct a decision on the project"), [act], project, lede))


@pages
@requires(Permission.VIEW_DISBURSEMENT)
def site(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether the site is ready; its owner may."""
    public = kept_by(request, code)
    act = Act(
        form=SiteForm,
        save=lambda form, hand: public_site.set_readiness(
            **hand, seen=form.seen, readiness=form.facts()
        ),
        said=_("Site recorded."),
        button=_("Save site"),
        row=public,
    )
    lede = _("A project whose site is not ready cannot use capital that is moved to it.")
    return answer(request, Page(_("Update the site"), [act], public.project, lede))


@pages
@requires(Permission.KEEP_PUBLIC_PROJECTS)
def settlement(request: HttpRequest, code: str) -> HttpResponse:
    """Record that the project was handed over, and its final settlement."""
    public = public_of(request, code)
    act = Act(
        form=SettlementForm,
        save=lambda form, hand: public_settlement.record(
            **hand, seen=form.seen, facts=form.facts()
        ),
        said=_("Saved: %(fields)s."),
        button=_("Save"),
        row=public,
    )
    lede = _("The settlement is due a number of months after the works were handed over.")
    return answer(
        request, Page(_("Handing over and final settlement"), [act], public.project, lede)
    )


@pages
@requires(Permission.KEEP_PUBLIC_PROJECTS)
def exception(request: HttpRequest, code: str) -> HttpResponse:
    """Name the document that lets the project disburse more than its total."""
    public = public_of(request, code)
    act = Act(
        form=ExceptionForm,
        save=lambda form, hand: public_money.name_exception(
            **hand,
            seen=form.seen,
            number=form.cleaned_data["exception_number"],
            reason=form.cleaned_data["exception_reason"],
        ),
        said=_("Saved: %(fields)s."),
        button=_("Save"),
        row=public,
    )
    lede = _("Without it, disbursing more than the total investment is refused.")
    heading = _("Document allowing more than the total")
    return answer(request, Page(heading, [act], public.project, lede))
