"""What lists with conditions in their address share: reading, applying and telling them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.choices import flatten_choices

from projects.models import Project
from projects.succession import places_meant

Choices = list[tuple[str, Any]]


class Conditions(django_filters.FilterSet):  # type: ignore[misc, unused-ignore]
    """Conditions on a list; what cannot be read is left out and said beside its box.

    `FIRST` are the boxes that are always open, `GROUPS` the others by subject where there are many; `form.cleaned_data` holds those that could be read.
    """

    FIRST: ClassVar[tuple[str, ...]] = ()
    GROUPS: ClassVar[tuple[tuple[Any, tuple[str, ...]], ...]] = ()

    def offer(self, choices: dict[str, Choices]) -> None:
        """Choices that come from the database, by parameter."""
        for name, pairs in choices.items():
            if name in self.filters:
                self.filters[name].extra["choices"] = pairs

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Apply every condition that could be read."""
        for name, value in self.form.cleaned_data.items():
            queryset = self.filters[name].filter(queryset, value)
        return queryset

    def found(self) -> QuerySet[Any]:
        """The rows that meet the conditions."""
        self.form.is_valid()
        return self.filter_queryset(self.queryset)

    def active(self) -> Iterator[tuple[str, str]]:
        """(parameter, words) of each condition that is on; call after `found`."""
        for name, value in self.form.cleaned_data.items():
            if value not in (None, ""):
                yield name, f"{self.form.fields[name].label}: {self.said(name, value)}"

    def said(self, name: str, value: Any) -> str:
        """The value of a condition in words."""
        known = dict(flatten_choices(getattr(self.form.fields[name], "choices", ())))
        return str(known.get(value, value))

    def fields(self, *, first: bool) -> list[forms.BoundField]:
        """The boxes that are always open, or those that open on demand."""
        return [field for field in self.form if (field.name in self.FIRST) == first]

    def grouped(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """(words, boxes) of each of `GROUPS`, without the boxes this person has not."""
        found = [
            (words, [self.form[name] for name in names if name in self.filters])
            for words, names in self.GROUPS
        ]
        return [(words, boxes) for words, boxes in found if boxes]

    @property
    def others_wrong(self) -> bool:
        """Whether a folded box could not be read; those in use are told above the list anyway."""
        return any(name not in self.FIRST for name in self.form.errors)

    @property
    def others_used(self) -> bool:
        """Whether a condition among the folded ones is on or could not be read."""
        used = [*self.form.errors, *(name for name, _words in self.active())]
        return any(name not in self.FIRST for name in used)


def lying_in(unit_id: str) -> QuerySet[Any]:
    """Projects in a place, in one below it, or in what these became or came from: their ids."""
    through = Project.units.through.objects
    inside = through.filter(administrativeunit_id__in=places_meant(int(unit_id)))
    found: QuerySet[Any] = inside.values("project_id")
    return found
