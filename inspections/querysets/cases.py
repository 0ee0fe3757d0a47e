"""Who may know of which case: the one place every channel asks (R-4.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.permissions import Permission, Scope

if TYPE_CHECKING:
    from accounts.models import User


class CaseQuerySet(models.QuerySet[Any]):
    """Cases."""

    def of_people(self, user: User) -> Self:
        """Cases this person is on today, or stands in for somebody who is."""
        if not user.can(Permission.VIEW_CASES):
            return self.none()
        members = self.model._meta.get_field("members").related_model.objects
        on_it = members.filter(
            case=OuterRef("pk"), user__in=[person.pk for person in user.persons], left_date=None
        )
        return self.filter(Exists(on_it))

    def published(self) -> Self:
        """Cases with at least one published conclusion."""
        conclusions = self.model._meta.get_field("conclusions").related_model.objects
        return self.filter(Exists(conclusions.filter(case=OuterRef("pk")).published()))

    def visible_to(self, user: User) -> Self:
        """Cases this person may know of.

        The case's people always; others once a conclusion is published: whoever sees the whole
        province, and beneath it those who see one of its projects or are its subject. What they
        see of it is what is published: ask `Conclusion.objects.visible_to`.
        """
        if not user.can(Permission.VIEW_CASES):
            return self.none()
        return self.filter(
            Q(pk__in=self.model.objects.of_people(user).values("pk"))
            | Q(pk__in=self.model.objects.published().within_reach_of(user).values("pk"))
        )

    def within_reach_of(self, user: User) -> Self:
        """Cases on projects this person sees, or about an agency of his or hers."""
        if user.scope == Scope.PROVINCE:
            return self
        projects = self.model._meta.get_field("projects").related_model
        project = projects._meta.get_field("project").related_model
        about = projects.objects.filter(
            case=OuterRef("pk"), project__in=project.objects.visible_to(user).values("pk")
        )
        subjects = self.model._meta.get_field("subjects").related_model.objects
        agencies = {pk for person in user.persons for pk in person.reach.agencies}
        itself = subjects.filter(case=OuterRef("pk"), agency__in=agencies)
        return self.filter(Exists(about) | Exists(itself))


class ConclusionQuerySet(models.QuerySet[Any]):
    """Conclusions."""

    def published(self) -> Self:
        """Those that everybody may read."""
        return self.filter(published_date__isnull=False)

    def visible_to(self, user: User) -> Self:
        """All of the cases this person is on; of other visible cases the published ones."""
        if not user.can(Permission.VIEW_CASES):
            return self.none()
        cases = self.model._meta.get_field("case").related_model.objects
        reached = cases.within_reach_of(user).values("pk")
        return self.filter(
            Q(case__in=cases.of_people(user).values("pk"))
            | Q(published_date__isnull=False, case__in=reached)
        )
