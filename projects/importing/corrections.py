"""What a person answered about a workbook, as `ImportBatch.options["corrections"]` keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from projects.importing.layout import Style


@dataclass(frozen=True, slots=True)
class Meaning:
    """A column's key and the unit of its plain numbers; an empty key leaves the column out."""

    key: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class SheetAnswers:
    """The answers about one sheet; None: not answered.

    `take` True reads a sheet that is hidden, False leaves a sheet out. `header_rows` are the
    numbers Excel shows. `columns` and `styles` go by the index of the column, from 0.
    `hidden_rows` False leaves out the rows that the sheet hides.
    """

    take: bool | None = None
    header_rows: tuple[int, ...] = ()
    columns: Mapping[int, Meaning] = field(default_factory=dict)
    styles: Mapping[int, Style] = field(default_factory=dict)
    hidden_rows: bool | None = None


@dataclass(frozen=True, slots=True)
class Corrections:
    """All answers. `sheets` go by the sheet's name.

    `texts` and `cell_styles` go by place ("Danh mục!C7"): what the cell should have said, and
    which mark of its number is decimal.
    """

    sheets: Mapping[str, SheetAnswers] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    cell_styles: Mapping[str, Style] = field(default_factory=dict)

    def of(self, sheet: str) -> SheetAnswers:
        """The answers about a sheet."""
        return self.sheets.get(sheet, SheetAnswers())

    def as_json(self) -> dict[str, Any]:
        """Plain data; `from_json` reads it back."""
        return {
            "sheets": {name: _sheet_json(answers) for name, answers in self.sheets.items()},
            "texts": dict(self.texts),
            "cell_styles": {place: style.value for place, style in self.cell_styles.items()},
        }


NOTHING_ANSWERED = Corrections()


def from_json(said: Mapping[str, Any]) -> Corrections:
    """What `as_json` gave; anything missing is not answered."""
    return Corrections(
        sheets={name: _sheet(answers) for name, answers in said.get("sheets", {}).items()},
        texts=dict(said.get("texts", {})),
        cell_styles={p: Style(style) for p, style in said.get("cell_styles", {}).items()},
    )


def _sheet_json(answers: SheetAnswers) -> dict[str, Any]:
    return {
        "take": answers.take,
        "header_rows": list(answers.header_rows),
        "columns": {str(i): {"key": m.key, "unit": m.unit} for i, m in answers.columns.items()},
        "styles": {str(index): style.value for index, style in answers.styles.items()},
        "hidden_rows": answers.hidden_rows,
    }


def _sheet(said: Mapping[str, Any]) -> SheetAnswers:
    return SheetAnswers(
        take=said.get("take"),
        header_rows=tuple(said.get("header_rows", ())),
        columns=meanings(said.get("columns", {})),
        styles={int(index): Style(style) for index, style in said.get("styles", {}).items()},
        hidden_rows=said.get("hidden_rows"),
    )


def meanings(said: Mapping[str, Mapping[str, str]]) -> dict[int, Meaning]:
    """The columns of a remembered layout (`ImportLayout.columns`) as meanings."""
    return {int(index): Meaning(m["key"], m.get("unit", "")) for index, m in said.items()}
