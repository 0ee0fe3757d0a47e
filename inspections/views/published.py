"""Published conclusions, for everybody without an account (Law 84/2025 art. 37)."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from inspections import published
from inspections.models import Case, Conclusion


@require_safe
def conclusions(request: HttpRequest) -> HttpResponse:
    """The list, by year of publication and kind of case."""
    years = published.years()
    year = _year(request.GET.get("nam", ""), years)
    kind = request.GET.get("loai", "")
    kind = kind if kind in Case.Kind.values else ""
    context = {
        "lines": published.lines(year=year, kind=kind),
        "years": years,
        "year": year,
        "kinds": Case.Kind.choices,
        "kind": kind,
    }
    return render(request, "inspections/published_list.html", context)


def _year(text: str, years: list[int]) -> int | None:
    """The year asked for; none for all of them, and for what is no year with conclusions."""
    return int(text) if text in map(str, years) else None


@require_safe
def conclusion(request: HttpRequest, conclusion_id: int) -> HttpResponse:
    """One published conclusion; 404 for one that is not published, as for one that is not there."""
    if conclusion_id > 2**63 - 1:
        raise Http404
    row = get_object_or_404(Conclusion.objects.published().select_related("case"), pk=conclusion_id)
    crumbs = [(gettext("Published conclusions"), reverse("inspections:published"))]
    context = {"sheet": published.sheet(row), "row": row, "case": row.case, "crumbs": crumbs}
    return render(request, "inspections/published.html", context)
