"""What of this room hangs on a person: the live flags given to him or her."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.belongings import Belonging
from accounts.models import User
from accounts.permissions import ROLE_PERMISSIONS, Permission
from deadlines.actions.assigning import pass_on
from deadlines.models import Flag


def officers() -> QuerySet[User]:
    """People who may be given flags: those who decide on them."""
    roles = [role for role, held in ROLE_PERMISSIONS.items() if Permission.DECIDE_FLAG in held]
    people = User.objects.filter(is_active=True, role__in=roles)
    return people.select_related("agency").order_by("display_name", "pk")


def _count(ids: Sequence[int]) -> Mapping[int, int]:
    found = Flag.objects.live().filter(officer_id__in=ids).order_by().values_list("officer_id")
    return dict(found.annotate(Count("pk")))


def _takers() -> Sequence[User]:
    return list(officers())


GIVEN_FLAGS = Belonging(
    label=_("Flags given to this person"), count=_count, pass_on=pass_on, takers=_takers
)
