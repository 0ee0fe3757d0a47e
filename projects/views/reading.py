"""The registry list and the project page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from desk import paging
from desk.addresses import CURSOR, ORDER, Address
from projects import providing
from projects.filters import ProjectFilter, options
from projects.querysets import listing
from projects.querysets.record import record
from projects.views import detail_page, in_place, list_page


@require_safe
@requires(Permission.VIEW_REGISTRY)
def project_list(request: HttpRequest) -> HttpResponse:
    """The registry, filtered by what the address says."""
    user, on, address = signed_in(request), timezone.localdate(), Address(request)
    visible = providing.visible(user)
    conditions = ProjectFilter(request.GET, visible, user=user, choices=options(), on=on)
    found = conditions.found()
    order = listing.read_order(request.GET.get(ORDER, ""), user)
    page = paging.page(
        listing.segments(found, order),
        cursor=paging.read_cursor(request.GET.get(CURSOR, "")),
        size=paging.read_size(address.size),
    )
    totals = listing.totals(found)
    context = list_page.frame(conditions, address) | {
        "views": list_page.views(visible, user, address),
        "totals": totals,
        "rows": list_page.rows(visible, page, user, on),
        "orders": list_page.orders(address, order, user),
        "headings": list_page.headings(address, order, user),
        "pager": list_page.pages(address, page, totals.projects),
        "size": paging.read_size(address.size),
        "dossier_url": reverse("projects:proposal_new") if user.can(Permission.APPRAISE) else "",
        "add_url": reverse("projects:create") if user.can(Permission.EDIT_PROJECT) else "",
    }
    return render(request, "projects/list.html", context)


@require_safe
@requires(Permission.VIEW_REGISTRY)
def project_detail(request: HttpRequest, code: str) -> HttpResponse:
    """All of one project on one page, or one section for its place.

    A project one may not see does not exist.
    """
    user, on = signed_in(request), timezone.localdate()
    found = record(providing.visible(user), code, user)
    if found is None:
        raise Http404
    context, template = detail_page.context(found, found.reader, on), "projects/detail.html"
    if key := in_place.place(request):
        context, template = detail_page.one_place(context, key), "projects/detail_here.html"
    return in_place.told_apart(render(request, template, context))
