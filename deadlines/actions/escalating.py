"""Fill the ladder of a new installation; afterwards it is the province's own."""

from __future__ import annotations

from django.db import transaction

from deadlines.models import EscalationStep
from deadlines.rules.escalation import DEFAULTS


@transaction.atomic
def load_steps() -> int:
    """Write the shipped steps where there are none yet; how many were written."""
    if EscalationStep.objects.exists():
        return 0
    rows = [
        EscalationStep(after_days=step.after_days, role=step.role, answer_days=step.answer_days)
        for step in DEFAULTS
    ]
    # Two starts at once write them once: the days of a step are unique.
    return len(EscalationStep.objects.bulk_create(rows, ignore_conflicts=True))
