"""Copies of a report to work with, of the same document as its PDF."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from reporting import editions
from reporting.copies import excel, word
from reporting.document.edited import Edited
from reporting.models import Paper
from reporting.paper_access import visible_papers
from reporting.paper_files import stem

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@requires(Permission.VIEW_REPORTS)
def word_copy(request: HttpRequest, run_id: int) -> HttpResponse:
    """The report as .docx."""
    return _copy(request, run_id, word.report, (WORD, "docx"))


@require_GET
@requires(Permission.VIEW_REPORTS)
def excel_copy(request: HttpRequest, run_id: int) -> HttpResponse:
    """The tables of the report as .xlsx."""
    return _copy(request, run_id, excel.report, (_EXCEL, "xlsx"))


def _copy(
    request: HttpRequest,
    run_id: int,
    make: Callable[[Edited], bytes],
    form: tuple[str, str],
) -> HttpResponse:
    rows = visible_papers(signed_in(request)).select_related("run", "corrects__run")
    paper: Paper = get_object_or_404(rows, run_id=run_id)
    kind, ending = form
    response = HttpResponse(make(editions.edited(paper)), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{stem(paper)}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
