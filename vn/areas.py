"""Areas: square metres inside, hectares at the edge (R-1.8)."""

from __future__ import annotations

from decimal import Decimal

from vn.numbers import decimal_text

SQUARE_METRES_PER_HECTARE = 10_000


def ha_text(
    square_metres: Decimal | int | None, places: int = 1, *, trim: bool = False, unknown: str = ""
) -> str:
    """Square metres shown in hectares: 426000 -> "42,6"; None shows `unknown`."""
    if square_metres is None:
        return unknown
    return decimal_text(Decimal(square_metres) / SQUARE_METRES_PER_HECTARE, places, trim=trim)
