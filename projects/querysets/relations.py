"""What a project stands beside: related projects, and who speaks for its investor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import F, Q, QuerySet

if TYPE_CHECKING:
    from accounts.models import User


def links_of(project: Any, user: User) -> QuerySet[Any]:
    """Links of the project in both directions, to projects this person may see."""
    seen = type(project).objects.visible_to(user).values("pk")
    found = apps.get_model("projects", "ProjectLink").objects.filter(
        Q(project_id=project.pk, other__in=seen) | Q(other_id=project.pk, project__in=seen)
    )
    return found.select_related("project", "other").order_by("pk")


def persons_of(project: Any) -> QuerySet[Any]:
    """Those who speak for its investor in the project or in all of them; who still does, first."""
    found = apps.get_model("projects", "ContactPerson").objects.filter(
        Q(project=project) | Q(project=None, investor=project.investor_id)
    )
    return found.order_by(F("until_date").desc(nulls_first=True), "pk")
