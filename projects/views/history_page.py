"""The history of a project: who recorded what, and what was true and known when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
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
from accounts.models import AuditEvent
from accounts.permissions import Permission
from desk import paging
from desk.addresses import CURSOR, Address
from projects.forms.history import PORTAL, HistoryForm
from projects.models import Project
from projects.querysets.history import events_of, seals_of
from projects.views import known_section
from projects.views.answering import visible_project
from projects.views.crumbs import crumb_of
from projects.views.history import KINDS, entry
from vn.numbers import group

VIEW, DATES = "xem", "su-kien"

WORDS = {
    "filter": _("Filter the history"),
    "clear": _("Clear all filters"),
    "none": _("No act meets these conditions"),
    "none_text": _("Take one condition away, or choose a longer time."),
    "empty": _("Nothing is recorded yet."),
    "no_facts": _("No dated fact was known"),
    "no_facts_text": _("Choose a later day, or see what is on record now."),
    "now": _("As known now"),
}


@require_safe
@requires(Permission.VIEW_HISTORY)
def history(request: HttpRequest, code: str) -> HttpResponse:
    """Acts on the project newest first, or its dated facts as known on a day."""
    project = visible_project(request, code)
    path = reverse("projects:history", args=[code])
    back = reverse("projects:detail", args=[code])
    dates = request.GET.get(VIEW) == DATES
    context = {
        "project": project,
        "words": WORDS,
        "path": path,
        "crumbs": [
            crumb_of(project),
            (f"{project.code} {project.name}", back),
        ],
        "tabs": [
            (gettext("Who recorded what"), path, not dates),
            (gettext("What happened when"), f"{path}?{VIEW}={DATES}", dates),
        ],
    }
    if dates:
        context |= known_section.context(project, request.GET, timezone.localdate())
        return render(request, "projects/history_dates.html", context)
    return render(request, "projects/history.html", context | _acts(request, project))


def _acts(request: HttpRequest, project: Project) -> dict[str, Any]:
    """One page of the acts that meet the conditions, with their seals."""
    address = Address(request)
    events = events_of(project, signed_in(request))
    form = _form(request, events)
    found = _narrowed(events, form.conditions())
    page = paging.page(
        [paging.Segment(found, (paging.Key("pk", descending=True),))],
        cursor=paging.read_cursor(request.GET.get(CURSOR, "")),
        size=paging.read_size(address.size),
    )
    total = found.count()
    return {
        "first": list(form),
        "kept": address.kept,
        "chips": [(words, address.but(**{name: ""})) for name, words in form.active()],
        "clear_url": address.bare(),
        "sizes": [(n, address.but(dong=str(n))) for n in paging.SIZES],
        "size": paging.read_size(address.size),
        "total": total,
        "rows": _rows(page.ids),
        "pager": _pages(address, page, total),
    }


def _form(request: HttpRequest, events: QuerySet[AuditEvent]) -> HistoryForm:
    """The conditions, of which only those can be chosen that some act meets."""
    known = events.order_by().values_list("by_id", "by_name", "subject_kind").distinct()
    people: dict[str, str] = {}
    kinds = set()
    for by_id, name, kind in known:
        people[str(by_id) if by_id else PORTAL] = name or gettext("The portal")
        kinds.add(kind)
    return HistoryForm(
        request.GET,
        people=sorted(people.items(), key=lambda pair: pair[1]),
        kinds=[(kind, words) for kind, words in KINDS.items() if kind in kinds],
    )


def _narrowed(events: QuerySet[AuditEvent], conditions: Mapping[str, Any]) -> QuerySet[AuditEvent]:
    by = conditions.get("ai")
    if by:
        events = events.filter(by_id=None if by == PORTAL else int(by))
    if "loai" in conditions:
        events = events.filter(subject_kind=conditions["loai"])
    if "tu" in conditions:
        events = events.filter(at__gte=_midnight(conditions["tu"]))
    if "den" in conditions:
        events = events.filter(at__lt=_midnight(conditions["den"] + timedelta(days=1)))
    return events


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _rows(ids: list[int]) -> list[dict[str, Any]]:
    events = AuditEvent.objects.in_bulk(ids)
    seals = seals_of(ids)
    return [
        entry(events[pk]) | {"kind": KINDS.get(events[pk].subject_kind, ""), "seal": seals.get(pk)}
        for pk in ids
    ]


def _pages(address: Address, page: paging.Page, total: int) -> dict[str, str]:
    return {
        "summary": gettext("%(shown)s of %(total)s acts")
        % {"shown": group(len(page.rows)), "total": group(total)},
        "newer_url": address.but(**{CURSOR: page.newer}) if page.newer else "",
        "older_url": address.but(**{CURSOR: page.older}) if page.older else "",
    }
