"""A read row as JSON can hold it, between the reading of a workbook and its writing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from sys import intern
from typing import Any

from projects.importing.cells import Reading, Value
from projects.importing.reading import ParsedRow
from vn.dates import PartialDate, Precision


def to_json(row: ParsedRow) -> dict[str, Any]:
    """What was read, by the column's key: title, text as written, kind and value, hedge.

    The kind is text, int, decimal, day, none (an empty cell) or unread.
    """
    keys = [*row.values, *(key for key in row.unread if key not in row.values)]
    return {key: _cell(row, key) for key in keys}


def from_json(sheet: str, number: int, kept: dict[str, Any]) -> ParsedRow:
    """The row that `to_json` was given."""
    row = ParsedRow(sheet, number)
    for name, cell in kept.items():
        key = intern(name)
        row.titles[key] = intern(cell["title"])
        row.written[key] = cell["written"]
        if cell["kind"] == "unread":
            row.unread[key] = cell["value"]
        else:
            row.values[key] = Reading(_value(cell["kind"], cell["value"]), cell.get("hedge", ""))
    return row


def _cell(row: ParsedRow, key: str) -> dict[str, Any]:
    cell: dict[str, Any] = {
        "title": row.titles.get(key, key),
        "written": row.written.get(key, ""),
    }
    if key not in row.values:
        return cell | {"kind": "unread", "value": row.unread[key]}
    reading = row.values[key]
    kind, value = _plain(reading.value)
    return (
        cell | {"kind": kind, "value": value} | ({"hedge": reading.hedge} if reading.hedge else {})
    )


def _plain(value: Value) -> tuple[str, Any]:
    if isinstance(value, PartialDate):
        return "day", [value.first.isoformat(), value.precision.value]
    if isinstance(value, Decimal):
        return "decimal", str(value)
    if value is None:
        return "none", None
    return ("int" if isinstance(value, int) else "text"), value


def _value(kind: str, value: Any) -> Value:
    if kind == "day":
        return PartialDate(date.fromisoformat(value[0]), Precision(value[1]))
    if kind == "decimal":
        return Decimal(value)
    found: Value = value
    return found
