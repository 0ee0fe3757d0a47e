"""A list to take along: what a workbook, a text with separators or a copied table hold of it.

All three ask the list's own question, so they hold the same projects, columns and order as the
screen; a workbook and a text hold all of them, whatever the page.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from desk import paging
from projects import list_orders
from projects.list_columns import Column
from projects.list_question import ListQuestion
from sheets.streamed import LongSheet
from sheets.writer import CellData, ColumnKind, Strong
from sheets.writer import Column as Heading
from vn.dates import day_text
from vn.money import ty_text
from vn.numbers import group

PIECE = 500
"""Projects read at a time: memory stays flat however long the list."""
_WIDTHS = {"ten": 48, "ma": 12, "canh_bao": 40, "dia_ban": 28, "viec": 30}
_ADDED_UP = (ColumnKind.MONEY_TY, ColumnKind.DECIMAL)


@dataclass(frozen=True, slots=True)
class Made:
    """Who takes a list along, and when."""

    by: User
    at: datetime


def ids_of(question: ListQuestion) -> array[int]:
    """The projects of the whole list, in its order."""
    return paging.all_ids(list_orders.segments(question.found, question.order))


def headings(question: ListQuestion) -> list[Heading]:
    """The columns of the list with one value a cell; units stand in their titles."""
    return [
        Heading(str(each.label), each.kind, _WIDTHS.get(each.key)) for each in question.laid_out
    ]


def cells(question: ListQuestion, ids: Sequence[int]) -> Iterator[tuple[CellData, ...]]:
    """The values of these projects, read piece by piece: unknown is None, part of a date text."""
    columns = question.laid_out
    for start in range(0, len(ids), PIECE):
        for row in question.rows(ids[start : start + PIECE]):
            yield tuple([_cell(column.value(row)) for column in columns])


def _cell(value: object) -> CellData:
    if value is None or isinstance(value, str | int | Decimal | date):
        return value
    return str(value)


def sheet(question: ListQuestion, ids: Sequence[int], made: Made) -> LongSheet:
    """The whole list as a worksheet: what it is, its rows, their total."""
    return LongSheet(
        name=gettext("Projects"),
        columns=headings(question),
        rows=with_total(cells(question, ids), question.laid_out),
        heading=about(question, made),
    )


def about(question: ListQuestion, made: Made) -> tuple[str, ...]:
    """The lines above the table: title, conditions, totals as the screen has them, who and when."""
    totals = question.totals
    conditions = "; ".join(words for _name, words in question.conditions.active())
    found = gettext("%(n)s projects, %(sum)s billion VND registered") % {
        "n": group(totals.projects),
        "sum": ty_text(totals.capital_vnd),
    }
    if totals.without_capital:
        found += gettext("; %(n)s without capital figures") % {"n": group(totals.without_capital)}
    return (
        gettext("Registry of investment projects").upper(),
        gettext("Conditions: %(words)s")
        % {"words": conditions or gettext("none, all projects that the person may see")},
        found,
        source(question, made),
    )


def source(question: ListQuestion, made: Made) -> str:
    """Up to which day the figures are, who took them and when."""
    return gettext("Figures up to %(day)s. Taken by %(person)s at %(time)s on %(today)s.") % {
        "day": day_text(question.on),
        "person": made.by,
        "time": f"{timezone.localtime(made.at):%H:%M}",
        "today": day_text(timezone.localtime(made.at).date()),
    }


def with_total(
    rows: Iterable[tuple[CellData, ...]], columns: Sequence[Column]
) -> Iterator[tuple[CellData, ...]]:
    """The rows, and under them one that adds up the columns that can be."""
    sums: dict[int, Decimal | int] = {}
    added = [index for index, column in enumerate(columns) if column.kind in _ADDED_UP]
    count = 0
    for row in rows:
        count += 1
        for index in added:
            value = row[index]
            if isinstance(value, int | Decimal):
                sums[index] = sums.get(index, 0) + value
        yield row
    said = gettext("Total: %(n)s projects") % {"n": group(count)}
    texts = (index for index, column in enumerate(columns) if index not in sums)
    at = next(texts, None)
    yield Strong(said if index == at else sums.get(index) for index in range(len(columns)))
