"""Public pages: what everybody may read, without an account (law.md R-9.20)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext

from inspections import published as inspected
from inspections.models import Case, Conclusion
from projects.rules.stage import Stage
from projects.wording import STAGES
from reporting.public import calls, drawings, figures, lines, pci, project_list, reports, words
from reporting.public.caching import public_page
from reporting.public.project_list import Question

SHOWN = 3
"""Calls, conclusions and reports on the first page; the link beside them leads to all."""


@public_page()
def home(request: HttpRequest) -> HttpResponse:
    """The province in ten seconds."""
    on = timezone.localdate()
    registry, capital = figures.registry(on), figures.capital(on)
    context = {
        "registry": registry,
        "capital": capital,
        "cards": words.cards(registry, capital),
        "bars": drawings.status_bars(registry),
        "states": words.states(registry),
        "curve": drawings.curve(capital, "trang-chu"),
        "calls": [lines.call(row) for row in calls.largest(SHOWN, on)],
        "call_count": len(calls.calls(on)),
        "conclusions": inspected.lines()[:SHOWN],
        "reports": reports.listed()[:SHOWN],
        "published_count": len(project_list.published()),
        "contact": lines.contact(),
    }
    return render(request, "public/home.html", context)


@public_page("dia_ban", "linh_vuc", "giai_doan", "sap_xep", "trang", sought="q")
def projects(request: HttpRequest) -> HttpResponse:
    """Published projects; read from memory whatever is asked."""
    question = _question(request)
    found = project_list.find(question)
    context = {
        "question": question,
        "found": found,
        "registry": figures.registry(timezone.localdate()),
        "stages": [(stage.value, STAGES[stage]) for stage in found.stages],
        "sectors": lines.named(found.sectors),
        "sorts": lines.SORTS,
        "rows": lines.project_rows(found.rows),
        "pages": lines.pages(request, found.page, found.pages),
        "narrowed": any((question.words, question.place, question.sector, question.stage)),
    }
    return render(request, "public/projects.html", context)


def _question(request: HttpRequest) -> Question:
    asked = request.GET
    page = asked.get("trang", "")
    return Question(
        words=asked.get("q", ""),
        place=asked.get("dia_ban", ""),
        sector=asked.get("linh_vuc", ""),
        stage=asked.get("giai_doan", "") if asked.get("giai_doan", "") in list(Stage) else "",
        order=asked.get("sap_xep", "ten"),
        page=int(page) if page.isascii() and page.isdecimal() else 1,
    )


@public_page()
def project(request: HttpRequest, code: str) -> HttpResponse:
    """One published project; 404 for one that is not, as for one that is not there."""
    row = project_list.one(code)
    if row is None:
        raise Http404
    return render(request, "public/project.html", lines.project_page(row))


@public_page()
def disbursement(request: HttpRequest) -> HttpResponse:
    """Public investment: the year so far, by source and by sector."""
    capital = figures.capital(timezone.localdate())
    context: dict[str, Any] = {"capital": capital}
    if capital is not None:
        context |= {
            "cards": words.capital_cards(capital),
            "curve": drawings.curve(capital, "giai-ngan"),
            "months": words.months(capital),
            "tables": [
                ("nguon", gettext("By source"), words.sources(capital)),
                ("linh-vuc", gettext("By sector"), words.sectors(capital)),
            ],
        }
    return render(request, "public/disbursement.html", context)


@public_page()
def competitiveness(request: HttpRequest) -> HttpResponse:
    """The competitiveness index of the province, each source of each year by itself."""
    rows = pci.rows(settings.PROVINCE_NAME)
    context = {"rows": lines.pci_rows(rows), "charts": drawings.pci(rows)}
    return render(request, "public/pci.html", context)


@public_page("nam", "loai")
def conclusions(request: HttpRequest) -> HttpResponse:
    """Published conclusions, by year of publication and kind of case."""
    years = inspected.years()
    asked, kind = request.GET.get("nam", ""), request.GET.get("loai", "")
    year = int(asked) if asked in map(str, years) else None
    kind = kind if kind in Case.Kind.values else ""
    context = {
        "lines": inspected.lines(year=year, kind=kind),
        "years": years,
        "year": year,
        "kinds": Case.Kind.choices,
        "kind": kind,
    }
    return render(request, "public/conclusions.html", context)


@public_page()
def conclusion(request: HttpRequest, conclusion_id: int) -> HttpResponse:
    """One published conclusion; 404 for one that is not published, as for one that is not there."""
    if conclusion_id > 2**63 - 1:
        raise Http404
    row = get_object_or_404(Conclusion.objects.published().select_related("case"), pk=conclusion_id)
    context = {"sheet": inspected.sheet(row), "row": row, "case": row.case}
    return render(request, "public/conclusion.html", context)


@public_page()
def public_reports(request: HttpRequest) -> HttpResponse:
    """Issued reports that were published."""
    return render(request, "public/reports.html", {"reports": reports.listed()})


@public_page(plain=True)
def report_file(_request: HttpRequest, paper_id: int) -> HttpResponse:
    """The signed or issued PDF of a published report; 404 for any other."""
    found = reports.file(paper_id)
    if found is None:
        raise Http404
    response = HttpResponse(found.data, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{found.name}"'
    return response


@public_page()
def definitions(request: HttpRequest) -> HttpResponse:
    """What each public figure counts, from where and as of when."""
    context = {
        "registry": figures.registry(timezone.localdate()),
        "statuses": words.statuses(),
        "stages": [(stage.value, words_) for stage, words_ in STAGES.items()],
    }
    return render(request, "public/definitions.html", context)


@public_page()
def contact(request: HttpRequest) -> HttpResponse:
    """Whom to ask."""
    return render(request, "public/contact.html", {"contact": lines.contact()})


@public_page()
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    heading = gettext("Accessibility statement")
    return render(
        request, "public/accessibility.html", {"heading": heading, "contact": lines.contact()}
    )
