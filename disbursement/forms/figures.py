"""Which year, month, source and owner the figures are asked for, and of which base the rates are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from disbursement.figures_wording import BASES
from disbursement.querysets.figures import Question
from disbursement.rules.basis import Basis
from disbursement.rules.figures import months_of

OF_OWNERS = (Basis.DEPLOYED, Basis.ALLOCATED)
"""The bases an owner has: what was assigned names no project."""


class SpanForm(forms.Form):
    """The boxes above the figures. What cannot be read is left out and said beside its box."""

    nam = forms.TypedChoiceField(label=_("Year of the plan"), coerce=int)
    thang = forms.TypedChoiceField(label=_("To the end of"), coerce=int)
    nguon = forms.TypedChoiceField(
        label=_("Source of capital"), coerce=int, required=False, empty_value=None
    )
    chu_dau_tu = forms.TypedChoiceField(
        label=_("Project owner"), coerce=int, required=False, empty_value=None
    )
    mau = forms.TypedChoiceField(
        label=_("Base of the rates"),
        coerce=Basis,
        required=False,
        empty_value=Basis.DEPLOYED,
        choices=[(basis.value, BASES[basis]) for basis in OF_OWNERS],
    )

    def __init__(self, asked: QueryDict, default: tuple[int, int], offers: dict[str, Any]) -> None:
        """`default`: year and number of the month, 13 for January of the year after."""
        told = {name: asked[name] for name in self.base_fields if asked.get(name)}
        year, month = default
        usual = {"nam": str(year), "thang": str(month)}
        super().__init__({**usual, **told}, auto_id="loc-%s")
        self._default = default
        for name, choices in offers.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = gettext("Choose one of the listed values.")
        # A box shows what the figures are of, also where what was asked cannot be read.
        self.data = {**self.data, **{name: usual.get(name, "") for name in self.errors}}

    def boxes(self, *names: str) -> list[forms.BoundField]:
        """Some of the boxes, in this order."""
        return [self[name] for name in names]

    @property
    def used(self) -> int:
        """How many conditions narrow the figures."""
        return sum(self.cleaned_data.get(name) is not None for name in ("nguon", "chu_dau_tu"))

    @property
    def narrowed(self) -> list[str]:
        """The owner and the source the figures are narrowed to, in words."""
        found = (self.cleaned_data.get(name) for name in ("chu_dau_tu", "nguon"))
        offers = (dict(self.fields[name].choices) for name in ("chu_dau_tu", "nguon"))  # type: ignore[attr-defined]
        return [str(of[value]) for of, value in zip(offers, found, strict=True) if value]

    @property
    def basis(self) -> Basis:
        """The base chosen."""
        return Basis(self.cleaned_data.get("mau") or Basis.DEPLOYED)

    def question(self) -> Question:
        """What is asked, with what could be read."""
        year = self.cleaned_data.get("nam") or self._default[0]
        month = self.cleaned_data.get("thang") or self._default[1]
        owner = self.cleaned_data.get("chu_dau_tu")
        return Question(
            year=year,
            month=months_of(year)[month - 1],
            source_id=self.cleaned_data.get("nguon"),
            owner_ids=frozenset({owner}) if owner else None,
        )


def month_offers(year: int) -> list[tuple[int, str]]:
    """The thirteen ends of months of a year's plan."""
    return [(number, month_words(month)) for number, month in enumerate(months_of(year), 1)]


def month_words(month: date) -> str:
    """ "month 8/2026"."""
    return gettext("month %(month)s") % {"month": f"{month.month}/{month.year}"}


def with_all(words: Any, offers: Sequence[tuple[int, str]]) -> list[tuple[Any, Any]]:
    """An offer to leave the box open, then the offers."""
    return [("", words), *offers]
