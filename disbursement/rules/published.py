"""Which base a published rate was taken of, by its amount first and by its words after."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from disbursement.rules.basis import Basis
from vn.numbers import rounded
from vn.text import fold

_WORDS: tuple[tuple[str, Basis], ...] = (
    ("keo dai", Basis.DEPLOYED),
    ("trien khai", Basis.DEPLOYED),
    ("phan bo", Basis.ALLOCATED),
    ("thu tuong", Basis.PM),
    ("tinh giao", Basis.PROVINCE),
    ("hdnd", Basis.PROVINCE),
    ("hoi dong nhan dan", Basis.PROVINCE),
)


_TELLING = 3
"""Digits from which on an amount tells one base from another; "3.000 tỷ" may be any."""


def basis_meant(words: str, amount: Decimal | None, bases: Mapping[Basis, int]) -> Basis | None:
    """The base whose amount, rounded as the source prints it, is that amount; else by its words.

    None when neither says: a rate is never held against a base it may not speak of.
    """
    if amount and _digits(amount) >= _TELLING:
        step = Decimal(1).scaleb(_zeros(amount))
        same = (b for b, vnd in bases.items() if rounded(vnd / step, 0) * step == amount)
        if (found := next(same, None)) is not None:
            return found
    said = fold(words)
    return next((basis for word, basis in _WORDS if word in said), None)


def _digits(amount: Decimal) -> int:
    return len(str(int(amount)).rstrip("0"))


def _zeros(amount: Decimal) -> int:
    """Zeros at the end of a whole amount: the places it was rounded to."""
    digits = str(int(amount))
    return len(digits) - len(digits.rstrip("0"))
