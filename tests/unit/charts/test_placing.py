"""Names on a map go where nothing covers them, within their place, or are left out."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from charts import Frame
from charts.geography import Mark, Place, Sheet, geography
from charts.ground import View
from charts.placing import Box, Spots

WHOLE = Box(0, 0, 400, 300)
RING = [[(100.0, 100.0), (300.0, 100.0), (300.0, 200.0), (100.0, 200.0)]]
SVG = "{http://www.w3.org/2000/svg}"


def test_a_free_middle_is_taken_and_the_next_goes_beside_it() -> None:
    spots = Spots([], WHOLE)
    assert spots.take(RING, (200, 150), (60, 15)) == (200, 150)
    second = spots.take(RING, (200, 150), (60, 15))
    assert second is not None
    assert not Box.around(second, 60, 15).meets(Box.around((200, 150), 60, 15))


def test_what_is_covered_or_too_wide_or_outside_gets_no_spot() -> None:
    assert Spots([Box(0, 0, 400, 300)], WHOLE).take(RING, (200, 150), (60, 15)) is None
    assert Spots([], WHOLE).take(RING, (200, 150), (201, 15)) is None
    assert Spots([], Box(0, 0, 150, 120)).take(RING, (250, 150), (20, 15)) is None


def test_a_spot_lies_in_its_rings() -> None:
    bent = [[(0.0, 0.0), (200.0, 0.0), (200.0, 20.0), (20.0, 20.0), (20.0, 200.0), (0.0, 200.0)]]
    spot = Spots([], WHOLE).take(bent, (100, 10), (60, 15))
    assert spot is not None
    assert spot[1] == 10


def test_a_name_moves_away_from_a_mark_with_the_mark_of_its_place() -> None:
    square = [[106.3, 21.1], [106.7, 21.1], [106.7, 21.4], [106.3, 21.4]]
    crowd = Mark(0, 0, "Xã: 3", "?", count="3", is_hollow=True)
    place = Place("Xã Na Dương", [square], at=(106.5, 21.25), crowd=crowd)
    view = View(106.0, 21.0, 107.0, 21.5, 800)
    over = Mark(106.5, 21.25, "a", "?", "s-run", "run")
    for marks in ([], [over]):
        drawn = ET.fromstring(  # noqa: S314
            geography(Frame("m", "a", "b", width=800), view, Sheet([place], (), marks), "/i.svg")
        )
        (name,) = [t for t in drawn.iter(f"{SVG}text") if t.text == "Xã Na Dương"]
        x, y = view.at(106.5, 21.25)
        away = abs(float(name.get("x", "0")) - x) + abs(float(name.get("y", "0")) - y)
        assert (away > 25) is bool(marks)
        boxes = [each for each in drawn.iter(f"{SVG}a") if "hollow" in (each.get("class") or "")]
        assert len(boxes) == 1
