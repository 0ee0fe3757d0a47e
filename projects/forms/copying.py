"""A new project after the pattern of a similar one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.forms.base import Section
from projects.forms.projects import ProjectForm
from projects.models import Project

COPIED = (
    "sector",
    "units",
    "zone",
    "zone_place",
    "agency",
    "officer",
    "approval_path",
    "selection",
)
"""Never a name, a number, a day or an amount: those belong to one project."""


class LikeForm(ProjectForm):
    """The boxes of a new project, and whether it has the same milestones."""

    sections = (
        *ProjectForm.sections,
        Section(_("Schedule"), ("milestones",), wide=("milestones",)),
    )

    milestones = forms.BooleanField(
        required=False,
        label=_("Take its milestones too"),
        help_text=_("Their names and phases only; each gets its own day and document."),
    )


def proposals(pattern: Project) -> dict[str, Any]:
    """What a new project would share with this one; only what is known of it."""
    found = {
        name: getattr(pattern, name)
        for name in COPIED
        if name != "units" and hasattr(pattern, name)
    }
    found["units"] = list(pattern.units.all())
    return {name: value for name, value in found.items() if value not in (None, "", [], "unknown")}
