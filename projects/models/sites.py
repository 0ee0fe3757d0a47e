"""Where a project lies: boundary points as its decision lists them (R-1.8)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from projects.models.fields import RecordedBy, not_negative
from projects.models.land import LandTranche
from projects.models.project import Project


class SiteArea(RecordedBy):
    """One area within its boundary. `ring` is [[longitude, latitude], ...] in WGS 84 degrees.

    `points_text` keeps the table of points as it was typed, `meridian` the central meridian of
    VN-2000 it was typed in (degrees, three-degree zone); empty for longitude and latitude. The four
    bounds are those of the ring: with them the database finds neighbours.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="site_areas")
    tranche = models.ForeignKey(LandTranche, null=True, blank=True, on_delete=models.PROTECT)
    label = models.CharField(max_length=100)
    points_text = models.TextField()
    meridian = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True)
    ring = models.JSONField()
    area_m2 = models.DecimalField(max_digits=14, decimal_places=2)
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    source = models.CharField(max_length=200, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Site area")
        ordering = ["id"]
        indexes = [
            # Used to find the areas whose bounds meet those of one area.
            models.Index(fields=["west", "east", "south", "north"], name="site_area_by_bounds"),
        ]
        constraints = [
            not_negative("area_m2", "site_area_is_not_negative"),
            models.CheckConstraint(
                name="site_area_bounds_are_in_order",
                condition=Q(west__lte=models.F("east"), south__lte=models.F("north")),
                violation_error_message=_("The bounds of the area are not in order."),
            ),
        ]

    def __str__(self) -> str:
        return self.label
