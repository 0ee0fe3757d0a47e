"""What keeps a news day away from the database: whole answers, the rows behind them, and one stamp.

The stamp says what is published now. An act that publishes or withdraws moves it at once in its own
process; the others ask the database again after `STAMP_SECONDS`. What was kept under another stamp
is never given out.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from threading import Lock
from time import monotonic
from typing import Any, TypeVar, cast

from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from reporting.public.shelf import Shelf
from vn.notation import written_in

SECONDS = 5 * 60
STAMP_SECONDS = 30.0
LONGEST_VALUE = 80
"""Characters of a value in an address that are looked at."""

_STAMP = """
SELECT concat_ws(':',
    (SELECT concat_ws('.', MAX(id), COUNT(until_date), SUM(version)) FROM projects_publication),
    (SELECT concat_ws('.', MAX(id), COUNT(until_date)) FROM reporting_publicreport),
    (SELECT concat_ws('.', COUNT(published_date), MAX(published_date)) FROM inspections_conclusion),
    (SELECT concat_ws('.', COUNT(adopted_at), MAX(adopted_at)) FROM projects_calldecision),
    current_date)
"""

Made = TypeVar("Made")
View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Rule:
    """How answers of a page are kept: the parameters it reads; `sought` if one is free text.

    `plain` answers are the same for every reader, whatever he prefers.
    """

    allowed: frozenset[str]
    sought: str = ""
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer as it is sent, and the same made smaller."""

    body: bytes
    small: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str

    @classmethod
    def of(cls, response: HttpResponse) -> Answer:
        """Of a response that was drawn; what is already small (PDF) is not packed again."""
        body = bytes(response.content)
        kept = tuple(response.headers.items())
        is_text = response.headers.get("Content-Type", "").startswith(("text/", "application/json"))
        small = gzip.compress(body, 6, mtime=0) if is_text else b""
        return cls(body, small, kept, sha256(body).hexdigest()[:32])

    @property
    def size(self) -> int:
        """Bytes it takes."""
        return len(self.body) + len(self.small)


ANSWERS: Shelf[Answer] = Shelf(
    most=600, seconds=SECONDS, most_bytes=96 * 1024 * 1024, size=lambda answer: answer.size
)
SOUGHT: Shelf[Answer] = Shelf(
    most=60, seconds=SECONDS, most_bytes=8 * 1024 * 1024, size=lambda answer: answer.size
)
"""Answers to words people typed stand apart: nobody can push the others out by typing."""

_ROWS: Shelf[Any] = Shelf(most=60, seconds=SECONDS)


class _Stamp:
    """The present stamp as this process knows it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._text, self._asked_at, self._turn = "", float("-inf"), 0

    def now(self) -> str:
        """Ask at most every `STAMP_SECONDS`; while the database is away the last one holds."""
        if monotonic() - self._asked_at < STAMP_SECONDS:
            return self._text
        if not self._lock.acquire(blocking=not self._text):
            return self._text
        try:
            turn = self._turn
            self._text = f"{turn}:{_published_now()}"
            self._asked_at = monotonic() if turn == self._turn else float("-inf")
        except DatabaseError:
            if not self._text:
                raise
            self._asked_at = monotonic()
        finally:
            self._lock.release()
        return self._text

    def move(self) -> None:
        """What was kept so far is given out no more."""
        self._turn += 1
        self._asked_at = float("-inf")


_stamp = _Stamp()


def stamp() -> str:
    """What is published now, in a word."""
    return _stamp.now()


def forget() -> None:
    """Give out nothing that was kept, at once in this process."""
    _stamp.move()
    for shelf in (ANSWERS, SOUGHT, _ROWS):
        shelf.clear()


def forget_on_commit() -> None:
    """Something public was written: now for this transaction, and again for all once it is committed."""
    forget()
    transaction.on_commit(forget)


def remembered(name: str, make: Callable[[], Made]) -> Made:
    """Rows that several pages show, read once. `make` may not ask for others that are remembered."""
    return cast("Made", _ROWS.get(name, stamp(), make))


def public_page(*allowed: str, sought: str = "", plain: bool = False) -> Callable[[View], View]:
    """A page for everybody: `investportal.public_pages` keeps its answers by this rule.

    `allowed` are the parameters it reads, others are taken out of the address; `sought` is the one
    that holds words people type.
    """
    names: Iterable[str] = (*allowed, sought) if sought else allowed

    def decorate(view: View) -> View:
        @wraps(view)
        def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            with written_in(get_language() or ""):
                return view(request, *args, **kwargs)

        safe = require_safe(shown)
        safe.public_rule = Rule(frozenset(names), sought, plain)  # type: ignore[attr-defined]
        return safe

    return decorate


def _published_now() -> str:
    with connection.cursor() as cursor:
        cursor.execute(_STAMP)
        return str(cursor.fetchone()[0])
