"""The money of a public project on its page: capital lines, what was paid, the curve, questions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Max, Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from disbursement.entry_page import sentence
from disbursement.figures_wording import million
from disbursement.models import Bucket, PlanLine
from disbursement.querysets.months import current_month
from disbursement.querysets.pace import of_project
from disbursement.querysets.payments import LineOfMonth, lines_of_month
from disbursement.rules.basis import Basis, Rate
from disbursement.rules.figures import last_day
from disbursement.views.curve_card import curve_card, told
from projects.extensions import Panel
from projects.views.sight import Sight
from vn.numbers import percent_text


def section(sight: Sight) -> dict[str, Any]:
    """The year's lines with the medium-term beside them, for who may see the project's money.

    As of the last month that was entered of the project: what nobody entered is not zero.
    """
    project = sight.record.project
    seen = PlanLine.objects.visible_to(sight.user).filter(project=project)
    entered_to = Max("payments__month", filter=Q(payments__month__lte=current_month(sight.on)))
    lines = list(
        seen.annotate(entered_to=entered_to)
        .select_related("plan", "source")
        .order_by("source__sort_key", "bucket")
    )
    if not lines:
        return {"capital_lines": []}
    month = max(
        (row.entered_to for row in lines if row.entered_to), default=current_month(sight.on)
    )
    years = [row.plan.first_year for row in lines if row.plan.horizon == "annual"]
    year = min(max(years, default=month.year), month.year)
    owner = sight.record.public.owner_id
    ahead = of_project(project.pk, owner, year=year, month=month)
    entered = lines_of_month(seen.annual(year), month)
    return {
        "capital_year": year,
        "capital_day": last_day(month),
        "capital_lines": [_line(row, last_day(month)) for row in entered],
        "capital_medium": _medium(lines, year),
        "capital_told": told(ahead) if ahead.capital_vnd else [],
        "capital_curve": curve_card(ahead, "von-du-an") if ahead.capital_vnd else None,
        "capital_questions": _questions(entered),
        "capital_entry": _entry(owner, month),
        "capital_ledger": _ledger(lines, year, project.code),
    }


def _line(row: LineOfMonth, day: date) -> dict[str, Any]:
    rate = Rate(row.accumulated_vnd, row.allocated_vnd, Basis.DEPLOYED, day).percent
    return {
        "source": row.source,
        "bucket": Bucket(row.bucket).label,
        "allocated": million(row.allocated_vnd),
        "paid": million(row.accumulated_vnd),
        "advance": million(row.outstanding_vnd + _advanced(row)),
        "rate": "—" if rate is None else percent_text(rate),
        "over": row.is_over_plan,
        "entered": row.is_entered,
    }


def _questions(lines: Sequence[LineOfMonth]) -> list[dict[str, Any]]:
    """What was asked of each line at entry and nobody answered."""
    asked = [(row, [sentence(each) for each in row.open_questions]) for row in lines]
    return [
        {"line": f"{row.source}, {Bucket(row.bucket).label}", "asked": words}
        for row, words in asked
        if words
    ]


def _advanced(row: LineOfMonth) -> int:
    """What the month itself adds to the advances that are left to recover."""
    return (row.cells["advance_vnd"] or 0) - (row.cells["recovery_vnd"] or 0)


def _medium(lines: Sequence[PlanLine], year: int) -> list[dict[str, Any]]:
    """What the medium-term plan of the year gives the project, and how much annual plans took."""
    return [
        {
            "plan": str(row.plan),
            "source": str(row.source.short_name or row.source.name),
            "allocated": million(row.allocated_vnd),
            "drawn": million(row.drawn_vnd),
            "left": million(row.allocated_vnd - row.drawn_vnd),
        }
        for row in lines
        if row.plan.horizon == "medium_term" and row.plan.first_year <= year <= row.plan.last_year
    ]


def _entry(owner_id: int, month: date) -> str:
    return f"{reverse('disbursement:payments', args=[owner_id])}?thang={month:%Y-%m}"


def _ledger(lines: Sequence[PlanLine], year: int, code: str) -> str:
    """The rows of the ledger about the project in the plan of the year."""
    plans = {row.plan_id for row in lines if str(row.plan) == str(year)}
    if not plans:
        return ""
    address = reverse("disbursement:plan_rows", args=[plans.pop()])
    return f"{address}?{urlencode({'du_an': code})}"


PANEL = Panel(
    key="capital",
    title=_("Capital and disbursement"),
    section=section,
    template="disbursement/_project_capital.html",
    anchor="von-giai-ngan",
    needs=Permission.VIEW_DISBURSEMENT,
    rows=("capital_lines", "capital_medium"),
)
