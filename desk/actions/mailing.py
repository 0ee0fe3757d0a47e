"""E-mails made of notifications: each is made once, claimed before it is sent, and kept.

A worker takes a mail by counting the try and putting off the next one; that is committed before
the mail server is spoken to. Two workers never send one mail at the same time, and a worker that
is killed leaves a mail that is tried again. What remains: a worker killed after the server took
the mail and before that was written down. Then the mail goes out a second time, under the same
Message-ID, by which mail servers and programs know it for the same one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from accounts.models import User
from desk.models import Mailing, Notification, NotificationChoice
from desk.notices import NOTICES

PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
)
"""From the first try on; the last one repeats."""

GIVEN_UP_AFTER = timedelta(days=1)
_LONGEST_ERROR = 2000
_LONGEST_SUBJECT = 300


@dataclass(frozen=True, slots=True)
class Letter:
    """The words of one mail."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Habits:
    """How this installation mails: more than `threshold` notifications make one digest; what is
    wanted once a day goes out from `hour` on (local time); `host` ends the Message-IDs."""

    threshold: int
    hour: int
    host: str


Written = Sequence[tuple[Sequence[Notification], Letter]]
Writer = Callable[[User, Sequence[Notification], int], Written]
"""Puts a person's notifications into letters: one digest above the number, else one each."""


def waiting_people() -> list[int]:
    """People of whose notifications mails may have to be made."""
    waiting = Notification.objects.filter(to_mail=True, mailing=None).order_by()
    return list(waiting.values_list("user", flat=True).distinct())


@transaction.atomic
def make_for(*, user_id: int, at: datetime, habits: Habits, write: Writer) -> list[Mailing]:
    """Make the mails that are due to one person, from the words that `write` finds for them.

    Notifications that will never be mailed are let go: read meanwhile, no longer wanted, an
    account that is closed or has no address. A second worker waits, and then finds nothing.
    """
    person = User.objects.select_for_update(no_key=True).get(pk=user_id)
    due = _due(person, at, habits.hour)
    return [
        _leave(person, rows, letter, at, habits.host)
        for rows, letter in (write(person, due, habits.threshold) if due else ())
    ]


def _due(person: User, at: datetime, hour: int) -> list[Notification]:
    rows = Notification.objects.filter(user=person, to_mail=True, mailing=None)
    choices = dict(NotificationChoice.objects.filter(user=person).values_list("kind", "mail"))
    reachable = person.is_active and bool(person.email)
    due, dropped = [], []
    for row in rows.order_by("pk").select_for_update():
        mail = choices.get(row.kind) or NOTICES[row.kind].mail
        if not reachable or row.read_at is not None or mail == NotificationChoice.Mail.NEVER:
            dropped.append(row.pk)
        elif mail == NotificationChoice.Mail.AT_ONCE or row.created_at < _struck(at, hour):
            due.append(row)
    Notification.objects.filter(pk__in=dropped).update(to_mail=False)
    return due


def _leave(
    person: User, rows: Sequence[Notification], letter: Letter, at: datetime, host: str
) -> Mailing:
    """One mail. Its Message-ID is the same in all tries: a notification is mailed only once."""
    message_id = f"<thong-bao-{rows[0].pk}.{at:%Y%m%d%H%M%S}@{host}>"
    mailing = Mailing.objects.create(
        user=person,
        address=person.email,
        subject=letter.subject[:_LONGEST_SUBJECT],
        body=letter.body,
        next_try_at=at,
        created_at=at,
        message_id=message_id,
    )
    Notification.objects.filter(pk__in=[row.pk for row in rows]).update(mailing=mailing)
    return mailing


@transaction.atomic
def claim(*, at: datetime) -> Mailing | None:
    """Take the mail that waits longest and is due; None when there is none for this worker.

    The try counts from here on, and the next one is put off already.
    """
    due = _waiting(at).filter(user__is_active=True).order_by("next_try_at", "pk")
    mailing: Mailing | None = due.select_for_update(of=("self",), skip_locked=True).first()
    if mailing is None:
        return None
    mailing.attempts += 1
    mailing.next_try_at = at + _pause(mailing.attempts)
    mailing.save(update_fields=["attempts", "next_try_at"])
    return mailing


@transaction.atomic
def sent(*, mailing: Mailing, at: datetime) -> None:
    """The mail server took it."""
    _open(mailing).update(state=Mailing.State.SENT, sent_at=at, error="")


@transaction.atomic
def not_sent(*, mailing: Mailing, error: str, at: datetime) -> None:
    """Keep why; after a day of tries the mail is given up, with its trace."""
    spent = at - mailing.created_at >= GIVEN_UP_AFTER
    state = Mailing.State.FAILED if spent else Mailing.State.WAITING
    _open(mailing).update(state=state, error=error[:_LONGEST_ERROR])


@transaction.atomic
def put_off(*, error: str, at: datetime) -> int:
    """The mail server is away: every mail that is due waits, each by its own number of tries."""
    held = (
        _waiting(at).select_for_update(skip_locked=True).values_list("pk", "attempts", "created_at")
    )
    rows = list(held)
    for attempts in {attempts for _pk, attempts, _created in rows}:
        ids = [pk for pk, tries, _created in rows if tries == attempts]
        Mailing.objects.filter(pk__in=ids).update(
            attempts=F("attempts") + 1,
            next_try_at=at + _pause(attempts + 1),
            error=error[:_LONGEST_ERROR],
        )
    old = [pk for pk, _tries, created in rows if at - created >= GIVEN_UP_AFTER]
    Mailing.objects.filter(pk__in=old).update(state=Mailing.State.FAILED)
    return len(rows)


@transaction.atomic
def forget_leavers() -> int:
    """Give up the mails of accounts that were closed; how many."""
    theirs = Mailing.objects.filter(state=Mailing.State.WAITING, user__is_active=False)
    return theirs.update(state=Mailing.State.FAILED, error="account closed")


def any_due(*, at: datetime) -> bool:
    """Whether the mail server need be spoken to at all."""
    return _waiting(at).exists()


def _waiting(at: datetime) -> QuerySet[Mailing]:
    return Mailing.objects.filter(state=Mailing.State.WAITING, next_try_at__lte=at)


def _open(mailing: Mailing) -> QuerySet[Mailing]:
    return Mailing.objects.filter(pk=mailing.pk, state=Mailing.State.WAITING)


def _pause(attempts: int) -> timedelta:
    return PAUSES[min(attempts, len(PAUSES)) - 1]


def _struck(at: datetime, hour: int) -> datetime:
    """When the hour of the daily mails last struck: what was told before it is due."""
    local = timezone.localtime(at)
    today = local.replace(hour=hour, minute=0, second=0, microsecond=0)
    return today if today <= local else today - timedelta(days=1)
