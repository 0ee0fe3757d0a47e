"""Frames of the map: read from an address, fitted, moved, and never out of hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.maps import frame as map_frame
from projects.querysets import positions
from projects.querysets.positions import Bounds, Cell

numbers = st.floats(allow_nan=True, allow_infinity=True)


@given(sides=st.lists(numbers, min_size=4, max_size=4))
def test_whatever_the_address_says_the_frame_can_be_drawn(sides: list[float]) -> None:
    frame = map_frame.read_frame(",".join(map(repr, sides)))
    if frame is not None:
        view = map_frame.view_of(frame, 880)
        assert 0 < view.height < 2000
        assert frame.west < frame.east
        assert frame.south < frame.north


@pytest.mark.parametrize(
    "text", ["", "1", "a,b,c,d", "1,2,3,4,5", "107,21,106,22", "106,22,107,21"]
)
def test_what_is_no_frame_is_none(text: str) -> None:
    assert map_frame.read_frame(text) is None


def test_a_frame_is_written_as_it_is_read() -> None:
    text = "106.50000,21.50000,106.60000,21.55578"
    frame = map_frame.read_frame(text)
    assert frame is not None
    assert map_frame.written(frame) == text


def test_moving_and_coming_back_is_where_one_was() -> None:
    frame = map_frame.fitted(Bounds(106.5, 21.5, 106.7, 21.6))
    moved = map_frame.moves(map_frame.moves(frame)["west"])["east"]
    assert map_frame.written(moved) == map_frame.written(frame)
    nearer = map_frame.moves(frame)["nearer"]
    assert nearer.east - nearer.west == pytest.approx((frame.east - frame.west) / 2)


def test_looking_nearer_ends() -> None:
    frame = map_frame.fitted(Bounds(106.5, 21.5, 106.7, 21.6))
    for _ in range(30):
        frame = map_frame.moves(frame)["nearer"]
    assert map_frame.is_deepest(frame)
    for _ in range(30):
        frame = map_frame.moves(frame)["farther"]
    assert frame.east - frame.west == pytest.approx(20)


def test_one_point_alone_is_given_some_ground() -> None:
    frame = map_frame.fitted(Bounds(106.5, 21.5, 106.5, 21.5))
    assert frame.east - frame.west == pytest.approx(0.01)


def test_marks_that_would_touch_are_one() -> None:
    near = [Cell(2, 1, 3, 7, 106.0, 21.0), Cell(1, 0, 0, 9, 106.01, 21.0)]
    far = Cell(1, 0, 0, 11, 106.5, 21.0)
    joined, alone = positions.apart([*near, far], 0.05, 0.05)
    assert (joined.projects, joined.flagged, joined.worst) == (3, 1, 3)
    assert 106.0 < joined.longitude < 106.01
    assert alone == far
    assert len(positions.apart([*near, far], 0.005, 0.005)) == 3
