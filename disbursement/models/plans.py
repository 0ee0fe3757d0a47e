"""Plans of capital as a ledger: signed rows under decisions, and the balances they add up to."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.constraints import one_of
from disbursement.models.sources import FundingSource
from disbursement.querysets.lines import PlanLineQuerySet
from projects.models import Project
from projects.models.fields import RecordedBy, not_negative


class Bucket(models.TextChoices):
    """Which kind of capital of a plan: each has its own window and its own line (law.md §3.1)."""

    YEAR = "year", _("Capital of the plan")
    CARRIED_OVER = "carried_over", _("Carried over from the year before")
    ADVANCED = "advanced", _("Advanced from a later plan")


class CapitalPlan(models.Model):
    """A medium-term plan of five years, or the plan of one year."""

    class Horizon(models.TextChoices):
        MEDIUM_TERM = "medium_term", _("Medium-term")
        ANNUAL = "annual", _("Annual")

    horizon = models.CharField(max_length=11, choices=Horizon)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = verbose_name_plural = _("Capital plan")
        ordering = ["first_year", "horizon"]
        constraints = [
            one_of("horizon", "medium_term annual", "capital_plan_horizon_is_known"),
            models.CheckConstraint(
                name="capital_plan_spans_its_years",
                condition=Q(horizon="annual", last_year=F("first_year"))
                | Q(horizon="medium_term", last_year=F("first_year") + 4),
                violation_error_message=_("A medium-term plan has five years, an annual one one."),
            ),
            models.UniqueConstraint(
                fields=["horizon", "first_year"],
                name="capital_plan_once",
                violation_error_message=_("This plan already exists."),
            ),
        ]

    def __str__(self) -> str:
        years = {str(self.first_year): None, str(self.last_year): None}
        return "-".join(years)


class PlanDecision(RecordedBy):
    """The document under which capital is assigned, allocated, carried over, advanced or moved."""

    class Kind(models.TextChoices):
        ASSIGN = "assign", _("Capital assigned")
        ALLOCATE = "allocate", _("Capital allocated to projects")
        CARRY_OVER = "carry_over", _("Capital carried over")
        ADVANCE = "advance", _("Capital advanced")
        ADJUST = "adjust", _("Plan adjusted")
        TRANSFER = "transfer", _("Capital reallocated between projects")

    class Issuer(models.TextChoices):
        PRIME_MINISTER = "prime_minister", _("Prime Minister")
        COUNCIL = "council", _("People's Council")
        COMMITTEE = "committee", _("People's Committee")
        CHAIRPERSON = "chairperson", _("Chairperson of the People's Committee")
        OTHER = "other", _("Another body")

    kind = models.CharField(max_length=10, choices=Kind)
    issuer = models.CharField(max_length=14, choices=Issuer)
    number = models.CharField(max_length=120)
    number_key = models.CharField(max_length=120, editable=False, default="")
    issued_date = models.DateField()
    title = models.CharField(max_length=300, blank=True, default="")
    source_url = models.TextField(blank=True, default="")
    is_demonstration = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Decision on capital")
        ordering = ["issued_date", "id"]
        constraints = [
            one_of(
                "kind",
                "assign allocate carry_over advance adjust transfer",
                "plan_decision_kind_is_known",
            ),
            one_of(
                "issuer",
                "prime_minister council committee chairperson other",
                "plan_decision_issuer_is_known",
            ),
            models.CheckConstraint(
                name="plan_decision_has_its_number",
                condition=~Q(number=""),
                violation_error_message=_("Give the number of the decision."),
            ),
            models.UniqueConstraint(
                fields=["number_key", "issued_date"],
                name="plan_decision_once",
                violation_error_message=_("This decision is already recorded."),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class PlanEntry(RecordedBy):
    """One signed row of the ledger, in whole đồng; never changed, only reversed by another one.

    PM and COUNCIL rows say what was assigned of a source, ALLOCATED rows which project got it,
    UNALLOCATED rows what an adjustment gives back to, or takes from, the part without a project.
    `on_date` is the day of its decision: the plan as on a day adds the rows up to it. Adjusting and
    moving decisions balance to zero per plan, bucket and source (D9).
    """

    class Layer(models.TextChoices):
        PM = "pm", _("Assigned by the Prime Minister")
        COUNCIL = "council", _("Assigned by the province")
        ALLOCATED = "allocated", _("Allocated to a project")
        UNALLOCATED = "unallocated", _("Not allocated")

    class CarryCase(models.TextChoices):
        """The cases of D2 in which capital may be carried over."""

        NONE = "", _("None")
        NATIONAL = "national", _("Project of national importance")
        CLEARANCE = "clearance", _("Site clearance and resettlement")
        FINISHING = "finishing", _("To be finished, without capital in the next plan")
        OBJECTIVE = "objective", _("Natural disaster or other objective cause")
        ABROAD = "abroad", _("Project of a mission abroad")
        SINGLE = "single", _("Unit with a single project")
        URGENT = "urgent", _("Other urgent case decided by the Prime Minister")

    decision = models.ForeignKey(PlanDecision, on_delete=models.PROTECT, related_name="entries")
    plan = models.ForeignKey(CapitalPlan, on_delete=models.PROTECT, related_name="entries")
    layer = models.CharField(max_length=11, choices=Layer)
    bucket = models.CharField(max_length=12, choices=Bucket)
    source = models.ForeignKey(FundingSource, on_delete=models.PROTECT, related_name="entries")
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="plan_entries"
    )
    amount_delta_vnd = models.BigIntegerField()
    on_date = models.DateField()
    carry_case = models.CharField(max_length=10, choices=CarryCase, blank=True, default="")
    reverses = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT)
    note = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = _("Row of the capital ledger")
        ordering = ["on_date", "id"]
        indexes = [
            # Used by the plan as on a day, by source and by project.
            models.Index(
                fields=["plan", "layer", "on_date"],
                include=["bucket", "source", "project", "amount_delta_vnd"],
                name="plan_entry_by_plan",
            ),
        ]
        constraints = [
            one_of("layer", "pm council allocated unallocated", "plan_entry_layer_is_known"),
            one_of("bucket", "year carried_over advanced", "plan_entry_bucket_is_known"),
            models.CheckConstraint(
                name="plan_entry_is_not_zero",
                condition=~Q(amount_delta_vnd=0),
                violation_error_message=_("The amount is not zero."),
            ),
            models.CheckConstraint(
                name="plan_entry_names_a_project_when_allocated",
                condition=Q(layer="allocated", project__isnull=False)
                | ~Q(layer="allocated") & Q(project__isnull=True),
                violation_error_message=_("Only capital allocated belongs to a project."),
            ),
            models.CheckConstraint(
                name="plan_entry_carry_case_is_known",
                condition=Q(carry_case="")
                | Q(bucket="carried_over")
                & Q(
                    carry_case__in=[
                        "national",
                        "clearance",
                        "finishing",
                        "objective",
                        "abroad",
                        "single",
                        "urgent",
                    ]
                ),
                violation_error_message=_("Choose the case in which capital is carried over."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="plan_entry_never_changes", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            # Deferred: the rows of one document are written one after the other.
            pgtrigger.Trigger(
                name="plan_entries_balance",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                declare=[("rest", "BIGINT")],
                func="""
                    IF EXISTS (
                        SELECT 1 FROM disbursement_plandecision
                        WHERE id = NEW.decision_id AND kind IN ('adjust', 'transfer')
                    ) THEN
                        SELECT COALESCE(SUM(amount_delta_vnd), 0) INTO rest
                        FROM disbursement_planentry
                        WHERE decision_id = NEW.decision_id AND plan_id = NEW.plan_id
                            AND bucket = NEW.bucket AND source_id = NEW.source_id
                            AND layer IN ('allocated', 'unallocated');
                        IF rest <> 0 THEN
                            RAISE EXCEPTION 'plan_entries_balance: % of source % is left over',
                                rest, NEW.source_id USING ERRCODE = 'check_violation';
                        END IF;
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.amount_delta_vnd}"


