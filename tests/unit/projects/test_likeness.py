"""Which records of investors are proposed as one: tax code, name, similar names."""

from __future__ import annotations

from decimal import Decimal

import pytest

from projects.rules.likeness import SIMILAR_FROM, Named, Pair, Why, pairs
from vn.text import fold


def named(pk: int, *names: str, tax_code: str = "") -> Named:
    return Named(pk, tuple(fold(name) for name in names), tax_code)


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        pytest.param(
            named(1, "Công ty A", tax_code="0100109106"),
            named(2, "Doanh nghiệp khác hẳn", tax_code="0100109106"),
            Why.TAX_CODE,
            id="the same tax code under two names",
        ),
        pytest.param(
            named(1, "Công ty A", tax_code="0100109106"),
            named(2, "Chi nhánh Lạng Sơn", tax_code="0100109106-001"),
            Why.TAX_CODE,
            id="a branch of the same enterprise",
        ),
        pytest.param(
            named(1, "Công ty TNHH Hoà Bình"),
            named(2, "CÔNG TY TNHH HÒA BÌNH"),
            Why.NAME,
            id="the same name but for accents and capitals",
        ),
        pytest.param(
            named(1, "Công ty CP Mẫu Sơn Xanh", "Công ty TNHH Hoà Bình"),
            named(2, "Công ty TNHH Hòa Bình"),
            Why.NAME,
            id="an earlier name of the other",
        ),
        pytest.param(
            named(1, "Công ty TNHH Hoà Bình"),
            named(2, "Công ty Cổ phần Đầu tư Hòa Bình"),
            Why.SIMILAR,
            id="another form of company",
        ),
        pytest.param(
            named(1, "Công ty TNHH Thương mại Bảo Long Lạng Sơn"),
            named(2, "Cty TNHH Bảo Long Lạng Sơn", tax_code="0100109106"),
            Why.SIMILAR,
            id="shortened",
        ),
    ],
)
def test_is_proposed(first: Named, second: Named, why: Why) -> None:
    found = pairs([second, first])
    assert [(pair.one, pair.other, pair.why) for pair in found] == [(1, 2, why)]
    assert SIMILAR_FROM <= found[0].share <= 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("Công ty TNHH Hoà Bình", "Công ty TNHH Mẫu Sơn", id="only the form in common"),
        pytest.param("Công ty CP Bảo Long", "Công ty CP Bảo Minh Hưng", id="one word in common"),
        pytest.param("Công ty TNHH", "Công ty Cổ phần", id="nothing but the form"),
    ],
)
def test_is_not_proposed(first: str, second: str) -> None:
    assert pairs([named(1, first), named(2, second)]) == []


def test_similar_names_with_two_tax_codes_are_two_enterprises() -> None:
    first = named(1, "Công ty TNHH Hoà Bình", tax_code="0100109106")
    second = named(2, "Công ty Cổ phần Hòa Bình", tax_code="4900123456")
    assert pairs([first, second]) == []


def test_a_pair_known_to_be_two_is_not_proposed_again() -> None:
    first, second = named(1, "Công ty Hoà Bình"), named(2, "Công ty Hòa Bình")
    assert pairs([first, second], {(1, 2)}) == []


def test_a_word_that_many_share_tells_nobody_apart() -> None:
    """Twenty investors named after the province are not one."""
    places = "Na Sầm;Đồng Đăng;Chi Lăng;Văn Quan;Bình Gia;Đình Lập;Lộc Bình;Cao Lộc;Tân Thanh"
    rows = [
        named(pk, f"Công ty CP Xứ Lạng {place}") for pk, place in enumerate(places.split(";"), 1)
    ]
    assert pairs(rows) == []


def test_the_surest_come_first() -> None:
    rows = [
        named(1, "Công ty TNHH Bảo Long Lạng Sơn"),
        named(2, "Cty TNHH Bảo Long Lạng Sơn Xanh"),
        named(3, "Công ty Hữu Nghị", tax_code="0100109106"),
        named(4, "Doanh nghiệp X", tax_code="0100109106"),
    ]
    found = pairs(rows)
    assert [pair.why for pair in found] == [Why.TAX_CODE, Why.SIMILAR]
    assert found[0] == Pair(3, 4, Why.TAX_CODE, Decimal(1))
