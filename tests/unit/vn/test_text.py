"""Folding, searching and Vietnamese order (R-8.9)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vn.text import fold, nfc, search_text, sort_key, tidy

VIETNAMESE = st.text(
    alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệúùủũụứừửữựyýỳ AĐÊỦ-/0123456789"
)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param("uỷ ban", "ủy ban", id="the two placements of a tone"),
        pytest.param("hoà giải", "hòa giải", id="the two placements in hoà"),
        pytest.param(unicodedata.normalize("NFD", "Lạng Sơn"), "Lạng Sơn", id="NFD and NFC"),
        pytest.param("Đồng Đăng", "dong dang", id="đ and D are one"),
        pytest.param("Ðồng", "Đồng", id="Icelandic eth stands for Đ in old files"),
        pytest.param("72- KL/TW", "72-KL/TW", id="a stray space in a document number"),
        pytest.param("72 – KL / TW", "72-KL/TW", id="a long dash and spaces around a slash"),
        pytest.param("Sở\u00a0Tài\u202fchính", "Sở Tài chính", id="non-breaking spaces"),
        pytest.param("Sở\t Tài \n chính ", "Sở Tài chính", id="runs of white space"),
        pytest.param("Hữu\u200bLũng", "HữuLũng", id="a zero-width space"),
        pytest.param("42,6 km²", "42,6 km2", id="a raised two"),
    ],
)
def test_texts_that_must_be_found_together_fold_alike(left: str, right: str) -> None:
    assert fold(left) == fold(right)


def test_folding_keeps_different_words_apart() -> None:
    assert fold("13/NQ-TW") != fold("13-NQ/TW")
    assert fold("Uỷ ban nhân dân") == "uy ban nhan dan"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(VIETNAMESE)
def test_both_unicode_forms_fold_and_sort_alike(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    assert fold(decomposed) == fold(text)
    assert sort_key(decomposed) == sort_key(text)


@given(VIETNAMESE)
def test_folded_vietnamese_is_plain_ascii(text: str) -> None:
    assert fold(text).isascii()


def test_tidy_keeps_the_letters_and_mends_the_spaces() -> None:
    assert tidy(" Uỷ\u00a0ban —  tỉnh ") == "Uỷ ban - tỉnh"
    assert nfc(unicodedata.normalize("NFD", "Ủy")) == "Ủy"


def test_search_text_skips_parts_that_say_nothing() -> None:
    assert search_text("Dự án Đồng Bành", None, "", " ", "2463/QĐ-UBND") == (
        "du an dong banh | 2463/qd-ubnd"
    )
    assert search_text(None) == ""


IN_ORDER = [
    "An",
    "An Bình",
    "Anh",
    "Ánh",
    "Ăn",
    "Ân",
    "Bắc Sơn",
    "Ca",
    "Cà",
    "Cả",
    "Cã",
    "Cá",
    "Cạ",
    "Cao Lộc",
    "Chi Lăng",
    "Dương",
    "Đình Lập",
    "Đồng Đăng",
    "Em",
    "Êm",
    "Hữu Lũng",
    "Lạng Sơn",
    "Lộc Bình",
    "Na Sầm",
    "Oanh",
    "Ông",
    "Ơn",
    "Tràng Định",
    "Uông",
    "Ưng",
    "Văn Lãng",
    "Văn Quan",
    "Yên",
]


def test_names_sort_in_the_order_of_the_alphabet_and_of_the_tones() -> None:
    assert sorted(set(IN_ORDER), key=sort_key) == IN_ORDER


def test_digits_come_before_letters_and_case_does_not_matter() -> None:
    assert sort_key("1 Tổ") < sort_key("A")
    assert sort_key("ĐÌNH LẬP") == sort_key("Đình Lập")
    assert sort_key("uỷ ban") == sort_key("ủy ban")


@given(st.text())
def test_a_sort_key_holds_only_digits_and_small_ascii_letters(text: str) -> None:
    key = sort_key(text)
    assert key.isascii()
    assert key.isalnum()
    assert key == key.lower()
