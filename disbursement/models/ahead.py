"""What is meant to happen: scenarios of disbursement, and drafts that move capital."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from accounts.models.constraints import one_of
from disbursement.models.plans import CapitalPlan, PlanDecision, PlanLine
from projects.models import Project
from projects.models.fields import RecordedBy


class Scenario(RecordedBy):
    """The monthly cumulative scenario of a year (kịch bản giải ngân) of the province, an owner or a project.

    `percents` are the thirteen ends of months from January to January of the next year, in percent
    of the capital to be disbursed, never falling.
    """

    plan = models.ForeignKey(CapitalPlan, on_delete=models.PROTECT, related_name="scenarios")
    owner = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="scenarios"
    )
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="scenarios"
    )
    percents = ArrayField(models.DecimalField(max_digits=5, decimal_places=2), size=13)
    decision_number = models.CharField(max_length=120, blank=True, default="")
    decision_date = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Disbursement scenario")
        ordering = ["plan", "owner", "project"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "owner", "project"],
                nulls_distinct=False,
                name="scenario_once",
                violation_error_message=_("This scenario already exists; change it."),
            ),
            models.CheckConstraint(
                name="scenario_has_thirteen_months",
                condition=Q(percents__len=13),
                violation_error_message=_("Give the thirteen months from January to January."),
            ),
            models.CheckConstraint(
                name="scenario_of_an_owner_or_a_project",
                condition=Q(owner__isnull=True) | Q(project__isnull=True),
                violation_error_message=_("A scenario belongs to an owner or to a project."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.owner_id or ''} {self.project_id or ''}".strip()


class Reallocation(RecordedBy):
    """A draft that moves capital between projects of the same source (D9).

    It is made from the figures up to the end of `month`; `facts_hash` says from which, so that the
    same figures give the same draft. `nothing` and `proposed` hold, in whole đồng, what would be
    absorbed and what would lapse without and with it. Only a decision with its number turns it into
    rows of the ledger.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted to the leaders")
        APPLIED = "applied", _("Applied by decision")
        DROPPED = "dropped", _("Dropped")

    plan = models.ForeignKey(CapitalPlan, on_delete=models.PROTECT, related_name="reallocations")
    month = models.DateField()
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    minimum_line_vnd = models.BigIntegerField()
    facts_hash = models.CharField(max_length=64)
    nothing = models.JSONField(default=dict)
    proposed = models.JSONField(default=dict)
    submitted_at = models.DateTimeField(null=True)
    submitted_by_id = models.BigIntegerField(null=True)
    decision = models.OneToOneField(
        PlanDecision, null=True, blank=True, on_delete=models.PROTECT, related_name="reallocation"
    )
    note = models.CharField(max_length=500, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Draft of reallocation")
        ordering = ["-id"]
        constraints = [
            one_of("state", "draft submitted applied dropped", "reallocation_state_is_known"),
            models.CheckConstraint(
                name="reallocation_month_is_its_first_day",
                condition=Q(month__day=1),
                violation_error_message=_("A month is given by its first day."),
            ),
            models.CheckConstraint(
                name="reallocation_applied_by_a_decision",
                condition=Q(state="applied", decision__isnull=False)
                | ~Q(state="applied") & Q(decision__isnull=True),
                violation_error_message=_("Only a decision applies a draft."),
            ),
            models.CheckConstraint(
                name="reallocation_minimum_line_is_positive",
                condition=Q(minimum_line_vnd__gt=0),
                violation_error_message=_("The smallest line is more than zero."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.month:%m/%Y}"


class ReallocationLine(models.Model):
    """One line of a draft: what it gives (-) or gets (+), and why, in whole đồng.

    `floor_vnd` and `ceiling_vnd` bound its capital after the move; `reason` names the bound
    that binds and holds the numbers its sentence is made of.
    """

    reallocation = models.ForeignKey(Reallocation, on_delete=models.CASCADE, related_name="lines")
    line = models.ForeignKey(PlanLine, on_delete=models.PROTECT, related_name="moves")
    allocated_vnd = models.BigIntegerField()
    disbursed_vnd = models.BigIntegerField()
    forecast_vnd = models.BigIntegerField()
    floor_vnd = models.BigIntegerField()
    ceiling_vnd = models.BigIntegerField()
    proposed_delta_vnd = models.BigIntegerField()
    edited_delta_vnd = models.BigIntegerField()
    reason = models.JSONField(default=dict)

    class Meta:
        verbose_name = verbose_name_plural = _("Line of a draft")
        ordering = ["reallocation", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reallocation", "line"],
                name="reallocation_line_once",
                violation_error_message=_("This line is already in the draft."),
            ),
            models.CheckConstraint(
                name="reallocation_line_bounds_are_in_order",
                condition=Q(floor_vnd__gte=0, ceiling_vnd__gte=models.F("floor_vnd")),
                violation_error_message=_("The upper bound is below the lower one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id}: {self.edited_delta_vnd}"


class CapitalSheet(RecordedBy):
    """A workbook read into rows and waiting to be written: a plan, or payments of a month.

    `rows` are what was read (`workbook_reading.Item`) with what a person answered; what they mean is
    asked anew whenever they are looked at. `target` holds the document of a plan, and what is told
    of the workbook as a whole. Writing happens in one act.
    """

    class Kind(models.TextChoices):
        PLAN = "plan", _("Capital plan")
        PAYMENTS = "payments", _("Payments of a month")

    class State(models.TextChoices):
        READ = "read", _("Read, not written yet")
        WRITTEN = "written", _("Written")
        DROPPED = "dropped", _("Dropped")

    kind = models.CharField(max_length=8, choices=Kind)
    state = models.CharField(max_length=7, choices=State, default=State.READ)
    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64)
    owner = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT)
    month = models.DateField(null=True, blank=True)
    target = models.JSONField(default=dict)
    rows = models.JSONField(default=list)
    written_at = models.DateTimeField(null=True, editable=False)
    decision = models.ForeignKey(PlanDecision, null=True, blank=True, on_delete=models.PROTECT)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Workbook of capital")
        ordering = ["-id"]
        constraints = [
            one_of("kind", "plan payments", "capital_sheet_kind_is_known"),
            one_of("state", "read written dropped", "capital_sheet_state_is_known"),
            models.CheckConstraint(
                name="capital_sheet_month_is_its_first_day",
                condition=Q(month__isnull=True) | Q(month__day=1),
                violation_error_message=_("A month is given by its first day."),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
