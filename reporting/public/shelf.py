"""Answers kept for a while: bounded, made once at a time, hidden at once when what they say changed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

Thing = TypeVar("Thing")

_STRIPES = 61


class NotKept(Exception):
    """What was made is no answer for others; an older one is given instead, if there is any."""


@dataclass(frozen=True, slots=True)
class _Kept(Generic[Thing]):
    made_at: float
    stamp: str
    size: int
    thing: Thing


class Shelf(Generic[Thing]):
    """Things by key. `most` of them and `most_bytes` together; the one longest unasked goes first.

    A thing is fresh for `seconds`, and only while the stamp it was made under is the present one.
    While one thread makes a thing anew the others get the old one; the first time they wait.
    """

    def __init__(
        self,
        *,
        most: int,
        seconds: float,
        most_bytes: int = 0,
        size: Callable[[Thing], int] = lambda _thing: 0,
    ) -> None:
        self._most, self._seconds, self._most_bytes, self._size = most, seconds, most_bytes, size
        self._kept: OrderedDict[Hashable, _Kept[Thing]] = OrderedDict()
        self._bytes = 0
        self._guard = Lock()
        self._making = [Lock() for _ in range(_STRIPES)]

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable, stamp: str, make: Callable[[], Thing]) -> Thing:
        """The thing; `make` is called by one thread at a time. Raises what `make` raises."""
        kept = self._look(key, stamp)
        if kept is not None and self._fresh(kept):
            return kept.thing
        lock = self._making[hash(key) % _STRIPES]
        if not lock.acquire(blocking=kept is None):
            return kept.thing  # type: ignore[union-attr]
        try:
            return self._made(key, stamp, make)
        finally:
            lock.release()

    def clear(self) -> None:
        """Keep nothing."""
        with self._guard:
            self._kept.clear()
            self._bytes = 0

    def _made(self, key: Hashable, stamp: str, make: Callable[[], Thing]) -> Thing:
        kept = self._look(key, stamp)
        if kept is not None and self._fresh(kept):
            return kept.thing
        try:
            thing = make()
        except NotKept:
            if kept is None:
                raise
            return kept.thing
        self._put(key, _Kept(monotonic(), stamp, self._size(thing), thing))
        return thing

    def _look(self, key: Hashable, stamp: str) -> _Kept[Thing] | None:
        with self._guard:
            kept = self._kept.get(key)
            if kept is None or kept.stamp != stamp:
                return None
            self._kept.move_to_end(key)
            return kept

    def _fresh(self, kept: _Kept[Thing]) -> bool:
        return monotonic() - kept.made_at < self._seconds

    def _put(self, key: Hashable, kept: _Kept[Thing]) -> None:
        with self._guard:
            before = self._kept.pop(key, None)
            self._bytes += kept.size - (before.size if before else 0)
            self._kept[key] = kept
            while len(self._kept) > self._most or (
                self._most_bytes and self._bytes > self._most_bytes and len(self._kept) > 1
            ):
                _key, gone = self._kept.popitem(last=False)
                self._bytes -= gone.size
