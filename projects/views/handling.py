"""The board of handling, and one decision on many projects."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from desk import paging
from desk.addresses import CURSOR, Address
from projects import board, providing
from projects.filters.handling import HandlingFilter, options
from projects.views import board_page


@require_safe
@requires(Permission.VIEW_FLAGS)
def handling(request: HttpRequest) -> HttpResponse:
    """How many projects are in which class on a day; what comes next for each, the late first."""
    user, today, address = signed_in(request), timezone.localdate(), Address(request)
    conditions = HandlingFilter(request.GET, user=user, today=today, choices=options())
    visible, on = providing.visible_to(user), conditions.on
    decisions = conditions.of_the_board(visible)
    lines = board.lines(decisions, on)
    whole = board.total(lines)
    listed = conditions.of_the_list(decisions)
    page = paging.page(
        board.segments(listed),
        cursor=paging.read_cursor(request.GET.get(CURSOR, "")),
        size=paging.read_size(address.size),
    )
    count = listed.count()
    context = board_page.frame(conditions, address) | {
        "on": on,
        "past": on != today,
        "table": board_page.table(lines, whole, address),
        "whole": whole,
        "base": providing.registry(user).count(),
        "count": count,
        "rows": board_page.rows(page.ids, user, on, today),
        "pager": board_page.pages(address, page, count),
        "size": paging.read_size(address.size),
        "choose_url": board_page.choosing(user, on=on, today=today),
    }
    return render(request, "projects/handling.html", context)
