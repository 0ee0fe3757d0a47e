"""The project page: its top and its groups of sections, put together."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404

from accounts.models import User
from accounts.permissions import Permission
from projects.querysets.record import Record
from projects.views import (
    in_place,
    page_head,
    page_links,
    page_sections,
    public_groups,
    public_section,
)
from projects.views.crumbs import crumb_of
from projects.views.list_rows import pill
from projects.views.sight import Sight


def context(record: Record, user: User, on: date) -> dict[str, Any]:
    """Everything the template prints, formatted."""
    project = record.project
    sight = Sight(record, user, on, page_links.links(project, user))
    public = record.public is not None
    groups, names = page_sections.drawn(public_groups.groups(public=public), sight)
    return names | {
        "project": project,
        "crumbs": [crumb_of(project)],
        "pill": pill(project.bucket),
        "marks": page_head.marks(record, on),
        "facts": (public_section if public else page_head).facts(record, user),
        "has_sheet": not public,
        "note": page_head.note(record, on),
        "groups": groups,
        "links": sight.links,
        "sees_flags": user.can(Permission.VIEW_FLAGS),
    }


def one_place(context: dict[str, Any], key: str) -> dict[str, Any]:
    """The same for one place of the page. Raises Http404 where the person sees no such section."""
    if key == in_place.TOP:
        return context | {"here": {"key": key, "template": "projects/_top_facts.html"}}
    place = page_sections.place_of(context["groups"], key)
    if place is None:
        raise Http404
    return context | {"here": place}
