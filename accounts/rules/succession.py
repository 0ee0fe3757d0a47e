"""Which place or body became which: a walk over successions, safe on chains, splits and circles.

Law: R-4.1, R-5.1 to R-5.5 (law.md §5). Nodes are ids; nothing here knows whether they are places or
agencies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

WHOLE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Link:
    """`old` became `new`, or passed `share` of itself to it; None: how much is not known."""

    old: int
    new: int
    share: Decimal | None = WHOLE


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day of a place or a body; None: not known, or open."""

    first: date | None = None
    last: date | None = None

    def begins_after(self, day: date) -> bool:
        """Whether it did not exist yet."""
        return self.first is not None and self.first > day

    def ended_before(self, day: date) -> bool:
        """Whether it existed no longer."""
        return self.last is not None and self.last < day


class Lineage:
    """All successions of places, or of agencies, with the days on which each of them existed."""

    def __init__(self, links: Iterable[Link], spans: Mapping[int, Span] | None = None) -> None:
        self._after: dict[int, list[Link]] = defaultdict(list)
        self._before: dict[int, list[Link]] = defaultdict(list)
        for link in links:
            self._after[link.old].append(link)
            self._before[link.new].append(link)
        self._spans = spans or {}

    def successors(self, ids: Iterable[int]) -> frozenset[int]:
        """Everything these became, also a part of it and also in between; not themselves."""
        return self._reached(ids, lambda node: [link.new for link in self._after.get(node, ())])

    def predecessors(self, ids: Iterable[int]) -> frozenset[int]:
        """Everything that became these, wholly or in part."""
        return self._reached(ids, lambda node: [link.old for link in self._before.get(node, ())])

    def whole_predecessors(self, ids: Iterable[int]) -> frozenset[int]:
        """Those that became one of these wholly: their one successor, with nothing left over."""
        return self._reached(
            ids, lambda node: [link.old for link in self._before.get(node, ()) if self._whole(link)]
        )

    def related(self, ids: Iterable[int]) -> frozenset[int]:
        """These, what they became and what became them: everything a filter by them may mean."""
        asked = frozenset(ids)
        return asked | self.successors(asked) | self.predecessors(asked)

    def heirs(self, node: int) -> frozenset[int]:
        """Who it is at the end of all successions: itself when nothing followed it."""
        ends = {end for end in self.successors([node]) if not self._after.get(end)}
        return frozenset(ends or {node})

    def on_day(self, node: int, day: date) -> frozenset[int]:
        """What held its place on a day: itself, what it had become, or what it came from.

        Several when it was split or merged and the registry does not say which; itself when
        nothing is on record.
        """
        span = self._spans.get(node, Span())
        if span.begins_after(day):
            found = self._settled(node, day, self._before, earlier=True)
        elif span.ended_before(day):
            found = self._settled(node, day, self._after, earlier=False)
        else:
            found = set()
        return frozenset(found or {node})

    def _settled(
        self, node: int, day: date, links: Mapping[int, list[Link]], *, earlier: bool
    ) -> set[int]:
        seen, found, open_ = {node}, set[int](), [node]
        while open_:
            for link in links.get(open_.pop(), ()):
                step = link.old if earlier else link.new
                if step in seen:
                    continue
                seen.add(step)
                span = self._spans.get(step, Span())
                further = span.begins_after(day) if earlier else span.ended_before(day)
                if further and links.get(step):
                    open_.append(step)
                else:
                    found.add(step)
        return found

    def _whole(self, link: Link) -> bool:
        return link.share == WHOLE and len(self._after[link.old]) == 1

    @staticmethod
    def _reached(ids: Iterable[int], steps: Callable[[int], list[int]]) -> frozenset[int]:
        asked = set(ids)
        seen, open_ = set(asked), list(asked)
        while open_:
            for step in steps(open_.pop()):
                if step not in seen:
                    seen.add(step)
                    open_.append(step)
        return frozenset(seen - asked)


def closes_a_circle(links: Iterable[Link], *, old: int, new: int) -> bool:
    """Whether a further succession would make a place or a body its own successor."""
    return old == new or old in Lineage(links).successors([new])
