"""The part of the map an address asks for; the parts beside it."""

from __future__ import annotations

import math

from charts.ground import View
from projects.querysets.positions import Bounds

FRAME, CHOSEN = "khung", "chon"
_EARTH = Bounds(95.0, 2.0, 125.0, 30.0)
_LEAST, _MOST = 0.002, 20.0
"""Widths of a frame in degrees: some 200 m to the whole country."""
_RATIO, _FLATTEST, _STEEPEST = 0.6, 0.35, 1.8
_MARGIN = 0.06
_STEP, _ZOOM = 0.4, 2.0
_NEARER = 3.5


def read_frame(text: str) -> Bounds | None:
    """The frame in an address (west, south, east, north); None for what is none."""
    try:
        sides = [float(part) for part in text.split(",")]
    except ValueError:
        return None
    if len(sides) != 4 or not all(math.isfinite(each) for each in sides):
        return None
    west, south, east, north = sides
    if not (west < east and south < north):
        return None
    return _held(Bounds(west, south, east, north))


def fitted(bounds: Bounds) -> Bounds:
    """A frame of the usual shape around these bounds, with a margin."""
    middle_x, middle_y = (bounds.west + bounds.east) / 2, (bounds.south + bounds.north) / 2
    shrink = math.cos(math.radians(middle_y))
    wide = (bounds.east - bounds.west) * (1 + 2 * _MARGIN)
    high = (bounds.north - bounds.south) * (1 + 2 * _MARGIN)
    wide = max(wide, high / (_RATIO * shrink), _LEAST * 5)
    return _around(middle_x, middle_y, wide, wide * _RATIO * shrink)


def nearer(longitude: float, latitude: float, frame: Bounds, by: float = _NEARER) -> Bounds:
    """The frame around a place, so many times smaller."""
    wide, high = _size(frame)
    return _around(longitude, latitude, wide / by, high / by)


def written(frame: Bounds) -> str:
    """The frame for an address, to a metre."""
    return ",".join(f"{side:.5f}" for side in (frame.west, frame.south, frame.east, frame.north))


def is_deepest(frame: Bounds) -> bool:
    """Whether a cluster cannot be opened by looking nearer."""
    return frame.east - frame.west <= _LEAST * 1.01


def moves(frame: Bounds) -> dict[str, Bounds]:
    """The frames one step away, by what the button is called in the template."""
    wide, high = _size(frame)
    x, y = (frame.west + frame.east) / 2, (frame.south + frame.north) / 2
    return {
        "nearer": _around(x, y, wide / _ZOOM, high / _ZOOM),
        "farther": _around(x, y, wide * _ZOOM, high * _ZOOM),
        "west": _around(x - wide * _STEP, y, wide, high),
        "east": _around(x + wide * _STEP, y, wide, high),
        "north": _around(x, y + high * _STEP, wide, high),
        "south": _around(x, y - high * _STEP, wide, high),
    }


def view_of(frame: Bounds, width: int) -> View:
    """The drawing of a frame."""
    return View(frame.west, frame.south, frame.east, frame.north, width)


def _size(frame: Bounds) -> tuple[float, float]:
    return frame.east - frame.west, frame.north - frame.south


def _around(x: float, y: float, wide: float, high: float) -> Bounds:
    held = min(max(wide, _LEAST), _MOST)
    high *= held / wide
    return _held(Bounds(x - held / 2, y - high / 2, x + held / 2, y + high / 2))


def _held(frame: Bounds) -> Bounds:
    """A frame over Vietnam, neither smaller nor larger nor flatter than can be drawn."""
    wide, high = _size(frame)
    wide = min(max(wide, _LEAST), _MOST)
    x = min(max((frame.west + frame.east) / 2, _EARTH.west + wide / 2), _EARTH.east - wide / 2)
    y = min(max((frame.south + frame.north) / 2, _EARTH.south), _EARTH.north)
    shrink = math.cos(math.radians(y))
    high = min(max(high, wide * shrink * _FLATTEST), wide * shrink * _STEEPEST)
    return Bounds(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
