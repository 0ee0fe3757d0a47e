"""Putting documents on file about decisions on capital and drafts of reallocation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from accounts.access import requires
from accounts.permissions import Permission
from disbursement.documents import DECISION, DRAFT
from disbursement.models import PlanDecision
from disbursement.views import plans, reallocations
from projects import extensions
from projects.views.documents import add_about
from projects.views.editing import pages


@pages
@requires(Permission.KEEP_PLANS)
def plan_decision_document_add(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Put a document about a decision on capital on file."""
    row = get_object_or_404(PlanDecision, pk=decision_id)
    above = (gettext("Decisions on capital"), reverse("disbursement:plan_decisions"))
    crumbs = plans.crumbs(above, (row.number, extensions.place_of(DECISION, row.pk)))
    return add_about(request, (DECISION, row.pk), crumbs)


@pages
@requires(Permission.PROPOSE_MOVES)
def reallocation_document_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a document about a draft on file."""
    row = reallocations.visible(request, pk)
    above = (reallocations.title(row), extensions.place_of(DRAFT, row.pk))
    return add_about(request, (DRAFT, row.pk), [*reallocations.crumbs(), above])
