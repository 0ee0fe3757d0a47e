"""Projects late on their land by how long they are late (full months, after what is not counted)."""

from __future__ import annotations

BANDS = (6, 12, 24)
"""Months at which a longer band begins; the last one has no end."""


def band(months: int) -> int:
    """Place of the band: 0 is under six full months, 3 is 24 and more."""
    return sum(months >= limit for limit in BANDS)


def band_text(at: int) -> str:
    """A band in words: "dưới 6 tháng", "từ 6 đến dưới 12 tháng", "từ 24 tháng trở lên"."""
    if at == 0:
        return f"Dưới {BANDS[0]} tháng"
    if at == len(BANDS):
        return f"Từ {BANDS[-1]} tháng trở lên"
    return f"Từ {BANDS[at - 1]} đến dưới {BANDS[at]} tháng"
