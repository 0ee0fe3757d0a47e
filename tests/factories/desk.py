"""Background jobs in each state, a draft, notices and e-mails, and a calendar address."""

from __future__ import annotations

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from desk.models import CalendarFeed, Draft, Job, Mailing, Notification, NotificationChoice
from tests.factories.accounts import UserFactory

_ASKED = datetime(2026, 8, 31, 2, 0, tzinfo=UTC)


class JobQueued(DjangoModelFactory):
    """Waiting for a worker."""

    class Meta:
        model = Job

    handler = "viec-thu"
    subject_id = factory.Sequence(lambda n: n + 1)
    created_at = _ASKED


class JobRunning(JobQueued):
    """Taken by a worker."""

    state = Job.State.RUNNING
    attempts = 1
    started_at = _ASKED


class JobDone(JobRunning):
    """Finished."""

    state = Job.State.DONE
    progress = 100
    finished_at = _ASKED


class JobFailed(JobRunning):
    """Given up, with its error."""

    state = Job.State.FAILED
    error = "OSError: đĩa đầy"
    finished_at = _ASKED


class DraftKept(DjangoModelFactory):
    """Typed and not saved."""

    class Meta:
        model = Draft

    user = factory.SubFactory(UserFactory)
    path = "/du-an/them/"
    form = "mot"
    title = "Thêm dự án"
    typed = {"name": ["Nhà máy"]}
    saved_at = _ASKED


class NotificationFactory(DjangoModelFactory):
    """Told and not read; no e-mail is made of it."""

    class Meta:
        model = Notification

    user = factory.SubFactory(UserFactory)
    kind = "order"
    key = factory.Sequence(lambda n: f"viec:{n}")
    title = factory.Sequence(lambda n: f"Việc được giao {n}")
    path = "/viec-hom-nay/"
    created_at = _ASKED


class MailingWaiting(DjangoModelFactory):
    """Due and not sent."""

    class Meta:
        model = Mailing

    user = factory.SubFactory(UserFactory)
    address = factory.SelfAttribute("user.email")
    subject = factory.Sequence(lambda n: f"Việc được giao {n}")
    body = "Kính gửi anh/chị"
    created_at = _ASKED
    next_try_at = factory.SelfAttribute("created_at")
    message_id = factory.Sequence(lambda n: f"<{n}@vidu.test>")


class NotificationChoiceFactory(DjangoModelFactory):
    """Wants no mail of what is given to him or her."""

    class Meta:
        model = NotificationChoice

    user = factory.SubFactory(UserFactory)
    kind = "order"
    mail = NotificationChoice.Mail.NEVER


class CalendarFeedOpen(DjangoModelFactory):
    """An address that is in use."""

    class Meta:
        model = CalendarFeed

    user = factory.SubFactory(UserFactory)
    secret_digest = factory.Sequence(lambda n: f"{n:064x}")
    created_at = _ASKED
