"""The page an owner's day begins on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from disbursement.entry_months import month_to_enter
from disbursement.owner_page import parts


@require_safe
@requires(Permission.ENTER_PAYMENTS)
def owner_home(request: HttpRequest) -> HttpResponse:
    """What is due, how far the month is, the rate beside the province's, lines that are behind."""
    on = timezone.localdate()
    month = month_to_enter(on)
    context = {"month": month, "parts": parts(signed_in(request), month, on)}
    return render(request, "disbursement/owner_home.html", context)
