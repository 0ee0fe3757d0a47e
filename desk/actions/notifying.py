"""Tell people something, once each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import User
from desk.models import Notification, NotificationChoice
from desk.notices import NOTICES

_TITLE = Notification._meta.get_field("title").max_length or 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is told. `kind` is a code of `desk.notices.NOTICES`; `path` is the page to go to.

    `key` names the event, such as "flag:12:statement:3": a person is told of it once only.
    Words are kept as they are given, so give them in the language of the portal.
    """

    kind: str
    key: str
    title: str
    body: str = ""
    path: str


@transaction.atomic
def tell(*, user_ids: Iterable[int], message: Message, at: datetime) -> int:
    """Leave a notification for each person; how many had not been told before.

    Closed accounts are left out. Whether an e-mail will be made of it is the person's choice, or
    the default of the kind. Raises KeyError for a kind that is not in the table.
    """
    default = NOTICES[message.kind].mail
    people = User.objects.filter(pk__in=set(user_ids), is_active=True).exclude(
        notifications__key=message.key
    )
    new = sorted(people.values_list("pk", flat=True))
    choices = dict(
        NotificationChoice.objects.filter(user__in=new, kind=message.kind).values_list(
            "user_id", "mail"
        )
    )
    rows = [
        Notification(
            user_id=pk,
            kind=message.kind,
            key=message.key,
            title=str(message.title)[:_TITLE],
            body=str(message.body),
            path=message.path,
            created_at=at,
            to_mail=choices.get(pk, default) != NotificationChoice.Mail.NEVER,
        )
        for pk in new
    ]
    # Two workers that tell the same at once leave one row; the second changes nothing.
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def mark_read(*, user_id: int, at: datetime, notification_id: int | None = None) -> int:
    """Mark one of this person's notifications as read, or all of them; how many were not."""
    unread = Notification.objects.filter(user_id=user_id, read_at=None)
    if notification_id is not None:
        unread = unread.filter(pk=notification_id)
    return unread.update(read_at=at)


@transaction.atomic
def choose(*, by: User, mail: Mapping[str, str]) -> None:
    """Keep how this person wants to be mailed of each kind.

    Raises ValueError for a kind or a choice that is not in the tables.
    """
    if not mail.keys() <= NOTICES.keys():
        raise ValueError(mail.keys() - NOTICES.keys())
    rows = [
        NotificationChoice(user=by, kind=kind, mail=NotificationChoice.Mail(wanted))
        for kind, wanted in mail.items()
    ]
    NotificationChoice.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["user", "kind"], update_fields=["mail"]
    )
