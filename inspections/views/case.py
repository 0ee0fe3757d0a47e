"""The page of a case."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from inspections import case_page, documents, remedies_section
from inspections.case_access import visible_case
from inspections.people import is_on


@require_safe
@requires(Permission.VIEW_CASES)
def case(request: HttpRequest, code: str) -> HttpResponse:
    """The whole case for the people on it; for others what is published."""
    user, row = signed_in(request), visible_case(request, code)
    crumbs = [(gettext("Cases"), reverse("inspections:cases"))]
    if not is_on(row, user):
        context = case_page.open_to_all(row) | {"crumbs": crumbs}
        return render(request, "inspections/case_published.html", context)
    on = timezone.localdate()
    context = case_page.context(row, user, on) | {"crumbs": crumbs}
    context |= remedies_section.section(row, user, on, writes=context["writes"])
    conclusions = [each["row"] for each in context["conclusions"]]
    context["papers"] = documents.of_case(row, conclusions, user, writes=context["writes"])
    return render(request, "inspections/case.html", context)
