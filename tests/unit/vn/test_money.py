"""Money shown, said in words and read (R-8.2)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vn.errors import Unreadable
from vn.money import BILLION, MILLION, DefaultUnit, in_words, parse_money, trieu_text, ty_text

AMOUNTS = st.integers(min_value=0, max_value=10**16)


@pytest.mark.parametrize(
    ("vnd", "words"),
    [
        (0, "Không đồng"),
        (1, "Một đồng"),
        (5, "Năm đồng"),
        (10, "Mười đồng"),
        (11, "Mười một đồng"),
        (14, "Mười bốn đồng"),
        (15, "Mười lăm đồng"),
        (20, "Hai mươi đồng"),
        (21, "Hai mươi mốt đồng"),
        (24, "Hai mươi tư đồng"),
        (25, "Hai mươi lăm đồng"),
        (55, "Năm mươi lăm đồng"),
        (100, "Một trăm đồng"),
        (101, "Một trăm linh một đồng"),
        (104, "Một trăm linh bốn đồng"),
        (105, "Một trăm linh năm đồng"),
        (110, "Một trăm mười đồng"),
        (111, "Một trăm mười một đồng"),
        (121, "Một trăm hai mươi mốt đồng"),
        (999, "Chín trăm chín mươi chín đồng"),
        (1_000, "Một nghìn đồng chẵn"),
        (1_001, "Một nghìn, không trăm linh một đồng"),
        (1_050, "Một nghìn, không trăm năm mươi đồng"),
        (15_000, "Mười lăm nghìn đồng chẵn"),
        (21_000, "Hai mươi mốt nghìn đồng chẵn"),
        (100_000, "Một trăm nghìn đồng chẵn"),
        (1_000_005, "Một triệu, không trăm linh năm đồng"),
        (1_005_000, "Một triệu, không trăm linh năm nghìn đồng chẵn"),
        (
            64_713_440_000,
            "Sáu mươi tư tỷ, bảy trăm mười ba triệu, bốn trăm bốn mươi nghìn đồng chẵn",
        ),
        (23 * BILLION, "Hai mươi ba tỷ đồng chẵn"),
        (
            1_360_668 * MILLION,
            "Một nghìn ba trăm sáu mươi tỷ, sáu trăm sáu mươi tám triệu đồng chẵn",
        ),
        (1_060 * BILLION, "Một nghìn không trăm sáu mươi tỷ đồng chẵn"),
        (1_000 * BILLION + 1_000, "Một nghìn tỷ, không trăm linh một nghìn đồng chẵn"),
        (10**15, "Một triệu tỷ đồng chẵn"),
        (-5_000, "Âm năm nghìn đồng chẵn"),
    ],
)
def test_an_amount_is_said_as_certificates_say_it(vnd: int, words: str) -> None:
    assert in_words(vnd) == words


@given(st.lists(AMOUNTS, min_size=2, max_size=2, unique=True))
def test_different_amounts_have_different_words(amounts: list[int]) -> None:
    assert in_words(amounts[0]) != in_words(amounts[1])


def test_tables_show_million_and_prose_billion() -> None:
    assert trieu_text(727_304_290_000) == "727.304,29"
    assert trieu_text(727_304_290_000, trim=False) == "727.304,290"
    assert ty_text(1_480 * BILLION) == "1.480,0"
    assert ty_text(1_050_000_000) == "1,1"
    assert ty_text(0) == "0,0"


def test_an_unknown_amount_is_not_shown_as_zero() -> None:
    assert trieu_text(None) == "—"
    assert ty_text(None, unknown="chưa có số liệu") == "chưa có số liệu"


@pytest.mark.parametrize(
    ("text", "default_unit", "vnd"),
    [
        ("1.360,668 tỷ đồng", "đồng", 1_360_668 * MILLION),
        ("727.304,29", "triệu", 727_304_290_000),
        ("1.480,0", "tỷ", 1_480 * BILLION),
        ("1.360.668.000.000", "đồng", 1_360_668 * MILLION),
        ("1.360.668.000.000 đồng", "triệu", 1_360_668 * MILLION),
        ("534 tỉ", "triệu", 534 * BILLION),
        ("10 trđ", "đồng", 10 * MILLION),
        ("10 tr.đ", "đồng", 10 * MILLION),
        ("10 triệu VNĐ", "tỷ", 10 * MILLION),
        ("500 nghìn đồng", "tỷ", 500_000),
        ("500 ngàn", "tỷ", 500_000),
        ("3 nghìn tỷ đồng", "đồng", 3_000 * BILLION),
        ("-2,5 tỷ", "đồng", -2_500 * MILLION),
        ("0", "triệu", 0),
        ("—", "triệu", None),
        ("", "triệu", None),
    ],
)
def test_an_amount_is_read_in_its_own_unit_or_the_columns(
    text: str, default_unit: DefaultUnit, vnd: int | None
) -> None:
    read = parse_money(text, default_unit)
    assert (read.vnd, read.currency) == (vnd, "VND")


def test_a_hedge_and_a_doubt_are_carried_along() -> None:
    read = parse_money("hơn 27.347 tỷ đồng")
    assert (read.vnd, read.hedge, read.doubtful) == (27_347 * BILLION, "hơn", True)


@pytest.mark.parametrize(
    ("text", "amount"),
    [("5 USD", "5"), ("1,5 triệu USD", "1500000"), ("2 triệu đô la Mỹ", "2000000")],
)
def test_dollars_are_never_turned_into_dong(text: str, amount: str) -> None:
    read = parse_money(text)
    assert (read.vnd, read.currency, read.amount) == (None, "USD", Decimal(amount))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("5 ha", "unknown_unit"),
        ("87,25%", "unknown_unit"),
        ("1,5 đồng", "fraction_of_dong"),
        ("0,0000001 triệu", "fraction_of_dong"),
        ("1 tỷ 500 triệu", "more_than_one_number"),
        ("miễn phí", "not_a_number"),
    ],
)
def test_what_is_not_an_amount_of_whole_dong_is_refused(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        parse_money(text)
    assert refusal.value.code == code


@given(AMOUNTS)
def test_an_amount_in_million_with_six_places_is_read_back(vnd: int) -> None:
    assert parse_money(trieu_text(vnd, places=6), "triệu").vnd == vnd


@given(AMOUNTS)
def test_an_amount_in_billion_with_nine_places_is_read_back(vnd: int) -> None:
    assert parse_money(ty_text(vnd, places=9), "tỷ").vnd == vnd
