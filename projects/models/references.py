"""Lists the province keeps for its projects: sectors, zones and clusters."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from accounts.models.constraints import one_of


class InvestmentZone(models.Model):
    """An industrial zone, cluster or economic zone by name, and the board that manages it."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(
        max_length=20,
        choices=[
            ("industrial_zone", _("Industrial zone")),
            ("industrial_cluster", _("Industrial cluster")),
            ("border_gate_zone", _("Border-gate economic zone")),
            ("economic_zone", _("Economic zone")),
        ],
    )
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT)
    sort_key = models.CharField(max_length=400, editable=False, default="")

    class Meta:
        verbose_name = verbose_name_plural = _("Zone or cluster")
        ordering = ["sort_key"]
        constraints = [
            one_of(
                "kind",
                "industrial_zone industrial_cluster border_gate_zone economic_zone",
                "investment_zone_kind_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Sector(models.Model):
    """A field of investment as the province groups them."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=120, unique=True)
    sort_key = models.CharField(max_length=240, editable=False, default="")

    class Meta:
        verbose_name = verbose_name_plural = _("Sector")
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.name
