"""Plans by year with how far they have come, and one plan as a workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils.translation import gettext

from inspections import plan_access
from inspections.forms.plans import QUARTERS, year_planned
from inspections.models import Case, Conclusion, InspectionPlan, PlanItem
from inspections.plan_board import items, opened_from
from projects.models import Project
from sheets.streamed import LongSheet, stream
from sheets.writer import CellData, Column, ColumnKind
from vn.dates import day_text

if TYPE_CHECKING:
    from accounts.models import User

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MARKS = {"draft": "", "submitted": "warn", "answered": "new", "issued": "ok"}


def context(user: User, on: date) -> dict[str, Any]:
    """Every plan this person may know of, the newest year first; five queries."""
    plans = list(InspectionPlan.objects.visible_to(user).select_related("body"))
    ids = [row.pk for row in plans]
    seen = Project.objects.visible_to(user).values("pk")
    chosen = PlanItem.objects.filter(plan__in=ids, dropped_at=None, project__in=seen)
    projects = Counter(chosen.values_list("plan_id", flat=True))
    cases = Case.objects.visible_to(user).filter(plan_item__plan__in=ids)
    opened: dict[int, set[int]] = {}
    of_case: dict[int, tuple[int, int]] = {}
    for case, item, plan in cases.values_list("pk", "plan_item_id", "plan_item__plan_id"):
        opened.setdefault(plan, set()).add(item)
        of_case[case] = (plan, item)
    signed = Conclusion.objects.visible_to(user).filter(case__in=cases, signed_date__isnull=False)
    done = {of_case[pk] for pk in signed.values_list("case_id", flat=True) if pk in of_case}
    concluded = Counter(plan for plan, _item in done)
    return {
        "rows": [
            {
                "plan": row,
                "url": plan_access.plan_url(row),
                "mark": _MARKS[row.state],
                "projects": projects[row.pk],
                "opened": len(opened.get(row.pk, ())),
                "concluded": concluded[row.pk],
            }
            for row in plans
        ],
        "wanted": _wanted(plans, user, on),
    }


def _wanted(plans: list[InspectionPlan], user: User, on: date) -> int | None:
    """The year for which the person's own body has no plan yet though it is time to draw it up."""
    year = year_planned(on)
    bodies = set(plan_access.own_bodies(user).values_list("pk", flat=True))
    if not bodies or any(row.year == year and row.body_id in bodies for row in plans):
        return None
    return year


def sheet(plan: InspectionPlan, user: User) -> HttpResponse:
    """The projects of a plan, as the list that goes with its decision."""
    columns = (
        Column(gettext("No."), ColumnKind.INTEGER, width=6),
        Column(gettext("Code"), width=14),
        Column(gettext("Project"), width=50),
        Column(gettext("Investor"), width=36),
        Column(gettext("What is looked at"), width=50),
        Column(gettext("Period from"), ColumnKind.DATE, width=14),
        Column(gettext("Period to"), ColumnKind.DATE, width=14),
        Column(gettext("Quarter"), width=10),
        Column(gettext("Checked on site"), width=12),
        Column(gettext("Chosen because of"), width=24),
        Column(gettext("Reason"), width=60),
        Column(gettext("Case"), width=16),
    )
    heading = (
        gettext("PLAN OF %(year)s: %(kind)s")
        % {"year": plan.year, "kind": plan.get_kind_display().upper()},
        f"{plan.body.name} · {plan.get_state_display()}" + _issued(plan),
    )
    table = LongSheet(gettext("Plan"), columns, _lines(plan, user), heading)
    response = HttpResponse(b"".join(stream(table)), content_type=XLSX)
    name = f"ke-hoach-{plan.kind}-{plan.year}-{plan.pk}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _issued(plan: InspectionPlan) -> str:
    return f" · {plan.issued_number}, {day_text(plan.issued_date)}" if plan.issued_date else ""


def _lines(plan: InspectionPlan, user: User) -> Iterator[list[CellData]]:
    rows = items(plan, user)
    opened = opened_from(rows, user)
    quarters = dict(QUARTERS)
    for number, row in enumerate(rows, 1):
        case = opened.get(row.pk)
        yield [
            number,
            row.project.code,
            row.project.name,
            str(row.project.investor or ""),
            row.content,
            row.period_from,
            row.period_to,
            str(quarters[row.quarter]),
            gettext("yes") if row.on_site else gettext("no"),
            row.get_reason_kind_display(),
            row.reason,
            case.case.code if case else "",
        ]
