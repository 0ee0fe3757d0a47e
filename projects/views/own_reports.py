"""An investor's periodic reports: which are owed, where each stands, and what was sent."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from projects.actions import filing_sheets
from projects.actions.refusals import Refusal
from projects.members import may_file
from projects.models import Project
from projects.querysets.filing_sheets import KINDS, one_owed, owed
from projects.rules.filing_steps import SCREENS
from projects.views import own_report_page
from projects.views.answering import visible_project
from vn.notation import written_in


@require_safe
@requires(Permission.VIEW_OWN_PROJECTS)
def own_reports(request: HttpRequest, code: str) -> HttpResponse:
    """The periods of one project, the latest first."""
    project, on = visible_project(request, code), timezone.localdate()
    files = may_file(signed_in(request), project.investor_id)
    with written_in(get_language() or ""):
        context = {
            "project": project,
            "crumbs": own_report_page.crumbs(project),
            "rows": [own_report_page.row(project, each, on, files=files) for each in owed(project)],
            "files": files,
        }
        return render(request, "projects/own_reports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.VIEW_OWN_PROJECTS)
def own_report(request: HttpRequest, code: str, report: str, cycle: str) -> HttpResponse:
    """What was sent for one period, to read and to print; a POST begins or goes on with it."""
    project = visible_project(request, code)
    row = one_owed(project, report, cycle) if report in KINDS else None
    if row is None:
        raise Http404
    if request.method == "POST":
        return _begin(request, project, report, cycle)
    with written_in(get_language() or ""):
        context = own_report_page.context(request, project, row, timezone.localdate())
        return render(request, "projects/own_report.html", context)


def _begin(request: HttpRequest, project: Project, report: str, cycle: str) -> HttpResponse:
    user = signed_in(request)
    if not user.can(Permission.FILE_REPORT) or not may_file(user, project.investor_id):
        raise PermissionDenied
    try:
        sheet = filing_sheets.start(
            by=user,
            on=timezone.localdate(),
            at=timezone.now(),
            project_id=project.pk,
            kind=report,
            cycle=cycle,
        ).row
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("projects:own_reports", code=project.code)
    missing = filing_sheets.gaps(sheet)
    first = missing[0] if missing and not sheet.corrects_id else SCREENS[0].key
    if not missing and not sheet.corrects_id:
        first = SCREENS[-1].key
    address = [project.code, report, cycle, first]
    return redirect(reverse("projects:own_report_screen", args=address))
