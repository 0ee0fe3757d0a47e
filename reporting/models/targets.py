"""The targets of Resolution 135-NQ/TU as data: what is measured, and the goal of each year."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Target(models.Model):
    """One of the four targets, with the definition by which this portal measures it."""

    number = models.PositiveSmallIntegerField(unique=True)
    title = models.CharField(max_length=300)
    definition = models.TextField()
    source = models.CharField(max_length=300)
    begins_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        verbose_name = verbose_name_plural = _("Target of Resolution 135")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                name="target_ends_after_it_begins",
                condition=Q(ends_on__gt=F("begins_on")),
                violation_error_message=_("A target ends after it begins."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TargetGoal(models.Model):
    """The goal of one year: a count between `low` and `high`, or per cent."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="goals")
    year = models.PositiveSmallIntegerField()
    low = models.PositiveIntegerField()
    high = models.PositiveIntegerField(null=True, blank=True)
    is_percent = models.BooleanField(default=False)

    class Meta:
        verbose_name = verbose_name_plural = _("Goal of a year")
        ordering = ["target", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "year"],
                name="target_goal_once_a_year",
                violation_error_message=_("This year has its goal already."),
            ),
            models.CheckConstraint(
                name="target_goal_low_before_high",
                condition=Q(high__isnull=True) | Q(high__gte=F("low")),
                violation_error_message=_("The higher bound lies below the lower one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target} ({self.year})"
