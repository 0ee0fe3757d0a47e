"""Money the investor owes or brings: deposit and guarantee (R-1.30 to R-1.34), capital (R-1.4)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.constraints import one_of
from projects.models.fields import RecordedBy, not_negative
from projects.models.investors import Investor
from projects.models.project import Project


def _rate_is_whole(name: str) -> models.CheckConstraint:
    """Foreign money stands beside the đồng with the rate and its day, or not at all."""
    none = Q(amount_usd__isnull=True, rate_vnd__isnull=True, rate_date__isnull=True)
    return models.CheckConstraint(
        name=name,
        condition=none | Q(amount_usd__gte=0, rate_vnd__gt=0, rate_date__isnull=False),
        violation_error_message=_("Give the dollars together with the rate and its day."),
    )


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
    amount_usd = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    rate_vnd = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    rate_date = models.DateField(null=True, blank=True)
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
            _rate_is_whole("contribution_rate_is_whole"),
            models.CheckConstraint(
                name="contribution_has_evidence",
                condition=~Q(evidence=""),
                violation_error_message=_("Name the evidence of the contribution."),
            ),
        ]

    def __str__(self) -> str:
        return self.evidence


class CapitalPart(RecordedBy):
    """One part of the registered capital: whose money and which kind (R-1.7)."""

    class Kind(models.TextChoices):
        EQUITY = "equity", _("Contributed by the investor")
        LOAN = "loan", _("Loans")
        RAISED = "raised", _("Other capital raised")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="capital_parts")
    kind = models.CharField(max_length=8, choices=Kind)
    investor = models.ForeignKey(Investor, null=True, blank=True, on_delete=models.PROTECT)
    amount_vnd = models.BigIntegerField()
    amount_usd = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    rate_vnd = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    rate_date = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Part of the capital")
        ordering = ["kind", "id"]
        constraints = [
            one_of("kind", "equity loan raised", "capital_part_kind_is_known"),
            not_negative("amount_vnd", "capital_part_is_not_negative"),
            _rate_is_whole("capital_part_rate_is_whole"),
            models.UniqueConstraint(
                fields=["project", "kind", "investor"],
                nulls_distinct=False,
                name="capital_part_once_a_kind",
                violation_error_message=_("This part of the capital is already here; change it."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class DepositOutcome(RecordedBy):
    """A part of a deposit given back, or forfeited to the budget (R-1.33, R-1.45).

    One without a day was recorded by mistake and taken back; it counts for nothing.
    """

    class Kind(models.TextChoices):
        RELEASED = "released", _("Released")
        FORFEITED = "forfeited", _("Forfeited to the budget")

    deposit = models.ForeignKey(Deposit, on_delete=models.PROTECT, related_name="outcomes")
    kind = models.CharField(max_length=10, choices=Kind)
    amount_vnd = models.BigIntegerField()
    date = models.DateField(null=True, blank=True)
    document_number = models.CharField(max_length=120)
    note = models.CharField(max_length=300, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Outcome of a deposit")
        ordering = ["date", "id"]
        constraints = [
            one_of("kind", "released forfeited", "deposit_outcome_kind_is_known"),
            models.CheckConstraint(
                name="deposit_outcome_is_positive",
                condition=Q(amount_vnd__gt=0),
                violation_error_message=_("The amount is more than zero."),
            ),
            models.CheckConstraint(
                name="deposit_outcome_has_a_document",
                condition=~Q(document_number=""),
                violation_error_message=_("Name the document that decides it."),
            ),
        ]

    def __str__(self) -> str:
        return self.document_number
