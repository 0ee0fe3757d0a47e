"""The scenario of disbursement: how one stands against it, and setting, changing, withdrawing it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.models import Agency, User
from accounts.permissions import Permission
from disbursement import figures_wording as words
from disbursement.actions import scenarios as acts
from disbursement.adherence import Adherence, by_owner
from disbursement.forms.figures import SpanForm, month_offers, with_all
from disbursement.forms.scenarios import BOXES, NewScenarioForm, ScenarioForm
from disbursement.models import PlanLine, Scenario
from disbursement.overview import latest_month, plan_years
from disbursement.querysets.pace import month_at, month_number, together
from disbursement.rules.scenario import HAI_DUONG_2025, percent_at
from disbursement.views.curve_card import curve_card, told
from projects.forms.relations import ReasonForm
from projects.views.answering import Act, Page, answer
from projects.views.editing import pages
from vn.numbers import percent_text

SAMPLE = "mau"
_YEARS = range(2000, 2101)


@require_safe
@requires(Permission.VIEW_DISBURSEMENT)
def scenarios(request: HttpRequest) -> HttpResponse:
    """The province's curve, every owner against its scenario, projects with a scenario of their own."""
    user, asked = signed_in(request), _asked(request)
    if asked is None:
        heading = {"heading": _("Disbursement scenario")}
        return render(request, "disbursement/no_plan.html", heading)
    question = asked.question()
    year, ahead = question.year, together(question)
    everybody = by_owner(replace(question, owner_ids=None))
    context = {
        "year": year,
        "month": question.month,
        "boxes": asked.boxes("nam", "thang", "chu_dau_tu"),
        "used": asked.used,
        "shown": next(
            (row.owner for row in everybody if row.owner.pk in (question.owner_ids or ())), None
        ),
        "curve": curve_card(ahead, "kich-ban"),
        "told": told(ahead),
        "province": _of(year).filter(owner=None, project=None).first(),
        "owners": [_owner(row) for row in everybody],
        "behind": sum(row.points is not None and row.points < 0 for row in everybody),
        "projects": [_project(row, len(ahead.paid_vnd)) for row in _own(year, user)],
        "may_keep": user.can(Permission.KEEP_PLANS),
    }
    return render(request, "disbursement/scenarios.html", context)


def _asked(request: HttpRequest) -> SpanForm | None:
    """Which year, month and owner; None while there is no plan of any year."""
    years = plan_years()
    if not years:
        return None
    chosen = request.GET.get("nam", "")
    year = int(chosen) if chosen.isdecimal() and chosen in map(str, years) else years[0]
    number = month_number(year, latest_month(year, timezone.localdate()) or month_at(year, 1))
    owners = Agency.objects.filter(owned_projects__isnull=False).distinct()
    offers = {
        "nam": [(each, str(each)) for each in years],
        "thang": month_offers(year),
        "chu_dau_tu": with_all(_("All owners"), list(owners.values_list("pk", "name"))),
    }
    return SpanForm(request.GET, (year, number), offers)


def _of(year: int) -> Any:
    return Scenario.objects.filter(plan__horizon="annual", plan__first_year=year)


def _own(year: int, user: User) -> Any:
    """Scenarios of the projects whose money this person may see."""
    lines = PlanLine.objects.visible_to(user).annual(year)
    rows = _of(year).filter(project_id__in=lines.values("project_id"))
    rows = rows.select_related("project__public__owner")
    return rows.order_by("project__sort_key", "pk")


def _owner(row: Adherence) -> dict[str, Any]:
    return {
        "owner": row.owner,
        "own": row.own,
        "capital": words.million(row.rate.denominator),
        "paid": words.million(row.rate.numerator or 0),
        "rate": words.percent(row.rate),
        "wanted": "—" if row.wanted is None else percent_text(row.wanted, trim=True),
        "points": words.points(row.points),
        "behind": row.points is not None and row.points < 0,
        "bar": min(row.rate.percent or 0, 100),
        "tick": row.wanted,
    }


