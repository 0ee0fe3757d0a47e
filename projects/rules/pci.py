"""Questions a row of the provincial competitiveness index raises about itself."""

from __future__ import annotations

from decimal import Decimal

from vn.numbers import rounded


def rank_looks_like_score(score: Decimal | None, rank: int | None) -> bool:
    """Whether the rank is the rounded score: a known slip of printed tables, so it is asked about."""
    return score is not None and rank is not None and rounded(score, 0) == rank
