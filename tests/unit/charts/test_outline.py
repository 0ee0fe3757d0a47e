"""Boundaries drawn: inside the picture, to one scale, north at the top."""

import pytest

from charts import Frame, Outline, outlines
from tests.support.chart_samples import SVG, parse

FRAME = Frame("o", "Ranh giới", "Khu A: 4 ha", width=400)
SQUARE = [(106.0, 21.0), (106.002, 21.0), (106.002, 21.002), (106.0, 21.002)]
BESIDE = [(x + 0.004, y) for x, y in SQUARE]


def corners(drawn: str) -> list[list[tuple[float, float]]]:
    found = parse(drawn).iter(f"{SVG}polygon")
    pairs = [[pair.split(",") for pair in p.get("points", "").split()] for p in found]
    return [[(float(x), float(y)) for x, y in ring] for ring in pairs]


def test_an_area_lies_inside_the_picture_with_its_north_on_top() -> None:
    ((first, second, third, _),) = corners(outlines(FRAME, [Outline("Khu A", SQUARE)]))
    assert all(0 < x < 400 and 0 < y < 260 for x, y in (first, second, third))
    assert third[1] < second[1]
    assert second[0] > first[0]


def test_a_degree_of_longitude_is_shorter_than_one_of_latitude() -> None:
    ((first, second, third, _),) = corners(outlines(FRAME, [Outline("Khu A", SQUARE)]))
    assert (second[0] - first[0]) / (second[1] - third[1]) == pytest.approx(0.9336, abs=2e-3)


def test_two_areas_are_named_and_keep_their_distance() -> None:
    drawn = outlines(FRAME, [Outline("Khu <A>", SQUARE), Outline("Khu B", BESIDE)])
    one, other = corners(drawn)
    assert other[0][0] - one[1][0] == pytest.approx(one[1][0] - one[0][0], abs=0.2)
    texts = [text.text for text in parse(drawn).iter(f"{SVG}text")]
    assert {"Khu <A>", "Khu B"} <= set(texts)


def test_the_scale_says_a_round_length() -> None:
    drawn = outlines(FRAME, [Outline("Khu A", SQUARE)])
    texts = [text.text for text in parse(drawn).iter(f"{SVG}text")]
    assert "100 m" in texts


def test_a_large_area_is_measured_in_kilometres() -> None:
    wide = [(x, y) for x, y in ((106.0, 21.0), (106.2, 21.0), (106.2, 21.1))]
    texts = [t.text for t in parse(outlines(FRAME, [Outline("A", wide)])).iter(f"{SVG}text")]
    assert "5 km" in texts


def test_nothing_is_not_drawn() -> None:
    with pytest.raises(ValueError, match="nothing"):
        outlines(FRAME, [])
