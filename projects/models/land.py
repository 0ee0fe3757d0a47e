"""Land by tranche: decided, handed over in the field, put to use (R-2.1, R-2.4)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from projects.models.fields import PrecisionField, RecordedBy, not_negative, precision_of
from projects.models.project import Project


class LandTranche(RecordedBy):
    """One part of the land. The 12-month clock L1 starts at its field handover."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="tranches")
    label = models.CharField(max_length=100)
    phase = models.PositiveSmallIntegerField(null=True, blank=True)
    decision_number = models.CharField(max_length=120, blank=True, default="")
    decision_date = models.DateField(null=True, blank=True)
    decided_area_m2 = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    planned_handover_date = models.DateField(null=True, blank=True)
    handover_date = models.DateField(null=True, blank=True)
    handover_precision = PrecisionField()
    handed_area_m2 = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    minutes_number = models.CharField(max_length=120, blank=True, default="")
    in_use_date = models.DateField(null=True, blank=True)
    in_use_evidence = models.CharField(max_length=300, blank=True, default="")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Land tranche")
        ordering = ["id"]
        constraints = [
            precision_of("handover_precision", "tranche_handover_precision_is_known"),
            not_negative("decided_area_m2", "tranche_decided_area_is_not_negative"),
            not_negative("handed_area_m2", "tranche_handed_area_is_not_negative"),
            models.CheckConstraint(
                name="tranche_in_use_has_evidence",
                condition=Q(in_use_date__isnull=True) | ~Q(in_use_evidence=""),
                violation_error_message=_("Name the evidence that the land is in use."),
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Extension(RecordedBy):
    """The one extension of land use that the law allows, with its decision (L3)."""

    tranche = models.OneToOneField(LandTranche, on_delete=models.PROTECT, related_name="extension")
    decision_number = models.CharField(max_length=120)
    decision_date = models.DateField()
    from_date = models.DateField()
    months = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="extension_has_a_decision",
                condition=~Q(decision_number=""),
                violation_error_message=_("Give the number of the decision."),
            ),
            models.CheckConstraint(
                name="extension_is_at_most_24_months",
                condition=Q(months__gte=1) & Q(months__lte=24),
                violation_error_message=_("The law allows one extension of at most 24 months."),
            ),
        ]

    def __str__(self) -> str:
        return self.decision_number
