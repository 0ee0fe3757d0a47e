"""Anchors: one line a day that says, outside the database, how far the history was sealed.

Each line names the digest of the line before it, so a line that is changed, left out or put in
shows at the next one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Anchor:
    """On a day, the root of the last seal, and how many rows are under seal so far."""

    day: str
    seal: int
    root: str
    rows: int
    previous: str = ""


class Broken(ValueError):
    """A line is not what the portal wrote; `number` counts lines from 1."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def line_of(anchor: Anchor) -> bytes:
    """The anchor as one line of JSON."""
    return json.dumps(asdict(anchor), separators=(",", ":")).encode() + b"\n"


def link(line: bytes) -> str:
    """What the next line calls this one."""
    return hashlib.sha256(line).hexdigest()


def read(lines: Iterable[bytes]) -> Iterator[Anchor]:
    """Every anchor in order. Raises `Broken` at the first line that does not follow the others.

    A last line without its end was never finished (power cut) and does not count.
    """
    previous, day = "", ""
    for number, line in enumerate(lines, start=1):
        if not line.endswith(b"\n"):
            return
        anchor = _parsed(line, number)
        if anchor.previous != previous or anchor.day <= day or line_of(anchor) != line:
            raise Broken(number)
        yield anchor
        previous, day = link(line), anchor.day


def _parsed(line: bytes, number: int) -> Anchor:
    try:
        anchor = Anchor(**json.loads(line))
        date.fromisoformat(anchor.day)
        if not (type(anchor.seal) is int and type(anchor.rows) is int):
            raise TypeError(anchor)
    except (ValueError, TypeError) as error:
        raise Broken(number) from error
    return anchor
