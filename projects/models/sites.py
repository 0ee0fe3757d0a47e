"""Where a project lies: boundary points as its decision lists them (R-1.8)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import AdministrativeUnit
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


class SitePoint(RecordedBy):
    """A point of a project: its gate, its plant, a marker where no boundary is known yet.

    Longitude and latitude are WGS 84 degrees; `point_text` and `meridian` keep how it was given.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="site_points")
    label = models.CharField(max_length=100)
    point_text = models.CharField(max_length=200, blank=True, default="")
    meridian = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True)
    longitude = models.FloatField()
    latitude = models.FloatField()
    source = models.CharField(max_length=200, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Point on the map")
        ordering = ["id"]
        indexes = [
            # Used to find the points within the frame of the map.
            models.Index(fields=["longitude", "latitude"], name="site_point_by_place"),
        ]
        constraints = [
            models.CheckConstraint(
                name="site_point_is_on_earth",
                condition=Q(
                    longitude__gte=-180, longitude__lte=180, latitude__gte=-90, latitude__lte=90
                ),
                violation_error_message=_("Longitude goes from -180 to 180, latitude to 90."),
            ),
        ]

    def __str__(self) -> str:
        return self.label


class PlaceOutline(RecordedBy):
    """The outline of an administrative unit, imported from a file of the province's own.

    `rings` is [[[longitude, latitude], ...], ...] in WGS 84 degrees, outer rings only; an outline
    is drawn behind the projects and decides nothing.
    """

    unit = models.OneToOneField(AdministrativeUnit, on_delete=models.CASCADE)
    rings = models.JSONField()
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    source = models.CharField(max_length=300)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Outline of a place")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="place_outline_bounds_are_in_order",
                condition=Q(west__lte=models.F("east"), south__lte=models.F("north")),
                violation_error_message=_("The bounds of the outline are not in order."),
            ),
            models.CheckConstraint(
                name="place_outline_names_its_source",
                condition=~Q(source=""),
                violation_error_message=_("Say where the outlines come from."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.unit)
