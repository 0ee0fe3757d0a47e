"""The list of investors and the page of one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.models import User
from accounts.permissions import Permission
from desk import paging
from desk.addresses import CURSOR, ORDER, SIZE, Address
from desk.saved_views import strip
from projects import providing
from projects.lists import investors as lists
from projects.models import Investor
from projects.querysets.investor_record import investor_record
from projects.search.box import INVESTOR
from projects.views import at_hand, investor_page
from vn.money import ty_text
from vn.numbers import group

WORDS = {
    "filter": _("Filter investors"),
    "name": _("Investor"),
    "projects": _("Projects"),
    "capital": _("Capital (billion VND)"),
    "late": _("Projects past a deadline"),
    "none": _("No investor meets the conditions"),
    "none_text": _("Take away a condition, or clear all of them."),
    "clear": _("Clear all filters"),
    "nothing": _("No investor yet"),
    "nothing_text": _("Investors appear here with their first project."),
}


@require_safe
@requires(Permission.VIEW_REGISTRY)
def investors(request: HttpRequest) -> HttpResponse:
    """The investors a person may know of, filtered by what the address says."""
    user, address = signed_in(request), Address(request)
    conditions = lists.InvestorFilter(
        request.GET, Investor.objects.visible_to(user).kept(), user=user
    )
    found = conditions.found()
    order = lists.read_order(request.GET.get(ORDER, ""), user)
    page = paging.page(
        lists.segments(found, order, user),
        cursor=paging.read_cursor(request.GET.get(CURSOR, "")),
        size=paging.read_size(address.size),
    )
    total = found.count()
    context = {
        "words": WORDS,
        "list_url": reverse("projects:investors"),
        "first": conditions.fields(first=True),
        "kept": address.kept,
        "chips": [(words, address.but(**{name: ""})) for name, words in conditions.active()],
        "clear_url": address.bare(),
        "sizes": [(n, address.but(**{SIZE: str(n)})) for n in paging.SIZES],
        "size": paging.read_size(address.size),
        "orders": _orders(address, order, user),
        "headings": _headings(address, order, user),
        "total": total,
        "rows": _rows(page, user),
        "pager": _pager(address, page, total),
        "sees_flags": user.can(Permission.VIEW_FLAGS),
        "saved": strip(user, "projects:investors", request.GET, conditions.form),
        "may_merge": user.can(Permission.MERGE_INVESTORS),
    }
    return render(request, "projects/investors.html", context)


@require_safe
@requires(Permission.VIEW_REGISTRY)
def investor(request: HttpRequest, pk: int) -> HttpResponse:
    """All of one investor on one page; a merged record leads to the one it was merged into."""
    user = signed_in(request)
    rows = Investor.objects.visible_to(user).select_related("parent", "merged_into")
    row = get_object_or_404(rows, pk=pk)
    if row.merged_into is not None:
        words = gettext("The record %(name)s (No. %(pk)s) was merged into this one.")
        messages.info(request, words % {"name": row.name, "pk": row.pk})
        return redirect("projects:investor", row.kept.pk)
    record = investor_record(row, providing.followed(user), user)
    context = investor_page.context(record, user, timezone.localdate())
    context["pin"] = at_hand.pin_of(request, INVESTOR, row.pk)
    return render(request, "projects/investor.html", context)


def _orders(address: Address, order: str, user: User) -> list[tuple[str, str, bool]]:
    return [
        (str(words), address.but(**{ORDER: name}), name == order.removeprefix("-"))
        for name, words in lists.orders(user)
    ]


def _headings(address: Address, order: str, user: User) -> dict[str, tuple[str, str]]:
    """For each sortable column the address of the next order and its present direction."""
    found = {}
    for name, _words in lists.orders(user):
        plain, turned = ("ascending", "descending")
        if name != lists.NAME:
            plain, turned = turned, plain
        direction = {name: plain, f"-{name}": turned}.get(order, "")
        following = f"-{name}" if order == name else name
        found[name] = (address.but(**{ORDER: following}), direction)
    return found


def _rows(page: paging.Page, user: User) -> list[dict[str, Any]]:
    """The investors of the page, ready to print."""
    found = Investor.objects.select_related("parent").in_bulk(page.ids)
    figures = lists.figures(page.ids, user)
    return [_row(found[pk], figures[pk]) for pk in page.ids]


def _row(row: Investor, figures: lists.Figures) -> dict[str, Any]:
    url = reverse("projects:investor", args=[row.pk])
    capital = ty_text(figures.capital_vnd) if figures.capital_vnd else ""
    return {
        "url": url,
        "name": row.name,
        "others": ", ".join(figures.other_names),
        "group": row.parent.name if row.parent else "",
        "kind": row.get_kind_display() if row.kind != Investor.Kind.UNKNOWN else "",
        "country": row.country,
        "tax_code": row.tax_code,
        "projects": group(figures.projects),
        "capital": capital,
        "unknown": group(figures.without_capital) if figures.without_capital else "",
        "late": group(figures.late) if figures.late else "",
        "sanctions": group(figures.sanctions) if figures.sanctions else "",
    }


def _pager(address: Address, page: paging.Page, total: int) -> dict[str, str]:
    return {
        "summary": gettext("%(shown)s of %(total)s investors")
        % {"shown": group(len(page.rows)), "total": group(total)},
        "newer_url": address.but(**{CURSOR: page.newer}) if page.newer else "",
        "older_url": address.but(**{CURSOR: page.older}) if page.older else "",
    }
