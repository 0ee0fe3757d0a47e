"""The registry list and the project page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from desk.addresses import Address
from desk.saved_views import strip
from projects import providing
from projects.lists.question import LOOKS, ListQuestion
from projects.querysets.record import record
from projects.search.box import PROJECT
from projects.views import at_hand, detail_page, in_place, list_page
from projects.views.standing_in import stands_in


@require_safe
@requires(Permission.VIEW_REGISTRY)
def project_list(request: HttpRequest) -> HttpResponse:
    """The registry, filtered by what the address says."""
    user, address, part = signed_in(request), Address(request, LOOKS), _is_part(request)
    question = ListQuestion(user, request.GET, on=timezone.localdate(), draws_form=not part)
    context = list_page.context(question, address)
    if not part:
        context["views"] = list_page.views(question, address)
        form = question.conditions.form
        context["saved"] = strip(user, "projects:list", request.GET, form, LOOKS)
    template = "projects/_results.html" if part else "projects/list.html"
    return in_place.told_apart(render(request, template, context))


def _is_part(request: HttpRequest) -> bool:
    """Whether htmx only turns a page or orders the rows: counts and boxes stay as they are."""
    said = {
        name: request.headers.get(f"HX-{name}", "") for name in ("Request", "Target", "Trigger")
    }
    return said == {"Request": "true", "Target": "ket-qua", "Trigger": ""}


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
    stands_in(request, found.project)
    context, template = detail_page.context(found, found.reader, on), "projects/detail.html"
    if key := in_place.place(request):
        context, template = detail_page.one_place(context, key), "projects/detail_here.html"
    context["pin"] = at_hand.pin_of(request, PROJECT, found.project.pk)
    return in_place.told_apart(render(request, template, context))
