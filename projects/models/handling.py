"""How the province handles late or violating projects, and the rounds in which it looks at them
(law.md §4.5)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from accounts.models.agencies import validity_constraint
from accounts.models.constraints import one_of
from projects.models.fields import RecordedBy
from projects.models.project import Project
from projects.rules.handling_classes import ClassSpan


class HandlingClass(models.Model):
    """One way of handling a project, as the province defines it, with its validity.

    A class that ended names the one in its place; decisions keep the class they were made with.
    """

    code = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=300)
    short_name = models.CharField(max_length=80)
    source = models.CharField(max_length=300, blank=True, default="")
    position = models.PositiveSmallIntegerField(default=0)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces"
    )

    class Meta:
        verbose_name = verbose_name_plural = _("Handling class")
        ordering = ["position", "id"]
        constraints = [validity_constraint("handling_class_ends_after_it_begins")]

    def __str__(self) -> str:
        return self.short_name

    @classmethod
    def spans(cls) -> dict[int, ClassSpan]:
        """When each class may be decided and which took its place, as the rules read it."""
        rows = cls.objects.values_list("pk", "valid_from", "valid_to", "replaced_by")
        return {pk: ClassSpan(*span) for pk, *span in rows}


class ReviewRound(RecordedBy):
    """One look at many projects at once: which, by whom, and what came out of each."""

    name = models.CharField(max_length=200)
    scope = models.CharField(max_length=500)
    document_number = models.CharField(max_length=120, blank=True, default="")
    opened_date = models.DateField()
    closed_date = models.DateField(null=True, blank=True)
    is_demonstration = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Review round")
        ordering = ["-opened_date", "-id"]
        constraints = [
            models.CheckConstraint(
                name="review_round_closes_after_it_opens",
                condition=Q(closed_date__isnull=True) | Q(closed_date__gte=F("opened_date")),
                violation_error_message=_("The round closes after it opens."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ReviewEntry(models.Model):
    """One project in one round: every project of the scope has exactly one outcome, so totals
    close."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("Not looked at yet")
        ON_SCHEDULE = "on_schedule", _("On schedule")
        LATE = "late", _("Late")
        VIOLATING = "violating", _("Not as the rules require")
        UNDETERMINED = "undetermined", _("Cannot be determined")

    # Found through the unique constraint below, which begins with it.
    round = models.ForeignKey(
        ReviewRound, on_delete=models.PROTECT, related_name="entries", db_index=False
    )
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="review_entries")
    outcome = models.CharField(max_length=15, choices=Outcome, default=Outcome.WAITING)
    note = models.TextField(blank=True, default="")
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT)
    looked_date = models.DateField(null=True, blank=True)
    looked_by_id = models.BigIntegerField(null=True, blank=True)
    looked_by_name = models.CharField(max_length=150, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Project in a review round")
        ordering = ["id"]
        constraints = [
            one_of(
                "outcome",
                "waiting on_schedule late violating undetermined",
                "review_entry_outcome_is_known",
            ),
            models.UniqueConstraint(
                fields=["round", "project"],
                name="review_entry_one_a_project",
                violation_error_message=_("This project is already in the round."),
            ),
            models.CheckConstraint(
                name="review_entry_says_who_looked_and_when",
                condition=Q(outcome="waiting", looked_date__isnull=True)
                | (~Q(outcome="waiting") & Q(looked_date__isnull=False) & ~Q(looked_by_name="")),
                violation_error_message=_("Say who looked at it and when."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.project_id} {self.outcome}"


class HandlingDecision(RecordedBy):
    """A project is put into a class by a document; the latest one not ended is in force."""

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="handling_decisions"
    )
    handling_class = models.ForeignKey(
        HandlingClass, on_delete=models.PROTECT, related_name="decisions"
    )
    round = models.ForeignKey(ReviewRound, null=True, blank=True, on_delete=models.PROTECT)
    decided_date = models.DateField()
    document_number = models.CharField(max_length=120)
    authority = models.CharField(max_length=200)
    reason = models.TextField(blank=True, default="")
    next_step = models.CharField(max_length=300)
    next_step_date = models.DateField(null=True, blank=True)
    # The day another decision took its place, or the handling was finished (`ended_reason`).
    ended_date = models.DateField(null=True, blank=True)
    ended_reason = models.CharField(max_length=300, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Decision on handling")
        ordering = ["-decided_date", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(ended_date__isnull=True),
                name="handling_decision_one_in_force",
                violation_error_message=_("Another decision is in force for this project."),
            ),
            models.CheckConstraint(
                name="handling_decision_has_a_document",
                condition=~Q(document_number="") & ~Q(authority=""),
                violation_error_message=_("Give the document and who decided."),
            ),
            models.CheckConstraint(
                name="handling_decision_ends_after_it_begins",
                condition=Q(ended_date__isnull=True) | Q(ended_date__gte=F("decided_date")),
                violation_error_message=_("The decision ended before it was made."),
            ),
        ]

    def __str__(self) -> str:
        return self.document_number
