"""What the page of one person shows, and the page that tells a new code once."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from accounts import people_list
from accounts.actions.inviting import Issued
from accounts.belongings import belongings
from accounts.codes import written
from accounts.mailing import activation_link
from accounts.models import AuditEvent, Deputyship, User

HISTORY_SHOWN = 50


def context(account: User, reader: User, *, on: date, at: datetime) -> dict[str, Any]:
    """Everything about one person that the keeper of accounts needs."""
    (person,) = people_list.people(User.objects.filter(pk=account.pk), at=at)
    return {
        "person": person,
        "account": account,
        "own": account.pk == reader.pk,
        "facts": _facts(account),
        "invitations": account.invitations.select_related("batch").order_by("-pk")[:10],
        "now": at,
        "holdings": _holdings(account),
        "deputyships": deputyships_of(account),
        "today": on,
        "history": AuditEvent.objects.filter(subject_kind="user", subject_id=account.pk)[
            :HISTORY_SHOWN
        ],
        "crumbs": [(gettext("People"), reverse("accounts:people"))],
    }


def _facts(account: User) -> list[tuple[str, Any]]:
    return [
        (gettext("User name"), account.username),
        (gettext("Role"), account.get_role_display()),
        (gettext("Agency"), account.agency),
        (gettext("Position"), account.position or None),
        (gettext("E-mail"), account.email or None),
    ]


def _holdings(account: User) -> list[dict[str, Any]]:
    """Each kind of thing the person has, with the page that hands it over."""
    return [
        {
            "label": kind.label,
            "count": kind.count([account.pk]).get(account.pk, 0),
            "url": reverse(kind.view_name, args=[account.pk]) if kind.view_name else "",
        }
        for kind in belongings()
    ]


def deputyships_of(account: User) -> list[Deputyship]:
    """Periods in which the person is absent or stands in, the latest first."""
    rows = Deputyship.objects.filter(Q(absent=account) | Q(deputy=account))
    return list(rows.select_related("absent", "deputy")[:20])


def code_page(request: HttpRequest, issued: Issued, sent: bool | None) -> dict[str, Any]:  # noqa: FBT001 -- three answers
    """The code to hand over, with the link and what became of the e-mail."""
    account = issued.invitation.user
    return {
        "account": account,
        "code": written(issued.code),
        "link": activation_link(request, issued),
        "page_url": request.build_absolute_uri(reverse("accounts:activate")),
        "expires_at": issued.invitation.expires_at,
        "sent": sent,
        "crumbs": [
            (gettext("People"), reverse("accounts:people")),
            (str(account), reverse("accounts:person", args=[account.pk])),
        ],
    }
