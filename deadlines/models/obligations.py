"""Who owes what by which day: computed rows, never typed by a person (house.md §3)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from accounts.models.constraints import one_of
from deadlines.models.law import RuleVersion
from deadlines.querysets import ObligationQuerySet


class Obligation(models.Model):
    """One duty of one bearer about one subject, with the arithmetic of its day.

    `ladder_dates`, `ladder_levels`, `ladder_audiences` are parallel arrays, ordered by date, so
    that the sweep moves a level with one `width_bucket` per row instead of a loop.

    A row of the condition lane has the clock FOUND and a `fingerprint` of the facts that make the
    condition true; its `due_date` is the day since which they do.
    """

    class Clock(models.TextChoices):
        NOT_STARTED = "not_started", _("Not started")
        RUNNING = "running", _("Running")
        STOPPED = "stopped", _("Stopped")
        MET = "met", _("Met")
        VOID = "void", _("No longer applies")
        UNKNOWN = "unknown", _("Cannot be computed")
        FOUND = "found", _("Found true")

    class Audience(models.TextChoices):
        STAFF = "staff", _("Staff")
        BEARER = "bearer", _("Bearer")
        PUBLIC = "public", _("Public")
        CASE = "case", _("Case team")

    kind = models.CharField(max_length=10)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    cycle = models.CharField(max_length=60, default="", blank=True)
    project_id = models.BigIntegerField(null=True)
    # Nobody looks obligations up by rule version; the sweep would pay for the index.
    bearer_agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, db_index=False)
    bearer_investor_id = models.BigIntegerField(null=True)
    clock = models.CharField(max_length=12, choices=Clock)
    base_date = models.DateField(null=True)
    due_date = models.DateField(null=True)
    first_due_date = models.DateField(null=True)
    stopped_on = models.DateField(null=True)
    days_left = models.IntegerField(null=True)
    submitted_date = models.DateField(null=True)
    met_date = models.DateField(null=True)
    excluded_days = models.PositiveIntegerField(default=0)
    amount_due_vnd = models.BigIntegerField(null=True)
    amount_met_vnd = models.BigIntegerField(null=True)
    ladder_dates = ArrayField(models.DateField(), default=list)
    ladder_levels = ArrayField(models.SmallIntegerField(), default=list)
    ladder_audiences = ArrayField(models.CharField(max_length=10), default=list)
    level = models.SmallIntegerField(default=0)
    next_change_on = models.DateField(null=True)
    recompute_on = models.DateField(null=True)
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.STAFF)
    rule_version = models.ForeignKey(
        RuleVersion, null=True, on_delete=models.PROTECT, db_index=False
    )
    advisory = models.BooleanField(default=False)
    missing = models.CharField(max_length=40, default="", blank=True)
    void_reason = models.CharField(max_length=40, default="", blank=True)
    fingerprint = models.CharField(max_length=16, default="", blank=True)
    steps = models.JSONField(default=list)
    facts_hash = models.CharField(max_length=16)
    computed_at = models.DateTimeField()

    objects = ObligationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("Deadline")
        indexes = [
            # Used by the sweep: rows whose level moves on or before a day.
            models.Index(
                fields=["next_change_on"],
                name="obligation_next_change",
                condition=Q(next_change_on__isnull=False),
            ),
            # Used by the sweep: the same facts give another result from a day on.
            models.Index(
                fields=["recompute_on"],
                name="obligation_recompute",
                condition=Q(recompute_on__isnull=False),
            ),
            # Used by the project page and by refresh.
            models.Index(fields=["project_id", "kind"], name="obligation_by_project"),
            # Used by refresh and by the day's work for what belongs to no project.
            models.Index(
                fields=["subject_kind", "subject_id"],
                name="obligation_without_project",
                condition=Q(project_id__isnull=True),
            ),
            # Used by the day's work: what an agency owes; the sweep pays for no other row.
            models.Index(
                fields=["bearer_agency"],
                name="obligation_of_an_agency",
                condition=Q(bearer_agency__isnull=False),
            ),
            # Used by the day's work: clocks that stand still for the answer of somebody else.
            models.Index(
                fields=["project_id"],
                name="obligation_stopped",
                condition=Q(clock="stopped"),
            ),
            # Used by the register of tasks and by refresh of orders.
            models.Index(
                fields=["subject_id"],
                name="obligation_of_an_order",
                condition=Q(subject_kind="order"),
            ),
            # Used by the list of deadlines that cannot be computed, and by its count of projects.
            models.Index(
                fields=["missing", "kind"],
                include=["project_id"],
                name="obligation_unknown",
                condition=Q(clock="unknown"),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_kind", "subject_id", "cycle"],
                name="obligation_is_computed_once",
                violation_error_message=_("This obligation already exists."),
            ),
            models.CheckConstraint(
                name="obligation_has_exactly_one_bearer",
                condition=Q(bearer_agency__isnull=True, bearer_investor_id__isnull=False)
                | Q(bearer_agency__isnull=False, bearer_investor_id__isnull=True),
                violation_error_message=_("An obligation has exactly one bearer."),
            ),
            models.CheckConstraint(
                name="obligation_unknown_names_what_is_missing",
                condition=~Q(clock="unknown") | ~Q(missing=""),
                violation_error_message=_("Name the fact that is missing."),
            ),
            models.CheckConstraint(
                name="obligation_running_has_a_due_date",
                condition=~Q(clock="running") | Q(due_date__isnull=False),
                violation_error_message=_("A running clock has a due day."),
            ),
            models.CheckConstraint(
                name="obligation_found_names_its_facts",
                condition=~Q(clock="found") | (~Q(fingerprint="") & Q(due_date__isnull=False)),
                violation_error_message=_("A condition found has its facts and its day."),
            ),
            models.CheckConstraint(
                name="obligation_stopped_has_its_day",
                condition=~Q(clock="stopped") | Q(stopped_on__isnull=False),
                violation_error_message=_("A stopped clock has the day it stopped."),
            ),
            one_of(
                "clock",
                "not_started running stopped met void unknown found",
                "obligation_clock_is_known",
            ),
            one_of("audience", "staff bearer public case", "obligation_audience_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_kind} {self.subject_id} {self.cycle}".strip()


class ObligationChange(models.Model):
    """A due day that moved, with its cause: ratios are printed against the first and the last."""

    obligation = models.ForeignKey(Obligation, on_delete=models.CASCADE, related_name="changes")
    old_due_date = models.DateField(null=True)
    new_due_date = models.DateField(null=True)
    old_clock = models.CharField(max_length=12)
    new_clock = models.CharField(max_length=12)
    cause = models.CharField(max_length=60)
    on = models.DateField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.old_due_date} → {self.new_due_date}"
