"""One report to read: its page, its file, a figure with its rows, another report beside it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from desk.tasks import enqueue
from reporting import comparing, figure_page, paper_files, paper_page
from reporting.actions import papers
from reporting.models import Paper
from reporting.paper_access import visible_papers


def visible_paper(request: HttpRequest, run_id: int) -> Paper:
    """The paper of a run; 404 for one this person may not know of."""
    rows = visible_papers(signed_in(request)).select_related("run", "corrects__run")
    return get_object_or_404(rows, run_id=run_id)


def address_of(paper: Paper) -> str:
    """The page of a report."""
    return reverse("reporting:report", args=[paper.run_id])


@require_safe
@requires(Permission.VIEW_REPORTS)
def report(request: HttpRequest, run_id: int) -> HttpResponse:
    """Where the report stands, what the check of its figures found, what it says, who does what."""
    user = signed_in(request)
    context = paper_page.context(visible_paper(request, run_id), user, timezone.localdate())
    return render(request, "reporting/report.html", context)


@require_POST
@requires(Permission.PREPARE_REPORT)
def preview(request: HttpRequest, run_id: int) -> HttpResponse:
    """Have what is written now typeset; the page follows it."""
    paper = visible_paper(request, run_id)
    _edition, job = papers.preview(paper_id=paper.pk, at=timezone.now(), by=signed_in(request))
    if job is not None:
        enqueue(job.pk)
    return redirect(f"{address_of(paper)}#ban-in")


@require_GET
@requires(Permission.VIEW_REPORTS)
def download(request: HttpRequest, run_id: int) -> HttpResponse:
    """The file of a report: signed, issued, or of the draft for who works on it; 404 before."""
    paper = visible_paper(request, run_id)
    found = paper_files.file_of(paper)
    if found is None:
        raise Http404
    response = HttpResponse(found.data, content_type="application/pdf")
    # To keep, also on a telephone: some browsers show an inline PDF and lose its name.
    response["Content-Disposition"] = f'attachment; filename="{found.name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
@requires(Permission.VIEW_REPORTS)
def figure(request: HttpRequest, run_id: int, key: str) -> HttpResponse:
    """A figure of a report with the rows it was computed from, as they were at the cut-off."""
    paper = visible_paper(request, run_id)
    context = figure_page.context(paper, key, request)
    if context is None:
        raise Http404
    return render(request, "reporting/report_figure.html", context)


@require_safe
@requires(Permission.VIEW_REPORTS)
def compare(request: HttpRequest, run_id: int, other_id: int) -> HttpResponse:
    """Two reports of one kind side by side, figure by figure."""
    one, other = visible_paper(request, run_id), visible_paper(request, other_id)
    if one.run.template != other.run.template or one.pk == other.pk:
        raise Http404
    context = comparing.comparison(one, other)
    return render(request, "reporting/report_comparison.html", context)
