"""Putting papers of a case and of its conclusions on file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from accounts.access import requires
from accounts.permissions import Permission
from inspections.case_access import case_url, written_case
from inspections.rules.subjects import CASE, CONCLUSION
from projects.views.documents import add_about
from projects.views.editing import pages


@pages
@requires(Permission.KEEP_CASES)
def add(request: HttpRequest, code: str, ordinal: int = 0) -> HttpResponse:
    """Put a document about a case, or about one of its conclusions, on file."""
    case = written_case(request, code)
    about = (CASE, case.pk)
    if ordinal:
        about = (CONCLUSION, get_object_or_404(case.conclusions, ordinal=ordinal).pk)
    crumbs = [
        (gettext("Cases"), reverse("inspections:cases")),
        (f"{case.code} {case.title}", case_url(case)),
    ]
    return add_about(request, about, crumbs)
