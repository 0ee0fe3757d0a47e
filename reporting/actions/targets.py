"""The targets that ship with the portal, into the tables."""

from __future__ import annotations

from django.db import transaction

from reporting.models import Target, TargetGoal
from reporting.rules.targets import BEGINS, ENDS, SHIPPED_TARGETS


@transaction.atomic
def load_targets() -> int:
    """Write the shipped targets that are not there yet, with the goal of each of their years.

    What the province edited is kept. Returns how many targets were written.
    """
    known = set(Target.objects.values_list("number", flat=True))
    new = [each for each in SHIPPED_TARGETS if each.number not in known]
    for each in new:
        target = Target.objects.create(
            number=each.number,
            title=each.title,
            definition=each.definition,
            source=each.source,
            begins_on=BEGINS,
            ends_on=ENDS,
        )
        TargetGoal.objects.bulk_create(
            TargetGoal(
                target=target,
                year=year,
                low=each.goal.low,
                high=each.goal.high,
                is_percent=each.goal.is_percent,
            )
            for year in range(BEGINS.year, ENDS.year + 1)
        )
    return len(new)
