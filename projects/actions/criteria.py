"""The criteria that ship with the portal, into the table."""

from __future__ import annotations

from django.db import transaction

from projects.models import Criterion
from projects.rules.criteria import SHIPPED_CRITERIA


@transaction.atomic
def load_criteria() -> int:
    """Write the shipped criteria that are not there yet; what an administrator edited is kept.

    Returns how many were written.
    """
    known = set(Criterion.objects.values_list("code", flat=True))
    rows = [
        Criterion(code=each.code, name=each.name, sort=each.sort, unit=each.unit, order=10 * place)
        for place, each in enumerate(SHIPPED_CRITERIA, 1)
        if each.code not in known
    ]
    return len(Criterion.objects.bulk_create(rows))
