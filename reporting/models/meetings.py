"""What a meeting concluded on a report; each conclusion becomes an order with its deadline."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from deadlines.models import Assignment
from reporting.models.papers import Ask, Paper


class MeetingConclusion(models.Model):
    """A conclusion on an issued report; `order` is the task that follows from it."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="conclusions")
    ask = models.ForeignKey(
        Ask, on_delete=models.PROTECT, null=True, blank=True, related_name="conclusions"
    )
    concluded_on = models.DateField()
    document = models.CharField(max_length=120, blank=True, default="")
    text = models.TextField()
    order = models.OneToOneField(
        Assignment, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField()
    recorded_by_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("Conclusion of a meeting")
        ordering = ["paper", "pk"]
        constraints = [
            models.CheckConstraint(
                name="meeting_conclusion_says_something",
                condition=~Q(text=""),
                violation_error_message=_("Write what was concluded."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
