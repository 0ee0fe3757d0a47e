"""Administrative units and agencies, which the State merges, splits and renames (law.md §5)."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.querysets import DatedQuerySet, SuccessionQuerySet


def validity_constraint(name: str) -> models.CheckConstraint:
    """A thing cannot end before it begins."""
    return models.CheckConstraint(
        name=name,
        condition=Q(valid_from__isnull=True)
        | Q(valid_to__isnull=True)
        | Q(valid_to__gte=F("valid_from")),
        violation_error_message=_("The last day of validity is before the first."),
    )


class AdministrativeUnit(models.Model):
    """A province, a (former) district or a commune (R-5.2, R-5.3)."""

    class Level(models.TextChoices):
        PROVINCE = "province", _("Province")
        DISTRICT = "district", _("District (until 30/6/2025)")
        COMMUNE = "commune", _("Commune, ward")

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    level = models.CharField(max_length=10, choices=Level)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    search_text = models.TextField(editable=False, default="")
    sort_key = models.CharField(max_length=400, editable=False, default="")

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("Administrative unit")
        ordering = ["sort_key"]
        constraints = [
            validity_constraint("administrative_unit_ends_after_it_begins"),
            models.CheckConstraint(
                name="administrative_unit_level_is_known",
                condition=Q(level__in=["province", "district", "commune"]),
                violation_error_message=_("Choose province, district or commune."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AdministrativeUnitSuccession(models.Model):
    """One place became (a share of) another, by a legal act (R-5.4)."""

    old = models.ForeignKey(
        AdministrativeUnit, on_delete=models.PROTECT, related_name="successors_of"
    )
    new = models.ForeignKey(
        AdministrativeUnit, on_delete=models.PROTECT, related_name="predecessors_of"
    )
    # NULL: a part of the old place went there, and nobody recorded how large a part.
    share = models.DecimalField(
        max_digits=5, decimal_places=4, default=Decimal(1), null=True, blank=True
    )
    effective_date = models.DateField()
    legal_reference = models.CharField(max_length=200)

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("Succession of places")
        constraints = [
            models.UniqueConstraint(
                fields=["old", "new"],
                name="unit_succession_is_recorded_once",
                violation_error_message=_("This succession is already recorded."),
            ),
            models.CheckConstraint(
                name="unit_succession_share_is_a_part",
                condition=Q(share__gt=0) & Q(share__lte=1),
                violation_error_message=_("The share is above 0 and at most 1."),
            ),
            models.CheckConstraint(
                name="unit_does_not_succeed_itself",
                condition=~Q(old=F("new")),
                violation_error_message=_("A place cannot succeed itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"


class Agency(models.Model):
    """A body that owes, decides or watches something."""

    class Kind(models.TextChoices):
        DEPARTMENT = "department", _("Registry department")
        SECTOR = "sector", _("Sector department")
        COMMUNE = "commune", _("Commune People's Committee")
        DISTRICT = "district", _("District People's Committee (until 30/6/2025)")
        COMMITTEE = "committee", _("Provincial People's Committee")
        ZONE_BOARD = "zone_board", _("Zone management board")
        PMU = "pmu", _("Project management unit")
        INSPECTORATE = "inspectorate", _("Inspectorate")
        PARTY = "party", _("Party body")
        ELECTED = "elected", _("People's Council, Fatherland Front")
        AUDIT = "audit", _("State audit")

    code = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    kind = models.CharField(max_length=15, choices=Kind)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)
    unit = models.ForeignKey(AdministrativeUnit, null=True, blank=True, on_delete=models.PROTECT)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    search_text = models.TextField(editable=False, default="")
    sort_key = models.CharField(max_length=400, editable=False, default="")

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("Agency")
        ordering = ["sort_key"]
        constraints = [
            validity_constraint("agency_ends_after_it_begins"),
            models.CheckConstraint(
                name="agency_kind_is_known",
                condition=Q(
                    kind__in=[
                        "department",
                        "sector",
                        "commune",
                        "district",
                        "committee",
                        "zone_board",
                        "pmu",
                        "inspectorate",
                        "party",
                        "elected",
                        "audit",
                    ]
                ),
                violation_error_message=_("Choose the kind of agency."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AgencySuccession(models.Model):
    """One agency's duties passed to another (R-4.1, R-5.1)."""

    old = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="successors_of")
    new = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="predecessors_of")
    effective_date = models.DateField()
    legal_reference = models.CharField(max_length=200)

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("Succession of agencies")
        constraints = [
            models.UniqueConstraint(
                fields=["old", "new"],
                name="agency_succession_is_recorded_once",
                violation_error_message=_("This succession is already recorded."),
            ),
            models.CheckConstraint(
                name="agency_does_not_succeed_itself",
                condition=~Q(old=F("new")),
                violation_error_message=_("An agency cannot succeed itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"
