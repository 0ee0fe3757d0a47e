"""Resolution 135 on its page: today or as a frozen report has it, each cell with its rows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from deadlines.models import SweepRun
from desk.addresses import Address
from reporting import configuring, scorecard_page
from reporting.builders.asked import Asked, NothingToReport
from reporting.builders.scorecard import build
from reporting.document.shapes import Document
from reporting.models import ReportRun


@require_safe
@requires(Permission.VIEW_DASHBOARD)
def show_scorecard(request: HttpRequest) -> HttpResponse:
    """The four targets; without them in the table, what to do."""
    user, address = signed_in(request), Address(request)
    run = scorecard_page.run_of(user, request.GET.get(scorecard_page.RUN, ""))
    context: dict[str, Any] = {
        "run": run,
        "choices": list(scorecard_page.choices(user, run)),
        "targets": scorecard_page.definitions(),
    }
    try:
        document = _document(run)
    except NothingToReport as nothing:
        return render(request, "reporting/scorecard.html", context | {"nothing": nothing.text})
    context |= {
        "on": document.cut_off,
        "cards": scorecard_page.cards(document, address),
        "tables": scorecard_page.tables(document, address),
        "opened": scorecard_page.opened(document, request, user),
    }
    return render(request, "reporting/scorecard.html", context)


def _document(run: ReportRun | None) -> Document:
    """The frozen one, or the scorecard as of the last night swept, as the dashboard."""
    if run is not None:
        return Document.from_json(run.snapshot)
    on = SweepRun.objects.values_list("on", flat=True).first() or timezone.localdate()
    return build(Asked(cut_off=on, generated_on=on, letter=configuring.letter()))
