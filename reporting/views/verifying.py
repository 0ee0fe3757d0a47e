"""Is this report ours, is it whole, does it still hold? Asked by anybody, without an account."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access import client_address
from accounts.actions.attempts import MOST_IN_A_WINDOW, WINDOW, count_attempt, forgive_attempt
from accounts.models import Attempt
from reporting import verifying
from reporting.forms.verifying import VerifyForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Answer a code (in the address: the square code leads here) or an uploaded file.

    422 for an odd code, 429 past the limit of `count_attempt`; what is unknown and what is not
    issued get the same 404.
    """
    asked = request.method == "POST" or "ma" in request.GET
    if not asked:
        return _answer(request, VerifyForm())
    data = request.POST if request.method == "POST" else request.GET
    form = VerifyForm(data, request.FILES)
    if not form.is_valid():
        return _answer(request, form, status=422)
    attempt: dict[str, Any] = {
        "what": Attempt.What.VERIFY,
        "visitor": client_address(request),
        "at": timezone.now(),
    }
    if not count_attempt(**attempt):
        return render(request, "projects/look_up_429.html", status=429)
    file, code = form.cleaned_data["tep"], form.cleaned_data["ma"]
    found = verifying.by_file(file.chunks()) if file else verifying.by_code(code)
    if found is None:
        return _answer(request, form, by_file=bool(file), status=404)
    forgive_attempt(**attempt)
    return _answer(request, form, found=found, by_file=bool(file))


def _answer(
    request: HttpRequest,
    form: VerifyForm,
    *,
    found: verifying.Verified | None = None,
    by_file: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "found": found,
        "by_file": by_file,
        "missed": status == 404,
        "tries": MOST_IN_A_WINDOW,
        "minutes": WINDOW.seconds // 60,
    }
    return render(request, "reporting/verify.html", context, status=status)
