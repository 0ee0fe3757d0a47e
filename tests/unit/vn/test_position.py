"""One point in the spellings people paste."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vn.boundary import MERIDIANS, BadTable, to_degrees, to_plane
from vn.position import read_position

LANG_SON = Decimal("107.25")
METRE = 1e-5


@pytest.mark.parametrize(
    "text",
    [
        "21.85, 106.76",
        "21.85,106.76",
        "21.85 106.76",
        "106.76, 21.85",
        "21,85; 106,76",
        "21,85 106,76",
        "21,85, 106,76",
        "(21.85, 106.76)",
        "21.85\t106.76",
        "Vĩ độ: 21.85, kinh độ: 106.76",
        "lat 21.85 lng 106.76",
        "https://www.google.com/maps/@21.85,106.76,17z",
        "21°51'00\"N 106°45'36\"E",
        "21°51′N, 106°45′36″E",
        "N 21°51' E 106°45'36\"",
        "106°45'36\" 21°51'0\"",
        "21°51’0” Bắc, 106°45’36” Đông",
        "21º51,0' 106º45,6'",
        "21.85° 106.76°",
        "21 độ 51 phút 106 độ 45 phút 36 giây",
        unicodedata.normalize("NFD", "Vĩ độ: 21.85, kinh độ: 106.76"),
    ],
)
def test_degrees_in_any_spelling_are_one_point(text: str) -> None:
    found = read_position(text, LANG_SON)
    assert (found.longitude, found.latitude) == pytest.approx((106.76, 21.85), abs=METRE / 10)
    assert found.meridian is None


@pytest.mark.parametrize(
    "text",
    [
        "X=2416543.12 Y=428765.34",
        "X: 2.416.543,12; Y: 428.765,34",
        "Y=428765.34 X=2416543.12",
        "X(m): 2416543.12 Y(m): 428765.34",
        "2416543.12 428765.34",
        "2416543,12\t428765,34",
        "2,416,543.12 428,765.34",
    ],
)
def test_metres_in_any_spelling_are_one_point_to_the_centimetre(text: str) -> None:
    found = read_position(text, LANG_SON)
    assert found.meridian == LANG_SON
    ((east, north),) = to_plane([(found.longitude, found.latitude)], float(LANG_SON))
    assert (east, north) == pytest.approx((428_765.34, 2_416_543.12), abs=0.005)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not_a_point"),
        ("Lạng Sơn", "not_a_point"),
        ("21.85", "not_a_point"),
        ("1,2,3", "not_a_point"),
        ("21°75' 106°45'", "not_a_point"),
        ("1e5 2e6", "not_a_point"),
        ("48.85, 2.35", "outside"),
        ("21°51'N 106°45'W", "outside"),
        ("X=428765.34 Y=2416543.12", "swapped"),
        ("428765.34 2416543.12", "swapped"),
        ("2416543.12 9428765.34", "outside"),
    ],
)
def test_what_is_no_point_is_refused_not_guessed(text: str, code: str) -> None:
    with pytest.raises(BadTable) as refused:
        read_position(text, LANG_SON)
    assert refused.value.code == code


def test_metres_without_a_meridian_are_no_place() -> None:
    with pytest.raises(BadTable) as refused:
        read_position("X=2416543.12 Y=428765.34")
    assert refused.value.code == "meridian"


@given(
    meridian=st.sampled_from(MERIDIANS),
    north=st.floats(950_000, 2_600_000),
    east=st.floats(380_000, 620_000),
)
@settings(max_examples=60, deadline=None)
def test_there_and_back_to_the_centimetre(meridian: Decimal, north: float, east: float) -> None:
    found = read_position(f"X={north:.2f} Y={east:.2f}", meridian)
    ((back_east, back_north),) = to_plane([(found.longitude, found.latitude)], float(meridian))
    assert (back_east, back_north) == pytest.approx((east, north), abs=0.01)
    assert to_degrees([(back_east, back_north)], float(meridian))[0] == pytest.approx(
        (found.longitude, found.latitude), abs=1e-7
    )
