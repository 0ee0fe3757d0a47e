"""The scenario of a year (kịch bản giải ngân): thirteen month ends, and how far from them one stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

MONTHS = 13
"""The ends of months from January to January of the next year (D1)."""

_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Sample:
    """A curve that somebody published, offered to start from."""

    key: str
    percents: tuple[Decimal, ...]
    source: str
    source_url: str


HAI_DUONG_2025 = Sample(
    key="hai-duong-2025",
    percents=(
        Decimal("3"),
        Decimal("8"),
        Decimal("19"),
        Decimal("28"),
        Decimal("37"),
        Decimal("50"),
        Decimal("57"),
        Decimal("62"),
        Decimal("71"),
        Decimal("77"),
        Decimal("81"),
        Decimal("93"),
        Decimal("99.7"),
    ),
    source="Báo Hải Dương, kịch bản giải ngân vốn đầu tư công năm 2025",
    source_url=(
        "https://baohaiduong.vn/en/"
        "hai-duong-som-co-kich-ban-giai-ngan-von-dau-tu-cong-nam-2025-402850.html"
    ),
)


def falls_at(percents: Sequence[Decimal]) -> int | None:
    """The first month (1..13) whose percent is below that of the month before; None if none is."""
    falls = (month for month, (a, b) in enumerate(pairwise(percents), 2) if b < a)
    return next(falls, None)


def outside_at(percents: Sequence[Decimal]) -> int | None:
    """The first month (1..13) whose percent is below 0 or above 100; None if none is."""
    outside = (month for month, value in enumerate(percents, 1) if not 0 <= value <= 100)
    return next(outside, None)


def percent_at(percents: Sequence[Decimal], month: int) -> Decimal | None:
    """What the scenario wants by the end of a month; after the thirteenth its last value stays."""
    if not percents or month < 1:
        return None
    return percents[min(month, len(percents)) - 1]


def gap_points(paid_vnd: int, capital_vnd: int, percent: Decimal | None) -> Decimal | None:
    """Actual minus scenario in percentage points (below zero is behind); None without either (R-3.2)."""
    if percent is None or capital_vnd <= 0:
        return None
    return (Decimal(paid_vnd) * 100 / capital_vnd - percent).quantize(_HUNDREDTH, ROUND_HALF_UP)
