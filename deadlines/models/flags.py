"""A suspicion for an officer, never a sanction (law.md §2)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.constraints import one_of
from accounts.permissions import Role
from deadlines.models.obligations import Obligation
from deadlines.querysets import QUESTION_KINDS, FlagQuerySet


class Flag(models.Model):
    """An obligation that ran past one due day, or a condition found true.

    open -> confirmed | contested | dismissed by an officer; resolved when the obligation is met,
    moved when its day changed or the duty passed on. UNIQUE over all states, so a dismissal holds
    until the due day changes; then the same row reopens with its story when it comes back. Of a
    condition `due_date` is the day since which it is true and `fingerprint` tells its facts.
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
    fingerprint = models.CharField(max_length=16, default="", blank=True)
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
    # Who works on it where that is not the project's own officer, and until when.
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="flags"
    )
    handle_by = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = FlagQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("Flag")
        indexes = [
            # Used by the flags list, the counters (which read nothing else) and the sweep's
            # closing step.
            models.Index(
                fields=["project_id", "obligation"],
                include=["kind", "advisory", "fingerprint"],
                name="flag_live_by_project",
                condition=Q(state__in=["open", "confirmed", "contested"]),
            ),
            # Used by the counter of questions about the data: few among all live flags.
            models.Index(
                fields=["kind"],
                name="flag_live_question",
                condition=Q(
                    state__in=["open", "confirmed", "contested"], kind__in=list(QUESTION_KINDS)
                ),
            ),
            models.Index(fields=["state", "-opened_on"], name="flag_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "due_date", "fingerprint"],
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
                condition=Q(opened_on__gt=F("due_date"))
                | (~Q(fingerprint="") & Q(opened_on__gte=F("due_date"))),
                violation_error_message=_("A flag opens after the due day."),
            ),
            one_of(
                "state", "open confirmed contested dismissed resolved moved", "flag_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_date:%d/%m/%Y} {self.state}"


class FlagStatement(models.Model):
    """What the bearer says of a flag: why the day was missed and when it will be, or that the
    facts are wrong. Files are documents whose owner is the statement."""

    class Kind(models.TextChoices):
        EXPLANATION = "explanation", _("Explanation")
        CONTEST = "contest", _("Other opinion")

    flag = models.ForeignKey(Flag, on_delete=models.PROTECT, related_name="statements")
    kind = models.CharField(max_length=12, choices=Kind)
    text = models.TextField()
    promised_date = models.DateField(null=True)
    document_number = models.CharField(max_length=60, blank=True, default="")
    on = models.DateField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    by_id = models.BigIntegerField()
    by_name = models.CharField(max_length=150)

    class Meta:
        verbose_name = verbose_name_plural = _("Statement on a flag")
        ordering = ["-id"]
        constraints = [
            one_of("kind", "explanation contest", "flag_statement_kind_is_known"),
            models.CheckConstraint(
                name="flag_statement_says_something",
                condition=~Q(text=""),
                violation_error_message=_("Write what is to be said."),
            ),
            models.CheckConstraint(
                name="flag_explanation_gives_a_new_day",
                condition=~Q(kind="explanation") | Q(promised_date__isnull=False),
                violation_error_message=_("An explanation gives the new day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.flag_id}"


class EscalationStep(models.Model):
    """A flag nobody has decided on goes up: after how many days, to which role, for how long."""

    after_days = models.PositiveSmallIntegerField(unique=True)
    role = models.CharField(max_length=20, choices=Role)
    answer_days = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = verbose_name_plural = _("Escalation step")
        ordering = ["after_days"]
        constraints = [
            one_of(
                "role",
                "specialist department_leader committee_leader sector_agency commune_officer "
                "owner inspector supervisor investor administrator",
                "escalation_step_role_is_known",
            ),
            models.CheckConstraint(
                name="escalation_step_gives_days",
                condition=Q(after_days__gte=1, answer_days__gte=1),
                violation_error_message=_("Give at least one day."),
            ),
        ]

    def __str__(self) -> str:
        return f"+{self.after_days} {self.get_role_display()}"


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
