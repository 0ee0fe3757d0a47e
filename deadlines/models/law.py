"""The law in force, as dated rows: the table is the truth, the code ships defaults."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.constraints import one_of


class RuleVersion(models.Model):
    """One rule as one legal text states it, from one day to another (R-0.1)."""

    class AppliesBy(models.TextChoices):
        ACT_DATE = "act_date", _("day of the act")
        DUE_DATE = "due_date", _("due day")
        ASSESSMENT_DATE = "assessment_date", _("day of assessment")

    class Boundary(models.TextChoices):
        BY = "by", _("the last day counts")
        BEFORE = "before", _("before the day")

    class Lane(models.TextChoices):
        DEADLINE = "deadline", _("Deadline")
        CONDITION = "condition", _("Condition found true today")

    kind = models.CharField(max_length=10)
    number = models.PositiveSmallIntegerField()
    lane = models.CharField(max_length=10, choices=Lane, default=Lane.DEADLINE)
    title = models.CharField(max_length=200)
    summary = models.TextField()
    article = models.CharField(max_length=300)
    consequence = models.TextField(blank=True)
    next_step = models.TextField(blank=True)
    effective_from = models.DateField()
    effective_to = models.DateField(null=True, blank=True)
    applies_by = models.CharField(max_length=20, choices=AppliesBy)
    boundary = models.CharField(max_length=10, choices=Boundary, default=Boundary.BY)
    parameters = models.JSONField(default=dict)
    confidence = models.CharField(max_length=2)
    advisory = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("Rule version")
        ordering = ["kind", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "number"],
                name="rule_version_number_is_unique",
                violation_error_message=_("This rule already has a version with that number."),
            ),
            models.CheckConstraint(
                name="rule_version_ends_after_it_begins",
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
                violation_error_message=_("The rule ends before it takes effect."),
            ),
            models.CheckConstraint(
                name="rule_version_confirmed_at_and_by_together",
                condition=Q(confirmed_at__isnull=True, confirmed_by_id__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by_id__isnull=False),
                violation_error_message=_("A confirmation has both a time and a person."),
            ),
            one_of("lane", "deadline condition", "rule_version_lane_is_known"),
            one_of(
                "applies_by",
                "act_date due_date assessment_date",
                "rule_version_applies_by_is_known",
            ),
            one_of("boundary", "by before", "rule_version_boundary_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} v{self.number}"


class Holiday(models.Model):
    """A public holiday, or a weekend day worked in exchange (law.md §2, general time rules)."""

    date = models.DateField(unique=True)
    name = models.CharField(max_length=120)
    is_working_swap = models.BooleanField(default=False)

    class Meta:
        verbose_name = verbose_name_plural = _("Day off, swapped working day")
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y} {self.name}"
