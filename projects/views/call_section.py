"""Where a project came from: the call for investment it once was."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from projects.published.calls import became
from projects.views.call_page import decision_words
from projects.views.sight import Sight


def section(sight: Sight) -> dict[str, Any]:
    """The calls that became this project, with the decision that says so."""
    return {
        "came_from": [
            {
                "code": entry.call.code,
                "name": entry.name,
                "url": reverse("projects:call", args=[entry.call_id]),
                "decision": decision_words(entry.decision),
                "day": entry.decision.issued_date,
                "reason": entry.reason,
            }
            for entry in became([sight.record.project.pk])
        ]
    }
