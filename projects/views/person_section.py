"""Contact persons on the project page: whole for who handles the file, masked for others (R-9.2)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from projects.handlers import handles
from projects.models import ContactPerson
from projects.querysets.relations import persons_of
from projects.rules import masking
from projects.views.sight import Sight
from vn.dates import day_text


def section(sight: Sight) -> dict[str, Any]:
    """Who speaks for the investor, as this person may see it."""
    project = sight.record.project
    whole = handles(sight.user, project)
    return {
        "persons": [_row(row, whole=whole) for row in persons_of(project)],
        "persons_whole": whole,
    }


def _row(row: ContactPerson, *, whole: bool) -> dict[str, Any]:
    return {
        "pk": row.pk,
        "name": row.name,
        "position": row.position,
        "phone": row.phone if whole else masking.phone(row.phone),
        "email": row.email if whole else masking.email(row.email),
        "speaks": gettext("In this project") if row.project_id else gettext("In all its projects"),
        "until": day_text(row.until_date) if row.until_date else "",
    }
