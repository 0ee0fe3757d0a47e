"""A visitor who asks for an account of an investor (R-9.12)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.constraints import one_of
from projects.models.investors import Investor


class InvestorRegistration(models.Model):
    """What was typed, and what the department decided; the visitor is told the same whatever it is.

    No identity number is asked for: a foreign investor has none, and keeping one serves nothing.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")

    full_name = models.CharField(max_length=120)
    position = models.CharField(max_length=120, blank=True, default="")
    email = models.EmailField(max_length=254)
    phone = models.CharField(max_length=30, blank=True, default="")
    language = models.CharField(max_length=2, default="vi")
    organisation = models.CharField(max_length=300)
    tax_code = models.CharField(max_length=14, blank=True, default="")
    certificate_number = models.CharField(max_length=120)
    words = models.TextField(blank=True, default="")
    submitted_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    investor = models.ForeignKey(Investor, null=True, blank=True, on_delete=models.PROTECT)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    refusal = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Request for an investor account")
        ordering = ["-submitted_at", "-pk"]
        constraints = [
            one_of("language", "vi en", "investor_registration_language_is_known"),
            models.CheckConstraint(
                name="investor_registration_decision_is_whole",
                condition=Q(
                    state="waiting",
                    decided_at__isnull=True,
                    decided_by__isnull=True,
                    account__isnull=True,
                    refusal="",
                )
                | Q(
                    state="approved",
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                    account__isnull=False,
                    investor__isnull=False,
                    refusal="",
                )
                | (
                    Q(
                        state="refused",
                        decided_at__isnull=False,
                        decided_by__isnull=False,
                        account__isnull=True,
                    )
                    & ~Q(refusal="")
                ),
                violation_error_message=_(
                    "An approval names the investor and the account, a refusal its reason."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name
