"""Drawing projects by lot so that anybody can draw them again (law.md §4.2, fairness of plans)."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256


def draw(codes: Iterable[str], count: int, seed: str) -> list[str]:
    """The `count` codes whose digest with the seed comes first, in that order.

    The same codes with the same seed always give the same sample, whatever their order; fewer
    codes than asked for are all drawn.
    """
    return sorted(set(codes), key=lambda code: (_lot(code, seed), code))[: max(count, 0)]


def _lot(code: str, seed: str) -> str:
    return sha256(f"{seed}:{code}".encode()).hexdigest()
