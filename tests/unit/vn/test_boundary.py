"""Boundary points: reading a table, the seven parameters, area, overlap."""

import math
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Transformer, network

from vn.boundary import MERIDIANS, BadTable, meridian_text, overlap_m2, read

LANG_SON = Decimal("107.25")
SQUARE = (
    "1 2415000.00 452000.00\n2 2415000.00 452200.00\n3 2414800.00 452200.00\n4 2414800.00 452000.00"
)


def _meridian_arc(latitude: float, a: float, e2: float) -> float:
    """Metres from the equator along the meridian (Snyder 3-21)."""
    terms = (
        (1 - e2 / 4 - 3 * e2**2 / 64 - 5 * e2**3 / 256) * latitude,
        -(3 * e2 / 8 + 3 * e2**2 / 32 + 45 * e2**3 / 1024) * math.sin(2 * latitude),
        (15 * e2**2 / 256 + 45 * e2**3 / 1024) * math.sin(4 * latitude),
        -(35 * e2**3 / 3072) * math.sin(6 * latitude),
    )
    return a * math.fsum(terms)


def _by_hand(north: float, meridian: float) -> tuple[float, float]:
    """WGS 84 of a point on its central meridian, by textbook formulas and the decision of 2007."""
    a, f = 6378137.0, 1 / 298.257223563
    e2 = f * (2 - f)
    latitude = north / 0.9999 / a
    for _ in range(20):
        latitude += (north / 0.9999 - _meridian_arc(latitude, a, e2)) / a
    longitude = math.radians(meridian)
    n = a / math.sqrt(1 - e2 * math.sin(latitude) ** 2)
    x = n * math.cos(latitude) * math.cos(longitude)
    y = n * math.cos(latitude) * math.sin(longitude)
    z = n * (1 - e2) * math.sin(latitude)
    w, p, k = (math.radians(s / 3600) for s in (-0.00928836, 0.01975479, -0.00427372))
    scale = 1.000000252906278
    x2 = -191.90441429 + scale * (x + k * y - p * z)
    y2 = -39.30318279 + scale * (-k * x + y + w * z)
    z2 = -111.45032835 + scale * (p * x - w * y + z)
    flat, longitude2 = math.hypot(x2, y2), math.atan2(y2, x2)
    latitude2 = math.atan2(z2, flat * (1 - e2))
    for _ in range(20):
        n2 = a / math.sqrt(1 - e2 * math.sin(latitude2) ** 2)
        latitude2 = math.atan2(z2 + e2 * n2 * math.sin(latitude2), flat)
    return math.degrees(longitude2), math.degrees(latitude2)


@pytest.mark.parametrize("north", [1_200_000.0, 1_780_000.0, 2_415_000.0])
@pytest.mark.parametrize("meridian", [Decimal("104.75"), Decimal("106.25"), LANG_SON])
def test_a_point_on_the_meridian_as_reckoned_by_hand(north: float, meridian: Decimal) -> None:
    text = f"1 {north} 500000\n2 {north} 500100\n3 {north - 100} 500100"
    longitude, latitude = read(text, meridian).ring[0]
    by_hand = _by_hand(north, float(meridian))
    # 1e-8 of a degree is a millimetre.
    assert (longitude, latitude) == pytest.approx(by_hand, abs=2e-8)


def test_it_is_the_operation_6960_of_epsg_and_asks_no_server() -> None:
    east, north = 456_789.01, 2_345_678.12
    text = f"1 {north} {east}\n2 {north} {east + 100}\n3 {north - 100} {east}"
    known = Transformer.from_crs("EPSG:9212", "EPSG:4326", always_xy=True).transform(east, north)
    assert read(text, Decimal("106.25")).ring[0] == pytest.approx(known, abs=1e-9)
    assert not network.is_network_enabled()  # type: ignore[attr-defined]


def test_the_datum_shift_is_some_hundred_metres_to_the_west_and_south() -> None:
    north = 2_415_000.0
    longitude, latitude = read(
        f"1 {north} 500000\n2 {north} 500100\n3 {north - 100} 500000", LANG_SON
    ).ring[0]
    metres = (longitude - 107.25) * 111_320 * math.cos(math.radians(latitude))
    assert 150 < metres < 250


