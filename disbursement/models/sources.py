"""Where public money comes from: a tree of three levels that the province edits (law.md §3.2)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.constraints import one_of


class FundingSource(models.Model):
    """One source of capital; `code` is its outline number (1, 1.2, 1.2.3).

    Only a source without children holds money. One that ended keeps its rows: it is not offered
    any more for plans of years after `valid_to`.
    """

    class Budget(models.TextChoices):
        CENTRAL = "central", _("Central budget")
        LOCAL = "local", _("Local budget")
        OWN = "own", _("Lawful revenue of units")

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True, default="")
    budget = models.CharField(max_length=7, choices=Budget)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    level = models.PositiveSmallIntegerField()
    is_foreign = models.BooleanField(default=False)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    # 001.002.003: the order of the outline, which that of text is not (1.10 after 1.2).
    sort_key = models.CharField(max_length=20, editable=False, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Source of capital")
        ordering = ["sort_key"]
        constraints = [
            one_of("budget", "central local own", "funding_source_budget_is_known"),
            models.CheckConstraint(
                name="funding_source_has_three_levels_at_most",
                condition=Q(level=1, parent__isnull=True)
                | Q(level__in=[2, 3], parent__isnull=False),
                violation_error_message=_("The tree of sources has three levels."),
            ),
            models.CheckConstraint(
                name="funding_source_code_is_an_outline_number",
                condition=Q(code__regex=r"^[1-9][0-9]?([.][1-9][0-9]?){0,2}$"),
                violation_error_message=_("Give an outline number, such as 2.5."),
            ),
            models.CheckConstraint(
                name="funding_source_ends_after_it_begins",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("The last day is before the first day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
