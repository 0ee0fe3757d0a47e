"""What a person finds again: saved views of a list, pinned things, things looked at last."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SavedView(models.Model):
    """The address of a list under a name. `shared` ones are offered to all who may open the list.

    `page` names the list (a view name), `query` is its address without the page of the list: the
    filters, columns, order and grouping. It gives nobody more rows than he or she may see.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views"
    )
    page = models.CharField(max_length=60)
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=1000)
    shared = models.BooleanField(default=False)
    saved_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Saved view")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "page", "name"],
                name="saved_view_one_of_each_name",
                violation_error_message=_("You already have a view of this name."),
            ),
            models.CheckConstraint(
                name="saved_view_has_a_name",
                condition=~Q(name=""),
                violation_error_message=_("Give the view a name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Pin(models.Model):
    """A thing a person keeps at hand, known as (kind, id) of a search source."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pins"
    )
    kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = _("Pinned thing")
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "subject_id"],
                name="pin_once_for_each_thing",
                violation_error_message=_("This is already pinned."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind} {self.subject_id}"


class Visit(models.Model):
    """The last time a person opened a thing, known as (kind, id) of a search source."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="visits"
    )
    kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = _("Thing looked at")
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "subject_id"],
                name="visit_once_for_each_thing",
                violation_error_message=_("This is already among the things looked at."),
            ),
        ]
        indexes = [models.Index(fields=["user", "-at"], name="visit_by_moment")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind} {self.subject_id}"
