"""Rows of one workbook that may be the same project: proposed, never decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from projects.importing.documents import named_documents
from projects.importing.layout import Alike
from projects.importing.parsed import ParsedRow
from vn.documents import bare_number
from vn.text import fold

_FEW_WORDS = 2
_SHARE = (3, 4)
_MOST_OF_ONE_INVESTOR = 200


def alike(rows: Sequence[ParsedRow]) -> Iterator[Alike]:
    """Pairs with one certificate, one document with its day, one name, or nearly one name of one
    investor; each pair once, with the strongest reason.
    """
    told: set[tuple[tuple[str, int], tuple[str, int]]] = set()
    for reason, first, second in _pairs(rows):
        pair = ((first.sheet, first.number), (second.sheet, second.number))
        if pair not in told:
            told.add(pair)
            yield Alike(*pair, reason)


def _pairs(rows: Sequence[ParsedRow]) -> Iterator[tuple[str, ParsedRow, ParsedRow]]:
    for reason, keys in _REASONS:
        groups: dict[str, list[ParsedRow]] = defaultdict(list)
        for row in rows:
            for key in set(keys(row)):
                groups[key].append(row)
        for group in groups.values():
            yield from ((reason, first, second) for first, second in pairwise(group))
    yield from (("similar", first, second) for first, second in _similar(rows))


def _certificates(row: ParsedRow) -> Iterable[str]:
    return [number] if (number := bare_number(row.text("irc_code"))) else []


def _documents(row: ParsedRow) -> Iterable[str]:
    """Documents with their day: a number alone comes back every year."""
    found = named_documents(row.text("approval_number"), row.day("approval_date"))
    return [f"{bare_number(d.number)} {d.issued}" for d in found if d.number and d.issued]


def _names(row: ParsedRow) -> Iterable[str]:
    return [fold(row.text("name"))] if row.text("name") else []


_REASONS: tuple[tuple[str, Callable[[ParsedRow], Iterable[str]]], ...] = (
    ("certificate", _certificates),
    ("document", _documents),
    ("name", _names),
)


def _similar(rows: Sequence[ParsedRow]) -> Iterator[tuple[ParsedRow, ParsedRow]]:
    """Rows of one investor whose names share three words of four."""
    by_investor: dict[str, list[tuple[frozenset[str], ParsedRow]]] = defaultdict(list)
    for row in rows:
        if row.text("investor"):
            words = frozenset(fold(row.text("name")).split())
            by_investor[fold(row.text("investor"))].append((words, row))
    for group in by_investor.values():
        # Of an investor with hundreds of rows, neighbours only: the work must stay bounded.
        near = len(group) if len(group) <= _MOST_OF_ONE_INVESTOR else 2
        for place, (words, row) in enumerate(group):
            for others, other in group[place + 1 : place + near]:
                if _mostly_same(words, others):
                    yield row, other


def _mostly_same(first: frozenset[str], second: frozenset[str]) -> bool:
    common, every = len(first & second), len(first | second)
    return common > _FEW_WORDS and common * _SHARE[1] >= every * _SHARE[0]
