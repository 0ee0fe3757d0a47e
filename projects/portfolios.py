"""Who is in charge of how many projects: told to the room of accounts, and shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.belongings import Belonging
from accounts.models import User
from projects.actions.handing_over import pass_on
from projects.forms.choices import officers
from projects.models import Project


def count(ids: Sequence[int]) -> Mapping[int, int]:
    """How many projects each of these people is in charge of; those with none are left out."""
    found = Project.objects.filter(officer_id__in=ids).order_by().values_list("officer_id")
    return dict(found.annotate(Count("pk")))


def takers() -> Sequence[User]:
    """People who may be in charge of projects."""
    return list(officers())


def in_charge() -> QuerySet[User]:
    """People with projects, closed accounts among them, with `portfolio_size`."""
    return (
        User.objects.annotate(portfolio_size=Count("portfolio"))
        .filter(portfolio_size__gt=0)
        .select_related("agency")
        .order_by("is_active", "display_name", "pk")
    )


PORTFOLIO = Belonging(
    label=_("Projects in charge of"),
    count=count,
    pass_on=pass_on,
    takers=takers,
    view_name="projects:hand_over",
)
