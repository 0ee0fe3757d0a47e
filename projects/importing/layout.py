"""What a sheet seems to be: its header, its columns, its rows that are no projects.

A proposal, made by `proposing.propose`, shown to a person and corrected by one (`corrections`).
Nothing here reads values.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a row of a sheet is."""

    TITLE = "title"
    UNIT = "unit"
    HEADER = "header"
    NUMBERS = "numbers"
    SECTION = "section"
    TOTAL = "total"
    BLANK = "blank"
    SIGNATURE = "signature"
    FOOTNOTE = "footnote"
    DATA = "data"


class Why(StrEnum):
    """How a column got its meaning."""

    WORDS = "words"
    REMEMBERED = "remembered"
    PERSON = "person"
    NONE = ""


class Style(StrEnum):
    """Which mark is decimal in the numbers of a column that are written as text.

    MIXED: its cells contradict each other; NONE: no cell decides.
    """

    COMMA = "comma"
    POINT = "point"
    MIXED = "mixed"
    NONE = ""


@dataclass(frozen=True, slots=True)
class ProposedColumn:
    """One column under the header.

    `index` counts from 0. `title` joins the levels of the header ("Tiến độ được duyệt / Khởi công").
    `key` is that of `columns.Known`, "" when not recognised. `unit` is as written ("tỷ đồng"),
    and comes from `unit_from` ("" the title, else the address of the unit line). `because` are the
    folded words that were recognised. `style_cells` are addresses of cells that decide the style.
    `samples` are the first texts under the header, to choose by.
    """

    index: int
    title: str
    key: str = ""
    unit: str = ""
    unit_from: str = ""
    why: Why = Why.NONE
    because: str = ""
    style: Style = Style.NONE
    style_cells: tuple[str, ...] = ()
    hidden: bool = False
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkedRow:
    """A row that is no project. `number` is the one Excel shows, `text` its first words.

    `level` is the depth of a section (1 the outermost).
    """

    number: int
    role: Role
    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """One sheet as it is going to be read.

    `header_rows` are the numbers that Excel shows, outermost level first; empty when no header was
    found. `used` says whether its rows are read; if not, `left_out` is "no_header", "hidden",
    "empty" or "person". `signature` is the digest under which the columns are remembered, and
    `titles` what goes with it. `marks` are all rows but the data, `data_rows` how many those are.
    `hidden_rows` are numbers of data rows that the sheet hides.
    """

    sheet: str
    position: int
    hidden: bool = False
    used: bool = False
    left_out: str = ""
    header_rows: tuple[int, ...] = ()
    columns: tuple[ProposedColumn, ...] = ()
    marks: tuple[MarkedRow, ...] = ()
    data_rows: int = 0
    hidden_rows: tuple[int, ...] = ()
    signature: str = ""

    @property
    def titles(self) -> list[str]:
        """The titles of the columns, as `ImportLayout.titles` keeps them."""
        return [column.title for column in self.columns]

    @property
    def meaning(self) -> dict[str, dict[str, str]]:
        """The columns as `ImportLayout.columns` keeps them: index -> key and unit."""
        return {str(c.index): {"key": c.key, "unit": c.unit} for c in self.columns}


@dataclass(frozen=True, slots=True)
class PublishedSum:
    """A total or section row beside what its rows add up to.

    `published` and `computed` are in the unit of the column; `computed` is a range where parts are
    hedged. `agrees` says whether they meet, as far as the last digits and the words leave it open.
    `unread` counts the parts without a value; `is_short` says that they may be what is missing from
    the computed sum, so nothing can be said (`agrees` is then True).
    """

    sheet: str
    address: str
    row_text: str
    column: str
    key: str
    published_text: str
    published: str
    computed: str
    parts: int
    unread: int
    agrees: bool
    is_short: bool = False


@dataclass(frozen=True, slots=True)
class Alike:
    """Two rows of the workbook that may be one project; `reason` is "certificate",
    "document", "name" or "similar".
    """

    first: tuple[str, int]
    second: tuple[str, int]
    reason: str
