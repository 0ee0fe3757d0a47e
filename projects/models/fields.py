"""Shapes that several models of the registry share."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.constraints import one_of


class Precision(models.TextChoices):
    """How exactly a day is known; the deadline is the last day of the span (R-1.5)."""

    DAY = "day", _("Day")
    MONTH = "month", _("Month")
    QUARTER = "quarter", _("Quarter")
    YEAR = "year", _("Year")


class PrecisionField(models.CharField):  # type: ignore[type-arg]
    """Stored beside a date whose first day of the span the date holds."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 7)
        kwargs.setdefault("choices", Precision)
        kwargs.setdefault("default", Precision.DAY)
        super().__init__(*args, **kwargs)


class RecordedBy(models.Model):
    """ "True on" and "known on" are different questions: a dated fact keeps when it was entered."""

    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by_id = models.BigIntegerField(null=True, editable=False)

    class Meta:
        abstract = True


def not_negative(field: str, name: str) -> models.CheckConstraint:
    """An amount or area that is unknown (NULL) or at least zero."""
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": 0}),
        violation_error_message=_("The value cannot be negative."),
    )


def precision_of(field: str, name: str) -> models.CheckConstraint:
    """How exactly a day is known is one of the four precisions."""
    return one_of(field, "day month quarter year", name)
