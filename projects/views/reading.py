"""The registry list and the project page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from desk.addresses import Address
from projects import providing
from projects.list_question import LOOKS, ListQuestion
from projects.querysets.record import record
from projects.views import detail_page, in_place, list_page


@require_safe
@requires(Permission.VIEW_REGISTRY)
def project_list(request: HttpRequest) -> HttpResponse:
    """The registry, filtered by what the address says."""
    question = ListQuestion(signed_in(request), request.GET, on=timezone.localdate())
    context = list_page.context(question, Address(request, LOOKS))
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
