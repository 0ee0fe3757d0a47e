"""Entering the payments of a month: the grid of an owner, and how far all owners are."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import requires, signed_in
from accounts.models import Agency
from accounts.permissions import Permission
from disbursement import entry_months as months
from disbursement.actions.month_reports import return_, send
from disbursement.entry_page import MONEY_TAB, TABS, Sheet, columns, rows
from disbursement.entry_saving import Hand, errors, save
from disbursement.entry_totals import state, totals
from disbursement.forms.payments import TypedRow, read_rows, sent_lines
from disbursement.models import MonthReport
from disbursement.rules.figures import last_day
from projects.actions.acts import Seen, version_of
from projects.actions.refusals import Refusal, Stale

FILL_ZERO = "dien-0"


def _month(request: HttpRequest) -> date:
    on = timezone.localdate()
    return months.read_month(request.GET.get("thang", ""), on) or months.month_to_enter(on)


def _owner(request: HttpRequest, owner_id: int) -> Agency:
    """An owner whose lines exist for the person; else 404."""
    if not months.may_see(signed_in(request), owner_id):
        raise Http404
    return get_object_or_404(Agency, pk=owner_id)


def _address(owner: Agency, month: date, tab: str = MONEY_TAB) -> str:
    url = reverse("disbursement:payments", args=[owner.pk])
    return f"{url}?thang={month:%Y-%m}" + (f"&bang={tab}" if tab != MONEY_TAB else "")


@require_safe
@requires(Permission.VIEW_DISBURSEMENT)
def owners(request: HttpRequest) -> HttpResponse:
    """How far each owner is with the month; who enters for one owner alone goes straight there."""
    user, month, on = signed_in(request), _month(request), timezone.localdate()
    found = months.owners_of(months.lines_for(user, month, on), month)
    if len(found) == 1 and months.may_enter(user, found[0].owner.pk):
        return redirect(_address(found[0].owner, month))
    context = {
        "month": month,
        "offered": months.months_offered(on),
        "owners": found,
        "sent": sum(1 for each in found if each.is_sent),
        "entered": sum(each.state.entered for each in found),
        "lines": sum(each.state.lines for each in found),
    }
    return render(request, "disbursement/payments_owners.html", context)


@requires(Permission.VIEW_DISBURSEMENT)
def grid(request: HttpRequest, owner_id: int) -> HttpResponse:
    """The entry grid of an owner; a post saves the boxes it carries, one or all.

    422 or 409 when a box was refused or changed by somebody else; the others are saved.
    """
    owner, month = _owner(request, owner_id), _month(request)
    tab = request.GET.get("bang", MONEY_TAB)
    tab = tab if tab in TABS else MONEY_TAB
    if request.method != "POST":
        return _draw(request, owner, (month, tab))
    user = signed_in(request)
    if not months.may_enter(user, owner.pk):
        raise PermissionDenied
    lines = months.lines_for(user, month, timezone.localdate(), owner)
    typed = read_rows(request.POST, lines, fill_zero=FILL_ZERO in request.POST)
    status = save(typed, Hand(user, month, timezone.now()))
    by_script = request.headers.get("X-Requested-With") == "fetch"
    if status == 200 and not by_script:
        messages.success(request, gettext("Saved. Lines changed: %(n)s.") % {"n": len(typed)})
        return redirect(_address(owner, month, tab))
    found = {row.line.pk: row for row in typed}
    return _draw(request, owner, (month, tab), typed=found, status=status)


def _draw(
    request: HttpRequest,
    owner: Agency,
    shown: tuple[date, str],
    *,
    typed: dict[int, TypedRow] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, or, asked by the script, the rows that were sent with what follows from them."""
    user, (month, tab) = signed_in(request), shown
    standing, lines = (
        months.standing(user, owner, month),
        months.lines_for(user, month, timezone.localdate(), owner),
    )
    sheet = Sheet(month, tab, lines, standing.editable, typed or {})
    by_script = typed is not None and request.headers.get("X-Requested-With") == "fetch"
    context: dict[str, Any] = {
        "owner": owner,
        "month": month,
        "day": last_day(month),
        "tab": tab,
        "standing": standing,
        "due": months.duty_to_send(owner, month) if standing.editable else None,
        "today": timezone.localdate(),
        "columns": columns(sheet),
        "rows": rows(sheet, sent_lines(request.POST) if by_script else None),
        "totals": totals(sheet),
        "state": state(lines),
        "editable": standing.editable,
    }
    if by_script:
        context["now"] = timezone.now()
        return render(request, "disbursement/_payments_fresh.html", context, status=status)
    context |= {
        "tabs": [
            (_address(owner, month, name), words, name == tab) for name, (words, _) in TABS.items()
        ],
        "offered": months.months_offered(timezone.localdate()),
        "errors": errors(sheet.typed),
        "may_return": user.can(Permission.CONFIRM_PAYMENTS)
        and standing.is_sent
        and not standing.closing,
        "version": version_of(standing.report) if standing.report else 0,
    }
    return render(request, "disbursement/payments_grid.html", context, status=status)


@require_POST
@requires(Permission.ENTER_PAYMENTS)
def send_month(request: HttpRequest, owner_id: int) -> HttpResponse:
    """Send the figures of the month to the department."""
    owner, month, user = _owner(request, owner_id), _month(request), signed_in(request)
    if not months.may_enter(user, owner.pk):
        raise PermissionDenied
    try:
        send(owner=owner, month=month, by=user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return _draw(request, owner, (month, MONEY_TAB), status=refusal.status)
    words = {"month": f"{month.month}/{month.year}"}
    messages.success(request, gettext("The figures of %(month)s were sent.") % words)
    return redirect(_address(owner, month))


@require_POST
@requires(Permission.CONFIRM_PAYMENTS)
def return_month(request: HttpRequest, owner_id: int) -> HttpResponse:
    """Give the figures back to the owner with a reason."""
    owner, month = _owner(request, owner_id), _month(request)
    report = get_object_or_404(MonthReport, owner=owner, month=month)
    version = request.POST.get("version", "")
    seen = Seen(report.pk, report.version if version == str(report.version) else 0)
    reason = request.POST.get("reason", "")
    try:
        return_(seen=seen, reason=reason, by=signed_in(request), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        status = 409 if isinstance(refusal, Stale) else refusal.status
        return _draw(request, owner, (month, MONEY_TAB), status=status)
    messages.success(request, gettext("Returned to %(owner)s.") % {"owner": owner.name})
    return redirect(_address(owner, month))