def _project(row: Scenario, number: int) -> dict[str, Any]:
    wanted = percent_at(row.percents, number)
    return {
        "row": row,
        "project": row.project,
        "owner": row.project.public.owner if row.project else "",
        "wanted": "—" if wanted is None else percent_text(wanted, trim=True),
        "end": percent_text(row.percents[-1], trim=True),
    }


@pages
@requires(Permission.KEEP_PLANS)
def scenario_set(request: HttpRequest, year: int) -> HttpResponse:
    """Set a scenario; `?mau=` starts from the published sample, `?chu-dau-tu=` names the owner."""
    if year not in _YEARS:
        raise Http404
    proposed: dict[str, Any] = {}
    if request.GET.get(SAMPLE) == HAI_DUONG_2025.key:
        note = gettext("Begun from: %(source)s") % {"source": HAI_DUONG_2025.source}
        proposed = {**dict(zip(BOXES, HAI_DUONG_2025.percents, strict=True)), "note": note}
    if owner := request.GET.get("chu_dau_tu"):
        proposed["owner"] = owner
    act = Act(
        form=partial(NewScenarioForm, year=year),
        save=lambda form, hand: acts.set_scenario(
            **hand, year=year, of=form.of(), facts=form.facts()
        ),
        said=_("Scenario set."),
        button=_("Save the scenario"),
        proposed=proposed,
    )
    heading = gettext("Set a scenario of %(year)s") % {"year": year}
    page = _page(heading, act, year)
    page.more["sample_url"] = f"?{SAMPLE}={HAI_DUONG_2025.key}"
    return answer(request, page)


@pages
@requires(Permission.KEEP_PLANS)
def scenario_change(request: HttpRequest, scenario_id: int) -> HttpResponse:
    """Correct the months of a scenario or its document."""
    row = _row(scenario_id)
    year = row.plan.first_year
    act = Act(
        form=partial(ScenarioForm, year=year),
        save=lambda form, hand: acts.change_scenario(**hand, seen=form.seen, facts=form.facts()),
        said=_("Scenario changed."),
        button=_("Save the scenario"),
        row=row,
    )
    page = _page(_heading(_("Scenario of %(year)s: %(whose)s"), row), act, year)
    withdraw = reverse("disbursement:scenario_withdraw", args=[row.pk])
    page.more["links"] = [(gettext("Withdraw the scenario"), withdraw)]
    return answer(request, page)


@pages
@requires(Permission.KEEP_PLANS)
def scenario_withdraw(request: HttpRequest, scenario_id: int) -> HttpResponse:
    """Take a scenario out, for a reason; the next wider one applies again."""
    row = _row(scenario_id)
    act = Act(
        form=ReasonForm,
        save=lambda form, hand: acts.withdraw_scenario(
            **hand, seen=form.seen, reason=form.reason_given
        ),
        said=_("Scenario withdrawn."),
        button=_("Withdraw the scenario"),
        row=row,
    )
    page = _page(
        _heading(_("Withdraw the scenario of %(year)s: %(whose)s"), row), act, row.plan.first_year
    )
    return answer(request, replace(page, template="projects/edit.html"))


def _row(scenario_id: int) -> Scenario:
    rows = Scenario.objects.select_related("plan", "owner", "project")
    row: Scenario = get_object_or_404(rows, pk=scenario_id)
    return row


def _heading(text: Any, row: Scenario) -> str:
    return str(text) % {"year": row.plan.first_year, "whose": acts.whose(row)}


def _page(heading: Any, act: Act, year: int) -> Page:
    back = f"{reverse('disbursement:scenarios')}?nam={year}"
    return Page(
        heading,
        [act],
        None,
        _("Accumulated shares of the capital by the end of each month: they never fall."),
        template="disbursement/scenario_edit.html",
        back_url=back,
        clocks=False,
        more={"crumbs": [(gettext("Disbursement scenario"), back)], "sample": HAI_DUONG_2025},
    )
