"""The monthly table of disbursement: 22 columns, four groupings, as of any closing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from desk.addresses import Address
from disbursement import month_table_sheet
from disbursement.forms.month_table import MonthTableForm, spans
from disbursement.month_table import MonthTable, month_table
from disbursement.month_table_columns import LEVELS, NUMBERS, heads
from disbursement.month_table_words import notes, state, title
from disbursement.overview import latest_month, plan_years
from disbursement.views.figures import readable
from disbursement.views.month_table_rows import ALL, rows
from projects.actions.exporting import Taken, note_taken

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@requires(Permission.VIEW_DISBURSEMENT)
def show(request: HttpRequest) -> HttpResponse:
    """The table on the screen, or with `?xuat=xlsx` as a workbook."""
    form = _asked(request)
    if form is None:
        heading = {"heading": gettext("Monthly table of disbursement")}
        return render(request, "disbursement/no_plan.html", heading)
    user = signed_in(request)
    table = month_table(form.question(readable(user)), form.pivot, form.closing)
    if request.GET.get("xuat") == "xlsx":
        return _workbook(request, table)
    return render(request, "disbursement/month_table.html", _context(request, form, table))


def _asked(request: HttpRequest) -> MonthTableForm | None:
    """What is asked; None while there is no plan of any year."""
    years, today = plan_years(), timezone.localdate()
    offered = spans(years, today.replace(day=1))
    if not offered:
        return None
    latest = latest_month(years[0], today)
    default = next((key for key, month in offered if month == latest), offered[0][0])
    return MonthTableForm(request.GET, offered, default)


def _context(request: HttpRequest, form: MonthTableForm, table: MonthTable) -> dict[str, Any]:
    address = Address(request)
    key = request.GET.get("nhom", "")
    group = table.find(key)
    shown = rows(table, ALL if key == ALL else group, address)
    return {
        "title": title(table),
        "state": state(table),
        "closing": table.closing,
        "own_alone": table.own_alone,
        "boxes": [form["thang"], form["theo"], form["so_lieu"]],
        "kept": [("nhom", key)] if key == ALL else [],
        "levels": [[each for each in heads(table) if each.level == n] for n in range(LEVELS)],
        "numbers": NUMBERS,
        "shown": shown,
        "group": group,
        "all_shown": key == ALL,
        "all_url": address.but(nhom=ALL),
        "groups_url": address.but(nhom=""),
        "workbook_url": address.but(xuat="xlsx", nhom=""),
        "notes": notes(table),
        "crumbs": [(gettext("Plan and disbursement"), reverse("disbursement:overview"))],
    }


def _workbook(request: HttpRequest, table: MonthTable) -> HttpResponse:
    name = f"bang-giai-ngan-{table.question.month:%Y-%m}-{table.pivot.value}.xlsx"
    if request.method == "GET":
        query = request.GET.copy()
        query.pop("xuat", None)
        count = len(month_table_sheet.rows_of(table))
        taken = Taken(name=title(table), query=query.urlencode(), form="xlsx", rows=count)
        note_taken(by=signed_in(request), taken=taken)
    answer = HttpResponse(month_table_sheet.workbook(table), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
