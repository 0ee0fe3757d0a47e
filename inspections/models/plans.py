"""The annual plan: which projects are looked at, why these, and who approved it (law.md §4.2)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from accounts.models.agencies import validity_constraint
from accounts.models.constraints import one_of
from deadlines.models import Flag
from inspections.querysets.plans import PlanQuerySet
from projects.models import Investor, Project
from projects.models.fields import RecordedBy


class InspectionPlan(RecordedBy):
    """What one body means to inspect or check in one year (Law 84/2025 art. 18).

    The draft goes to the head of the same level by 20/11 of the year before, the head's opinion is
    there by 30/11, and the plan is issued within 5 working days of it.
    """

    class Kind(models.TextChoices):
        INSPECTION = "inspection", _("Inspection")
        CHECK = "check", _("Specialised check")

    class State(models.TextChoices):
        DRAFT = "draft", _("Being drafted")
        SUBMITTED = "submitted", _("Waits for the head's opinion")
        ANSWERED = "answered", _("Opinion received")
        ISSUED = "issued", _("Plan in force")

    kind = models.CharField(max_length=10, choices=Kind)
    year = models.PositiveSmallIntegerField()
    body = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="inspection_plans")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    submitted_date = models.DateField(null=True, blank=True)
    submitted_by_id = models.BigIntegerField(null=True, editable=False)
    submitted_to = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_date = models.DateField(null=True, blank=True)
    answer_number = models.CharField(max_length=120, blank=True, default="")
    answer = models.TextField(blank=True, default="")
    issued_date = models.DateField(null=True, blank=True)
    issued_number = models.CharField(max_length=120, blank=True, default="")
    issuer = models.CharField(max_length=200, blank=True, default="")
    issued_by_id = models.BigIntegerField(null=True, editable=False)
    is_demonstration = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("Inspection plan")
        ordering = ["-year", "kind", "body"]
        constraints = [
            one_of("kind", "inspection check", "inspection_plan_kind_is_known"),
            one_of("state", "draft submitted answered issued", "inspection_plan_state_is_known"),
            models.UniqueConstraint(
                fields=["year", "kind", "body"],
                name="inspection_plan_once_a_year",
                violation_error_message=_("This body already has a plan for the year; open it."),
            ),
            models.CheckConstraint(
                name="inspection_plan_submitted_by_somebody",
                condition=Q(state="draft")
                | Q(submitted_date__isnull=False, submitted_by_id__isnull=False),
                violation_error_message=_("Give the day the draft was submitted."),
            ),
            models.CheckConstraint(
                name="inspection_plan_answered_by_a_document",
                condition=~Q(state__in=["answered", "issued"])
                | (Q(answered_date__gte=F("submitted_date")) & ~Q(answer_number="")),
                violation_error_message=_("Give number and day of the head's opinion."),
            ),
            models.CheckConstraint(
                name="inspection_plan_issued_by_a_document",
                condition=~Q(state="issued")
                | (
                    Q(issued_date__gte=F("answered_date"), issued_by_id__isnull=False)
                    & ~Q(issued_number="")
                ),
                violation_error_message=_("Give number and day of the decision that issues it."),
            ),
            models.CheckConstraint(
                name="inspection_plan_issued_by_another_person",
                condition=~Q(state="issued") | ~Q(issued_by_id=F("submitted_by_id")),
                violation_error_message=_("Somebody else than who submitted the plan issues it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}"


class PlanItem(RecordedBy):
    """One project of a plan, with the reason why it was chosen."""

    class Reason(models.TextChoices):
        FLAG = "flag", _("Confirmed flag")
        ORDER = "order", _("Order of a superior")
        FOLLOW_UP = "follow_up", _("Earlier conclusion not carried out")
        SAMPLE = "sample", _("Drawn as a sample")

    plan = models.ForeignKey(
        InspectionPlan, on_delete=models.PROTECT, related_name="items", db_index=False
    )
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="plan_items")
    flag = models.ForeignKey(
        Flag, null=True, blank=True, on_delete=models.PROTECT, related_name="plan_items"
    )
    reason_kind = models.CharField(max_length=10, choices=Reason)
    reason = models.TextField()
    content = models.CharField(max_length=300)
    period_from = models.DateField(null=True, blank=True)
    period_to = models.DateField(null=True, blank=True)
    quarter = models.PositiveSmallIntegerField()
    on_site = models.BooleanField(default=True)
    # Why it stays although another body looks at the same, or although the firm is exempt.
    overlap_reason = models.TextField(blank=True, default="")
    dropped_reason = models.TextField(blank=True, default="")
    dropped_at = models.DateTimeField(null=True, editable=False)
    dropped_by_id = models.BigIntegerField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Project of a plan")
        ordering = ["quarter", "id"]
        constraints = [
            one_of("reason_kind", "flag order follow_up sample", "plan_item_reason_is_known"),
            models.UniqueConstraint(
                fields=["plan", "project"],
                name="plan_item_once",
                violation_error_message=_("This project is already in the plan."),
            ),
            models.CheckConstraint(
                name="plan_item_says_why",
                condition=~Q(reason="") & ~Q(content=""),
                violation_error_message=_("Say why this project is chosen, and what is looked at."),
            ),
            models.CheckConstraint(
                name="plan_item_of_a_flag_names_it",
                condition=~Q(reason_kind="flag") | Q(flag__isnull=False),
                violation_error_message=_("Name the flag."),
            ),
            models.CheckConstraint(
                name="plan_item_quarter_is_one_to_four",
                condition=Q(quarter__gte=1, quarter__lte=4),
                violation_error_message=_("Choose a quarter from 1 to 4."),
            ),
            models.CheckConstraint(
                name="plan_item_period_is_in_order",
                condition=Q(period_from__isnull=True)
                | Q(period_to__isnull=True)
                | Q(period_to__gte=F("period_from")),
                violation_error_message=_("The period ends before it begins."),
            ),
            models.CheckConstraint(
                name="plan_item_dropped_for_a_reason",
                condition=Q(dropped_at__isnull=True, dropped_by_id__isnull=True)
                | (
                    Q(dropped_at__isnull=False, dropped_by_id__isnull=False) & ~Q(dropped_reason="")
                ),
                violation_error_message=_("Say why the project is taken out of the plan."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.project_id}"


class GoodCompliance(RecordedBy):
    """A firm known to keep the law is not checked on site while this holds (NĐ 217/2025 art. 4.6)."""

    investor = models.ForeignKey(Investor, on_delete=models.PROTECT, related_name="good_compliance")
    authority = models.CharField(max_length=200)
    document_number = models.CharField(max_length=120)
    document_date = models.DateField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Good compliance")
        ordering = ["-valid_from", "id"]
        constraints = [
            validity_constraint("good_compliance_ends_after_it_begins"),
            models.CheckConstraint(
                name="good_compliance_has_a_document",
                condition=~Q(document_number="") & ~Q(authority=""),
                violation_error_message=_("Give the document and who decided."),
            ),
        ]

    def __str__(self) -> str:
        return self.document_number
