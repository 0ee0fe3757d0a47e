"""Names of places in documents, beside the register of places."""

from __future__ import annotations

from datetime import date

import pytest

from vn.places import Place, bare, mentioned, spelt_out

LAST, FIRST = date(2025, 6, 30), date(2025, 7, 1)
BEFORE, AFTER = date(2023, 5, 16), date(2025, 7, 31)

LUNG = Place(1, "huyện Hữu Lũng", is_commune=False, parent=0, last=LAST)
LOC = Place(2, "huyện Cao Lộc", is_commune=False, parent=0, last=LAST)
HO = Place(3, "xã Hồ Sơn", is_commune=True, parent=1, last=LAST)
HOA = Place(4, "xã Hòa Thắng", is_commune=True, parent=1, last=LAST)
TAN_1 = Place(5, "xã Tân Thành", is_commune=True, parent=1, last=LAST)
TAN_2 = Place(6, "xã Tân Thành", is_commune=True, parent=2, last=LAST)
KINH_OLD = Place(7, "phường Đông Kinh", is_commune=True, parent=9, last=LAST)
KINH = Place(8, "phường Đông Kinh", is_commune=True, parent=0, first=FIRST)
CITY = Place(9, "thành phố Lạng Sơn", is_commune=False, parent=0, last=LAST)
TAY = Place(10, "xã Hồ Sơn Tây", is_commune=True, parent=1, last=LAST)
ALL = (LUNG, LOC, HO, HOA, TAN_1, TAN_2, KINH_OLD, KINH, CITY, TAY)


@pytest.mark.parametrize(
    ("text", "day", "keys"),
    [
        ("xã Hồ Sơn, xã Hòa Thắng, huyện Hữu Lũng", BEFORE, {3, 4}),
        ("Xã HỒ SƠN và Hòa Thắng", BEFORE, {3}),
        ("xã Hồ Sơn Tây, huyện Hữu Lũng", BEFORE, {10}),
        ("phường Đông Kinh (TP Lạng Sơn cũ)", AFTER, {8}),
        ("phường Đông Kinh, TP. Lạng Sơn", BEFORE, {7}),
        ("phường Đông Kinh, TP Lạng Sơn", None, {7}),
        ("phường Đông Kinh", None, set()),
        ("huyện Cao Lộc cũ", AFTER, {2}),
        ("Mẫu Sơn, huyện Cao Lộc", BEFORE, {2}),
        ("xã Tân Thành", BEFORE, set()),
        ("xã Tân Thành, huyện Cao Lộc", BEFORE, {6}),
        ("xã Hồ Sơn, huyện Hữu Lũng và huyện Cao Lộc", BEFORE, {3, 2}),
        ("cửa khẩu Hữu Nghị", BEFORE, set()),
        ("", None, set()),
    ],
)
def test_the_places_a_text_names(text, day, keys) -> None:
    assert set(mentioned(text, ALL, day)) == keys


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Tỉnh Lạng Sơn", "lang son"),
        ("Lạng Sơn", "lang son"),
        ("TP Hồ Chí Minh", "ho chi minh"),
        ("thành phố Hồ Chí Minh", "ho chi minh"),
        ("TP. Hải Phòng", "hai phong"),
        ("Quận 1", "quan 1"),
        ("", ""),
    ],
)
def test_a_province_is_known_with_and_without_its_kind(name, folded) -> None:
    assert bare(name) == folded


def test_shortened_kinds_are_spelt_out() -> None:
    assert spelt_out("TX Kinh Môn, TT. Kẻ Sặt") == "thi xa kinh mon, thi tran ke sat"
