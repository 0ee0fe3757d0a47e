"""The leader's pages: the dashboard and the reports."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from deadlines.actions.sweeping import ClockInDoubt
from deadlines.models import SweepRun
from desk.addresses import Address
from desk.tasks import enqueue
from inspections.views import coverage
from projects.filters.registry import FOLLOWED, LAND_FLAG, OVERDUE
from reporting import configuring
from reporting.actions import reports
from reporting.builders.asked import NothingToReport
from reporting.capital_card import capital_card
from reporting.catalogue import CATALOGUE
from reporting.dashboard import dashboard
from reporting.dashboard_lines import late_line, soon_line, status_lines
from reporting.issued import news
from reporting.models import ReportRun
from reporting.runs import listed
from reporting.status_charts import status_charts

KIND, YEAR = "loai", "nam"
"""In the address of the list."""


@require_safe
@requires(Permission.VIEW_DASHBOARD)
def show_dashboard(request: HttpRequest) -> HttpResponse:
    """Where the province stands, in ten seconds."""
    swept = SweepRun.objects.values_list("on", flat=True).first()
    shown, user = dashboard(on=swept or timezone.localdate()), signed_in(request)
    return render(
        request,
        "reporting/dashboard.html",
        {
            "board": shown,
            "charts": status_charts(shown),
            "late": [late_line(line, shown.on) for line in shown.late],
            "soon": [soon_line(line, shown.on) for line in shown.soon],
            "statuses": status_lines(shown),
            "followed_url": f"{reverse('projects:list')}?tinh_trang={FOLLOWED}",
            "overdue_url": f"{reverse('projects:list')}?canh_bao={OVERDUE}",
            "land_url": f"{reverse('projects:list')}?canh_bao={LAND_FLAG}",
            "swept": swept,
            "capital": capital_card(shown.on) if user.can(Permission.VIEW_DISBURSEMENT) else None,
            "coverage": coverage.card(user) if user.can(Permission.VIEW_COVERAGE) else None,
        },
    )


@require_safe
@requires(Permission.VIEW_REPORTS)
def list_reports(request: HttpRequest) -> HttpResponse:
    """Reports by period, with what is still being rendered, and what can be made."""
    user = signed_in(request)
    runs, chosen = listed(user), request.GET.get(KIND, "")
    kinds = {run.template: run.title for run in runs}
    found = [run for run in runs if chosen not in kinds or run.template == chosen]
    years = sorted({run.period_start.year for run in found}, reverse=True)
    asked = request.GET.get(YEAR, "")
    year = next((each for each in years if str(each) == asked), years[0] if years else None)
    address = Address(request)
    return render(
        request,
        "reporting/reports.html",
        {
            "runs": [run for run in found if run.period_start.year == year],
            "news": news(user, chosen if chosen in kinds else ""),
            "kinds": [
                (kind, title, address.but(**{KIND: kind, YEAR: ""}))
                for kind, title in sorted(kinds.items(), key=lambda each: str(each[1]))
            ],
            "years": [(each, address.but(**{YEAR: str(each)})) for each in years],
            "year": year,
            "chosen": chosen if chosen in kinds else "",
            "waiting": any(run.state == ReportRun.State.QUEUED and not run.failed for run in runs),
            "may_prepare": user.can(Permission.PREPARE_REPORT),
            "catalogue": [entry for entry in CATALOGUE.values() if user.can(entry.prepare)],
            "today": timezone.localdate(),
        },
    )


@require_POST
@requires(Permission.PREPARE_REPORT)
def prepare_report(request: HttpRequest) -> HttpResponse:
    """Freeze today's figures as a new version of a report and let the worker render them."""
    kind = request.POST.get(KIND) or ReportRun.Template.MONTHLY_NON_BUDGET
    entry = CATALOGUE.get(kind)
    if entry is None:
        raise Http404
    if not signed_in(request).can(entry.prepare):
        raise PermissionDenied
    try:
        job = reports.request(
            cut_off=timezone.localdate(),
            by=signed_in(request),
            at=timezone.now(),
            letter=configuring.letter(),
            kind=kind,
        )
    except (NothingToReport, reports.StillRenewing) as refusal:
        messages.error(request, str(refusal.text))
    except ClockInDoubt as doubt:
        messages.error(request, str(doubt))
    else:
        enqueue(job.pk)
        messages.success(request, _("Figures are frozen. The report is being rendered."))
        return redirect("reporting:report", job.subject_id)
    return redirect("reporting:reports")
