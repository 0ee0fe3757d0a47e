"""The project page: its top and its groups of sections, put together."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from accounts.models import User
from accounts.permissions import Permission
from projects.querysets.record import Record
from projects.views import page_groups, page_head, page_links
from projects.views.list_page import pill
from projects.views.sight import Sight


def context(record: Record, user: User, on: date) -> dict[str, Any]:
    """Everything the template prints, formatted."""
    project = record.project
    sight = Sight(record, user, on, page_links.links(project, user))
    groups, names = page_groups.drawn(sight)
    return names | {
        "project": project,
        "crumbs": [(gettext("Project registry"), reverse("projects:list"))],
        "pill": pill(project.bucket),
        "marks": page_head.marks(record, on),
        "facts": page_head.facts(record, user),
        "note": page_head.note(record, on),
        "groups": groups,
        "links": sight.links,
        "sees_flags": user.can(Permission.VIEW_FLAGS),
    }
