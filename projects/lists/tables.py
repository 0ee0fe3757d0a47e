"""A list to take along: what a workbook, a text with separators or a copied table hold of it.

All three ask the list's own question, so they hold the same projects, columns and order as the
screen; a workbook and a text hold all of them, whatever the page.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from desk import paging
from projects.lists import orders as list_orders
from projects.lists.groups import Line, groups, within
from projects.lists.question import ListQuestion
from sheets.streamed import LongSheet
from sheets.writer import CellData, ColumnKind, Strong
from sheets.writer import Column as Heading
from vn.areas import SQUARE_METRES_PER_HECTARE
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


@dataclass(frozen=True, slots=True)
class Part:
    """The projects that stand together, in order; under what a group adds up to, if in groups."""

    ids: array[int]
    line: Line | None = None


def parts_of(question: ListQuestion) -> list[Part]:
    """The whole list, or each of its groups where the screen shows groups."""
    found, grouping = question.found, question.grouping
    if grouping is None or question.group_name:
        return [Part(_ids(question, found))]
    return [
        Part(_ids(question, within(found, grouping, line.value, question.user)[0]), line)
        for line in groups(found, grouping, question.user).lines
    ]


def size_of(parts: Sequence[Part]) -> int:
    """How many rows that makes."""
    return sum(len(part.ids) for part in parts)


def _ids(question: ListQuestion, found: QuerySet[Any]) -> array[int]:
    return paging.all_ids(list_orders.segments(found, question.order, question.user))


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


def sheet(question: ListQuestion, parts: Sequence[Part], made: Made) -> LongSheet:
    """The whole list as a worksheet: what it is, its rows under those of their group, the total."""
    in_groups = any(part.line for part in parts)
    return LongSheet(
        name=gettext("Projects"),
        columns=headings(question),
        rows=_grouped(question, parts) if in_groups else _added_up(question, parts),
        heading=about(question, made),
        filtered=not in_groups,
    )


def with_group(
    question: ListQuestion, parts: Sequence[Part]
) -> tuple[list[Heading], Iterator[tuple[CellData, ...]]]:
    """The table for programs: no totals between the rows, the group in a column of its own."""
    columns = headings(question)
    grouping = question.grouping
    if grouping is None or not any(part.line for part in parts):
        return columns, (row for part in parts for row in cells(question, part.ids))
    rows = (
        (part.line.label if part.line else "", *row)
        for part in parts
        for row in cells(question, part.ids)
    )
    return [Heading(str(grouping.label)), *columns], rows


def about(question: ListQuestion, made: Made) -> tuple[str, ...]:
    """The lines above the table: title, conditions, totals as the screen has them, who and when."""
    totals = question.totals
    conditions = "; ".join(_conditions(question))
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


def _conditions(question: ListQuestion) -> Iterator[str]:
    yield from (words for _name, words in question.conditions.active())
    if question.grouping is not None and question.group_name:
        yield f"{question.grouping.label}: {question.group_name}"


def source(question: ListQuestion, made: Made) -> str:
    """Up to which day the figures are, who took them and when."""
    return gettext("Figures up to %(day)s. Taken by %(person)s at %(time)s on %(today)s.") % {
        "day": day_text(question.on),
        "person": made.by,
        "time": f"{timezone.localtime(made.at):%H:%M}",
        "today": day_text(timezone.localtime(made.at).date()),
    }


def _grouped(question: ListQuestion, parts: Sequence[Part]) -> Iterator[tuple[CellData, ...]]:
    """Each group under what it adds up to; a project in two places counts once in the whole."""
    for part in parts:
        if part.line is not None:
            said = {"name": part.line.label, "n": group(part.line.projects)}
            words = gettext("%(name)s: %(n)s projects") % said
            sums: dict[str, CellData] = {
                "von": part.line.capital_vnd,
                "dien_tich": _hectares(part.line.area_m2),
            }
            yield _strong(question, words, sums)
        yield from cells(question, part.ids)
    whole = question.totals
    words = gettext("Total: %(n)s projects") % {"n": group(whole.projects)}
    yield _strong(question, words, {"von": whole.capital_vnd})


def _hectares(square_metres: Any) -> Decimal:
    return Decimal(square_metres) / SQUARE_METRES_PER_HECTARE


def _added_up(question: ListQuestion, parts: Sequence[Part]) -> Iterator[tuple[CellData, ...]]:
    """The rows, and under them one that adds up the columns of money and of land."""
    added = [(i, each.key) for i, each in enumerate(question.laid_out) if each.kind in _ADDED_UP]
    sums: dict[str, CellData] = {}
    for part in parts:
        for row in cells(question, part.ids):
            for index, key in added:
                value, sofar = row[index], sums.get(key, 0)
                if isinstance(value, int | Decimal) and isinstance(sofar, int | Decimal):
                    sums[key] = sofar + value
            yield row
    said = gettext("Total: %(n)s projects") % {"n": group(size_of(parts))}
    yield _strong(question, said, sums)


def _strong(question: ListQuestion, words: str, sums: Mapping[str, CellData]) -> Strong:
    """A line that stands out: its words in the first column that is not added up."""
    columns = question.laid_out
    at = next((i for i, each in enumerate(columns) if each.kind not in _ADDED_UP), None)
    return Strong(words if i == at else sums.get(each.key) for i, each in enumerate(columns))
