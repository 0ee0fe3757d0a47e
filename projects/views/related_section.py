"""Related projects on the project page, read from either side."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from projects.actions.links import REVERSED
from projects.models import ProjectLink
from projects.querysets.relations import links_of
from projects.views.list_rows import pill
from projects.views.sight import Sight


def section(sight: Sight) -> dict[str, Any]:
    """The other projects, in the words this project reads the link in."""
    project = sight.record.project
    return {"related": [_row(row, project.pk) for row in links_of(project, sight.user)]}


def _row(row: ProjectLink, here: int) -> dict[str, Any]:
    ours = row.project_id == here
    other = row.other if ours else row.project
    kind = ProjectLink.Kind(row.kind)
    return {
        "pk": row.pk,
        "words": kind.label if ours else REVERSED[kind],
        "code": other.code,
        "name": other.name,
        "url": reverse("projects:detail", args=[other.code]),
        "pill": pill(other.bucket),
        "note": row.note,
    }
