"""Figures and days in the notation of the reader, without touching what is read or printed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from vn.dates import Precision, day_text, parse_partial, partial_text
from vn.notation import in_english, written_in
from vn.numbers import decimal_text, group, parse_number, percent_text

DAY = date(2026, 8, 31)


def test_english_inside_the_block_and_vietnamese_around_it() -> None:
    with written_in("en"):
        assert group(1234567) == "1,234,567"
        assert decimal_text(Decimal("4484305.92"), 2) == "4,484,305.92"
        assert percent_text(Decimal("26.27")) == "26.27%"
        assert day_text(DAY) == "31 Aug 2026"
        with written_in("vi"):
            assert group(1234567) == "1.234.567"
    assert decimal_text(Decimal("-1234.50"), 2) == "-1.234,50"
    assert day_text(DAY) == "31/8/2026"
    assert not in_english()


@pytest.mark.parametrize(
    ("precision", "written"),
    [
        (Precision.DAY, "31 Aug 2026"),
        (Precision.MONTH, "Aug 2026"),
        (Precision.QUARTER, "Q3 2026"),
        (Precision.YEAR, "2026"),
    ],
)
def test_a_partial_date_says_no_more_than_is_known(precision: Precision, written: str) -> None:
    with written_in("en"):
        assert partial_text(DAY, precision) == written


def test_reading_never_follows_it() -> None:
    with written_in("en"):
        assert parse_number("1.234,5").value == Decimal("1234.5")
        assert str(parse_partial("31/8/2026").first) == "2026-08-31"


def test_an_error_ends_the_block_too() -> None:
    def broken() -> None:
        with written_in("en"):
            raise LookupError("gone")

    with pytest.raises(LookupError, match="gone"):
        broken()
    assert not in_english()
