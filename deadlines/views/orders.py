"""The register of tasks, one task, its entry, correction and withdrawal, and the synthesis."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from accounts.refusals import Refusal
from deadlines.actions import orders
from deadlines.models import Assignment
from deadlines.orders import page, register, summary
from deadlines.orders.forms import OrderForm, WithdrawForm
from desk import paging
from desk.addresses import CURSOR, Address
from desk.drafts import Drafts, as_post

pages = require_http_methods(["GET", "HEAD", "POST"])
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@requires(Permission.VIEW_WORK)
def register_page(request: HttpRequest) -> HttpResponse:
    """What orders ask of agencies, overdue first, narrowed by what the address says."""
    user, on, address = signed_in(request), timezone.localdate(), Address(request)
    visible = register.duties(user)
    conditions = register.OrderFilter(request.GET, user=user, on=on)
    found = conditions.narrowed(visible)
    shown = paging.page(
        register.segments(found),
        cursor=paging.read_cursor(request.GET.get(CURSOR, "")),
        size=paging.read_size(address.size),
    )
    total = found.count()
    context = register.frame(conditions, address) | {
        "views": register.views(visible, address),
        "total": total,
        "rows": register.rows(shown, on),
        "pager": register.pages(address, shown, total),
        "size": paging.read_size(address.size),
        "may_add": user.can(Permission.MANAGE_ASSIGNMENTS),
    }
    return render(request, "deadlines/orders.html", context)


@require_safe
@requires(Permission.VIEW_WORK)
def task(request: HttpRequest, order_id: int) -> HttpResponse:
    """One task: what it says, and each agency with its cycles."""
    found = visible_order(request, order_id)
    context = page.context(found, signed_in(request), timezone.localdate())
    return render(request, "deadlines/order.html", context)


def visible_order(request: HttpRequest, order_id: int) -> Assignment:
    """The task of an address; one the person may not know of does not exist (404)."""
    found = page.read(order_id, signed_in(request))
    if found is None:
        raise Http404
    return found


@pages
@requires(Permission.MANAGE_ASSIGNMENTS)
def add(request: HttpRequest) -> HttpResponse:
    """Enter a task that a document orders."""
    on = timezone.localdate()
    first = {"nguon": "source_number"}
    known = {box: request.GET[name] for name, box in first.items() if name in request.GET}
    form = OrderForm(request.POST or None, on=on, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            order = orders.give(by=signed_in(request), on=on, at=timezone.now(), given=form.given())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, gettext("Task entered. The leading agencies are told."))
            return redirect("deadlines:order", order.pk)
    said = {"heading": gettext("Enter a task"), "back_url": reverse("deadlines:orders")}
    return draw(request, "deadlines/order_form.html", form, said)


@pages
@requires(Permission.MANAGE_ASSIGNMENTS)
def edit(request: HttpRequest, order_id: int) -> HttpResponse:
    """Correct a task."""
    on, found = timezone.localdate(), visible_order(request, order_id)
    form, status = OrderForm(request.POST or None, on=on, order=found), 422
    said: dict[str, Any] = {"heading": gettext("Correct the task"), "order": found}
    said["back_url"] = reverse("deadlines:order", args=[found.pk])
    if request.method == "POST" and form.is_valid():
        hand: Any = {"by": signed_in(request), "on": on, "at": timezone.now()}
        version = form.cleaned_data["version"] or 0
        try:
            orders.change(**hand, assignment_id=found.pk, version=version, given=form.given())
        except orders.Stale as refusal:
            found.refresh_from_db()
            said["differences"], status = form.differences(), 409
            form = OrderForm(_with_version(request, found.version), on=on, order=found)
            form.is_valid()
            form.refuse(refusal)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, gettext("Task saved; its deadlines are recomputed."))
            return redirect("deadlines:order", found.pk)
    return draw(request, "deadlines/order_form.html", form, said, status)


def _with_version(request: HttpRequest, version: int) -> Any:
    """What was typed, for the row as it is now."""
    fresh = request.POST.copy()
    fresh["version"] = str(version)
    return fresh


@pages
@requires(Permission.VIEW_WORK)
def take_back(request: HttpRequest, order_id: int) -> HttpResponse:
    """Withdraw a task with a reason."""
    found = visible_order(request, order_id)
    if not page.may_withdraw(found, signed_in(request)):
        return _not_theirs(request, found)
    first = {"version": found.version}
    form, status = WithdrawForm(request.POST or None, initial=first), 422
    if request.method == "POST" and form.is_valid():
        hand: Any = {"by": signed_in(request), "on": timezone.localdate(), "at": timezone.now()}
        try:
            orders.withdraw(**hand, assignment_id=found.pk, **form.cleaned_data)
        except Refusal as refusal:
            found.refresh_from_db()
            form = WithdrawForm(_with_version(request, found.version))
            form.is_valid()
            form.refuse(refusal)
            status = 409
        else:
            messages.success(request, gettext("Task withdrawn; nothing is owed any more."))
            return redirect("deadlines:order", found.pk)
    said = {"order": found, "back_url": reverse("deadlines:order", args=[found.pk])}
    return draw(request, "deadlines/order_withdraw.html", form, said, status)


def _not_theirs(request: HttpRequest, order: Assignment) -> HttpResponse:
    """Back to the task they may see; an act is refused."""
    if request.method == "POST":
        raise PermissionDenied
    messages.error(
        request, gettext("Only who manages tasks, or wrote the directive, withdraws it.")
    )
    return redirect("deadlines:order", order.pk)


@require_safe
@requires(Permission.VIEW_WORK)
def synthesis(request: HttpRequest) -> HttpResponse:
    """Every task of one document with its result: to read and to print."""
    user, on = signed_in(request), timezone.localdate()
    form = summary.SummaryForm(request.GET, user=user, on=on)
    found = summary.table(source=form.source, year=form.year, user=user, on=on)
    context = found | {"form": form, "on": on, "query": request.GET.urlencode()}
    context["crumbs"] = [(gettext("Tasks"), reverse("deadlines:orders"))]
    return render(request, "deadlines/order_synthesis.html", context)


@require_safe
@requires(Permission.VIEW_WORK)
def synthesis_file(request: HttpRequest) -> HttpResponse:
    """The same table as a workbook."""
    user, on = signed_in(request), timezone.localdate()
    form = summary.SummaryForm(request.GET, user=user, on=on)
    found = summary.table(source=form.source, year=form.year, user=user, on=on)
    content = summary.workbook(found, on=on, at=timezone.now())
    response = HttpResponse(content, content_type=_XLSX)
    response["Content-Disposition"] = 'attachment; filename="tong-hop-nhiem-vu.xlsx"'
    return response


def draw(
    request: HttpRequest, template: str, form: Any, said: dict[str, Any], status: int = 422
) -> HttpResponse:
    """A page with one form: a draft fills it, and what was typed is never lost."""
    drafts = Drafts(request, signed_in(request))
    sent = request.method == "POST"
    if drafts.used and not sent:
        typed = as_post(drafts.used)
        form.initial |= {
            name: box.widget.value_from_datadict(typed, {}, name)
            for name, box in form.fields.items()
            if name in typed
        }
    title = str(said.get("heading") or gettext("Tasks"))
    slip = drafts.slip(title, used=drafts.used, sent=sent)
    crumbs = [(gettext("Tasks"), reverse("deadlines:orders"))]
    context = {"form": form, "drafts": drafts, "slip": slip, "crumbs": crumbs} | said
    return render(request, template, context, status=status if form.errors else 200)
