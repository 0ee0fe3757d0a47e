"""The monthly table as a workbook: every row, whatever part of it a screen shows."""

from __future__ import annotations

import io

from django.utils.translation import gettext

from disbursement.month_table import MonthTable
from disbursement.month_table_columns import (
    KINDS,
    NUMBERS,
    WIDTHS,
    code,
    difficulty,
    figures,
    heads,
    is_shown,
    name,
    note,
)
from disbursement.month_table_words import notes, state, title
from disbursement.rules.month_table import Node
from projects.models import Project
from sheets.official import HeadCell, OfficialRow, OfficialSheet, write_official


def workbook(table: MonthTable) -> bytes:
    """One sheet, landscape A4: numbers are numbers, what is unknown is empty."""
    out = io.BytesIO()
    write_official(out, _sheet(table))
    return out.getvalue()


def rows_of(table: MonthTable) -> list[Node]:
    """The rows of the whole table, as they are printed."""
    return [node for node in table.top.walk() if is_shown(node)]


def _sheet(table: MonthTable) -> OfficialSheet:
    invented = any(
        known.project.origin == Project.Origin.DEMONSTRATION for known in table.known.values()
    )
    return OfficialSheet(
        name=gettext("Disbursement"),
        heading=(
            title(table).upper(),
            state(table),
            *((gettext("Invented for demonstration"),) if invented else ()),
        ),
        unit=gettext("Unit: million VND"),
        heads=[
            HeadCell(each.title, each.level, each.column - 1, each.height, each.width)
            for each in heads(table)
        ],
        kinds=KINDS,
        widths=WIDTHS,
        numbers=NUMBERS,
        rows=[_row(table, node) for node in rows_of(table)],
        notes=notes(table),
    )


def _row(table: MonthTable, node: Node) -> OfficialRow:
    values = (
        node.number,
        name(node),
        code(table, node),
        *figures(table, node),
        difficulty(table, node),
        note(node),
    )
    return OfficialRow(values, indent=max(0, node.level - 1), strong=node.leaf is None)
