"""Site clearance: households and area agreed, as counted on a day (R-2.3)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from projects.models.fields import RecordedBy, not_negative
from projects.models.land import LandTranche
from projects.models.project import Project


def _part_of_whole(part: str, whole: str, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{part}__isnull": True})
        | Q(**{f"{whole}__isnull": True})
        | Q(**{f"{part}__lte": F(whole)}),
        violation_error_message=_("A part cannot be more than the whole."),
    )


class ClearanceCount(RecordedBy):
    """How far clearance came on a day; the counts of all days together are its story.

    `agreement_deadline` is the last day (with extensions) for agreeing with land users on one's
    own: past it, with more than 75 % of the area and of the users agreed, the People's Council may
    recover the rest (Resolution 254/2025/QH15 art. 3).
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="clearance_counts")
    tranche = models.ForeignKey(LandTranche, null=True, blank=True, on_delete=models.PROTECT)
    as_of_date = models.DateField()
    households_total = models.PositiveIntegerField(null=True, blank=True)
    households_agreed = models.PositiveIntegerField(null=True, blank=True)
    households_paid = models.PositiveIntegerField(null=True, blank=True)
    users_total = models.PositiveIntegerField(null=True, blank=True)
    users_agreed = models.PositiveIntegerField(null=True, blank=True)
    area_total_m2 = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    area_agreed_m2 = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    by_agreement = models.BooleanField(default=False)
    agreement_deadline = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True, default="")
    note = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Clearance count")
        ordering = ["-as_of_date", "-id"]
        constraints = [
            not_negative("area_total_m2", "clearance_area_is_not_negative"),
            not_negative("area_agreed_m2", "clearance_area_agreed_is_not_negative"),
            _part_of_whole(
                "households_agreed", "households_total", "clearance_households_agreed_within"
            ),
            _part_of_whole(
                "households_paid", "households_total", "clearance_households_paid_within"
            ),
            _part_of_whole("users_agreed", "users_total", "clearance_users_agreed_within"),
            _part_of_whole("area_agreed_m2", "area_total_m2", "clearance_area_agreed_within"),
        ]

    def __str__(self) -> str:
        return f"{self.as_of_date:%d/%m/%Y}"
