"""A table of published figures with the obvious columns, one figure a line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from projects.actions.figures import FigureFacts, FigureLine
from projects.models import PublishedFigure
from projects.published import wording as figure_wording
from projects.rules.indicators import INDICATORS
from projects.rules.published import read_base
from sheets.reader import Cell, Sheet
from vn.dates import PartialDate, parse_partial
from vn.errors import Unreadable
from vn.text import fold, tidy

COLUMNS = {
    "key": "Mã dòng",
    "indicator": "Chỉ tiêu",
    "scope_text": "Phạm vi",
    "text": "Số liệu",
    "numerator": "Tử số",
    "denominator": "Mẫu số",
    "basis": "Mẫu số là",
    "part_of": "Là phần của",
    "cut": "Chia theo",
    "as_of": "Thời điểm",
    "nature": "Tính chất",
    "source": "Nguồn",
    "source_url": "Địa chỉ nguồn",
    "source_date_text": "Ngày của nguồn",
    "note": "Ghi chú",
}
"""Headings of the table, in any order; those of `NEEDED` must be there."""

NEEDED = ("indicator", "text", "source")


class NothingRead(Exception):
    """The table is not taken at all; `problems` name each cell and what is wrong with it."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(problems)
        self.problems = problems


def read_table(sheets: Sequence[Sheet]) -> list[FigureLine]:
    """The lines of the first sheet. Raises `NothingRead`, with every problem at once."""
    rows = sheets[0].rows if sheets else []
    heads = {fold(head): key for key, head in COLUMNS.items()}
    first = rows[0] if rows else []
    columns = {heads[fold(cell.text)]: cell.column for cell in first if fold(cell.text) in heads}
    missing = [COLUMNS[key] for key in NEEDED if key not in columns]
    if missing:
        words = gettext("Put these headings in the first row: %(names)s.")
        raise NothingRead([words % {"names": ", ".join(missing)}])
    lines, problems = [], []
    for row in rows[1:]:
        cells = {key: row[at] for key, at in columns.items()}
        if not any(tidy(cell.text) for cell in cells.values()):
            continue
        found = _Line(cells)
        problems += found.problems
        lines.append(found.line())
    if problems or not lines:
        raise NothingRead(problems or [gettext("Nothing stands under the headings.")])
    return lines


class _Line:
    """One line as it is read; what cannot be read is told with its cell, never guessed."""

    def __init__(self, cells: dict[str, Cell]) -> None:
        self.cells = cells
        self.problems: list[str] = []
        self.numerator = self._read("numerator", _base)
        self.denominator = self._read("denominator", _base)
        self.as_of: PartialDate | None = self._read("as_of", parse_partial)
        self.indicator = self._choice("indicator", _indicators())
        self.nature = self._choice("nature", _natures()) or PublishedFigure.Nature.ACTUAL
        for key in NEEDED:
            if not self.text(key):
                self._problem(key, gettext("must not be empty"))
        if self.denominator is not None and not self.text("basis"):
            self._problem("denominator", gettext("say what the denominator is"))

    def text(self, key: str) -> str:
        """The tidied text of a cell, empty where there is no such column."""
        return tidy(self.cells[key].text) if key in self.cells else ""

    def line(self) -> FigureLine:
        """What the action takes."""
        names = ("scope_text", "text", "basis", "cut", "source", "source_url", "note")
        texts: dict[str, Any] = {name: self.text(name) for name in names}
        facts = FigureFacts(
            indicator=self.indicator,
            nature=self.nature,
            numerator=self.numerator,
            denominator=self.denominator,
            as_of=self.as_of,
            source_date_text=self.text("source_date_text"),
            **texts,
        )
        return FigureLine(self.text("key"), self.text("part_of"), facts)

    def _read(self, key: str, reader: Callable[[str], Any]) -> Any:
        if not self.text(key):
            return None
        try:
            return reader(self.text(key))
        except Unreadable:
            self._problem(key, gettext("cannot be read"))
            return None

    def _choice(self, key: str, known: dict[str, str]) -> str:
        text = self.text(key)
        if text and fold(text) not in known:
            self._problem(key, gettext("is not one of the known words"))
        return known.get(fold(text), "")

    def _problem(self, key: str, what: str) -> None:
        cell = self.cells[key]
        words = gettext("Cell %(cell)s (%(column)s): “%(text)s” %(what)s")
        said = {"cell": cell.address, "column": COLUMNS[key], "text": cell.text, "what": what}
        self.problems.append(words % said)


def _base(text: str) -> Decimal | None:
    found = read_base(text)
    return found[1] if found else None


def _indicators() -> dict[str, str]:
    return dict(_both((code, figure_wording.INDICATORS[code]) for code in INDICATORS))


def _natures() -> dict[str, str]:
    return dict(_both(PublishedFigure.Nature.choices))


def _both(pairs: Any) -> Iterator[tuple[str, str]]:
    """Each code under itself and under its Vietnamese words, in which tables are written."""
    with translation.override("vi"):
        yield from ((fold(str(name)), code) for code, words in pairs for name in (code, words))
