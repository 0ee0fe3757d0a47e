"""Recommendations and who may know of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from accounts.permissions import Permission

if TYPE_CHECKING:
    from accounts.models import User


class RecommendationQuerySet(models.QuerySet[Any]):
    """Recommendations."""

    def visible_to(self, user: User) -> Self:
        """Those of conclusions this person may read, and published ones addressed to him or her."""
        conclusion = self.model._meta.get_field("conclusion").related_model
        read = Q(conclusion__in=conclusion.objects.visible_to(user).values("pk"))
        return self.filter(read | Q(pk__in=self.model.objects.addressed_to(user).values("pk")))

    def addressed_to(self, user: User) -> Self:
        """Published ones this person answers: of his or her agencies, or of what they took over,
        or of the investor he or she works for."""
        if not user.can(Permission.ANSWER_RECOMMENDATION):
            return self.none()
        agencies = {pk for person in user.persons for pk in person.reach.agencies}
        mine = (
            Q(addressee_agency__in=agencies)
            | Q(responsible_agency__in=agencies)
            | Q(addressee_investor__members__user=user)
        )
        published: Self = self.filter(mine, conclusion__published_date__isnull=False).distinct()
        return published
