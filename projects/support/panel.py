"""What the page of a project says of the requests of its investor."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from projects.extensions import Panel
from projects.models import SupportRequest
from projects.support.lists import due_words
from projects.support.page import state_mark
from projects.views.sight import Sight


def section(sight: Sight) -> dict[str, Any]:
    """Requests about the project that one may know of, the open ones first; one query."""
    user, project = sight.user, sight.record.project
    rows = SupportRequest.objects.visible_to(user).filter(project=project).with_due()
    rows = rows.select_related("holder").order_by(
        F("answered_date").desc(nulls_first=True), "-filed_date", "-pk"
    )
    records = project.investor_id is not None and user.can(Permission.DIRECT_SUPPORT)
    letter = reverse("projects:support_letter", args=[project.investor_id]) if records else ""
    return {
        "support_requests": [_row(row, sight) for row in rows],
        "support_letter": letter,
    }


def _row(row: Any, sight: Sight) -> dict[str, Any]:
    outside = row.state == SupportRequest.State.OUTSIDE
    return {
        "url": reverse("projects:support", args=[row.code]),
        "code": row.code,
        "title": row.title,
        "kind": row.get_kind_display(),
        "filed": row.filed_date,
        "holder": row.outside_body if outside else row.holder.short_name,
        "state": row.get_state_display(),
        "mark": state_mark(row),
        **due_words(row, sight.on),
    }


PANEL = Panel(
    key="support",
    title=_("Requests of the investor"),
    section=section,
    template="projects/_support_panel.html",
    anchor="kien-nghi",
    needs=Permission.VIEW_SUPPORT,
    group="lam-viec",
    rows=("support_requests", "support_letter"),
    of_all=True,
)
