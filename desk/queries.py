"""Questions about background work."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from desk.models import Job


def given_up() -> QuerySet[Job]:
    """Failed jobs whose work nobody asked for again since; newest first."""
    again = Job.objects.filter(
        handler=OuterRef("handler"), subject_id=OuterRef("subject_id"), pk__gt=OuterRef("pk")
    )
    return Job.objects.filter(~Exists(again), state=Job.State.FAILED).order_by("-pk")
