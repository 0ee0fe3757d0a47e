"""Which month, grouping and figures the monthly table is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from disbursement.models import MonthClosing
from disbursement.month_table_words import PIVOTS
from disbursement.querysets.figures import Question
from disbursement.rules.figures import months_of
from disbursement.rules.month_table import Pivot
from vn.dates import day_text

LIVE = "tam-tinh"
"""The figures as they stand now, whatever was closed."""


class MonthTableForm(forms.Form):
    """The boxes above the table. What cannot be read falls back to the latest month."""

    thang = forms.ChoiceField(label=_("To the end of"))
    theo = forms.TypedChoiceField(
        label=_("Grouped by"),
        coerce=Pivot,
        required=False,
        empty_value=Pivot.SOURCE,
        choices=[(pivot.value, words) for pivot, words in PIVOTS.items()],
    )
    so_lieu = forms.ChoiceField(label=_("Which figures"), required=False)

    def __init__(self, asked: QueryDict, months: Sequence[tuple[str, date]], default: str) -> None:
        """`months`: what may be asked, as `span_of` writes it; `default`: one of them."""
        told = {name: asked[name] for name in self.base_fields if asked.get(name)}
        offered = [key for key, _month in months]
        chosen = str(told.get("thang", ""))
        self.span = chosen if chosen in offered else default
        super().__init__({**told, "thang": self.span}, auto_id="loc-%s")
        thang: Any = self.fields["thang"]
        thang.choices = [(key, _named(key, month)) for key, month in months]
        self.month = dict(months)[self.span]
        self.closings = list(MonthClosing.objects.filter(month=self.month).order_by("-number"))
        so_lieu: Any = self.fields["so_lieu"]
        so_lieu.choices = self._figures()
        self.is_valid()

    def _figures(self) -> list[tuple[str, str]]:
        """The closing in force, else today's figures, first; then the others."""
        closed = [(str(row.number), _closed(row)) for row in self.closings]
        live = (LIVE, gettext("as they stand now (provisional)"))
        offers = [*closed, live] if self._standing else [live, *closed]
        return [("", offers[0][1]), *offers[1:]]

    @property
    def _standing(self) -> MonthClosing | None:
        return next((row for row in self.closings if row.reopened_at is None), None)

    @property
    def closing(self) -> MonthClosing | None:
        """The closing asked for; the one in force unless said otherwise."""
        chosen = self.cleaned_data.get("so_lieu", "")
        if chosen == LIVE:
            return None
        if not chosen:
            return self._standing
        return next(row for row in self.closings if str(row.number) == chosen)

    @property
    def pivot(self) -> Pivot:
        """How the rows are grouped."""
        return Pivot(self.cleaned_data.get("theo") or Pivot.SOURCE)

    def question(self, owner_ids: frozenset[int] | None) -> Question:
        """What is asked; `owner_ids`: of these owners alone."""
        year = int(self.span[:4])
        return Question(year=year, month=self.month, owner_ids=owner_ids)


def spans(years: Sequence[int], until: date) -> list[tuple[str, date]]:
    """The months of the plans that have begun by `until`, the latest first.

    2026-08 is August of the plan of 2026, 2025-13 January 2026 of the plan of 2025.
    """
    found = [
        (month, year, number)
        for year in years
        for number, month in enumerate(months_of(year), start=1)
        if month <= until
    ]
    return [(f"{year}-{number:02d}", month) for month, year, number in sorted(found, reverse=True)]


def _named(key: str, month: date) -> str:
    words = gettext("month %(month)s") % {"month": f"{month.month}/{month.year}"}
    if key.endswith("-13"):
        words += " · " + gettext("plan of %(year)s") % {"year": key[:4]}
    return words


def _closed(row: MonthClosing) -> str:
    said = {"n": row.number, "day": day_text(row.decision_date)}
    return gettext("closing %(n)s, %(day)s") % said
