"""Money the investor owes or brings: deposit and guarantee (R-1.30 to R-1.34), capital (R-1.4)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.constraints import one_of
from projects.models.fields import RecordedBy
from projects.models.project import Project


class Deposit(RecordedBy):
    """A deposit paid or a bank guarantee handed in for carrying the project out (ký quỹ)."""

    class Kind(models.TextChoices):
        DEPOSIT = "deposit", _("Deposit")
        GUARANTEE = "guarantee", _("Bank guarantee")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="deposits")
    kind = models.CharField(max_length=10, choices=Kind)
    amount_vnd = models.BigIntegerField()
    document_number = models.CharField(max_length=120)
    paid_date = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    released_date = models.DateField(null=True, blank=True)
    release_document = models.CharField(max_length=120, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Deposit or guarantee")
        ordering = ["paid_date", "id"]
        constraints = [
            one_of("kind", "deposit guarantee", "deposit_kind_is_known"),
            models.CheckConstraint(
                name="deposit_amount_is_positive",
                condition=Q(amount_vnd__gt=0),
                violation_error_message=_("The amount is more than zero."),
            ),
            models.CheckConstraint(
                name="deposit_guarantee_has_its_last_day",
                condition=~Q(kind="guarantee") | Q(valid_until__isnull=False),
                violation_error_message=_("Give the last day of the guarantee."),
            ),
            models.CheckConstraint(
                name="deposit_ends_after_it_begins",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("paid_date")),
                violation_error_message=_("The last day is before the first day."),
            ),
            models.CheckConstraint(
                name="deposit_released_after_it_was_paid",
                condition=Q(released_date__isnull=True) | Q(released_date__gte=F("paid_date")),
                violation_error_message=_("It cannot be released before it was paid."),
            ),
            models.CheckConstraint(
                name="deposit_has_a_document",
                condition=~Q(document_number=""),
                violation_error_message=_("Give the number of the voucher or guarantee."),
            ),
        ]

    def __str__(self) -> str:
        return self.document_number


class Contribution(RecordedBy):
    """Capital brought in on a day: what the schedule of contributions is compared with (I8)."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="contributions")
    date = models.DateField()
    amount_vnd = models.BigIntegerField()
    evidence = models.CharField(max_length=300)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Capital contributed")
        ordering = ["date", "id"]
        constraints = [
            models.CheckConstraint(
                name="contribution_is_positive",
                condition=Q(amount_vnd__gt=0),
                violation_error_message=_("The amount is more than zero."),
            ),
            models.CheckConstraint(
                name="contribution_has_evidence",
                condition=~Q(evidence=""),
                violation_error_message=_("Name the evidence of the contribution."),
            ),
        ]

    def __str__(self) -> str:
        return self.evidence
