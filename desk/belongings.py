"""What of this room hangs on a person: forms that were typed and not saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from accounts.belongings import Belonging
from desk.models import Draft


def _count(ids: Sequence[int]) -> Mapping[int, int]:
    found = Draft.objects.filter(user_id__in=ids).order_by().values_list("user_id")
    return dict(found.annotate(Count("pk")))


DRAFTS = Belonging(label=_("Drafts not saved"), count=_count)
