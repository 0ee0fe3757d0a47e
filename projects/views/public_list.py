"""The list of public projects, filtered by what the address says."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from desk import paging
from desk.addresses import CURSOR, SIZE, Address
from projects import providing
from projects.actions.exporting import Taken, note_taken
from projects.filters.public import PublicFilter
from projects.lists import public as public_rows
from projects.models import PublicProject
from projects.rules.status import Bucket
from projects.views import public_sheet
from projects.views.list_rows import pill
from projects.views.public_section import years
from vn.dates import day_text
from vn.money import trieu_text
from vn.numbers import group, percent_text, ratio_percent

EXPORT = "xuat"
"""The parameter that asks for the list as a file."""

WORDS = {
    "filter": _("Filter public projects"),
    "none": _("No public project meets the conditions"),
    "none_text": _("Take away a condition, or clear all of them."),
    "clear": _("Clear all filters"),
    "nothing": _("No public project yet"),
    "nothing_text": _("Public projects appear here once somebody enters them."),
}


@require_safe
@requires(Permission.VIEW_DISBURSEMENT)
def public_list(request: HttpRequest) -> HttpResponse:
    """Public projects whose money a person may see: totals first, then the projects by name."""
    user, address = signed_in(request), Address(request)
    conditions = PublicFilter(request.GET, providing.public_of(user))
    found = conditions.found()
    if request.GET.get(EXPORT) == "xlsx":
        return _sheet(request, found)
    size = paging.read_size(address.size)
    cursor = paging.read_cursor(request.GET.get(CURSOR, ""))
    page = paging.page(public_rows.segments(found), cursor=cursor, size=size)
    totals = public_rows.totals(found)
    context = {
        "words": WORDS,
        "list_url": reverse("projects:public_list"),
        "first": conditions.fields(first=True),
        "kept": address.kept,
        "chips": [(words, address.but(**{name: ""})) for name, words in conditions.active()],
        "clear_url": address.bare(),
        "export_url": address.but(**{EXPORT: "xlsx"}),
        "sizes": [(n, address.but(**{SIZE: str(n)})) for n in paging.SIZES],
        "size": size,
        "totals": totals,
        "sums": _sums(totals),
        "rows": [_row(row) for row in public_rows.rows(page.ids)],
        "pager": _pager(address, page, totals.projects),
        "may_keep": user.can(Permission.KEEP_PUBLIC_PROJECTS),
    }
    return render(request, "projects/public_list.html", context)


def _sheet(request: HttpRequest, found: QuerySet[Any]) -> HttpResponse:
    """All that is found as a workbook; who took it is kept."""
    rows = public_rows.rows(paging.all_ids(public_rows.segments(found)))
    query = request.GET.urlencode()
    if request.method == "GET":
        taken = Taken(name=gettext("Public projects"), query=query, form="xlsx", rows=len(rows))
        note_taken(by=signed_in(request), taken=taken)
    return public_sheet.answer(rows, public_rows.totals(found), timezone.localdate())


def _sums(totals: public_rows.Totals) -> dict[str, str]:
    """The totals in words; the ratio is of projects whose total is known, as of today."""
    part = ratio_percent(totals.spent_vnd, totals.total_vnd)
    return {
        "total": trieu_text(totals.total_vnd),
        "spent": trieu_text(totals.spent_vnd),
        "percent": "" if part is None else percent_text(part),
        "day": day_text(timezone.localdate()),
    }


def _row(row: dict[str, Any]) -> dict[str, Any]:
    part = ratio_percent(row["spent_vnd"], row["total_vnd"])
    return row | {
        "url": reverse("projects:detail", args=[row["code"]]),
        "pill": pill(row["bucket"]),
        "stands": row["bucket"] != Bucket.UNKNOWN,
        "site": _site(row),
        "group": PublicProject.Group(row["group"]).label,
        "total": trieu_text(row["total_vnd"], unknown=""),
        "spent": trieu_text(row["spent_vnd"]),
        "percent": "" if part is None else percent_text(part),
        "years": years(row["start_year"], row["end_year"]),
        "decision_day": day_text(row["decision_date"]) if row["decision_date"] else "",
    }


def _site(row: dict[str, Any]) -> str:
    """That it was handed over to its users, else how its land stands; empty when neither is known."""
    if row["handed_over_date"]:
        words = gettext("handed over to its users on %(day)s")
        return words % {"day": day_text(row["handed_over_date"])}
    ready = PublicProject.LandReady(row["land_ready"])
    return "" if ready is PublicProject.LandReady.UNKNOWN else str(ready.label)


def _pager(address: Address, page: paging.Page, total: int) -> dict[str, str]:
    said = {"shown": group(len(page.rows)), "total": group(total)}
    return {
        "summary": gettext("%(shown)s of %(total)s projects") % said,
        "newer_url": address.but(**{CURSOR: page.newer}) if page.newer else "",
        "older_url": address.but(**{CURSOR: page.older}) if page.older else "",
    }
