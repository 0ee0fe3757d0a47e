"""Where a project stands: the list that its pages lead back to."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext

from projects.models import Project


def crumb_of(project: Project | None) -> tuple[str, str]:
    """Words and address of the list a project stands in."""
    if project is not None and project.funding == Project.Funding.PUBLIC:
        return gettext("Public projects"), reverse("projects:public_list")
    return gettext("Project registry"), reverse("projects:list")
