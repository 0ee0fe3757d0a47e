"""The secret address of a person's calendar: make one, end it, note when it was read."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, in_words, record
from accounts.models import User
from desk.models import CalendarFeed

SECRET_BYTES = 32
"""256 bits: nothing is found by trying, so a plain digest keeps it."""


@transaction.atomic
def open_feed(*, by: User, at: datetime) -> str:
    """Make a new address and end the old one; returns the secret, which is kept nowhere."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    _end(by, at)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    feed = CalendarFeed.objects.create(user=by, secret_digest=digest(secret), created_at=at)
    _tell(by, feed, in_words(_("Calendar address made")))
    return secret


@transaction.atomic
def revoke_feed(*, by: User, at: datetime) -> bool:
    """End the person's address; False when there is none."""
    ended = _end(by, at)
    if ended is not None:
        _tell(by, ended, in_words(_("Calendar address ended")))
    return ended is not None


def note_read(*, feed: CalendarFeed, at: datetime) -> None:
    """Remember when a calendar program last read the address, so that a leak is noticed."""
    CalendarFeed.objects.filter(pk=feed.pk).update(read_at=at)


def digest(secret: str) -> str:
    """What is kept of a secret (64 hex digits)."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _end(person: User, at: datetime) -> CalendarFeed | None:
    """End the open address, if there is one."""
    found = CalendarFeed.objects.select_for_update().filter(user=person, revoked_at=None).first()
    if found is not None:
        found.revoked_at = at
        found.save(update_fields=["revoked_at"])
    return found


def _tell(by: User, feed: CalendarFeed, summary: str) -> None:
    record(
        by=by,
        entry=Entry(
            verb="calendar_address", subject_kind="user", subject_id=feed.user_id, summary=summary
        ),
    )
