"""The rows of the monthly table in words, as its page draws them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from desk.addresses import Address
from disbursement.figures_wording import NOT_KNOWN, million, points
from disbursement.month_table import MonthTable
from disbursement.month_table_columns import (
    KINDS,
    LEVELS,
    code,
    difficulty,
    figures,
    heads,
    is_shown,
    name,
    note,
)
from disbursement.rules.month_table import Node
from sheets.writer import ColumnKind
from vn.numbers import percent_text

ALL = "tat-ca"
"""Asks for every row, in place of the groups."""
MOST = 500
"""Rows on one page; the workbook has all."""
_FIRST_FIGURE = 3
_DEEPEST = 4
_ESTIMATED = (18, 19)


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure as text, the words of its column for narrow screens, whether it says anything."""

    text: str
    label: str
    is_known: bool
    is_below: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it is drawn; `url` leads to what it is the sum of."""

    number: str
    name: str
    code: str
    url: str
    depth: int
    strong: bool
    cells: list[Cell]
    difficulty: str
    note: str


@dataclass(frozen=True, slots=True)
class Shown:
    """The rows of a page, and how many more there are."""

    rows: list[Row]
    left_out: int


def rows(table: MonthTable, asked: Node | str | None, address: Address) -> Shown:
    """The groups of the table; all its rows (`ALL`); or one group with everything below it.

    Who sees only some owners' rows sees them all at once.
    """
    nodes = [node for node in _chosen(table, asked) if is_shown(node)]
    labels = _labels(table)
    drawn = [_row(table, node, labels, address) for node in nodes[:MOST]]
    return Shown(drawn, len(nodes) - len(drawn))


def _chosen(table: MonthTable, asked: Node | str | None) -> Iterable[Node]:
    if isinstance(asked, Node):
        return asked.walk()
    if asked == ALL or table.own_alone:
        return table.top.walk()
    return (node for node in table.top.walk() if node.leaf is None or node.level == 1)


def _labels(table: MonthTable) -> list[str]:
    """What each figure is, for a screen without a heading: its own words, and those above if needed."""
    above: list[str] = [""] * len(KINDS)
    whole: list[str] = [""] * len(KINDS)
    for head in heads(table):
        for at in range(head.column - 1, head.column - 1 + head.width):
            needs = above[at] and (head.level == LEVELS - 1 or head.column in _ESTIMATED)
            whole[at] = f"{above[at]}, {head.title}" if needs else head.title
            above[at] = head.title
    return whole


def _row(table: MonthTable, node: Node, labels: list[str], address: Address) -> Row:
    cells = [
        _cell(value, kind, label)
        for value, kind, label in zip(
            figures(table, node), KINDS[_FIRST_FIGURE:], labels[_FIRST_FIGURE:], strict=False
        )
    ]
    return Row(
        number=node.number,
        name=name(node),
        code=code(table, node),
        url=_url(table, node, address),
        depth=min(node.level, _DEEPEST),
        strong=node.leaf is None,
        cells=cells,
        difficulty=difficulty(table, node),
        note=note(node),
    )


def _cell(value: int | Decimal | None, kind: ColumnKind, label: str) -> Cell:
    if value is None:
        return Cell(NOT_KNOWN, label, is_known=False)
    if kind is ColumnKind.PERCENT:
        return Cell(percent_text(Decimal(value)), label, is_known=True)
    if kind is ColumnKind.DECIMAL:
        return Cell(points(Decimal(value)), label, is_known=True, is_below=value < 0)
    return Cell(million(int(value)), label, is_known=True)


def _url(table: MonthTable, node: Node, address: Address) -> str:
    if node.heading is not None:
        return address.but(nhom=node.heading.key)
    if node.leaf is not None and node.leaf.project_id is not None:
        project = table.known[node.leaf.project_id].project
        return reverse("projects:detail", args=[project.code])
    return address.but(nhom=ALL) if node.level == 0 else ""
