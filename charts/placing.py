"""Where words and marks go on a drawing, so that none covers another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float]

_ASIDE = (0.0, -24.0, 24.0, -48.0, 48.0, -72.0, 72.0)
_UPWARD = (0.0, -13.0, 13.0, -26.0, 26.0, -39.0, 39.0, -52.0, 52.0)
_STEPS = sorted(((x, y) for x in _ASIDE for y in _UPWARD), key=lambda at: abs(at[0]) + abs(at[1]))
_MOSTLY = 0.42
"""A box is in a place when its corners, drawn in so far from its middle, are."""


@dataclass(frozen=True, slots=True)
class Box:
    """Four sides in user units."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, middle: Point, wide: float, high: float) -> Box:
        """The box of this size about its middle."""
        x, y = middle
        return cls(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)

    def meets(self, other: Box) -> bool:
        """Whether the two cover anything in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: Box) -> bool:
        """Whether the other lies wholly in this one."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


class Spots:
    """What is taken on a drawing, and what is free on it."""

    def __init__(self, taken: Iterable[Box], whole: Box) -> None:
        self._taken, self._whole = list(taken), whole

    def take(self, rings: Sequence[Sequence[Point]], at: Point, size: Point) -> Point | None:
        """Take the free spot of this size (wide, high) in these rings nearest to `at`.

        Returns its middle; None when there is no such spot.
        """
        wide, high = size
        xs = [x for ring in rings for x, _y in ring]
        if max(xs) - min(xs) < wide:
            return None
        reach = Box.around(at, 2 * abs(_ASIDE[-1]) + wide, 2 * abs(_UPWARD[-1]) + high)
        near = [box for box in self._taken if box.meets(reach)]
        for aside, upward in _STEPS:
            middle = at[0] + aside, at[1] + upward
            box = Box.around(middle, wide, high)
            if not self._whole.holds(box) or any(box.meets(other) for other in near):
                continue
            corners = [(middle[0] + x * wide, middle[1] + y * high) for x, y in _CORNERS]
            if all(_inside(rings, corner) for corner in corners):
                self._taken.append(box)
                return middle
        return None


_CORNERS = [(x, y) for x in (-_MOSTLY, _MOSTLY) for y in (-_MOSTLY, _MOSTLY)]


def _inside(rings: Sequence[Sequence[Point]], point: Point) -> bool:
    """Whether a ray to the left crosses the rings an odd number of times."""
    x, y = point
    crossed = 0
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]):
            if (y1 > y) != (y2 > y) and x1 + (y - y1) * (x2 - x1) / (y2 - y1) < x:
                crossed += 1
    return crossed % 2 == 1
