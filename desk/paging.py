"""Keyset paging: the next page costs what the first one does, however deep (no OFFSET).

A list is one or more segments laid end to end: rows whose keys are never NULL, then those where
the first key is unknown. The cursor in the address holds the keys of the row it stands on, so
rows added or removed meanwhile neither repeat nor hide others.
"""

from __future__ import annotations

import base64
import json
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

SIZES = (25, 50, 100)
DEFAULT_SIZE = 50
_IDS_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Key:
    """A column of the order; `read` turns its text in the cursor back into its type."""

    name: str
    read: Callable[[str], Any] = int
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """Rows in the order of `keys`, of which none is NULL and the last is the unique id.

    `columns` are read along, so that what a list shows needs no second query.
    """

    rows: QuerySet[Any]
    keys: tuple[Key, ...]
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cursor:
    """The row that a page comes after, or before when `backward`."""

    backward: bool
    segment: int
    values: tuple[str, ...]

    def __str__(self) -> str:
        plain = json.dumps([int(self.backward), self.segment, *self.values])
        return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


class Row(NamedTuple):
    """A row on a page: where it stands, and what was read along."""

    segment: int
    keys: tuple[Any, ...]
    columns: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The rows on the page and the pages beside it."""

    rows: list[Row]
    newer: str
    older: str

    @property
    def ids(self) -> list[int]:
        """Primary keys in order."""
        return [row.keys[-1] for row in self.rows]


class CursorOfAnotherList(Exception):
    """The cursor holds keys that this list is not ordered by."""


def read_cursor(text: str) -> Cursor | None:
    """The cursor in an address; None for the first page and for anything unreadable."""
    try:
        plain = base64.urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4))
        backward, segment, *values = json.loads(plain)
        if not values or not all(isinstance(v, str) and "\0" not in v for v in values):
            return None
        # Half of a character pair is JSON, but no text that a database can be asked about.
        "".join(values).encode()
        return Cursor(bool(backward), int(segment), tuple(values))
    except (ValueError, TypeError, OverflowError, RecursionError):
        return None


def read_size(text: str) -> int:
    """Rows a page, one of `SIZES`."""
    return int(text) if text in map(str, SIZES) else DEFAULT_SIZE


def page(segments: Sequence[Segment], *, cursor: Cursor | None, size: int) -> Page:
    """The rows after (or before) the cursor; the first page for a cursor of another order."""
    try:
        found = following(segments, cursor=cursor, size=size)
    except CursorOfAnotherList:
        return page(segments, cursor=None, size=size)
    if cursor is not None and (not found.rows or (cursor.backward and not found.newer)):
        return page(segments, cursor=None, size=size)
    return found


def following(segments: Sequence[Segment], *, cursor: Cursor | None, size: int) -> Page:
    """The rows after (or before) the cursor, none when there are no more.

    A program reads until there is no next page, so it must never be sent back to the first one.
    Raises CursorOfAnotherList where `page` would begin again.
    """
    try:
        start = _start(segments, cursor)
    except (ValueError, OverflowError) as error:
        raise CursorOfAnotherList from error
    backward = cursor is not None and cursor.backward
    found = _collect(segments, start, size + 1, backward=backward)
    more = len(found) > size
    found = found[:size]
    if backward:
        found.reverse()
    return Page(
        rows=found,
        newer=_beside(found[:1], backward=True) if (more if backward else cursor) else "",
        older=_beside(found[-1:], backward=False) if backward or more else "",
    )


def all_ids(segments: Sequence[Segment]) -> array[int]:
    """The ids of all rows in their order, eight bytes each, for what does not stop at a page."""
    found = array("q")
    for segment in segments:
        ids = _in_order(segment, backward=False).values_list(segment.keys[-1].name, flat=True)
        found.extend(ids.iterator(chunk_size=_IDS_AT_ONCE))
    return found


_Start = tuple[int, tuple[Any, ...]]


def _start(segments: Sequence[Segment], cursor: Cursor | None) -> _Start | None:
    if cursor is None:
        return None
    if not 0 <= cursor.segment < len(segments):
        raise ValueError(cursor.segment)
    keys = segments[cursor.segment].keys
    pairs = zip(keys, cursor.values, strict=True)
    return cursor.segment, tuple(key.read(text) for key, text in pairs)


def _collect(
    segments: Sequence[Segment], start: _Start | None, wanted: int, *, backward: bool
) -> list[Row]:
    order = range(len(segments))
    found: list[Row] = []
    for index in reversed(order) if backward else order:
        if start is not None and (index > start[0] if backward else index < start[0]):
            continue
        after = start[1] if start is not None and index == start[0] else None
        rows = _rows(segments[index], after, backward=backward)
        keys = len(segments[index].keys)
        found += [Row(index, row[:keys], row[keys:]) for row in rows[: wanted - len(found)]]
        if len(found) == wanted:
            break
    return found


def _rows(segment: Segment, after: tuple[Any, ...] | None, *, backward: bool) -> QuerySet[Any]:
    rows = segment.rows
    if after is not None:
        rows = rows.filter(_beyond(segment.keys, after, backward=backward))
    names = [key.name for key in segment.keys]
    return _in_order(replace(segment, rows=rows), backward=backward).values_list(
        *names, *segment.columns
    )


def _in_order(segment: Segment, *, backward: bool) -> QuerySet[Any]:
    down = [("-" if key.descending != backward else "") + key.name for key in segment.keys]
    return segment.rows.order_by(*down)


def _beyond(keys: Sequence[Key], values: Sequence[Any], *, backward: bool) -> Q:
    """Rows after `values`; the bound on the first key lets an index start right there."""
    beyond = Q()
    same = Q()
    for key, value in zip(keys, values, strict=True):
        test = "lt" if key.descending != backward else "gt"
        beyond |= same & Q(**{f"{key.name}__{test}": value})
        same &= Q(**{key.name: value})
    first = "lte" if keys[0].descending != backward else "gte"
    return Q(**{f"{keys[0].name}__{first}": values[0]}) & beyond


def _beside(edge: list[Row], *, backward: bool) -> str:
    if not edge:
        return ""
    return str(Cursor(backward, edge[0].segment, tuple(map(_text, edge[0].keys))))


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
