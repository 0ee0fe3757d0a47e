"""The search box: one question put to every source, and what a person keeps at hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from desk.actions.finding import VISITS_KEPT
from desk.models import Pin, Visit
from projects.extensions import SearchSource, search_sources
from projects.search.words import Places
from vn.searching import LONGEST, wanted

if TYPE_CHECKING:
    from accounts.models import User

PROJECT, INVESTOR = "project", "investor"
"""The kinds that are pinned and remembered, as `desk.models.Pin` and `Visit` keep them."""

KINDS_SHOWN, OF_A_KIND = 5, 100
"""Rows of each kind on a page of all kinds, and on the page of one kind."""


@dataclass
class Asked:
    """What a person typed, and how many rows of a kind are wanted."""

    user: User
    text: str
    limit: int = KINDS_SHOWN

    @cached_property
    def places(self) -> Places:
        """The places on record, read once for all sources."""
        return Places(self.text)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed that could be looked for."""
        return not wanted(self.text)


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. `is_exact`: it is called by just the code or number that was typed."""

    kind: str
    pk: int
    title: str
    url: str
    code: str = ""
    about: str = ""
    is_exact: bool = False

    @property
    def key(self) -> tuple[str, int]:
        """How a pin names it."""
        return self.kind, self.pk

    @property
    def page(self) -> str:
        """The page it leads to, without the place on it."""
        return self.url.partition("#")[0]


@dataclass(frozen=True, slots=True)
class Found:
    """What one source answers: the first rows, how many there are, the list of all of them."""

    hits: Sequence[Hit] = ()
    total: int = 0
    all_url: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A source with what it found; never empty."""

    source: SearchSource
    found: Found


@dataclass(frozen=True, slots=True)
class AtHand:
    """What a person pinned and what he or she looked at last, as far as it may still be seen."""

    pinned: Sequence[Hit] = ()
    recent: Sequence[Hit] = ()
    pins: frozenset[tuple[str, int]] = field(default_factory=frozenset)


def read_text(text: str) -> str:
    """What was typed, as long as it is read."""
    return text.replace("\0", " ").strip()[:LONGEST]


def answers(asked: Asked, kind: str = "") -> list[Answer]:
    """Every source that found something, or the one of this kind."""
    if asked.is_empty:
        return []
    sources = [source for source in search_sources() if kind in ("", source.kind)]
    found = [Answer(source, source.find(asked)) for source in sources]
    return [answer for answer in found if answer.found.total]


def straight(found: Iterable[Answer]) -> Hit | None:
    """The one thing that is called by what was typed; None when there are several, or none."""
    hits = [hit for answer in found for hit in answer.found.hits if hit.is_exact]
    return hits[0] if len({hit.page for hit in hits}) == 1 else None


def at_hand(user: User) -> AtHand:
    """Pins, the latest first, then what was looked at and is not pinned."""
    pinned = list(Pin.objects.filter(user=user).values_list("kind", "subject_id"))
    visits = Visit.objects.filter(user=user).values_list("kind", "subject_id")[:VISITS_KEPT]
    recent = [key for key in visits if key not in pinned]
    told = _describe(user, [*pinned, *recent])
    return AtHand(
        pinned=[told[key] for key in pinned if key in told],
        recent=[told[key] for key in recent if key in told],
        pins=frozenset(pinned),
    )


def pins_of(user: User) -> frozenset[tuple[str, int]]:
    """The keys of what a person pinned."""
    return frozenset(Pin.objects.filter(user=user).values_list("kind", "subject_id"))


def may_pin(user: User, kind: str, subject_id: int) -> bool:
    """Whether there is such a thing that this person may know of."""
    return (kind, subject_id) in _describe(user, [(kind, subject_id)])


def pinned_kinds() -> frozenset[str]:
    """The kinds a person can pin."""
    return frozenset(source.kind for source in search_sources() if source.describe is not None)


def _describe(user: User, keys: Sequence[tuple[str, int]]) -> Mapping[tuple[str, int], Hit]:
    """The things behind keys that this person may know of: one query for each kind."""
    found = (
        source.describe(user, [pk for kind, pk in keys if kind == source.kind]).values()
        for source in search_sources()
        if source.describe is not None and any(kind == source.kind for kind, _pk in keys)
    )
    return {hit.key: hit for hit in chain.from_iterable(found)}
