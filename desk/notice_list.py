"""What the list of notices shows, and the number on the bell."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from accounts.models import User
from desk.addresses import CURSOR, Address
from desk.models import Notification
from desk.notices import NOTICES
from desk.paging import Page

UNREAD = "chua-doc"
MOST_COUNTED = 100
"""Above this the bell says "99+": counting further would tell nobody anything."""


def unread(user: User) -> int:
    """How many notices wait to be read, at most `MOST_COUNTED`."""
    return Notification.objects.filter(user=user, read_at=None)[:MOST_COUNTED].count()


def context(page: Page, address: Address, *, unread: int) -> dict[str, Any]:
    """The rows of the page and what stands around them."""
    rows = Notification.objects.in_bulk(page.ids)
    path, only = reverse("desk:notices"), bool(address.conditions.get(UNREAD))
    return {
        "rows": [_row(rows[pk]) for pk in page.ids if pk in rows],
        "unread": unread,
        "views": [
            (gettext("All"), path, not only, None),
            (gettext("Not read"), f"{path}?{UNREAD}=1", only, unread),
        ],
        "newer_url": address.but(**{CURSOR: page.newer}) if page.newer else "",
        "older_url": address.but(**{CURSOR: page.older}) if page.older else "",
    }


def _row(row: Notification) -> dict[str, Any]:
    notice = NOTICES.get(row.kind)
    return {
        "url": reverse("desk:open_notice", args=[row.pk]),
        "title": row.title,
        "body": row.body,
        "kind": notice.label if notice else row.kind,
        "at": row.created_at,
        "new": row.read_at is None,
    }
