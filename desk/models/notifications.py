"""What a person is told, in the portal and by e-mail, and the address of their calendar."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.constraints import one_of


class Mailing(models.Model):
    """One e-mail to one person: a single notification or a digest of several.

    Claimed, tried and tried again with growing pauses until it is sent or given up.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Given up")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mailings"
    )
    address = models.EmailField()
    subject = models.CharField(max_length=300)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    message_id = models.CharField(max_length=200, blank=True, default="")
    error = models.TextField(blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = _("E-mail")
        ordering = ["-id"]
        indexes = [
            # Used by the task that sends what is due.
            models.Index(
                fields=["next_try_at"], name="mailing_waiting", condition=Q(state="waiting")
            ),
        ]
        constraints = [
            one_of("state", "waiting sent failed", "mailing_state_is_known"),
            models.CheckConstraint(
                name="mailing_sent_has_its_time",
                condition=~Q(state="sent") | Q(sent_at__isnull=False),
                violation_error_message=_("A sent e-mail has the time it was sent."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.state}"


class Notification(models.Model):
    """One thing one person is told once: `key` names the event, so telling it again is refused."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications"
    )
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=120)
    title = models.CharField(max_length=300)
    body = models.TextField(blank=True, default="")
    path = models.CharField(max_length=300)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    # Whether an e-mail is still to be made of it; `mailing` is the one that was.
    to_mail = models.BooleanField(default=False)
    mailing = models.ForeignKey(
        Mailing, null=True, on_delete=models.SET_NULL, related_name="notifications"
    )

    class Meta:
        verbose_name = verbose_name_plural = _("Notification")
        ordering = ["-id"]
        indexes = [
            # Used by the bell: how many are unread.
            models.Index(
                fields=["user", "-id"],
                name="notification_unread",
                condition=Q(read_at__isnull=True),
            ),
            # Used by the task that makes e-mails.
            models.Index(
                fields=["user"],
                name="notification_to_mail",
                condition=Q(to_mail=True, mailing__isnull=True),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key"],
                name="notification_is_told_once",
                violation_error_message=_("This person has already been told."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class NotificationChoice(models.Model):
    """How a person wants to be told of one kind of thing; without a row the default holds."""

    class Mail(models.TextChoices):
        AT_ONCE = "at_once", _("At once")
        DAILY = "daily", _("Once a day")
        NEVER = "never", _("Never")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notification_choices"
    )
    kind = models.CharField(max_length=30)
    mail = models.CharField(max_length=10, choices=Mail)

    class Meta:
        verbose_name = verbose_name_plural = _("Choice of notifications")
        constraints = [
            one_of("mail", "at_once daily never", "notification_choice_is_known"),
            models.UniqueConstraint(
                fields=["user", "kind"],
                name="notification_choice_one_a_kind",
                violation_error_message=_("This choice has been made."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind} {self.mail}"


class CalendarFeed(models.Model):
    """The secret address at which a calendar program reads a person's deadlines.

    Only a digest of the secret is kept; a new address ends the old one.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feeds"
    )
    secret_digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("Calendar address")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(revoked_at__isnull=True),
                name="calendar_feed_one_at_a_time",
                violation_error_message=_("This person already has a calendar address."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}"
