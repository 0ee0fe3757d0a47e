"""The tree of sources: what is offered for plans, and since when."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from disbursement.actions import source_tree as acts
from disbursement.forms.ledger import SourceForm
from disbursement.models import FundingSource, PlanEntry
from disbursement.views.plans import crumbs
from projects.views.answering import Act, Page, answer
from projects.views.editing import pages


@require_safe
@requires(Permission.VIEW_DISBURSEMENT)
def funding_sources(request: HttpRequest) -> HttpResponse:
    """The tree with the days each source is in use, and which hold capital."""
    held = PlanEntry.objects.filter(source=OuterRef("pk"))
    context = {
        "rows": FundingSource.objects.annotate(holds=Exists(held)),
        "may_keep": signed_in(request).can(Permission.KEEP_PLANS),
        "crumbs": crumbs(),
    }
    return render(request, "disbursement/funding_sources.html", context)


@pages
@requires(Permission.KEEP_PLANS)
def funding_source_add(request: HttpRequest) -> HttpResponse:
    """Add a source of the province's own."""
    act = Act(
        form=SourceForm,
        save=lambda form, hand: acts.add(**hand, facts=acts.SourceFacts(**form.facts())),
        said=_("Source added."),
        button=_("Add the source"),
    )
    return answer(request, _page(gettext("Add a source of capital"), act))


@pages
@requires(Permission.KEEP_PLANS)
def funding_source_change(request: HttpRequest, source_id: int) -> HttpResponse:
    """Rename a source, or say until when it is in use."""
    row: Any = get_object_or_404(FundingSource, pk=source_id)
    act = Act(
        form=SourceForm,
        save=lambda form, hand: acts.change(
            **hand, seen=form.seen, facts=acts.SourceFacts(**form.facts())
        ),
        said=_("Source changed."),
        button=_("Save the source"),
        row=row,
    )
    return answer(request, _page(str(row), act))


def _page(heading: str, act: Act) -> Page:
    back = reverse("disbursement:funding_sources")
    return Page(
        heading,
        [act],
        None,
        back_url=back,
        clocks=False,
        more={"crumbs": crumbs((gettext("Sources of capital"), back))},
    )
