"""Counting what visitors without an account try, so that nothing can be guessed by trying."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.constraints import one_of


class Attempt(models.Model):
    """How often one visitor did one thing without an account in one stretch of time.

    The visitor is a keyed digest: the table tells nobody who asked.
    """

    class What(models.TextChoices):
        LOOK_UP = "look_up", _("Look-up without account")
        ACTIVATE = "activate", _("Activation of an account")
        CALENDAR = "calendar", _("Calendar address")
        VERIFY = "verify", _("Verification of a report")
        REGISTER = "register", _("Request for an account")
        INTEREST = "interest", _("Interest in a call for investment")
        SECOND_CODE = "second_code", _("Code of a second factor by e-mail")

    what = models.CharField(max_length=12, choices=What)
    visitor = models.CharField(max_length=64)
    window_start = models.DateTimeField()
    count = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Attempts of a visitor")
        constraints = [
            one_of(
                "what",
                "look_up activate calendar verify register interest second_code",
                "attempt_what_is_known",
            ),
            models.UniqueConstraint(
                fields=["what", "visitor", "window_start"],
                name="attempt_is_counted_once",
                violation_error_message=_("This stretch of time is already counted."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.count}"
