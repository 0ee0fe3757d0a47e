"""A suspicion for an officer, never a sanction (law.md §2)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.constraints import one_of
from deadlines.models.obligations import Obligation
from deadlines.querysets import FlagQuerySet


class Flag(models.Model):
    """An obligation that ran past one due day.

    open -> confirmed | contested | dismissed by an officer; resolved when the obligation is met,
    moved when its day changed or the duty passed on. UNIQUE over all states, so a dismissal holds
    until the due day changes; then the same row reopens with its story when it comes back.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Awaiting an officer")
        CONFIRMED = "confirmed", _("Confirmed")
        CONTESTED = "contested", _("Contested")
        DISMISSED = "dismissed", _("Dismissed")
        RESOLVED = "resolved", _("Resolved")
        MOVED = "moved", _("Moved")

    # Found through the unique constraint below, which begins with it.
    obligation = models.ForeignKey(
        Obligation, on_delete=models.PROTECT, related_name="flags", db_index=False
    )
    due_date = models.DateField()
    kind = models.CharField(max_length=10)
    project_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    advisory = models.BooleanField(default=False)
    facts_hash = models.CharField(max_length=16)
    reason = models.TextField(blank=True, default="")
    document_number = models.CharField(max_length=60, blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = FlagQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("Flag")
        indexes = [
            # Used by the flags list, the counters and the sweep's closing step.
            models.Index(
                fields=["project_id", "obligation"],
                name="flag_live_by_project",
                condition=Q(state__in=["open", "confirmed", "contested"]),
            ),
            models.Index(fields=["state", "-opened_on"], name="flag_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "due_date"],
                name="flag_is_raised_once_for_a_due_date",
                violation_error_message=_("This deadline is already flagged."),
            ),
            models.CheckConstraint(
                name="flag_decided_at_and_by_together",
                condition=Q(decided_at__isnull=True, decided_by_id__isnull=True)
                | Q(decided_at__isnull=False, decided_by_id__isnull=False),
                violation_error_message=_("A decision has both a time and a person."),
            ),
            models.CheckConstraint(
                name="flag_dismissed_with_a_reason",
                condition=~Q(state="dismissed") | (~Q(reason="") & ~Q(document_number="")),
                violation_error_message=_("Say why the flag is dismissed, and by which document."),
            ),
            models.CheckConstraint(
                name="flag_closed_has_its_day",
                condition=Q(state__in=["open", "confirmed", "contested", "dismissed"])
                | Q(closed_on__isnull=False),
                violation_error_message=_("A closed flag has the day it closed."),
            ),
            models.CheckConstraint(
                name="flag_opens_after_the_due_date",
                condition=Q(opened_on__gt=F("due_date")),
                violation_error_message=_("A flag opens after the due day."),
            ),
            one_of(
                "state", "open confirmed contested dismissed resolved moved", "flag_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_date:%d/%m/%Y} {self.state}"


class FlagEvent(models.Model):
    """One line of a flag's story."""

    flag = models.ForeignKey(Flag, on_delete=models.PROTECT, related_name="events")
    on = models.DateField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=150, blank=True, default="")
    old_state = models.CharField(max_length=10, blank=True, default="")
    new_state = models.CharField(max_length=10)
    note = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.old_state} → {self.new_state}"
