"""The list of projects calling for investment: a list that only decisions change."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import AdministrativeUnit
from accounts.models.constraints import one_of
from projects.models.fields import RecordedBy, not_negative
from projects.models.project import Project
from projects.models.references import Sector


class CallDecision(RecordedBy):
    """A decision that adopts the list or changes it. The list of a day is what it and those before say.

    A draft has no `adopted_at` and is seen by those who keep the list alone. `stated_count` and
    `stated_capital_text` are the totals the decision itself prints, held against the rows.
    """

    number = models.CharField(max_length=120, blank=True, default="")
    number_key = models.CharField(max_length=120, editable=False, default="")
    title = models.CharField(max_length=300)
    issued_date = models.DateField(null=True, blank=True)
    issuer_name = models.CharField(max_length=200, blank=True, default="")
    period_text = models.CharField(max_length=60, blank=True, default="")
    stated_count = models.PositiveIntegerField(null=True, blank=True)
    stated_capital_text = models.CharField(max_length=100, blank=True, default="")
    source_url = models.TextField(blank=True, default="")
    adopted_at = models.DateTimeField(null=True, editable=False)
    adopted_by_id = models.BigIntegerField(null=True, editable=False)
    note = models.TextField(blank=True, default="")
    is_demonstration = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Decision on the list of calls")
        ordering = ["issued_date", "id"]
        constraints = [
            models.CheckConstraint(
                name="call_decision_adopted_has_its_number_and_day",
                condition=Q(adopted_at__isnull=True) | ~Q(number="") & Q(issued_date__isnull=False),
                violation_error_message=_("Give the number and the day of the decision."),
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.title


class Call(RecordedBy):
    """One project calling for investment, whatever decisions said of it over the years."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=400)
    search_text = models.TextField(editable=False, default="")
    sort_key = models.CharField(max_length=800, editable=False, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Project calling for investment")
        ordering = ["sort_key", "id"]

    def __str__(self) -> str:
        return self.name


class CallEntry(RecordedBy):
    """What one decision says of one call: it adds, changes or drops it, or it became a project."""

    class Change(models.TextChoices):
        ADD = "add", _("Added")
        CHANGE = "change", _("Changed")
        DROP = "drop", _("Dropped")
        BECAME = "became", _("Became a project")

    decision = models.ForeignKey(CallDecision, on_delete=models.PROTECT, related_name="entries")
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="entries")
    change = models.CharField(max_length=6, choices=Change)
    reason = models.CharField(max_length=300, blank=True, default="")
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="call_entries"
    )
    name = models.CharField(max_length=400)
    objective = models.TextField(blank=True, default="")
    sector = models.ForeignKey(Sector, null=True, blank=True, on_delete=models.PROTECT)
    sector_text = models.CharField(max_length=120, blank=True, default="")
    location_text = models.CharField(max_length=300, blank=True, default="")
    units = models.ManyToManyField(AdministrativeUnit, blank=True, related_name="+")
    area_m2 = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    area_text = models.CharField(max_length=120, blank=True, default="")
    capital_vnd = models.BigIntegerField(null=True, blank=True)
    capital_usd = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    capital_text = models.CharField(max_length=120, blank=True, default="")
    form_text = models.CharField(max_length=120, blank=True, default="")
    contact_text = models.CharField(max_length=200, blank=True, default="")
    note = models.TextField(blank=True, default="")
    source_url = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Line of a decision on calls")
        ordering = ["decision_id", "id"]
        constraints = [
            one_of("change", "add change drop became", "call_entry_change_is_known"),
            models.UniqueConstraint(
                fields=["decision", "call"],
                name="call_entry_once_in_each_decision",
                violation_error_message=_("The decision already speaks of this call."),
            ),
            models.CheckConstraint(
                name="call_entry_drop_has_a_reason",
                condition=~Q(change="drop") | ~Q(reason=""),
                violation_error_message=_("Say why the call is dropped."),
            ),
            models.CheckConstraint(
                name="call_entry_became_names_the_project",
                condition=~Q(change="became") | Q(project__isnull=False),
                violation_error_message=_("Name the project it became."),
            ),
            not_negative("area_m2", "call_entry_area_is_not_negative"),
            not_negative("capital_vnd", "call_entry_capital_is_not_negative"),
            not_negative("capital_usd", "call_entry_capital_usd_is_not_negative"),
        ]

    def __str__(self) -> str:
        return self.name
