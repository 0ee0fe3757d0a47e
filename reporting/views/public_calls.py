"""Calls for investment for everybody, and the form of who is interested in one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.access import client_address
from accounts.actions.attempts import WINDOW, count_attempt
from accounts.models import Attempt
from projects.actions.interests import express
from projects.actions.refusals import Refusal
from projects.forms.interests import InterestForm
from projects.models import Call
from reporting.public import calls as public_list
from reporting.public import lines
from reporting.public.caching import public_page
from reporting.public.calls import PublicCall
from vn.notation import written_in


@public_page("linh_vuc", sought="q")
def calls(request: HttpRequest) -> HttpResponse:
    """The list in force today."""
    on = timezone.localdate()
    asked, sector = request.GET.get("q", ""), request.GET.get("linh_vuc", "")
    found = public_list.find(asked, sector, on)
    context = {
        "asked": asked,
        "sector": sector,
        "sectors": lines.named(public_list.sectors(on)),
        "cards": [lines.call(row) for row in found],
        "total": lines.calls_total(found),
        "on": on,
        "narrowed": bool(asked or sector),
    }
    return render(request, "public/calls.html", context)


@public_page()
def call(request: HttpRequest, code: str) -> HttpResponse:
    """One call in force; 404 for one that is not, as for one that is not there."""
    return render(request, "public/call.html", {"call": lines.call(_found(code))})


@public_page()
def thanks(request: HttpRequest) -> HttpResponse:
    """What happens next."""
    return render(request, "public/thanks.html", {"contact": lines.contact()})


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def interest(request: HttpRequest, code: str) -> HttpResponse:
    """The form. 422 keeps what was typed, 429 past the limit of `count_attempt` keeps it too."""
    row = _found(code)
    if request.method != "POST":
        return _form(request, row, InterestForm())
    form = InterestForm(request.POST)
    if not form.is_valid():
        return _form(request, row, form, status=422)
    at = timezone.now()
    if not count_attempt(what=Attempt.What.INTEREST, visitor=client_address(request), at=at):
        return _form(request, row, form, status=429)
    kept = get_object_or_404(Call, pk=row.call_id)
    try:
        express(call=kept, told=form.told((get_language() or "vi")[:2]), at=at)
    except Refusal as refusal:
        form.add_error(refusal.field or None, str(refusal))
        return _form(request, row, form, status=refusal.status)
    return redirect("public:thanks")


def _found(code: str) -> PublicCall:
    row = public_list.one(code, timezone.localdate())
    if row is None:
        raise Http404
    return row


def _form(
    request: HttpRequest, row: PublicCall, form: InterestForm, *, status: int = 200
) -> HttpResponse:
    with written_in(get_language() or ""):
        context = {
            "form": form,
            "call": lines.call(row),
            "tired": status == 429,
            "minutes": WINDOW.seconds // 60,
        }
        return render(request, "public/interest.html", context, status=status)
