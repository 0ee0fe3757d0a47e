"""An approval or certificate and what adjusted it: "thay đổi lần thứ n" counts along one chain."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

ADJUSTMENT = "adjustment"


class Linked(Protocol):
    """A document that may adjust another one."""

    @property
    def id(self) -> int:
        """The primary key."""

    @property
    def kind(self) -> str:
        """The kind of document."""

    @property
    def adjusts_id(self) -> int | None:
        """The document it adjusts."""


class Numbered(Linked, Protocol):
    """A document with its place in the chain, as it writes it."""

    @property
    def sequence(self) -> int | None:
        """The n of "thay đổi lần thứ n"."""

    @property
    def issued(self) -> date | None:
        """The last day on which it can have been issued."""


One = TypeVar("One", bound=Linked)
Counted = TypeVar("Counted", bound=Numbered)


def root_of(document: One, by_id: dict[int, One]) -> One:
    """The document at the head of the chain: itself, if it adjusts nothing that is known."""
    seen: set[int] = set()
    while document.kind == ADJUSTMENT and document.id not in seen:
        seen.add(document.id)
        document = by_id.get(document.adjusts_id or 0, document)
    return document


def chain_of_kind(documents: Iterable[One], kind: str) -> list[One]:
    """The documents of a kind and what adjusts them, directly or through another adjustment."""
    rows = list(documents)
    by_id = {row.id: row for row in rows}
    return [
        row
        for row in rows
        if row.kind == kind or (row.kind == ADJUSTMENT and root_of(row, by_id).kind == kind)
    ]


def in_order(documents: Iterable[Counted]) -> list[Counted]:
    """A chain as it came about: what adjusts nothing first, then by day; without a day last."""
    return sorted(
        documents,
        key=lambda row: (
            row.adjusts_id is not None,
            row.issued or date.max,
            row.sequence or 0,
            row.id,
        ),
    )


def next_sequence(documents: Iterable[Counted], adjusted: Counted) -> int:
    """The n of the next change of what `adjusted` belongs to: one more than any on record."""
    rows = list(documents)
    by_id = {row.id: row for row in rows}
    head = root_of(adjusted, by_id).id
    changes = [row for row in rows if row.kind == ADJUSTMENT and root_of(row, by_id).id == head]
    numbered = max((row.sequence or 0 for row in changes), default=0)
    return max(numbered, len(changes)) + 1
