"""Opening accounts for people who then choose their own password (R-9.12, R-9.13)."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _


class Days(Func):
    """The range of days between two columns."""

    function = "daterange"
    output_field = DateRangeField()


class InvitationBatch(models.Model):
    """Accounts opened from one workbook, with their activation slips as one PDF.

    The slips hold codes that open accounts: the PDF stays in the row until it is downloaded once.
    """

    source_name = models.CharField(max_length=200)
    source_sha256 = models.CharField(max_length=64)
    rows = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    slips = models.BinaryField(null=True)
    rendered_at = models.DateTimeField(null=True)
    downloaded_at = models.DateTimeField(null=True)
    downloaded_by_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("Batch of accounts")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="slips_are_downloaded_once",
                condition=Q(downloaded_at__isnull=True) | Q(slips__isnull=True),
                violation_error_message=_("Slips that were downloaded are no longer kept."),
            ),
            models.CheckConstraint(
                name="slips_downloaded_by_somebody",
                condition=Q(downloaded_at__isnull=True, downloaded_by_id__isnull=True)
                | Q(downloaded_at__isnull=False, downloaded_by_id__isnull=False),
                violation_error_message=_("Say who downloaded the slips."),
            ),
        ]

    def __str__(self) -> str:
        return self.source_name


class Invitation(models.Model):
    """A one-time code with which one person opens his or her account.

    The code itself is never stored: it is derived from the server's key and `nonce`, and compared
    by `digest`.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitations"
    )
    batch = models.ForeignKey(
        InvitationBatch, null=True, on_delete=models.PROTECT, related_name="invitations"
    )
    nonce = models.CharField(max_length=32)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    created_by_id = models.BigIntegerField(null=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("Invitation")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(used_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_one_open_for_each_person",
                violation_error_message=_("This person already has an open invitation."),
            ),
            models.CheckConstraint(
                name="invitation_expires_after_it_is_made",
                condition=Q(expires_at__gt=F("created_at")),
                violation_error_message=_("An invitation ends after it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.created_at:%d/%m/%Y}"


class Deputyship(models.Model):
    """Somebody acts for an absent person from one day to another, both included.

    Ending one early shortens it; one that has not begun is taken back. The history keeps both.
    """

    absent = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="deputies"
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="acts_for"
    )
    from_date = models.DateField()
    to_date = models.DateField()
    reason = models.CharField(max_length=300)
    document_number = models.CharField(max_length=120, blank=True, default="")
    created_at = models.DateTimeField()
    created_by_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("Deputy for a period")
        ordering = ["-from_date", "-id"]
        constraints = [
            models.CheckConstraint(
                name="deputyship_ends_after_it_begins",
                condition=Q(to_date__gte=F("from_date")),
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                name="deputy_is_another_person",
                condition=~Q(absent=F("deputy")),
                violation_error_message=_("Choose another person as deputy."),
            ),
            ExclusionConstraint(
                name="deputyship_one_at_a_time",
                expressions=[
                    ("absent", RangeOperators.EQUAL),
                    (Days("from_date", "to_date", Value("[]")), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "This person already has a deputy on some of these days."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy_id} → {self.absent_id}"