class SourceBalance(models.Model):
    """What the rows of one plan, source and bucket add up to, locked by whoever adds a row.

    The province's own assignment, once there is one, takes the place of the Prime Minister's.
    """

    plan = models.ForeignKey(CapitalPlan, on_delete=models.PROTECT, related_name="balances")
    source = models.ForeignKey(FundingSource, on_delete=models.PROTECT, related_name="balances")
    bucket = models.CharField(max_length=12, choices=Bucket)
    pm_vnd = models.BigIntegerField(default=0)
    council_vnd = models.BigIntegerField(default=0)
    allocated_vnd = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("Balance of a source")
        ordering = ["plan", "source__sort_key", "bucket"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "source", "bucket"],
                name="source_balance_once",
                violation_error_message=_("This balance already exists."),
            ),
            one_of("bucket", "year carried_over advanced", "source_balance_bucket_is_known"),
            not_negative("pm_vnd", "source_balance_pm_is_not_negative"),
            not_negative("allocated_vnd", "source_balance_allocated_is_not_negative"),
            models.CheckConstraint(
                name="source_balance_allocates_what_was_assigned",
                condition=Q(council_vnd__gt=0, allocated_vnd__lte=F("council_vnd"))
                | Q(council_vnd=0, allocated_vnd__lte=F("pm_vnd")),
                violation_error_message=_(
                    "More would be allocated than was assigned of this source. Record the decision "
                    "that assigns the capital first."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.source_id} {self.bucket}"


class PlanLine(models.Model):
    """A project's capital of one source and bucket in one plan: the line that is paid from.

    Of an annual line `disbursed_vnd` is what was paid and `advance_vnd` the part of it that
    is an advance not recovered yet (D7); of a medium-term line `drawn_vnd` is what annual plans took.
    """

    class Priority(models.TextChoices):
        """The order of allocation that provinces resolve (law.md §3.2)."""

        NONE = "", _("Not given")
        URGENT = "urgent", _("Special or urgent")
        COUNTERPART = "counterpart", _("Counterpart capital")
        REPAYMENT = "repayment", _("Repaying advanced capital")
        COMPLETED = "completed", _("Completed, not paid yet")
        ONGOING = "ongoing", _("Ongoing, to be finished")
        PREPARATION = "preparation", _("Planning and preparation")
        ARREARS = "arrears", _("Arrears of construction")
        CREDIT = "credit", _("Policy credit")
        NEW = "new", _("New start")

    plan = models.ForeignKey(CapitalPlan, on_delete=models.PROTECT, related_name="lines")
    source = models.ForeignKey(FundingSource, on_delete=models.PROTECT, related_name="lines")
    bucket = models.CharField(max_length=12, choices=Bucket)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="plan_lines")
    priority = models.CharField(max_length=11, choices=Priority, blank=True, default="")
    allocated_vnd = models.BigIntegerField(default=0)
    drawn_vnd = models.BigIntegerField(default=0)
    disbursed_vnd = models.BigIntegerField(default=0)
    advance_vnd = models.BigIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    objects = PlanLineQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("Capital line")
        ordering = ["plan", "project", "source__sort_key", "bucket"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "project", "source", "bucket"],
                name="plan_line_once",
                violation_error_message=_("This line already exists."),
            ),
            one_of("bucket", "year carried_over advanced", "plan_line_bucket_is_known"),
            models.CheckConstraint(
                name="plan_line_priority_is_known",
                condition=Q(
                    priority__in=[
                        "",
                        "urgent",
                        "counterpart",
                        "repayment",
                        "completed",
                        "ongoing",
                        "preparation",
                        "arrears",
                        "credit",
                        "new",
                    ]
                ),
                violation_error_message=_("Choose one of the listed values."),
            ),
            not_negative("allocated_vnd", "plan_line_allocated_is_not_negative"),
            not_negative("drawn_vnd", "plan_line_drawn_is_not_negative"),
            not_negative("disbursed_vnd", "plan_line_disbursed_is_not_negative"),
            models.CheckConstraint(
                name="plan_line_draws_within_the_medium_term",
                condition=Q(drawn_vnd__lte=F("allocated_vnd")),
                violation_error_message=_(
                    "Annual plans would take more than the medium-term plan gives the project. "
                    "Adjust the medium-term plan first."
                ),
            ),
            models.CheckConstraint(
                name="plan_line_recovers_what_was_advanced",
                condition=Q(advance_vnd__gte=0, advance_vnd__lte=F("disbursed_vnd")),
                violation_error_message=_("More would be recovered than was advanced."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.project_id} {self.source_id} {self.bucket}"
