"""What superiors and plans order: who does what by when, once or every year (sources of the
province's plans; R6)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from accounts.models.constraints import one_of


class Assignment(models.Model):
    """One task ordered by a clause of a document, or by a leader's directive on a project.

    Each lead agency owes it by a day, in every cycle: an obligation with the subject
    `AssignmentLead`. `rule_kind` is the rule it is reckoned by: A1, or R4 to R6 for the yearly
    reports of agencies.
    """

    class Origin(models.TextChoices):
        PLAN = "plan", _("Plan or order")
        DIRECTIVE = "directive", _("Directive on a project")

    class Recurrence(models.TextChoices):
        ONCE = "once", _("Once")
        YEARLY = "yearly", _("Every year")
        QUARTERLY = "quarterly", _("Every quarter")
        MONTHLY = "monthly", _("Every month")

    class Boundary(models.TextChoices):
        BY = "by", _("the last day counts")
        BEFORE = "before", _("before the day")

    origin = models.CharField(max_length=10, choices=Origin)
    rule_kind = models.CharField(max_length=10, default="A1")
    source_number = models.CharField(max_length=120, blank=True, default="")
    source_date = models.DateField(null=True, blank=True)
    source_title = models.CharField(max_length=500, blank=True, default="")
    clause = models.CharField(max_length=120, blank=True, default="")
    text = models.TextField()
    coordinating = models.ManyToManyField(Agency, blank=True, related_name="coordinated")
    target_value = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    target_unit = models.CharField(max_length=60, blank=True, default="")
    recurrence = models.CharField(max_length=10, choices=Recurrence, default=Recurrence.ONCE)
    # Once: the day. Recurring: the day in the first cycle; later ones fall on the same day.
    due_date = models.DateField(null=True, blank=True)
    boundary = models.CharField(max_length=10, choices=Boundary, default=Boundary.BY)
    ends_on = models.DateField(null=True, blank=True)
    project_id = models.BigIntegerField(null=True, blank=True)
    is_demonstration = models.BooleanField(default=False)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True, default="")
    created_by_id = models.BigIntegerField()
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Assignment")
        ordering = ["-id"]
        indexes = [models.Index(fields=["project_id"], name="assignment_by_project")]
        constraints = [
            one_of("origin", "plan directive", "assignment_origin_is_known"),
            one_of("recurrence", "once yearly quarterly monthly", "assignment_recurrence_is_known"),
            one_of("boundary", "by before", "assignment_boundary_is_known"),
            models.CheckConstraint(
                name="assignment_says_what_to_do",
                condition=~Q(text=""),
                violation_error_message=_("Write what is to be done."),
            ),
            models.CheckConstraint(
                name="assignment_of_a_plan_names_its_source",
                condition=~Q(origin="plan") | ~Q(source_number=""),
                violation_error_message=_("Give the number of the document that orders it."),
            ),
            models.CheckConstraint(
                name="assignment_directive_is_about_a_project",
                condition=~Q(origin="directive") | Q(project_id__isnull=False),
                violation_error_message=_("A directive is about a project."),
            ),
            models.CheckConstraint(
                name="assignment_withdrawn_with_a_reason",
                condition=Q(withdrawn_on__isnull=True) | ~Q(withdrawn_reason=""),
                violation_error_message=_("Say why the task is withdrawn."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class AssignmentLead(models.Model):
    """One agency that leads an assignment: the bearer of its obligations."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="leads")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="led")

    class Meta:
        verbose_name = verbose_name_plural = _("Leading agency")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "agency"],
                name="assignment_lead_is_named_once",
                violation_error_message=_("This agency already leads the task."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.agency_id}"


class AssignmentResult(models.Model):
    """What an agency reports it did in a cycle; it counts on the day it was submitted, once it is
    accepted."""

    lead = models.ForeignKey(AssignmentLead, on_delete=models.PROTECT, related_name="results")
    cycle = models.CharField(max_length=10, blank=True, default="")
    text = models.TextField()
    value = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    evidence = models.CharField(max_length=300, blank=True, default="")
    submitted_date = models.DateField()
    submitted_by_id = models.BigIntegerField()
    accepted_date = models.DateField(null=True, blank=True)
    returned_date = models.DateField(null=True, blank=True)
    remarks = models.TextField(blank=True, default="")
    reviewed_by_id = models.BigIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Result of an assignment")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="assignment_result_says_what_was_done",
                condition=~Q(text=""),
                violation_error_message=_("Write what was done."),
            ),
            models.CheckConstraint(
                name="assignment_result_is_accepted_or_returned",
                condition=Q(accepted_date__isnull=True) | Q(returned_date__isnull=True),
                violation_error_message=_("A result is either accepted or returned."),
            ),
            models.CheckConstraint(
                name="assignment_result_returned_with_remarks",
                condition=Q(returned_date__isnull=True) | ~Q(remarks=""),
                violation_error_message=_("Say what is missing."),
            ),
            models.UniqueConstraint(
                fields=["lead", "cycle"],
                condition=Q(returned_date__isnull=True),
                name="assignment_result_one_a_cycle",
                violation_error_message=_("A result for this cycle is already there."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lead_id} {self.cycle}"
