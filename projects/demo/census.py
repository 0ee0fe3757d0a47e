"""The figures of the province: how many projects stand where, with how much capital.

They are chosen so that every word of a published census is true of the invented rows: 215
projects with "hơn 27.347 tỷ đồng", of which 140 operate ("trên 13.800"), 15 stopped (534), 26
are being built ("gần 6.030") and 34 have not started ("trên 6.970"); 38 more ended in the year
(1.273), and 8 of the 215 were approved in it (1.171).
"""

from __future__ import annotations

from random import Random

TY = 1_000_000_000
COUNTS = {
    "operating": 140,
    "stopped": 15,
    "under_construction": 26,
    "not_started": 34,
    "terminated": 38,
}
CAPITAL_TY = {
    "operating": 13_812,
    "stopped": 534,
    "under_construction": 6_027,
    "not_started": 6_975,
    "terminated": 1_273,
}
APPROVED_THIS_YEAR = 8
APPROVED_CAPITAL_TY = 1_171
LARGEST_APPROVED_TY = 520
"""One of the year's approvals is large enough to count towards the province's goal (500 tỷ)."""


def amounts(rng: Random, count: int, total_ty: int) -> list[int]:
    """`count` uneven amounts in đồng whose sum is exactly `total_ty` tỷ.

    Large ones are whole tỷ, small ones have a decimal, as in real registers; the largest takes
    the whole tỷ that rounding left over, the smallest the tenths.
    """
    weights = [0.12 + 2.4 * rng.random() ** 3 for _ in range(count)]
    scale = total_ty / sum(weights)
    tenths = [_rounded(weight * scale * 10) for weight in weights]
    left_over = total_ty * 10 - sum(tenths)
    tenths[tenths.index(max(tenths))] += left_over // 10 * 10
    tenths[tenths.index(min(tenths))] += left_over % 10
    return [amount * TY // 10 for amount in tenths]


def _rounded(tenths: float) -> int:
    """A tenth of a tỷ below 20 tỷ, half a tỷ below 100, a tỷ above."""
    step = 1 if tenths < 200 else 5 if tenths < 1000 else 10
    return max(step, int(tenths / step + 0.5) * step)
