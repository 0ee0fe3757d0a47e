"""Writing and reading numbers (R-8.1)."""

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vn.errors import Unreadable
from vn.numbers import ParsedNumber, decimal_text, group, parse_number, percent_text, ratio_percent

D = Decimal
DECIMALS = st.decimals(min_value=D("-1e15"), max_value=D("1e15"), places=6)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (999, "999"), (1000, "1.000"), (1234567, "1.234.567"), (-1234, "-1.234")],
)
def test_whole_numbers_are_grouped_with_dots(value: int, text: str) -> None:
    assert group(value) == text


@pytest.mark.parametrize(
    ("value", "places", "trim", "text"),
    [
        (D("4484305.92"), 2, False, "4.484.305,92"),
        (D("1480"), 1, False, "1.480,0"),
        (D("1480"), 3, True, "1.480"),
        (D("0.5"), 0, False, "1"),
        (D("2.5"), 0, False, "3"),
        (D("-2.5"), 0, False, "-3"),
        (D("26.265"), 2, False, "26,27"),
        (D("26.2649"), 2, False, "26,26"),
        (D("-0.001"), 2, False, "0,00"),
        (D("727304.290"), 3, True, "727.304,29"),
        (D("999.999"), 2, False, "1.000,00"),
        (D("100"), 0, True, "100"),
    ],
)
def test_decimals_are_rounded_half_up_with_a_comma(
    value: Decimal, places: int, trim: bool, text: str
) -> None:
    assert decimal_text(value, places, trim=trim) == text


@pytest.mark.parametrize(
    ("numerator", "denominator", "percent"),
    [
        (D("727304.29"), D("2768098.333"), D("26.27")),
        (505, 505, D("100.00")),
        (1, 3, D("33.33")),
        (1, 8, D("12.50")),
        (0, 5, D("0.00")),
        (5, 0, None),
        (None, 5, None),
        (5, None, None),
    ],
)
def test_a_ratio_without_a_base_is_unknown(
    numerator: Decimal | int | None, denominator: Decimal | int | None, percent: Decimal | None
) -> None:
    assert ratio_percent(numerator, denominator) == percent


def test_per_cents_have_no_space() -> None:
    assert percent_text(D("26.27")) == "26,27%"
    assert percent_text(D("87.50"), trim=True) == "87,5%"
    assert percent_text(D("35.338"), 1) == "35,3%"


@pytest.mark.parametrize(
    ("text", "value", "doubtful"),
    [
        ("1.171", "1171", True),
        ("13.800", "13800", True),
        ("2.918", "2918", True),
        ("1,600", "1.600", True),
        ("28,651", "28.651", True),
        ("0,534", "0.534", False),
        ("0.534", "0.534", False),
        ("408.32", "408.32", False),
        ("408,32", "408.32", False),
        ("4484.305", "4484.305", False),
        ("4.484.305,92", "4484305.92", False),
        ("1.234.567", "1234567", False),
        ("1 234 567", "1234567", False),
        ("1\u00a0234\u00a0567,5", "1234567.5", False),
        ("534", "534", False),
        ("08", "8", False),
        ("-5,5", "-5.5", False),
        ("−5", "-5", False),
        ("+3", "3", False),
        ("12.", "12", False),
        ("2.768.098,333./.", "2768098.333", False),
    ],
)
def test_a_number_is_read_the_vietnamese_way(text: str, value: str, doubtful: bool) -> None:
    read = parse_number(text)
    assert (read.value, read.doubtful) == (D(value), doubtful)
    assert read.raw == text


@pytest.mark.parametrize(
    ("text", "hedge", "value", "unit"),
    [
        ("hơn 27.347 tỷ đồng", "hơn", "27347", "tỷ đồng"),
        (unicodedata.normalize("NFD", "hơn 27.347 tỷ"), "hơn", "27347", "tỷ"),
        ("Trên 13.800", "trên", "13800", ""),
        ("gần\u00a06.030 tỷ", "gần", "6030", "tỷ"),
        ("khoảng 12,5%", "khoảng", "12.5", "%"),
        ("xấp xỉ 10", "khoảng", "10", ""),
        ("~ 534", "khoảng", "534", ""),
        ("≈534", "khoảng", "534", ""),
        ("> 10", "trên", "10", ""),
        (">=10", "ít nhất", "10", ""),
        ("<5", "dưới", "5", ""),
        ("không quá 15 %", "không quá", "15", "%"),
        ("ước 35,3%", "ước", "35.3", "%"),
        ("12,4 ha", "", "12.4", "ha"),
        ("50 m2", "", "50", "m2"),
        ("08 dự án.", "", "8", "dự án"),
    ],
)
def test_hedges_and_units_are_kept_beside_the_value(
    text: str, hedge: str, value: str, unit: str
) -> None:
    read = parse_number(text)
    assert (read.hedge, read.value, read.unit) == (hedge, D(value), unit)


@pytest.mark.parametrize("text", ["", "  ", "-", "–", "—", "…", "...", "N/A", "n/a", "chưa có"])
def test_unknown_is_not_zero(text: str) -> None:
    assert parse_number(text).value is None


def test_zero_is_a_fact() -> None:
    assert parse_number("0").value == 0


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("abc", "not_a_number"),
        ("(5)", "not_a_number"),
        (".5", "not_a_number"),
        ("hơn", "not_a_number"),
        ("٣", "not_a_number"),
        ("1.234.56", "grouping"),
        ("12.34.567", "grouping"),
        ("1..2", "grouping"),
        ("1,2,3", "grouping"),
        ("1.234,5,6", "grouping"),
        ("1,234.5", "english_grouping"),
        ("1,234,567", "english_grouping"),
        ("3-5 dự án", "range"),
        ("3 đến 5", "range"),
        ("1 tỷ 500 triệu", "more_than_one_number"),
        ("5 10", "more_than_one_number"),
        ("727.304,29/2.768.098,333", "more_than_one_number"),
        ("1" * 31, "too_long"),
    ],
)
def test_a_text_that_needs_a_guess_is_refused(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        parse_number(text)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("text", "value", "doubtful"),
    [
        ("1,234.5", "1234.5", False),
        ("1,234,567", "1234567", False),
        ("1,600", "1600", True),
        ("1.600", "1.600", True),
        ("12.5", "12.5", False),
    ],
)
def test_the_english_form_is_an_explicit_choice(text: str, value: str, doubtful: bool) -> None:
    read = parse_number(text, english=True)
    assert (read.value, read.doubtful) == (D(value), doubtful)


@given(st.integers(min_value=-(10**18), max_value=10**18))
def test_a_grouped_number_is_read_back(value: int) -> None:
    assert parse_number(group(value)).value == value


@given(DECIMALS, st.integers(min_value=0, max_value=6), st.booleans())
def test_a_written_decimal_is_read_back(value: Decimal, places: int, trim: bool) -> None:
    rounded = parse_number(decimal_text(value, places, trim=trim)).value
    assert rounded is not None
    assert abs(rounded - value) <= D(1).scaleb(-places) / 2


def _outcome(text: str) -> ParsedNumber | Unreadable:
    try:
        return parse_number(text)
    except Unreadable as refusal:
        return refusal


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_with_its_words(text: str) -> None:
    assert _outcome(text).raw == text
