"""A workbook as it was read: its rows, and what is to be said of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from projects.importing.cells import Reading
from projects.importing.layout import Alike, Layout, PublishedSum
from projects.importing.messages import Message, Severity
from projects.importing.terms import Term
from vn.dates import PartialDate
from vn.places import bare
from vn.text import fold


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """One project as the workbook tells it.

    `values` holds what was read, by the column's key; `unread` the text of cells that were not;
    `written` the text of all cells, and `titles` the headers under which they stand, `addresses`
    where. `section` are the headings above the row, outermost first. `others` are the cells of
    columns without a meaning, by title. `doubts` are cells that can be read two ways and are
    therefore in `unread`: both readings in words, the one with a decimal comma first. `terms` are
    the terms counted from an event that stand where a day was expected (they are in `unread` too).
    """

    sheet: str
    number: int
    values: dict[str, Reading] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    section: tuple[str, ...] = ()
    others: dict[str, str] = field(default_factory=dict)
    doubts: dict[str, tuple[str, str]] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """The text of a column, empty when unknown."""
        value = self._value(key)
        return value if isinstance(value, str) else ""

    def whole(self, key: str) -> int | None:
        """The whole number of a column (đồng)."""
        value = self._value(key)
        return value if isinstance(value, int) else None

    def decimal(self, key: str) -> Decimal | None:
        """The decimal of a column (US dollars, square metres)."""
        value = self._value(key)
        return value if isinstance(value, Decimal) else None

    def day(self, key: str) -> PartialDate | None:
        """The partial date of a column."""
        value = self._value(key)
        return value if isinstance(value, PartialDate) else None

    def hedge(self, key: str) -> str:
        """The word before a rounded amount."""
        return self.values[key].hedge if key in self.values else ""

    @property
    def identity(self) -> tuple[str, str, str]:
        """What makes a project the same when the workbook gives it no number of its own."""
        name, investor = (fold(self.text(key)) for key in ("name", "investor"))
        return (name, investor, bare(self.text("province")))

    def _value(self, key: str) -> object:
        return self.values[key].value if key in self.values else None


@dataclass(frozen=True, slots=True)
class Table:
    """All projects of a workbook and all that is to be said about it.

    `layouts` say how each sheet was read, `sums` compare published totals with their rows, and
    `alike` are rows that may be one project.
    """

    rows: tuple[ParsedRow, ...]
    messages: tuple[Message, ...]
    layouts: tuple[Layout, ...] = ()
    sums: tuple[PublishedSum, ...] = ()
    alike: tuple[Alike, ...] = ()

    @property
    def errors(self) -> tuple[Message, ...]:
        """What keeps the whole workbook from being written."""
        return tuple(m for m in self.messages if m.severity is Severity.ERROR)
