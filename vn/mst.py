"""Tax and enterprise codes (mã số thuế, mã số doanh nghiệp; R-8.4)."""

from __future__ import annotations

from stdnum.vn import mst

from vn.text import tidy


def is_valid(code: str) -> bool:
    """Whether a 10-digit code, or a branch code NNNNNNNNNN-NNN, has a right check digit.

    A branch suffix 000 is invalid. A failure is a **warning only**: legacy and foreign entities
    have other codes, and since 1/7/2025 individuals use their 12-digit personal number. Never
    refuse a record because of it.
    """
    return bool(mst.is_valid(tidy(code)))
