"""What was paid, month by month, as owners type it and as the treasury confirms it."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from accounts.models.constraints import one_of
from disbursement.models.plans import PlanLine
from projects.models import Project
from projects.models.fields import RecordedBy, not_negative


def _first_of_month(name: str) -> models.CheckConstraint:
    """A month is stored as its first day."""
    return models.CheckConstraint(
        name=name,
        condition=Q(month__day=1),
        violation_error_message=_("A month is given by its first day."),
    )


class MonthlyPayment(models.Model):
    """One line in one month, in whole đồng; what nobody typed yet is unknown, zero is a fact.

    Disbursed = advance + volume. Recovering an advance moves money between the two columns and
    never changes the total (law.md §3.1). `estimate_vnd` is what the NEXT month is expected to pay:
    an estimate, kept apart and never added to what was paid. `awaiting_vnd` is work accepted and
    not paid yet; `physical_percent` how far the work stands. `answers` holds, by the code of the
    question asked at entry, what the person said.
    """

    line = models.ForeignKey(PlanLine, on_delete=models.PROTECT, related_name="payments")
    month = models.DateField()
    advance_vnd = models.BigIntegerField(null=True, blank=True)
    volume_vnd = models.BigIntegerField(null=True, blank=True)
    recovery_vnd = models.BigIntegerField(null=True, blank=True)
    estimate_vnd = models.BigIntegerField(null=True, blank=True)
    awaiting_vnd = models.BigIntegerField(null=True, blank=True)
    physical_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    difficulty = models.CharField(max_length=500, blank=True, default="")
    answers = models.JSONField(default=dict, blank=True)
    updated_at = models.DateTimeField()
    updated_by_id = models.BigIntegerField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Payments of a month")
        ordering = ["month", "line"]
        indexes = [
            # Used by what all lines paid in a span of months, which reads nothing but this.
            models.Index(
                fields=["month", "line"],
                include=["advance_vnd", "volume_vnd", "recovery_vnd", "estimate_vnd"],
                name="payment_by_month",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "month"],
                name="payment_once_a_month",
                violation_error_message=_("This month is already here; change it."),
            ),
            _first_of_month("payment_month_is_its_first_day"),
            not_negative("advance_vnd", "payment_advance_is_not_negative"),
            not_negative("volume_vnd", "payment_volume_is_not_negative"),
            not_negative("recovery_vnd", "payment_recovery_is_not_negative"),
            not_negative("estimate_vnd", "payment_estimate_is_not_negative"),
            not_negative("awaiting_vnd", "payment_awaiting_is_not_negative"),
            models.CheckConstraint(
                name="payment_progress_is_a_percentage",
                condition=Q(physical_percent__isnull=True)
                | Q(physical_percent__gte=0, physical_percent__lte=100),
                violation_error_message=_("Give the progress in percent, from 0 to 100."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.month:%m/%Y}"


class MonthReport(models.Model):
    """An owner's figures of a month, sent to the department; returned ones are sent again (D11).

    The day of sending counts, also when they are accepted later.
    """

    class State(models.TextChoices):
        SENT = "sent", _("Sent")
        RETURNED = "returned", _("Returned")

    owner = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="month_reports")
    month = models.DateField()
    state = models.CharField(max_length=8, choices=State)
    first_sent_date = models.DateField()
    sent_at = models.DateTimeField()
    sent_by_id = models.BigIntegerField()
    returned_at = models.DateTimeField(null=True)
    returned_by_id = models.BigIntegerField(null=True)
    returned_reason = models.CharField(max_length=500, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Figures of a month")
        ordering = ["-month", "owner"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "month"],
                name="month_report_once",
                violation_error_message=_("The figures of this month were already sent."),
            ),
            one_of("state", "sent returned", "month_report_state_is_known"),
            _first_of_month("month_report_month_is_its_first_day"),
            models.CheckConstraint(
                name="month_report_returned_for_a_reason",
                condition=Q(state="sent")
                | Q(returned_at__isnull=False, returned_by_id__isnull=False)
                & ~Q(returned_reason=""),
                violation_error_message=_("Say why the figures are returned."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner_id} {self.month:%m/%Y}"


class TreasuryFigure(RecordedBy):
    """What the treasury confirms of a line up to the end of a month: accumulated, in whole đồng."""

    line = models.ForeignKey(PlanLine, on_delete=models.PROTECT, related_name="treasury_figures")
    month = models.DateField()
    disbursed_vnd = models.BigIntegerField()
    advance_vnd = models.BigIntegerField(null=True, blank=True)
    document_number = models.CharField(max_length=120)
    document_date = models.DateField()
    explanation = models.CharField(max_length=500, blank=True, default="")
    explained_at = models.DateTimeField(null=True, editable=False)
    explained_by_id = models.BigIntegerField(null=True, editable=False)
    # What the portal held when it was explained: another figure of ours asks again.
    explained_vnd = models.BigIntegerField(null=True, editable=False)
    explained_advance_vnd = models.BigIntegerField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Figure of the treasury")
        ordering = ["month", "line"]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "month"],
                name="treasury_figure_once_a_month",
                violation_error_message=_("This month is already confirmed; change it."),
            ),
            _first_of_month("treasury_month_is_its_first_day"),
            not_negative("disbursed_vnd", "treasury_disbursed_is_not_negative"),
            not_negative("advance_vnd", "treasury_advance_is_not_negative"),
            models.CheckConstraint(
                name="treasury_figure_names_its_document",
                condition=~Q(document_number=""),
                violation_error_message=_("Give the number of the confirmation."),
            ),
            models.CheckConstraint(
                name="treasury_difference_explained_by_somebody",
                condition=Q(explanation="", explained_at__isnull=True, explained_by_id__isnull=True)
                | ~Q(explanation="") & Q(explained_at__isnull=False, explained_by_id__isnull=False),
                violation_error_message=_("Say why the two figures differ."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.month:%m/%Y}"


class MonthClosing(models.Model):
    """A month closed by a decision, and reopened by another one; each closing keeps its figures."""

    month = models.DateField()
    number = models.PositiveSmallIntegerField()
    decision_number = models.CharField(max_length=120)
    decision_date = models.DateField()
    at = models.DateTimeField()
    by_id = models.BigIntegerField()
    reopened_number = models.CharField(max_length=120, blank=True, default="")
    reopened_date = models.DateField(null=True, blank=True)
    reopened_reason = models.CharField(max_length=300, blank=True, default="")
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by_id = models.BigIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Closing of a month")
        ordering = ["-month", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["month", "number"],
                name="month_closing_number_once",
                violation_error_message=_("This closing already exists."),
            ),
            models.UniqueConstraint(
                fields=["month"],
                condition=Q(reopened_at__isnull=True),
                name="month_closed_once_at_a_time",
                violation_error_message=_("The month is already closed."),
            ),
            _first_of_month("month_closing_month_is_its_first_day"),
            models.CheckConstraint(
                name="month_closing_has_its_decision",
                condition=~Q(decision_number=""),
                violation_error_message=_("Give the number of the decision."),
            ),
            models.CheckConstraint(
                name="month_reopened_by_a_decision",
                condition=Q(
                    reopened_at__isnull=True,
                    reopened_by_id__isnull=True,
                    reopened_date__isnull=True,
                    reopened_number="",
                    reopened_reason="",
                )
                | Q(
                    reopened_at__isnull=False,
                    reopened_by_id__isnull=False,
                    reopened_date__isnull=False,
                )
                & ~Q(reopened_number="")
                & ~Q(reopened_reason=""),
                violation_error_message=_("Give the decision that reopens the month and why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%m/%Y} ({self.number})"


class ClosedFigure(models.Model):
    """A line as it stood when a month was closed: what reports of that closing read for ever.

    `allocated_vnd` and `disbursed_vnd` are the line's whole to the end of the month; the month's own
    columns are as in `MonthlyPayment`.
    """

    closing = models.ForeignKey(MonthClosing, on_delete=models.PROTECT, related_name="figures")
    line = models.ForeignKey(PlanLine, on_delete=models.PROTECT, related_name="closed_figures")
    allocated_vnd = models.BigIntegerField()
    disbursed_vnd = models.BigIntegerField()
    advance_outstanding_vnd = models.BigIntegerField()
    advance_vnd = models.BigIntegerField(null=True)
    volume_vnd = models.BigIntegerField(null=True)
    recovery_vnd = models.BigIntegerField(null=True)
    estimate_vnd = models.BigIntegerField(null=True)
    physical_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    difficulty = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = _("Figure of a closed month")
        ordering = ["closing", "line"]
        constraints = [
            models.UniqueConstraint(
                fields=["closing", "line"],
                name="closed_figure_once",
                violation_error_message=_("This figure already exists."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="closed_figure_never_changes", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        ]

    def __str__(self) -> str:
        return f"{self.closing_id} {self.line_id}"


class Contract(RecordedBy):
    """A contract of a public project: what is promised, and until when its advance is guaranteed."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="contracts")
    number = models.CharField(max_length=120)
    signed_date = models.DateField()
    contractor = models.CharField(max_length=300, blank=True, default="")
    value_vnd = models.BigIntegerField()
    ends_date = models.DateField(null=True, blank=True)
    guarantee_until_date = models.DateField(null=True, blank=True)
    recover_by_date = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Contract")
        ordering = ["signed_date", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"],
                name="contract_once",
                violation_error_message=_("This contract is already recorded."),
            ),
            models.CheckConstraint(
                name="contract_value_is_positive",
                condition=Q(value_vnd__gt=0),
                violation_error_message=_("The amount is more than zero."),
            ),
            models.CheckConstraint(
                name="contract_has_its_number",
                condition=~Q(number=""),
                violation_error_message=_("Give the number of the contract."),
            ),
        ]

    def __str__(self) -> str:
        return self.number
