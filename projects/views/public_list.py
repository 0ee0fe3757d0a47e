"""The list of public projects, filtered by what the address says."""

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
from accounts.permissions import Permission
from desk import paging
from desk.addresses import CURSOR, SIZE, Address
from projects import providing
from projects.filters.public import PublicFilter
from projects.lists import public as public_rows
from projects.models import PublicProject
from projects.views.list_rows import pill
from projects.views.public_section import years
from vn.dates import day_text
from vn.money import trieu_text
from vn.numbers import group, percent_text, ratio_percent

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
        "sizes": [(n, address.but(**{SIZE: str(n)})) for n in paging.SIZES],
        "size": size,
        "totals": totals,
        "sums": _sums(totals),
        "rows": [_row(row) for row in public_rows.rows(page.ids)],
        "pager": _pager(address, page, totals.projects),
        "may_keep": user.can(Permission.KEEP_PUBLIC_PROJECTS),
    }
    return render(request, "projects/public_list.html", context)


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
        "group": PublicProject.Group(row["group"]).label,
        "total": trieu_text(row["total_vnd"], unknown=""),
        "spent": trieu_text(row["spent_vnd"]),
        "percent": "" if part is None else percent_text(part),
        "years": years(row["start_year"], row["end_year"]),
        "decision_day": day_text(row["decision_date"]) if row["decision_date"] else "",
    }


def _pager(address: Address, page: paging.Page, total: int) -> dict[str, str]:
    said = {"shown": group(len(page.rows)), "total": group(total)}
    return {
        "summary": gettext("%(shown)s of %(total)s projects") % said,
        "newer_url": address.but(**{CURSOR: page.newer}) if page.newer else "",
        "older_url": address.but(**{CURSOR: page.older}) if page.older else "",
    }
