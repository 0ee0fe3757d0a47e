"""Which agencies and places a question may be asked about, and what became of which."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models.functions import Now, TruncDate

from accounts.rules.succession import Lineage, Link, Span


class DatedQuerySet(models.QuerySet[Any]):
    """Rows that exist from one day to another, because the State reorganises (R-5.4)."""

    def in_force(self, *, on: date) -> DatedQuerySet:
        """Rows valid on the given day; an open end is still valid."""
        return self.filter(models.Q(valid_from__isnull=True) | models.Q(valid_from__lte=on)).filter(
            models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=on)
        )

    def telling_ended(self) -> DatedQuerySet:
        """Rows with `ended`: whether their last day is past, by the clock of the database."""
        told: DatedQuerySet = self.annotate(
            ended=models.Case(
                models.When(valid_to__lt=TruncDate(Now()), then=models.Value(True)),  # noqa: FBT003
                default=models.Value(False),  # noqa: FBT003
            )
        )
        return told


class SuccessionQuerySet(models.QuerySet[Any]):
    """Successions of agencies or of places, read anew for each question: an edit counts at once."""

    def effective(self) -> SuccessionQuerySet:
        """Those that have happened, by the clock of the database: one recorded ahead waits."""
        return self.filter(effective_date__lte=TruncDate(Now()))

    def lineage(self) -> Lineage:
        """The whole of them as a graph with the days of its nodes, in one query."""
        has_share = any(field.name == "share" for field in self.model._meta.fields)
        links, spans = [], {}
        share = models.F("share") if has_share else models.Value(1)
        for old, new, *days, part in self.values_list(*_ENDS, share):
            links.append(Link(old, new, part))
            spans[old], spans[new] = Span(*days[:2]), Span(*days[2:])
        return Lineage(links, spans)


_ENDS = (
    "old_id",
    "new_id",
    "old__valid_from",
    "old__valid_to",
    "new__valid_from",
    "new__valid_to",
)
