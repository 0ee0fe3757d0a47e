"""Whether the registry can be trusted: records looked at again, certificates of an outside list."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from projects.models.fields import RecordedBy
from projects.models.project import Project


class RecordCheck(RecordedBy):
    """Somebody looked at the whole record and said that it still holds on this day (target 4)."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="record_checks")
    date = models.DateField()
    note = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = _("Record looked at")
        ordering = ["-date", "-id"]

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y}"


class ProjectQuality(models.Model):
    """What target 4 asks of one project: facts of its stage that are missing, last real update.

    Kept by every act on the project and measured again each night, so that lists and counters ask
    one table (projects/rules/quality.py says what is counted).
    """

    project = models.OneToOneField(
        Project, primary_key=True, on_delete=models.CASCADE, related_name="quality"
    )
    updated_on = models.DateField()
    asked = models.PositiveSmallIntegerField(default=0)
    missing = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    measured_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = _("Quality of a record")
        indexes = [models.Index(fields=["updated_on"], name="project_quality_by_update")]
        constraints = [
            models.CheckConstraint(
                name="project_quality_misses_what_is_asked",
                condition=Q(missing__len__lte=F("asked")),
                violation_error_message=_("No more facts can be missing than are asked for."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked - len(self.missing)}/{self.asked}"


class CertificateList(RecordedBy):
    """A list of certificates issued, kept by somebody else, to hold the registry against."""

    name = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    as_of_date = models.DateField()
    file_name = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = _("List of certificates")
        ordering = ["-as_of_date", "-id"]
        constraints = [
            models.CheckConstraint(
                name="certificate_list_names_its_source",
                condition=~Q(source=""),
                violation_error_message=_("Say who keeps the list."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CertificateEntry(models.Model):
    """One line of an outside list as it was written; `project` is set by a person, else found."""

    of_list = models.ForeignKey(CertificateList, on_delete=models.CASCADE, related_name="entries")
    line = models.PositiveIntegerField()
    number = models.CharField(max_length=120, blank=True, default="")
    number_key = models.CharField(max_length=120, editable=False, default="")
    issued_text = models.CharField(max_length=40, blank=True, default="")
    issued_date = models.DateField(null=True, blank=True)
    project_name = models.CharField(max_length=400, blank=True, default="")
    investor_name = models.CharField(max_length=300, blank=True, default="")
    capital_text = models.CharField(max_length=60, blank=True, default="")
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="certificate_entries"
    )
    note = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = _("Line of a list of certificates")
        ordering = ["line"]
        indexes = [models.Index(fields=["number_key"], name="certificate_entry_by_number")]
        constraints = [
            models.UniqueConstraint(
                fields=["of_list", "line"],
                name="certificate_entry_once_a_line",
                violation_error_message=_("This line is already on the list."),
            ),
            models.CheckConstraint(
                name="certificate_entry_says_something",
                condition=~Q(number="") | ~Q(project_name=""),
                violation_error_message=_("The line names neither a number nor a project."),
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.project_name
