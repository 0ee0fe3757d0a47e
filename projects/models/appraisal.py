"""What a proposal is weighed by: the plans it must conform to, the criteria of the province."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.constraints import one_of
from projects.models.fields import RecordedBy
from projects.models.project import Project


class PlanningReference(RecordedBy):
    """A plan (quy hoạch) the project is held against, and whether it conforms."""

    class Level(models.TextChoices):
        NATIONAL = "national", _("National or regional plan")
        PROVINCIAL = "provincial", _("Provincial plan")
        CONSTRUCTION = "construction", _("Urban, rural or zoning plan")
        LAND_USE = "land_use", _("Land-use plan")
        SECTOR = "sector", _("Technical or sector plan")

    class Conformity(models.TextChoices):
        UNKNOWN = "unknown", _("Not known")
        CONFORMS = "conforms", _("Conforms")
        PARTLY = "partly", _("Conforms in part")
        CONFLICTS = "conflicts", _("Does not conform")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="planning")
    level = models.CharField(max_length=12, choices=Level)
    document_number = models.CharField(max_length=120)
    document_date = models.DateField(null=True, blank=True)
    title = models.CharField(max_length=300, blank=True, default="")
    conformity = models.CharField(max_length=10, choices=Conformity, default=Conformity.UNKNOWN)
    note = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Planning reference")
        ordering = ["level", "id"]
        constraints = [
            one_of(
                "level",
                "national provincial construction land_use sector",
                "planning_level_is_known",
            ),
            one_of(
                "conformity", "unknown conforms partly conflicts", "planning_conformity_is_known"
            ),
            models.CheckConstraint(
                name="planning_has_a_document",
                condition=~Q(document_number=""),
                violation_error_message=_("Give the number of the decision on the plan."),
            ),
        ]

    def __str__(self) -> str:
        return self.document_number


class Criterion(models.Model):
    """What the province weighs a project by: technology, jobs, budget paid, environment.

    The list is the province's own and kept in the administration; a criterion no longer used is
    switched off, never deleted.
    """

    class Sort(models.TextChoices):
        NUMBER = "number", _("Number")
        MONEY = "money", _("Amount in đồng")
        TEXT = "text", _("Words")

    code = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=200)
    sort = models.CharField(max_length=10, choices=Sort)
    unit = models.CharField(max_length=40, blank=True, default="")
    order = models.PositiveSmallIntegerField(default=100)
    active = models.BooleanField(default=True)

    class Meta:
        verbose_name = verbose_name_plural = _("Appraisal criterion")
        ordering = ["order", "id"]
        constraints = [one_of("sort", "number money text", "criterion_sort_is_known")]

    def __str__(self) -> str:
        return self.name


class CriterionValue(RecordedBy):
    """What a project promised under one criterion, and what it brought so far."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="criteria")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="values")
    promised = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    promised_text = models.CharField(max_length=300, blank=True, default="")
    reached = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    reached_text = models.CharField(max_length=300, blank=True, default="")
    as_of_date = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Value of a criterion")
        ordering = ["criterion__order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "criterion"],
                name="criterion_value_once_a_project",
                violation_error_message=_("This criterion already has a value here; change it."),
            ),
            models.CheckConstraint(
                name="criterion_value_reached_has_its_day",
                condition=Q(reached__isnull=True, reached_text="") | Q(as_of_date__isnull=False),
                violation_error_message=_("Give the day the reached value is of."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.criterion)