def test_a_square_of_200_metres_in_either_notation() -> None:
    known = read(SQUARE, LANG_SON)
    again = "\n".join(f"{n} {east:.9f} {north:.9f}" for n, (east, north) in enumerate(known.ring))
    assert known.area_m2 == Decimal("40000.00")
    # Measured in the plane of the nearest meridian, whose scale differs by some hundred-thousandths.
    assert float(read(again, None).area_m2) == pytest.approx(40_000, rel=1e-4)
    assert read(again, None).ring == known.ring


@given(
    meridian=st.sampled_from(MERIDIANS),
    north=st.floats(950_000, 2_600_000),
    east=st.floats(380_000, 620_000),
    side=st.floats(5, 3000),
)
@settings(max_examples=60, deadline=None)
def test_there_and_back(meridian: Decimal, north: float, east: float, side: float) -> None:
    text = f"1 {north:.2f} {east:.2f}\n2 {north:.2f} {east + side:.2f}\n3 {north - side:.2f} {east:.2f}"
    found = read(text, meridian)
    back = "\n".join(f"{a:.9f} {b:.9f}" for a, b in found.ring)
    assert float(read(back, None).area_m2) == pytest.approx(
        float(found.area_m2), rel=5e-4, abs=0.02
    )
    west, south, right, top = found.bounds
    assert west < right
    assert south < top


@pytest.mark.parametrize(
    "text",
    [
        SQUARE.replace(" ", "\t"),
        SQUARE.replace(" ", ";"),
        SQUARE.replace(".00", ",00"),
        SQUARE.replace("2415000.00", "2.415.000,00").replace("2414800.00", "2,414,800.00"),
        "Điểm X (m) Y (m)\n\n" + SQUARE,
        SQUARE + "\n1 2415000.00 452000.00",
        "\n".join(line.split(" ", 1)[1] for line in SQUARE.splitlines()),
        SQUARE.replace("1 2415", "M1 2415"),
    ],
    ids=["tabs", "semicolons", "comma", "grouped", "heading", "closed", "no names", "names"],
)
def test_ways_to_write_the_same_square(text: str) -> None:
    assert read(text, LANG_SON) == read(SQUARE, LANG_SON)


BAD = {
    "words": (SQUARE + "\n5 abc 12", "not_a_point", 5, 0),
    "a number too many": (SQUARE + "\n5 1 2 3", "not_a_point", 5, 0),
    "swapped": (
        SQUARE.replace("2 2415000.00 452200.00", "2 452200.00 2415000.00"),
        "swapped",
        2,
        0,
    ),
    "outside": (SQUARE.replace("3 2414800.00", "3 24148.00"), "outside", 3, 0),
    "twice": (SQUARE.replace("452200.00\n3", "452200.00\n2 2415000 452200\n3"), "repeated", 3, 2),
    "two points": ("\n".join(SQUARE.splitlines()[:2]), "too_few", 2, 0),
    "nothing": ("", "too_few", 0, 0),
    "a bow": ("\n".join(SQUARE.splitlines()[i] for i in (0, 2, 1, 3)), "crosses", 1, 3),
    "a line there and back": (
        "1 2415000 452000\n2 2415000 452200\n3 2415000 452100",
        "crosses",
        1,
        2,
    ),
    "too many": ("\n".join(f"{2400000 + n} 452000" for n in range(2001)), "too_many", 2001, 0),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_table_names_its_line(case: str) -> None:
    text, code, line, other = BAD[case]
    with pytest.raises(BadTable) as refused:
        read(text, LANG_SON)
    assert (refused.value.code, refused.value.line, refused.value.other) == (code, line, other)


def test_overlap_of_two_squares_whichever_comes_first() -> None:
    one = read(SQUARE, LANG_SON).ring
    moved = SQUARE.replace("452000", "452150").replace("452200", "452350")
    other = read(moved, LANG_SON).ring
    assert overlap_m2(one, other) == overlap_m2(other, one) == pytest.approx(50 * 200, abs=2)


def test_neighbours_share_a_side_and_nothing_else() -> None:
    beside = SQUARE.replace("452200", "452400").replace("452000", "452200")
    assert overlap_m2(read(SQUARE, LANG_SON).ring, read(beside, LANG_SON).ring) == 0


def test_a_meridian_as_people_write_it() -> None:
    assert [meridian_text(m) for m in (Decimal("106.25"), Decimal(105))] == ["106°15'", "105°00'"]
