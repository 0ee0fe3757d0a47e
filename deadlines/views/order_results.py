"""Results of tasks: handed in, accepted, returned."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from accounts.access import requires, signed_in
from accounts.in_charge import InCharge
from accounts.models import User
from accounts.permissions import Permission
from accounts.refusals import Refusal
from deadlines.actions import order_results
from deadlines.models import AssignmentLead, AssignmentResult, Obligation
from deadlines.orders import providing
from deadlines.orders.forms import ResultForm, ReviewForm
from deadlines.orders.words import cycle_words, quantity, short, source_words, when_words
from deadlines.rules.orders import SUBJECT_KIND
from deadlines.views.orders import draw, pages, visible_order


@pages
@requires(Permission.ANSWER_ASSIGNMENT)
def report(request: HttpRequest, order_id: int, duty_id: int) -> HttpResponse:
    """Hand in the result of one cycle, for one's own agency or by its document."""
    user, (lead, duty) = signed_in(request), _owed(request, order_id, duty_id)
    own = order_results.answers_for(user, lead)
    if not own and not user.can(Permission.MANAGE_ASSIGNMENTS):
        return _not_yours(request, lead)
    form = ResultForm(request.POST or None, lead=lead, own=own)
    if request.method == "POST" and form.is_valid():
        hand: Any = {"by": user, "on": timezone.localdate(), "at": timezone.now()}
        try:
            order_results.report(**hand, reported=form.reported(lead.pk, duty.cycle))
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, gettext("Result handed in; it waits for review."))
            return redirect("deadlines:order", order_id)
    return draw(request, "deadlines/order_report.html", form, _said(lead, duty, own=own))


def _owed(request: HttpRequest, order_id: int, duty_id: int) -> tuple[AssignmentLead, Obligation]:
    """The leading agency and its cycle; 404 for what the person may not know of."""
    order = visible_order(request, order_id)
    duty = get_object_or_404(Obligation, pk=duty_id, subject_kind=SUBJECT_KIND)
    leads = providing.visible_leads(signed_in(request)).filter(assignment=order)
    rows = leads.select_related("assignment", "agency")
    return get_object_or_404(rows, pk=duty.subject_id), duty


def _not_yours(request: HttpRequest, lead: AssignmentLead) -> HttpResponse:
    if request.method == "POST":
        raise PermissionDenied
    refusal = order_results.NotYours(agency=lead.agency.short_name)
    messages.error(request, str(refusal))
    return redirect("deadlines:order", lead.assignment_id)


def _said(lead: AssignmentLead, duty: Obligation, *, own: bool) -> dict[str, Any]:
    order = lead.assignment
    facts = [
        (gettext("Task"), short(order.text)),
        (gettext("Source document"), source_words(order)),
        (gettext("Leads"), InCharge.of([lead.agency]).name(lead.agency)),
        (gettext("Due"), when_words(order)),
    ]
    if duty.cycle:
        facts.append((gettext("Cycle"), cycle_words(duty.cycle)))
    if order.target_value is not None:
        facts.append((gettext("Numeric target"), quantity(order.target_value, order.target_unit)))
    back = reverse("deadlines:order", args=[order.pk])
    heading = gettext("Hand in a result")
    return {"heading": heading, "order": order, "own": own, "facts": facts, "back_url": back}


@require_POST
@requires(Permission.MANAGE_ASSIGNMENTS)
def review(request: HttpRequest, order_id: int, result_id: int) -> HttpResponse:
    """Accept a result, or return it with remarks; what was typed survives a refusal."""
    user, order = signed_in(request), visible_order(request, order_id)
    rows = AssignmentResult.objects.filter(lead__assignment=order).select_related("lead__agency")
    result: AssignmentResult = get_object_or_404(rows, pk=result_id)
    form, status = ReviewForm(request.POST), 422
    if form.is_valid():
        try:
            _decide(form, result, user)
        except order_results.AlreadyReviewed as refusal:
            form.refuse(refusal)
            status = 409
        except order_results.OwnResult as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, gettext("The decision is saved."))
            return redirect("deadlines:order", order_id)
    context = {"form": form, "order": order, "result": result}
    context["crumbs"] = [(gettext("Tasks"), reverse("deadlines:orders"))]
    return render(request, "deadlines/order_review.html", context, status=status)


def _decide(form: ReviewForm, result: AssignmentResult, user: User) -> None:
    said = form.cleaned_data
    hand: Any = {"by": user, "on": timezone.localdate(), "at": timezone.now()}
    seen = {"result_id": result.pk, "version": said["version"]}
    if said["decision"] == ReviewForm.ACCEPT:
        order_results.accept(**hand, **seen)
    else:
        order_results.give_back(**hand, **seen, remarks=said["remarks"])
