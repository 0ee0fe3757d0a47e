"""The frozen document: text, tables and figures in printing order, each figure with its rows.

A builder fills it once, at the cut-off; the database keeps `to_json()` and its digest. PDF, Word,
Excel, the page on screen, the figure doctor and the comparison of two months all read this and
nothing else, so a figure of a past report is provable from it alone (R-7.1).

Printed text is made before layout. `value` beside it is the same thing for machines: whole đồng,
a count, a decimal with a point, an ISO day; "" where there is none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reporting import shape_json
from reporting.document.first_page import FirstPage
from reporting.letterhead import Letter
from reporting.shapes import ReportShapeError, RuleVersionUsed


class Unit(StrEnum):
    """What a value counts. Money is whole đồng, areas are square metres, shares are per cent."""

    TEXT = "text"
    COUNT = "count"
    VND = "vnd"
    AREA = "m2"
    PERCENT = "percent"
    POINTS = "points"
    DAYS = "days"
    DATE = "date"
    SCORE = "score"


class Nature(StrEnum):
    """Where a figure comes from; an estimate is never printed as an actual one."""

    ACTUAL = "actual"
    ESTIMATE = "estimate"
    PUBLISHED = "published"
    TARGET = "target"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure of the document, with the rows it was computed from.

    `value` is None when it is not known, which is never zero. `low` and `high` bound a figure that
    was published with a hedge ("trên 13.800"): its sums are compared as intervals. `base` is the
    key of the figure a share is taken of. `rows` are references such as "project:DA-0012".
    """

    key: str
    label: str
    value: str | None
    unit: Unit
    as_of: date
    nature: Nature = Nature.ACTUAL
    base: str = ""
    low: str = ""
    high: str = ""
    partly: bool = False  # some of its rows lack the value that is summed
    source: str = ""  # for a published figure: where it was printed
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Sum:
    """Parts that must add up to their whole; all are keys of figures."""

    label: str
    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Twins:
    """Two figures that say the same from two sources (the registry and a published list)."""

    label: str
    one: str
    other: str


class Align(StrEnum):
    """How a column is set."""

    TEXT = ""
    NUMBER = "n"
    CENTRE = "g"


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its printed head, its width in millimetres (None: what is left) and its number."""

    label: str
    width: int | None = None
    align: Align = Align.TEXT
    unit: Unit = Unit.TEXT
    number: str = ""  # "(4) = (3)/215"; "" numbers it by its place


@dataclass(frozen=True, kw_only=True)
class Head:
    """A cell of a head in several levels."""

    label: str
    across: int = 1
    down: int = 1


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell as printed. `sub` stands below in italics; `figure` names the figure it shows."""

    text: str
    value: str = ""
    sub: str = ""
    across: int = 1
    figure: str = ""


class RowKind(StrEnum):
    """How a row is set: a group's head keeps its first line, a total its last."""

    BODY = ""
    GROUP = "nhom"
    TOTAL = "tong"
    ITEM = "muc"
    LAST_ITEM = "muc cuoi"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of a table."""

    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.BODY


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A sentence or several. `proposed`: from the data, and not yet anybody's words."""

    text: str
    footnote: str = ""
    italic: bool = False
    proposed: bool = False


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading inside a section: "1. Phân theo tình trạng"."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table. `heads` replaces the single row of column labels by several levels.

    `whole`: short enough to stand on one page undivided. `small`: the letters of wide annexes.
    """

    key: str
    caption: str = ""
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    heads: tuple[tuple[Head, ...], ...] = ()
    unit_line: str = ""
    note: str = ""
    numbered: bool = True
    small: bool = False
    whole: bool = False
    breaks: bool = False  # begins a page


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A chart as SVG whose title says its figures in words."""

    caption: str
    svg: str


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A place the department writes in. `proposal` is what the data suggest, one line a paragraph.

    What a person wrote replaces the proposal; an empty required slot stops the submission.
    """

    key: str
    label: str
    hint: str = ""
    proposal: str = ""
    required: bool = True


Block = Paragraph | Heading | Table | Drawing | Slot


@dataclass(frozen=True, kw_only=True)
class Section:
    """A numbered section of the body, or an annex when `annex` says so."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True)
