"""History under seal: a row changed behind the portal's back no longer fits (house.md §4)."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditSeal(models.Model):
    """A batch of history rows under one Merkle root, chained to the batch before it.

    Seals are numbered 1, 2, 3 … `root` covers every other column (accounts/rules/seals.py); the
    first seal has an empty `previous_root`. All rows numbered up to `complete_to` are under this
    seal or an earlier one, and no transaction that could still bring one was open any more: the
    next seal looks only above it, and a row that appears below it later was smuggled in.
    """

    id = models.PositiveIntegerField(primary_key=True)
    sealed_at = models.DateTimeField()
    rows = models.PositiveIntegerField()
    complete_to = models.BigIntegerField()
    previous_root = models.CharField(max_length=64, blank=True, default="")
    merkle_root = models.CharField(max_length=64)
    root = models.CharField(max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = _("Seal of the history")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["previous_root"],
                name="seal_follows_one_seal",
                violation_error_message=_("Another seal already follows the same seal."),
            ),
            models.CheckConstraint(
                name="seal_holds_at_least_one_row",
                condition=models.Q(rows__gte=1),
                violation_error_message=_("A seal holds at least one row."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.root[:12]}"


class AuditLeaf(models.Model):
    """The digest of one history row in its batch: what names the first row that was changed.

    No foreign key to the row: a leaf outlives a row that somebody deletes, and says so.
    """

    event_id = models.BigIntegerField(primary_key=True)
    seal = models.ForeignKey(AuditSeal, on_delete=models.PROTECT, related_name="leaves")
    position = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = _("Sealed history row")
        ordering = ["seal_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["seal", "position"],
                name="leaf_has_its_own_place",
                violation_error_message=_("Another row already has this place in the seal."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.digest[:12]}"
