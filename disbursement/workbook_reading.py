"""A workbook of capital as rows with their cells: what is said, and what cannot be read. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from disbursement.workbook_columns import OF_SOURCE, PLAN, TOTAL, Wanted, vocabulary
from projects.importing.messages import Message, Severity
from projects.importing.parsed import ParsedRow
from projects.importing.reading import read_table
from sheets.reader import Sheet

AMOUNT = "amount_vnd"
_TEXTS = ("line", "code", "name", "source", "bucket", "year", "case")
_NOT_SAID = frozenset({"twin", "unknown_column", "no_header", "hidden_not_told", "footnote"})


@dataclass(frozen=True, slots=True)
class Item:
    """What a row says of one line of capital: texts, đồng, and where each stands in the file.

    `unread` are cells without a value and the reason in words' code; `place` is "Sheet!B7".
    """

    sheet: str
    number: int
    texts: dict[str, str] = field(default_factory=dict)
    values: dict[str, int] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    told: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Read:
    """A whole workbook: rows, what is told of it, sums it prints beside those of its rows."""

    items: tuple[Item, ...]
    messages: tuple[Message, ...]
    sums: tuple[dict[str, Any], ...]


def read(sheets: Sequence[Sheet], wanted: Wanted, *, on: date) -> Read:
    """Every sheet that has a heading of this kind of list; others are passed over."""
    items: list[Item] = []
    messages: list[Message] = []
    sums: list[dict[str, Any]] = []
    for sheet in sheets:
        words = None if sheet.hidden else vocabulary(sheet, wanted)
        if words is None:
            continue
        table = read_table([sheet], on=on, vocabulary=words)
        told = [m for m in table.messages if m.code not in _NOT_SAID]
        rows = {row.number for row in table.rows}
        messages += [m for m in told if _row(m) not in rows]
        for row in table.rows:
            about = [m for m in told if _row(m) == row.number]
            items += _items(row, wanted, about)
        sums += [asdict(one) for one in table.sums]
    return Read(tuple(items), tuple(messages), tuple(sums))


def _row(message: Message) -> int:
    digits = message.address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return int(digits) if digits.isdecimal() else 0


def _items(row: ParsedRow, wanted: Wanted, about: Sequence[Message]) -> Iterator[Item]:
    texts = {key: row.text(key) for key in _TEXTS if row.text(key)}
    cells = {key: row.addresses[key] for key in texts if key in row.addresses}
    money = {key for key in (*row.values, *row.unread) if key not in _TEXTS}
    of_sources = [key for key in money if key.startswith(OF_SOURCE)]
    base = Item(row.sheet, row.number, texts, cells=cells)
    if wanted.kind == PLAN and of_sources:
        yield from _by_source(row, base, sorted(of_sources), about)
        return
    yield _with(row, base, {key: key for key in money if key != TOTAL}, about)


def _by_source(
    row: ParsedRow, base: Item, keys: Sequence[str], about: Sequence[Message]
) -> Iterator[Item]:
    """One item for each source the row gives an amount of; its total is held against them."""
    total = row.whole(TOTAL)
    parts = [row.whole(key) or 0 for key in keys]
    differs = total is not None and total != sum(parts) and not set(keys) & set(row.unread)
    said = about
    if differs:
        cell = row.addresses[TOTAL]
        text, column = row.written[TOTAL], row.titles[TOTAL]
        hint = str(sum(parts))
        said = [*about, Message(Severity.WARNING, row.sheet, cell, "row_sum", text, column, hint)]
    first = True
    for key in sorted(keys, key=lambda k: row.addresses.get(k, "")):
        if row.whole(key) or key in row.unread:
            named = replace(base, texts=base.texts | {"source": key.removeprefix(OF_SOURCE)})
            column = row.addresses.get(key, "")
            mine = [m for m in said if m.address == column or first]
            yield _with(row, named, {key: AMOUNT}, mine)
            first = False


def _with(row: ParsedRow, base: Item, keys: dict[str, str], about: Sequence[Message]) -> Item:
    values = {new: vnd for key, new in keys.items() if (vnd := row.whole(key)) is not None}
    unread = {new: row.unread[key] for key, new in keys.items() if key in row.unread}
    cells = {new: row.addresses[key] for key, new in keys.items() if key in row.addresses}
    told = [{k: str(v) for k, v in asdict(message).items()} for message in about]
    return replace(base, values=values, unread=unread, cells=base.cells | cells, told=told)
