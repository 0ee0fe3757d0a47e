"""The overview of a plan year, and the ranking of owners."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.models import Agency, User
from accounts.permissions import Permission, Scope
from desk.addresses import Address
from disbursement import figures_wording as words
from disbursement.forms.figures import SpanForm, month_offers, with_all
from disbursement.models import FundingSource
from disbursement.overview import Overview, latest_month, overview, plan_years
from disbursement.querysets.months import current_month
from disbursement.querysets.pace import together
from disbursement.rules.figures import months_of
from disbursement.views import figures_page, figures_sheet, ranking_page
from disbursement.views.curve_card import curve_card
from projects.querysets.public import own_agencies


@require_safe
@requires(Permission.VIEW_DISBURSEMENT)
def show_overview(request: HttpRequest) -> HttpResponse:
    """Plan and disbursement: four figures, the rates by base, owners, sources, projects."""
    user, asked = signed_in(request), _asked(request)
    if asked is None:
        return render(request, "disbursement/no_plan.html", {"heading": _("Plan and disbursement")})
    shown = overview(asked.question())
    page = {
        "cards": figures_page.cards(shown),
        "bases": figures_page.bases(shown),
        "standings": ranking_page.standings(ranking_page.excerpt(shown.ranking), shown.ranking),
        # What was assigned names no owner: there is nothing to show, which is not zero.
        "without_assigned": not shown.figures.assigned_vnd,
        "sources": figures_page.sources(shown.question),
        "buckets": figures_page.buckets(shown.question),
        "projects": figures_page.projects(shown.question, readable(user)),
        "curve": curve_card(together(shown.question), "luy-ke"),
        "may_enter": user.can(Permission.ENTER_PAYMENTS),
        "may_move": user.can(Permission.PROPOSE_MOVES),
        "own_alone": user.scope != Scope.PROVINCE,
        "boxes": asked.boxes("nam", "thang", "nguon", "chu_dau_tu"),
    }
    return render(request, "disbursement/overview.html", _frame(request, asked, shown) | page)


@require_safe
@requires(Permission.VIEW_DISBURSEMENT)
def show_ranking(request: HttpRequest) -> HttpResponse:
    """Owners by rate on one base, beside the averages of the province and of the country."""
    asked = _asked(request)
    if asked is None:
        return render(request, "disbursement/no_plan.html", {"heading": _("Ranking of owners")})
    shown = overview(asked.question(), basis=asked.basis)
    page = {
        "standings": ranking_page.standings(shown.ranking.rows, shown.ranking),
        "without_plan": shown.ranking.without_plan,
        "basis": words.BASES[asked.basis],
        "boxes": asked.boxes("nam", "thang", "nguon", "mau"),
        "export_url": Address(request).but(xuat="xlsx"),
        "crumbs": [(_("Plan and disbursement"), reverse("disbursement:overview"))],
    }
    if request.GET.get("xuat") == "xlsx":
        return figures_sheet.answer(shown)
    return render(request, "disbursement/ranking.html", _frame(request, asked, shown) | page)


def _asked(request: HttpRequest) -> SpanForm | None:
    """What is asked; None while there is no plan of any year."""
    years = plan_years()
    if not years:
        return None
    chosen = request.GET.get("nam", "")
    year = int(chosen) if chosen.isdecimal() and chosen in map(str, years) else years[0]
    today = timezone.localdate()
    latest = latest_month(year, today) or current_month(today)
    months = months_of(year)
    number = months.index(latest) + 1 if latest in months else len(months)
    owners = Agency.objects.filter(owned_projects__isnull=False).distinct()
    sources = FundingSource.objects.values_list("pk", "code", "name")
    offers = {
        "nam": [(each, str(each)) for each in years],
        "thang": month_offers(year),
        "nguon": with_all(_("All sources"), [(pk, f"{code} {name}") for pk, code, name in sources]),
        "chu_dau_tu": with_all(_("All owners"), list(owners.values_list("pk", "name"))),
    }
    return SpanForm(request.GET, (year, number), offers)


def _frame(request: HttpRequest, asked: SpanForm, shown: Overview) -> dict[str, Any]:
    """What both pages say of the month."""
    found, average = shown.ranking, shown.ranking.average
    return {
        "year": shown.question.year,
        "month": shown.question.month,
        "number": months_of(shown.question.year).index(shown.question.month) + 1,
        "day": shown.figures.day,
        "estimate_day": shown.figures.estimate_day,
        "closing": shown.closing,
        "ranking": found,
        "average": words.percent(average),
        "average_base": words.million(average.denominator),
        "nation": ranking_page.nation(found.nation),
        "used": asked.used,
        "narrowed": asked.narrowed,
        "tab": gettext("Plan and disbursement %(year)s") % {"year": shown.question.year},
        "query": request.GET.urlencode(),
    }


def readable(user: User) -> frozenset[int] | None:
    """Of which owners this person may read rows; None is all of them."""
    return None if user.scope == Scope.PROVINCE else own_agencies(user)
