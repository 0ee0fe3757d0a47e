"""The classes of handling that ship with the portal, into the table."""

from __future__ import annotations

from django.db import transaction

from projects.models import HandlingClass
from projects.rules.handling_classes import SHIPPED_CLASSES


@transaction.atomic
def load_classes() -> int:
    """Write the shipped classes that are not there yet; what an administrator edited is kept.

    Returns how many were written.
    """
    known = set(HandlingClass.objects.values_list("code", flat=True))
    new = [shipped for shipped in SHIPPED_CLASSES if shipped.code not in known]
    HandlingClass.objects.bulk_create(
        HandlingClass(
            code=shipped.code,
            name=shipped.name,
            short_name=shipped.short_name,
            source=shipped.source,
            position=SHIPPED_CLASSES.index(shipped) + 1,
            valid_from=shipped.valid_from,
            valid_to=shipped.valid_to,
        )
        for shipped in new
    )
    heirs = dict(HandlingClass.objects.values_list("code", "pk"))
    for shipped in new:
        if shipped.replaced_by in heirs:
            written = HandlingClass.objects.filter(code=shipped.code)
            written.update(replaced_by_id=heirs[shipped.replaced_by])
    return len(new)
