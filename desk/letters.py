"""The words of e-mails: one notification, or several in one digest."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext

from accounts.models import User
from desk.actions.mailing import Habits, Letter
from desk.models import Notification


def habits() -> Habits:
    """How this installation mails."""
    return Habits(
        threshold=settings.MAIL_DIGEST_ABOVE,
        hour=settings.MAIL_DAILY_HOUR,
        host=urlsplit(settings.PORTAL_URL).hostname or "localhost",
    )


def letters(
    person: User, due: Sequence[Notification], threshold: int
) -> list[tuple[Sequence[Notification], Letter]]:
    """What is sent for these notifications: one digest above the threshold, else one mail each."""
    if len(due) > threshold:
        subject = gettext("%(n)s notices from the project portal") % {"n": len(due)}
        return [(due, _letter("digest", subject, person, due))]
    return [([row], _letter("notification", row.title, person, [row])) for row in due]


def _letter(template: str, subject: str, person: User, rows: Sequence[Notification]) -> Letter:
    context = {"person": person, "rows": rows, "portal": settings.PORTAL_URL.rstrip("/")}
    body = render_to_string(f"emails/{template}.txt", context)
    return Letter(subject=" ".join(subject.split()), body=body)
