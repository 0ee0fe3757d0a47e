"""The map as drawn: where things fall, what they are called, and that nothing breaks out of it."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest

from charts import Frame
from charts.geography import Ground, Mark, Place, Sheet, geography
from charts.ground import View, degrees_text

SVG = "{http://www.w3.org/2000/svg}"
FRAME = Frame("ban-do", "Bản đồ", "Thử", width=800)
VIEW = View(106.0, 21.0, 107.0, 21.5, 800)
SQUARE = [[106.4, 21.2], [106.6, 21.2], [106.6, 21.3], [106.4, 21.3]]


def parse(sheet: Sheet, view: View = VIEW) -> ET.Element:
    return ET.fromstring(geography(FRAME, view, sheet, "/static/icons.svg"))  # noqa: S314


def test_corners_of_the_frame_are_corners_of_the_drawing() -> None:
    assert VIEW.at(106.0, 21.5) == (0, 0)
    assert VIEW.at(107.0, 21.0) == pytest.approx((800, VIEW.height))
    assert VIEW.height == pytest.approx(800 * 0.5 / VIEW.shrink)


@pytest.mark.parametrize("wide", [0.002, 0.01, 0.1, 1.0, 5.0])
def test_the_scale_bar_is_as_long_as_it_says(wide: float) -> None:
    view = View(106.0, 21.0, 106.0 + wide, 21.0 + wide / 2, 800)
    length, words = view.bar()
    number, unit = words.replace(",", ".").split()
    metres = float(number) * (1000 if unit == "km" else 1)
    assert length * view.metres == pytest.approx(metres)
    assert 50 < length <= 240


@pytest.mark.parametrize("wide", [0.002, 0.03, 0.9, 6.0])
def test_the_graticule_has_even_steps_on_round_degrees(wide: float) -> None:
    longitudes, latitudes = View(106.0, 21.0, 106.0 + wide, 21.0 + wide / 2, 800).grid()
    assert 2 <= len(longitudes) <= 8
    for values in (longitudes, latitudes):
        steps = {round(b - a, 9) for a, b in pairwise(values)}
        assert len(steps) <= 1
        assert all(value >= 106.0 or value >= 21.0 for value in values)


@pytest.mark.parametrize(
    ("value", "words"), [(106.5, "106°30'Đ"), (21.0, "21°00'Đ"), (106.505, "106°30'18\"Đ")]
)
def test_degrees_in_words(value: float, words: str) -> None:
    assert degrees_text(value, "Đ") == words


def test_a_mark_is_a_link_that_says_what_it_is() -> None:
    mark = Mark(106.5, 21.25, "DA-1 <Nhà máy>. Đang xây dựng", "?chon=DA-1&x", "s-build", "build")
    (link,) = parse(Sheet(marks=[mark])).iter(f"{SVG}a")
    assert link.get("aria-label") == "DA-1 <Nhà máy>. Đang xây dựng"
    assert link.get("href") == "?chon=DA-1&x"
    (symbol,) = link.iter(f"{SVG}use")
    assert symbol.get("href") == "/static/icons.svg#s-build"


def test_a_flag_and_a_crowd_are_told_by_shape() -> None:
    marks = [
        Mark(106.5, 21.25, "a", "?", "s-run", "run", flag="crit"),
        Mark(106.6, 21.25, "b", "?", count="1.204", flag="warn"),
        Mark(106.7, 21.25, "c", "?", count="3", is_hollow=True),
    ]
    drawn = parse(Sheet(marks=marks))
    symbols = [use.get("href", "").split("#")[1] for use in drawn.iter(f"{SVG}use")]
    assert sorted(symbols) == ["f-crit", "f-warn", "s-run"]
    assert [link.get("class") for link in drawn.iter(f"{SVG}a")].count("m-mark hollow") == 1
    assert "1.204" in [text.text for text in drawn.iter(f"{SVG}text")]


def test_a_mark_without_an_address_is_no_link() -> None:
    drawn = parse(Sheet(marks=[Mark(106.5, 21.25, "Cổng", "", "i-map-pin", "pin")]))
    assert not list(drawn.iter(f"{SVG}a"))
    assert [each.get("aria-label") for each in drawn.iter(f"{SVG}g") if each.get("role")] == [
        "Cổng"
    ]


def test_land_and_places_are_drawn_at_their_scale_and_named_where_there_is_room() -> None:
    sheet = Sheet(
        places=[Place("Xã <Nhỏ>", [SQUARE], at=(106.5, 21.25))],
        grounds=[Ground(SQUARE, "run", "DA-1: 4 ha")],
    )
    near = parse(sheet)
    paths = [each.get("d") for each in near.iter(f"{SVG}path") if each.get("class") == "m-place"]
    assert paths == [VIEW.path([SQUARE])]
    assert "Xã <Nhỏ>" in [text.text for text in near.iter(f"{SVG}text")]
    far = parse(sheet, View(100.0, 15.0, 115.0, 22.5, 800))
    assert "Xã <Nhỏ>" not in [text.text for text in far.iter(f"{SVG}text")]