class Annex:
    """An annex with page numbers of its own; `title` may have several lines."""

    key: str
    label: str  # "Phụ lục I"
    name: str  # of the bookmark: "Danh mục dự án có thời hạn đã quá"
    title: tuple[str, ...]
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, kw_only=True)
class Document:
    """A report with everything it prints. Raises ReportShapeError when it contradicts itself."""

    kind: str
    letter: Letter
    subject: tuple[str, ...]  # lines under BÁO CÁO, broken where the sense breaks
    period: str  # "tháng 8 năm 2026"
    cut_off: date
    generated_on: date
    opening: str
    sections: tuple[Section, ...]
    closing: str
    figures: tuple[Figure, ...]
    template_version: str
    annexes: tuple[Annex, ...] = ()
    first_page: FirstPage | None = None
    sums: tuple[Sum, ...] = ()
    twins: tuple[Twins, ...] = ()
    rule_versions: tuple[RuleVersionUsed, ...] = ()
    ruleset: str = ""
    uncomputed: int = 0  # deadlines that cannot be computed for want of a fact
    stale: tuple[str, ...] = ()  # rows not updated within their period at the cut-off
    heading: str = "BÁO CÁO"

    def __post_init__(self) -> None:
        """Every key that is referred to exists once; every row has all its cells."""
        keys = [figure.key for figure in self.figures]
        if len(keys) != len(set(keys)):
            raise ReportShapeError(f"a figure is named twice in {sorted(keys)}")
        missing = set(self._referred()) - set(keys)
        if missing:
            raise ReportShapeError(f"no figure is named {sorted(missing)}")
        for table in self.tables():
            wanted = len(table.columns)
            for row in table.rows:
                if sum(cell.across for cell in row.cells) != wanted:
                    raise ReportShapeError(f"a row of {table.key} has not {wanted} columns")

    def _referred(self) -> Iterator[str]:
        for figure in self.figures:
            if figure.base:
                yield figure.base
        for rule in self.sums:
            yield from (rule.whole, *rule.parts)
        for pair in self.twins:
            yield from (pair.one, pair.other)
        for table in self.tables():
            yield from (cell.figure for row in table.rows for cell in row.cells if cell.figure)
        if page := self.first_page:
            yield from (each.figure for each in page.keys if each.figure)
            yield from (each.figure for each in page.changes if each.figure)
            yield from (each.figure for each in page.asks if each.figure)

    def blocks(self) -> Iterator[Block]:
        """Every block in printing order."""
        for section in self.sections:
            yield from section.blocks
        for annex in self.annexes:
            yield from annex.blocks

    def tables(self) -> Iterator[Table]:
        """Every table in printing order."""
        return (block for block in self.blocks() if isinstance(block, Table))

    def slots(self) -> Iterator[Slot]:
        """Every place the department writes in."""
        return (block for block in self.blocks() if isinstance(block, Slot))

    def figure(self, key: str) -> Figure | None:
        """The figure with this key."""
        return next((each for each in self.figures if each.key == key), None)

    @property
    def title(self) -> str:
        """The subject on one line."""
        return " ".join(self.subject)

    @property
    def sha256(self) -> str:
        """Identity of the snapshot: hex digest of `to_json()`."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    def to_json(self) -> str:
        """The canonical JSON text that is stored and hashed."""
        return shape_json.dumps(self)

    @classmethod
    def from_json(cls, text: str) -> Document:
        """Rebuild a stored document; raises TypeError or ValueError if it is not one."""
        return shape_json.loads(cls, text)


def code_of(sha256: str) -> str:
    """First twelve hex digits of a digest, in groups of four, to compare by eye and to look up."""
    digits = sha256[:12].upper()
    return "-".join(digits[at : at + 4] for at in range(0, 12, 4))
