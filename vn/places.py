"""Names of places as documents write them, beside the names of the register of places (R-5.3)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from vn.text import fold

_KINDS = ("tinh", "thanh pho", "thi xa", "thi tran", "huyen", "quan", "phuong", "xa", "dac khu")
_KIND = re.compile(rf"^(?:{'|'.join(_KINDS)}) (?=\D)")
_SHORTENED = (("tp", "thanh pho"), ("tx", "thi xa"), ("tt", "thi tran"))
_SHORT = re.compile(r"(?<!\w)(tp|tx|tt)\.? ?(?=\w)")


@dataclass(frozen=True, slots=True)
class Place:
    """A district or commune on record; `parent` is the key of the place it belongs to."""

    key: int
    name: str
    is_commune: bool
    parent: int | None = None
    first: date | None = None
    last: date | None = None

    def existed(self, day: date) -> bool:
        """Whether it was there on the day."""
        return (self.first is None or self.first <= day) and (self.last is None or self.last >= day)


def spelt_out(text: str) -> str:
    """Folded, with "TP.", "TX" and "TT" written in full."""
    return _SHORT.sub(lambda found: dict(_SHORTENED)[found[1]] + " ", fold(text))


@lru_cache(maxsize=20_000)
def _spelt_once(name: str) -> str:
    """A name on record: a list of ten thousand rows asks for each of them as often."""
    return spelt_out(name)


@lru_cache(maxsize=4_096)
def bare(name: str) -> str:
    """Folded and without the kind of place: "Tỉnh Lạng Sơn" and "Lạng Sơn" are one province.

    A number keeps its kind: "Quận 1" is no "1".
    """
    return _KIND.sub("", spelt_out(name))


def mentioned(text: str, places: Iterable[Place], day: date | None) -> tuple[int, ...]:
    """Keys of the places that a text names with their kind, the narrowest it says.

    The names in force on `day` count; names that had ended by then only where no other is found
    ("huyện Cao Lộc cũ"). A commune that several districts have is taken only beside its district.
    Nothing is guessed: what stays in doubt is left out.
    """
    hits = _hits(spelt_out(text), places)
    current = [place for place in hits if day is None or place.existed(day)]
    found = current or hits
    districts = [place for place in found if not place.is_commune]
    communes = [place for place in found if place.is_commune]
    inside = [c for c in communes if c.parent in {d.key for d in districts}]
    if districts and (inside or not communes):
        covered = {commune.parent for commune in inside}
        rest = [d for d in districts if d.key not in covered]
        return tuple(place.key for place in (*inside, *rest))
    named = Counter(fold(commune.name) for commune in communes)
    return tuple(c.key for c in communes if named[fold(c.name)] == 1)


def _hits(text: str, places: Iterable[Place]) -> list[Place]:
    spans: list[tuple[int, int, Place]] = []
    for place in places:
        name = _spelt_once(place.name)
        if name not in text:
            continue
        for hit in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            spans.append((hit.start(), hit.end(), place))
    kept = [span for span in spans if not _inside_longer(span, spans)]
    return list({place.key: place for _, _, place in sorted(kept, key=lambda s: s[0])}.values())


def _inside_longer(span: tuple[int, int, Place], spans: Sequence[tuple[int, int, Place]]) -> bool:
    start, end, _ = span
    return any(s <= start and end <= e and e - s > end - start for s, e, _ in spans)
