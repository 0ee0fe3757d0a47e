"""The tracker of recommendations, formatted: on the page and as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk import paging
from desk.addresses import CURSOR, SIZE, Address
from inspections.filters.remedies import CLOSED, LATE, NO_DAY, OPEN, WAITS, RemedyFilter
from inspections.models import Recommendation
from inspections.remedies_section import recommendations
from sheets.streamed import LongSheet, stream
from sheets.writer import CellData, Column, ColumnKind
from vn.dates import day_text
from vn.numbers import group

if TYPE_CHECKING:
    from accounts.models import User

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORDS = {
    "filter": _("Filter the recommendations"),
    "none": _("No recommendation meets the conditions"),
    "none_text": _("Take away a condition, or clear all of them."),
    "clear": _("Clear all filters"),
    "nothing": _("No recommendation you may know of"),
    "nothing_text": _("Recommendations are known once their conclusion is published."),
}
_VIEWS: tuple[tuple[Promise, str], ...] = (
    (_("All"), ""),
    (_("Overdue"), LATE),
    (_("Waits for verification"), WAITS),
    (_("Still in time"), OPEN),
    (_("No day set"), NO_DAY),
    (_("Done and verified"), CLOSED),
)
_AT_ONCE = 500


def visible(user: User) -> QuerySet[Any]:
    """The recommendations of the list."""
    rows: QuerySet[Any] = Recommendation.objects.visible_to(user)
    return rows


def context(request: HttpRequest, address: Address, user: User, on: date) -> dict[str, Any]:
    """What the page prints."""
    conditions = RemedyFilter(request.GET, visible(user), on=on)
    found = conditions.found()
    page = paging.page(
        _in_turn(found),
        cursor=paging.read_cursor(request.GET.get(CURSOR, "")),
        size=paging.read_size(address.size),
    )
    total = found.count()
    return {
        "words": WORDS,
        "views": _views(user, address, on),
        "rows": _in_order(page.ids, on),
        "total": total,
        "list_url": reverse("inspections:remedies"),
        "sheet_url": address.at(reverse("inspections:remedies_sheet")),
        "first": conditions.fields(first=True),
        "others": conditions.fields(first=False),
        "kept": address.kept,
        "chips": [(words, address.but(**{name: ""})) for name, words in conditions.active()],
        "clear_url": address.bare(),
        "sizes": [(n, address.but(**{SIZE: str(n)})) for n in paging.SIZES],
        "size": paging.read_size(address.size),
        "pager": {
            "summary": gettext("%(n)s recommendations") % {"n": group(total)},
            "newer_url": address.but(**{CURSOR: page.newer}) if page.newer else "",
            "older_url": address.but(**{CURSOR: page.older}) if page.older else "",
        },
    }


def _in_turn(rows: QuerySet[Any]) -> tuple[paging.Segment, ...]:
    """The soonest day first, then those without a day, then what is done, the latest first."""
    live, pk = rows.filter(closed_date=None), paging.Key("pk")
    done = paging.Key("closed_date", date.fromisoformat, descending=True)
    return (
        paging.Segment(
            live.exclude(due_date=None), (paging.Key("due_date", date.fromisoformat), pk)
        ),
        paging.Segment(live.filter(due_date=None), (pk,)),
        paging.Segment(rows.exclude(closed_date=None), (done, pk)),
    )


def _views(user: User, address: Address, on: date) -> list[dict[str, Any]]:
    """Each standing with its count; they add up to all."""
    here = address.conditions
    found = []
    for label, standing in _VIEWS:
        wanted = {"tinh_hinh": standing} if standing else {}
        count = RemedyFilter(wanted, visible(user), on=on).found().count()
        query = f"?tinh_hinh={standing}" if standing else ""
        found.append(
            {
                "label": label,
                "url": reverse("inspections:remedies") + query,
                "count": group(count),
                "alarming": standing == LATE and count,
                "current": here == wanted,
            }
        )
    return found


def _in_order(ids: list[int], on: date) -> list[dict[str, Any]]:
    by_id = {
        row["row"].pk: row for row in recommendations(Recommendation.objects.filter(pk__in=ids), on)
    }
    return [by_id[pk] for pk in ids]


def sheet(data: Mapping[str, Any], user: User, on: date) -> HttpResponse:
    """The recommendations that the conditions find, as a workbook."""
    found = RemedyFilter(data, visible(user), on=on).found()
    order = (F("closed_date").desc(nulls_first=True), F("due_date").asc(nulls_last=True), "pk")
    ids = list(found.order_by(*order).values_list("pk", flat=True))
    heading = (
        gettext("RECOMMENDATIONS OF CONCLUSIONS AND WHAT WAS DONE"),
        gettext("As of %(day)s; recommendations this account may know of") % {"day": day_text(on)},
        gettext("Unit: million VND"),
    )
    table = LongSheet(gettext("Recommendations"), _columns(), _lines(ids, on), heading)
    response = HttpResponse(b"".join(stream(table)), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="kien-nghi-{on:%Y%m%d}.xlsx"'
    return response


def _columns() -> tuple[Column, ...]:
    return (
        Column(gettext("Case"), width=14),
        Column(gettext("Conclusion"), width=18),
        Column(gettext("Recommendation"), width=60),
        Column(gettext("Kind"), width=18),
        Column(gettext("Addressee"), width=34),
        Column(gettext("Amount of money"), ColumnKind.MONEY_TRIEU, width=16),
        Column(gettext("Amount done"), ColumnKind.MONEY_TRIEU, width=16),
        Column(gettext("Progress (%)"), ColumnKind.INTEGER, width=12),
        Column(gettext("Due"), ColumnKind.DATE, width=13),
        Column(gettext("Done on"), ColumnKind.DATE, width=13),
        Column(gettext("Standing"), width=40),
    )


def _lines(ids: list[int], on: date) -> Iterator[list[CellData]]:
    for start in range(0, len(ids), _AT_ONCE):
        for told in _in_order(ids[start : start + _AT_ONCE], on):
            row = told["row"]
            yield [
                told["case"].code,
                row.conclusion.number,
                row.text,
                row.get_kind_display(),
                told["who"],
                row.amount_vnd,
                row.amount_done_vnd,
                row.progress_percent,
                row.due_date,
                row.closed_date,
                told["state"],
            ]
