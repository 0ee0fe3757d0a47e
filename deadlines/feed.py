"""A person's deadlines as a calendar (RFC 5545), for the programs that read one by its address."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext
from icalendar import Calendar, Event

from accounts.models import User
from accounts.permissions import Permission
from deadlines import wording
from deadlines.models import Obligation
from deadlines.registry import Subject, describe
from deadlines.sentence import sentence
from deadlines.work import Desk
from desk.actions.feeds import digest
from desk.models import CalendarFeed

BEHIND, AHEAD = timedelta(days=90), timedelta(days=400)
MOST = 1000
"""Entries in one calendar, the soonest first: bounded for whoever asks."""


def owner_of(secret: str, on: date) -> CalendarFeed | None:
    """The open address with this secret, of a person who may still see work; else None.

    Found by the digest of the secret, so that the time it takes tells nothing of those on record.
    """
    feed = (
        CalendarFeed.objects.select_related("user__agency")
        .filter(secret_digest=digest(secret), revoked_at=None)
        .first()
    )
    if feed is None:
        return None
    feed.user.today = on
    return feed if feed.user.can(Permission.VIEW_WORK) else None


def calendar_of(user: User, on: date) -> bytes:
    """The running deadlines in this person's charge, or of the own agency, as a calendar."""
    found = Calendar()
    found.add("prodid", f"-//{settings.ISSUER_NAME}//investportal//VI")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    name = gettext("Deadlines of investment projects")
    found.add("x-wr-calname", name)
    found.add("name", name)
    found.add("refresh-interval", timedelta(hours=12), parameters={"value": "DURATION"})
    for event in _events(user, on):
        found.add_component(event)
    text: bytes = found.to_ical()
    return text


def _events(user: User, on: date) -> Iterator[Event]:
    rows = (
        Desk(user=user, on=on, since=on)
        .charged()
        .filter(clock=Obligation.Clock.RUNNING, due_date__range=(on - BEHIND, on + AHEAD))
        .order_by("due_date", "pk")
    )
    duties = list(rows[:MOST])
    subjects = describe((duty.subject_kind, duty.subject_id) for duty in duties)
    for duty in duties:
        yield _event(duty, subjects.get((duty.subject_kind, duty.subject_id)), on)


def _event(duty: Obligation, about: Subject | None, on: date) -> Event:
    """One whole day; its UID stays while the duty is the same, so a moved day moves the entry."""
    code = about.project_code if about else ""
    address = f"{settings.PORTAL_URL}{about.url if about else '/'}"
    named = f"{code} {about.project_name}" if about else ""
    event = Event()
    event.add("uid", f"han-{duty.pk}@{urlsplit(settings.PORTAL_URL).hostname}")
    event.add("dtstamp", duty.computed_at.astimezone(UTC))
    event.add("dtstart", duty.due_date)
    event.add("dtend", duty.due_date + timedelta(1))  # type: ignore[operator]
    event.add("transp", "TRANSPARENT")
    words = wording.of_cycle(wording.label(wording.DUTY, duty.kind), duty.kind, duty.cycle)
    event.add("summary", " · ".join(filter(None, (code, words))))
    lines = (named, about.words if about else "", sentence(vars(duty), on), address)
    event.add("description", "\n".join(filter(None, lines)))
    event.add("url", address)
    return event
