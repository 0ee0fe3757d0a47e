"""The schedule by phase, with partial dates (R-1.4, R-1.5, R-1.6)."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.constraints import one_of
from projects.models.fields import PrecisionField, RecordedBy, not_negative, precision_of
from projects.models.instruments import Instrument
from projects.models.project import Project


class ScheduleItem(RecordedBy):
    """One milestone. The baseline is the first approval's and never changes (R-1.6)."""

    class Kind(models.TextChoices):
        CAPITAL = "capital", _("Capital contribution")
        LAND_FILE = "land_file", _("Land dossier completed")
        SITE_CLEARANCE = "site_clearance", _("Site clearance")
        START = "start", _("Construction start")
        WORKS = "works", _("Construction works")
        EQUIPMENT = "equipment", _("Equipment and trial run")
        COMPLETION = "completion", _("Construction completion")
        OPERATION = "operation", _("Into operation")
        OTHER = "other", _("Other milestone")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="schedule_items")
    phase = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=15, choices=Kind)
    name = models.CharField(max_length=200)
    instrument = models.ForeignKey(
        Instrument, null=True, blank=True, on_delete=models.PROTECT, related_name="schedule_items"
    )
    baseline_date = models.DateField(null=True, blank=True)
    baseline_precision = PrecisionField()
    planned_from = models.DateField(null=True, blank=True)
    planned_date = models.DateField(null=True, blank=True)
    planned_precision = PrecisionField()
    actual_date = models.DateField(null=True, blank=True)
    actual_precision = PrecisionField()
    achieved_undated = models.BooleanField(default=False)
    # Capital to be contributed by this milestone, beyond the earlier ones (R-1.4 a, I8).
    amount_vnd = models.BigIntegerField(null=True, blank=True)
    evidence = models.CharField(max_length=300, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["phase", "planned_date", "id"]
        constraints = [
            one_of(
                "kind",
                "capital land_file site_clearance start works equipment completion operation other",
                "schedule_item_kind_is_known",
            ),
            precision_of("baseline_precision", "schedule_item_baseline_precision_is_known"),
            precision_of("planned_precision", "schedule_item_planned_precision_is_known"),
            not_negative("amount_vnd", "schedule_item_amount_is_not_negative"),
            models.CheckConstraint(
                name="schedule_item_amount_is_of_capital",
                condition=Q(amount_vnd__isnull=True) | Q(kind="capital"),
                violation_error_message=_("Only a capital milestone has an amount."),
            ),
            precision_of("actual_precision", "schedule_item_actual_precision_is_known"),
            models.CheckConstraint(
                name="schedule_item_ends_after_it_begins",
                condition=Q(planned_from__isnull=True)
                | Q(planned_date__isnull=True)
                | Q(planned_date__gte=F("planned_from")),
                violation_error_message=_("The planned end is before the planned start."),
            ),
            models.CheckConstraint(
                name="schedule_item_dated_or_undated_not_both",
                condition=Q(achieved_undated=False) | Q(actual_date__isnull=True),
                violation_error_message=_("Give the day, or say that it is not known; not both."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="baseline_never_changes",
                operation=pgtrigger.UpdateOf("baseline_date", "baseline_precision"),  # type: ignore[no-untyped-call]
                condition=pgtrigger.Q(old__baseline_date__isnull=False)
                & (
                    pgtrigger.Q(old__baseline_date__df=pgtrigger.F("new__baseline_date"))
                    | pgtrigger.Q(
                        old__baseline_precision__df=pgtrigger.F("new__baseline_precision")
                    )
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name


class ScheduleRevision(RecordedBy):
    """A milestone's planned day moved by an adjusting act.

    `exception` is the case in which the cap of 24 months does not bind (R-1.22, I2).
    """

    class CapException(models.TextChoices):
        NONE = "", _("None: the cap of 24 months binds")
        FORCE_MAJEURE = "force_majeure", _("Force majeure")
        LATE_HANDOVER = "late_handover", _("Late handover of land by the State")
        STATE_DELAY = "state_delay", _("At the request or by the delay of a State agency")
        PLANNING_CHANGE = "planning_change", _("Planning changed by the State")
        OBJECTIVE_CHANGE = "objective_change", _("Objective of the project changed")
        CAPITAL_GROWTH = "capital_growth", _("Capital up by 20 % changing the scale")

    item = models.ForeignKey(ScheduleItem, on_delete=models.CASCADE, related_name="revisions")
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT)
    old_date = models.DateField(null=True)
    old_precision = PrecisionField()
    new_date = models.DateField()
    new_precision = PrecisionField()
    exception = models.CharField(max_length=20, choices=CapException, blank=True, default="")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="schedule_revision_exception_is_known",
                condition=Q(
                    exception__in=[
                        "",
                        "force_majeure",
                        "late_handover",
                        "state_delay",
                        "planning_change",
                        "objective_change",
                        "capital_growth",
                    ]
                ),
                violation_error_message=_("Choose one of the listed values."),
            ),
            precision_of("old_precision", "schedule_revision_old_precision_is_known"),
            precision_of("new_precision", "schedule_revision_new_precision_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.old_date} → {self.new_date}"
