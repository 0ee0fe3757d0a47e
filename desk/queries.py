"""Questions about background work and e-mails."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TypedDict

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from desk.models import Job, Mailing


def given_up() -> QuerySet[Job]:
    """Failed jobs whose work nobody asked for again since; newest first."""
    again = Job.objects.filter(
        handler=OuterRef("handler"), subject_id=OuterRef("subject_id"), pk__gt=OuterRef("pk")
    )
    return Job.objects.filter(~Exists(again), state=Job.State.FAILED).order_by("-pk")


class Mails(TypedDict):
    """How the e-mails stand."""

    mails_waiting: int
    oldest_mail: datetime | None
    mails_given_up: int


def mails(at: datetime) -> Mails:
    """How many wait and since when, and how many of the last week were given up: one question."""
    waiting = Q(state=Mailing.State.WAITING)
    recent = Q(state=Mailing.State.FAILED, created_at__gt=at - timedelta(days=7))
    found = Mailing.objects.aggregate(
        waiting=Count("pk", filter=waiting),
        oldest=Min("created_at", filter=waiting),
        given_up=Count("pk", filter=recent & ~Q(error="account closed")),
    )
    return Mails(
        mails_waiting=found["waiting"],
        oldest_mail=found["oldest"],
        mails_given_up=found["given_up"],
    )
