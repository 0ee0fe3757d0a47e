"""Saying what the sheets and columns of a workbook mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.actions.import_batches import LearntLayout
from projects.forms.imports import PlainForm
from projects.importing.columns import KNOWN, Kind
from projects.importing.corrections import Corrections, Meaning, SheetAnswers
from projects.importing.layout import Style, Why
from projects.importing.wording_columns import choices, unit_of
from sheets.reader import column_letters

OUT, TEXT = "-", "~"
"""Choices of a column that is left out, and of one whose cells are kept as text."""

_KINDS = {known.key: known.kind for known in KNOWN}
_NUMBERS = (Kind.MONEY, Kind.USD, Kind.AREA)
_ROWS = re.compile(r"(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?")
_MOST_LEVELS = 10
_STYLES = [
    ("", _("as each cell shows")),
    (Style.COMMA, _("1.234,5: the comma is decimal")),
    (Style.POINT, _("1,234.5: the point is decimal")),
]


class SheetForm(PlainForm):
    """The answers about one sheet; `layout` is a `Layout` as `ImportBatch.found` keeps it."""

    take = forms.BooleanField(label=_("Read this sheet"), required=False)
    header_rows = forms.CharField(
        label=_("Rows of the heading"),
        required=False,
        max_length=15,
        help_text=_("Such as 5, or 5-7 when the heading has several lines."),
    )
    hidden_rows = forms.BooleanField(label=_("Read hidden rows too"), required=False)

    def __init__(
        self, layout: Mapping[str, Any], answers: SheetAnswers, data: QueryDict | None = None
    ) -> None:
        self.layout, self.answers = layout, answers
        shown: dict[str, Any] = {
            "take": layout["used"],
            "header_rows": _span(layout["header_rows"]),
            "hidden_rows": answers.hidden_rows is not False,
        }
        super().__init__(data, prefix=f"s{layout['position']}", initial=shown)
        if not layout["hidden_rows"]:
            del self.fields["hidden_rows"]
        for column in layout["columns"]:
            self._ask(column)

    def _ask(self, column: Mapping[str, Any]) -> None:
        index, letters = column["index"], column_letters(column["index"])
        offered = choices(column["key"], _unit(column))
        kept = [(OUT, gettext("Leave out"))]
        if not column["key"]:
            kept.insert(0, (TEXT, gettext("Keep as text")))
        self.fields[f"c{index}"] = forms.ChoiceField(
            label=gettext("Column %(letters)s means") % {"letters": letters},
            choices=[*kept, (gettext("Write into"), offered)],
        )
        self.initial[f"c{index}"] = chosen(column)
        if column["style"] in (Style.MIXED, Style.POINT) or index in self.answers.styles:
            self.fields[f"d{index}"] = forms.ChoiceField(
                label=gettext("Decimal mark of column %(letters)s") % {"letters": letters},
                choices=_STYLES,
                required=False,
            )
            self.initial[f"d{index}"] = self.answers.styles.get(index, Style.NONE).value

    def clean_header_rows(self) -> tuple[int, ...]:
        """The rows of the heading, from the first to the last."""
        text = self.cleaned_data["header_rows"].strip()
        if not text:
            return ()
        match = _ROWS.fullmatch(text)
        first = int(match[1]) if match else 0
        last = int(match[2] or first) if match else 0
        if not 0 < first <= last < first + _MOST_LEVELS:
            raise forms.ValidationError(_("Write one row, or the first and the last: 5-7."))
        return tuple(range(first, last + 1))

    def answered(self) -> SheetAnswers:
        """The answers with what this form says otherwise than was proposed."""
        said, found = self.cleaned_data, self.answers
        if said["take"] != self.layout["used"]:
            found = replace(found, take=said["take"])
        rows = said["header_rows"]
        if rows != tuple(self.layout["header_rows"]):
            found = replace(found, header_rows=rows, take=True if rows else found.take)
        if "hidden_rows" in said and said["hidden_rows"] != self.initial["hidden_rows"]:
            found = replace(found, hidden_rows=said["hidden_rows"])
        return replace(found, columns=self._columns(), styles=self._styles())

    def _columns(self) -> dict[int, Meaning]:
        meanings = dict(self.answers.columns)
        for index, choice in self._changed().items():
            meanings.pop(index, None)
            if choice != TEXT:
                meanings[index] = _meaning(choice)
        return meanings

    def _styles(self) -> dict[int, Style]:
        styles = dict(self.answers.styles)
        for name in self.changed_data:
            if name.startswith("d") and name[1:].isdigit():
                styles.pop(int(name[1:]), None)
                if self.cleaned_data[name]:
                    styles[int(name[1:])] = Style(self.cleaned_data[name])
        return styles

    def _changed(self) -> dict[int, str]:
        names = (n for n in self.changed_data if n.startswith("c") and n[1:].isdigit())
        return {int(name[1:]): self.cleaned_data[name] for name in names}

    def learnt(self) -> LearntLayout | None:
        """What to remember for the next such sheet; None when the columns are as proposed."""
        layout, changed = self.layout, self._changed()
        if not changed or not layout["signature"] or "header_rows" in self.changed_data:
            return None
        columns = {str(c["index"]): {"key": c["key"], "unit": c["unit"]} for c in layout["columns"]}
        for index, choice in changed.items():
            columns.pop(str(index), None)
            if choice != TEXT:
                meaning = _meaning(choice)
                columns[str(index)] = {"key": meaning.key, "unit": meaning.unit}
        titles = [column["title"] for column in layout["columns"]]
        return LearntLayout(signature=layout["signature"], titles=titles, columns=columns)


def chosen(column: Mapping[str, Any]) -> str:
    """The choice that stands for what is proposed for a column."""
    if column["key"]:
        return f"{column['key']}|{_unit(column)}"
    return OUT if column["why"] in (Why.PERSON, Why.REMEMBERED) else TEXT


def answered(forms_: list[SheetForm], corrections: Corrections) -> Corrections:
    """All answers with what these forms say."""
    sheets = dict(corrections.sheets)
    for form in forms_:
        answers = form.answered()
        if answers != SheetAnswers():
            sheets[form.layout["sheet"]] = answers
    return replace(corrections, sheets=sheets)


def _unit(column: Mapping[str, Any]) -> str:
    kind = _KINDS.get(column["key"])
    if kind not in _NUMBERS:
        return ""
    return unit_of(column["unit"])


def _meaning(choice: str) -> Meaning:
    if choice == OUT:
        return Meaning("")
    key, _bar, unit = choice.partition("|")
    return Meaning(key, unit)


def _span(rows: list[int]) -> str:
    if not rows:
        return ""
    return str(rows[0]) if len(rows) == 1 else f"{rows[0]}-{rows[-1]}"
