"""A map of the province drawn by the server: outlines, areas, marks; each mark is a link.

Marks carry the same drawings as the pills and flags of the screens (`sprite`), so that a status has
one shape everywhere. Sizes are user units. Names, and what only its commune is known of, go where
no mark covers them (`charts.placing`), and are left out where there is no such spot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from charts.ground import View, degrees_text
from charts.placing import Box, Spots
from charts.svg import Frame, Ink, element, esc, label, num, text_width

Rings = Sequence[Sequence[Sequence[float]]]
_MARK, _FLAG = 18.0, 13.0
_EAST, _NORTH = "Đ", "B"
_SMALLEST_RADIUS = 12.0
_NAME_SIZE, _NAME_HIGH, _HOLLOW_HIGH, _GAP = 12.0, 15.0, 19.0, 3.0


@dataclass(frozen=True, slots=True)
class Place:
    """The outline of a place; `is_whole` for the province around the others.

    It is named near `at`; `crowd` is the mark of what is known to lie somewhere in it.
    """

    name: str
    rings: Rings
    is_whole: bool = False
    at: tuple[float, float] | None = None
    crowd: Mark | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """A piece of land at its scale, in the colour of a status."""

    ring: Sequence[Sequence[float]]
    css: str
    title: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands at a place: a project (`symbol`), several (`count`), or some without a place.

    `flag` is crit, warn, info or empty; `is_hollow`: only the commune is known.
    """

    longitude: float
    latitude: float
    title: str
    url: str
    symbol: str = ""
    css: str = ""
    count: str = ""
    flag: str = ""
    is_hollow: bool = False
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is drawn, from the bottom up."""

    places: Sequence[Place] = ()
    grounds: Sequence[Ground] = ()
    marks: Sequence[Mark] = ()
    note: str = ""


def geography(frame: Frame, view: View, sheet: Sheet, sprite: str) -> str:
    """Draw the map; `sprite` is the address of the file of symbols."""
    settled = _settle(view, sheet)
    marks = [*settled.crowds, *sheet.marks]
    drawn = [
        element("rect", class_="m-sea", width=view.width, height=view.height),
        *_graticule(view),
        *(_outline(view, each) for each in sheet.places),
        *(_ground(view, each) for each in sheet.grounds),
        *settled.names,
        *(_mark(view, each, sprite) for each in sorted(marks, key=_depth)),
        _scale(view, sheet.note),
    ]
    return _document(frame, view, drawn)


def _document(frame: Frame, view: View, drawn: Sequence[str]) -> str:
    """As `svg.document`, but a group: its marks are links, which a picture would hide."""
    title = element("title", esc(frame.title), id=f"{frame.uid}-t")
    desc = element("desc", esc(frame.desc), id=f"{frame.uid}-d")
    return element(
        "svg",
        title + desc + "".join(drawn),
        xmlns="http://www.w3.org/2000/svg",
        class_="chart m-map",
        viewBox=f"0 0 {view.width} {num(view.height)}",
        role="group",
        aria_labelledby=f"{frame.uid}-t",
        aria_describedby=f"{frame.uid}-d",
        font_size=frame.font_size,
    )


def _depth(mark: Mark) -> tuple[bool, bool, bool]:
    return mark.is_chosen, bool(mark.flag), not mark.is_hollow


def _graticule(view: View) -> list[str]:
    longitudes, latitudes = view.grid()
    parts = []
    for value in longitudes:
        x, _y = view.at(value, view.south)
        parts.append(element("path", class_="m-grid", d=f"M{num(x)} 0V{num(view.height)}"))
        ink = Ink("c-ink2 m-deg", "currentColor", anchor="middle")
        if 40 < x < view.width - 40:
            parts.append(label(x, 14, degrees_text(value, _EAST), ink))
    for value in latitudes:
        _x, y = view.at(view.west, value)
        parts.append(element("path", class_="m-grid", d=f"M0 {num(y)}H{view.width}"))
        if 30 < y < view.height - 30:
            parts.append(
                label(4, y - 4, degrees_text(value, _NORTH), Ink("c-ink2 m-deg", "currentColor"))
            )
    return parts


def _outline(view: View, place: Place) -> str:
    css = "m-whole" if place.is_whole else "m-place"
    return element("path", class_=css, d=view.path(place.rings))


@dataclass(frozen=True, slots=True)
class _Settled:
    """Names as drawn, and the marks of places at the spots that were free."""

    names: list[str]
    crowds: list[Mark]


def _settle(view: View, sheet: Sheet) -> _Settled:
    whole = Box(0, 0, view.width, view.height)
    spots = Spots((_covered(view, mark) for mark in sheet.marks), whole)
    settled = _Settled([], [])
    for place in sheet.places:
        if place.is_whole or place.at is None:
            continue
        rings = [[view.at(*corner[:2]) for corner in ring] for ring in place.rings]
        _put(view, place, _Room(spots, rings, view.at(*place.at)), settled)
    return settled


@dataclass(frozen=True, slots=True)
class _Room:
    """A place as it is drawn, and what is free on the drawing."""

    spots: Spots
    rings: list[list[tuple[float, float]]]
    middle: tuple[float, float]

    def take(self, wide: float, high: float) -> tuple[float, float] | None:
        return self.spots.take(self.rings, self.middle, (wide, high))


def _put(view: View, place: Place, room: _Room, settled: _Settled) -> None:
    """The name above its mark where both have room, else the mark alone, else neither."""
    named = text_width(place.name) * _NAME_SIZE + 4
    if place.crowd is None:
        if spot := room.take(named, _NAME_HIGH):
            settled.names.append(_named(place, spot))
        return
    wide = _hollow_width(place.crowd)
    both = _NAME_HIGH + _GAP + _HOLLOW_HIGH
    if spot := room.take(max(named, wide), both):
        x, y = spot
        settled.names.append(_named(place, (x, y - (both - _NAME_HIGH) / 2)))
        spot = x, y + (both - _HOLLOW_HIGH) / 2
    else:
        spot = room.take(wide, _HOLLOW_HIGH)
    if spot is None:
        return
    longitude, latitude = view.back(*spot)
    settled.crowds.append(replace(place.crowd, longitude=longitude, latitude=latitude))


def _named(place: Place, spot: tuple[float, float]) -> str:
    ink = Ink("c-ink2 m-name", "currentColor", anchor="middle")
    return label(spot[0], spot[1] + 4, place.name, ink)


def _covered(view: View, mark: Mark) -> Box:
    x, y = view.at(mark.longitude, mark.latitude)
    half = _radius(mark) if mark.count else _MARK / 2 + 2.5
    aside, above = _flag_at(mark) if mark.flag else (half - _FLAG, -half)
    return Box(x - half, y + min(above, -half), x + max(aside + _FLAG, half), y + half)


def _ground(view: View, ground: Ground) -> str:
    return element(
        "path",
        element("title", esc(ground.title)),
        class_=f"m-land {ground.css}",
        d=view.path([ground.ring]),
    )


def _mark(view: View, mark: Mark, sprite: str) -> str:
    x, y = view.at(mark.longitude, mark.latitude)
    body = _crowd(mark) if mark.count else _single(mark, sprite)
    if mark.flag:
        body += _use(sprite, f"f-{mark.flag}", _flag_at(mark), _FLAG, f"m-flag {mark.flag}")
    css = " ".join(
        name
        for name, on in (("m-mark", True), ("hollow", mark.is_hollow), ("on", mark.is_chosen))
        if on
    )
    return element(
        "a" if mark.url else "g",
        element("title", esc(mark.title))
        + element(
            "g",
            element("g", body, class_="m-sym"),
            transform=f"translate({num(x)} {num(y)})",
        ),
        href=mark.url or None,
        class_=css,
        role=None if mark.url else "img",
        aria_label=mark.title,
    )


def _single(mark: Mark, sprite: str) -> str:
    plate = element("circle", class_="m-plate", r=_MARK / 2 + 2.5)
    return plate + _use(sprite, mark.symbol, (-_MARK / 2, -_MARK / 2), _MARK, f"m-st {mark.css}")


def _crowd(mark: Mark) -> str:
    if mark.is_hollow:
        wide = _hollow_width(mark)
        body = element(
            "rect",
            class_="m-crowd",
            x=-wide / 2,
            y=-_HOLLOW_HIGH / 2,
            width=wide,
            height=_HOLLOW_HIGH,
            rx=4,
        )
    else:
        body = element("circle", class_="m-crowd", r=_radius(mark))
    return body + element("text", esc(mark.count), y=4.5, text_anchor="middle", class_="m-n")


def _radius(mark: Mark) -> float:
    return max(_SMALLEST_RADIUS, text_width(mark.count) * 6.5 + 6)


def _hollow_width(mark: Mark) -> float:
    return max(_HOLLOW_HIGH + 5, text_width(mark.count) * _NAME_SIZE + 12)


def _flag_at(mark: Mark) -> tuple[float, float]:
    """The upper left corner of a flag: at the shoulder of its mark, beside the number."""
    shoulder = (_radius(mark) if mark.count else _MARK / 2 + 2.5) * 0.75
    return shoulder - 4, -shoulder - _FLAG + 4


def _use(sprite: str, symbol: str, at: tuple[float, float], size: float, css: str) -> str:
    plate = ""
    if css.startswith("m-flag"):
        middle = size / 2
        plate = element("circle", class_="m-plate", cx=at[0] + middle, cy=at[1] + middle, r=8.5)
    return plate + element(
        "use", href=f"{sprite}#{symbol}", x=at[0], y=at[1], width=size, height=size, class_=css
    )


def _scale(view: View, note: str) -> str:
    length, words = view.bar()
    foot, left = view.height - 14, 14.0
    plate = element(
        "rect",
        class_="m-back",
        x=left - 8,
        y=foot - 14,
        rx=3,
        width=length + 24 + text_width(words) * 13,
        height=24,
    )
    bar = element("path", class_="m-bar", d=f"M{num(left)} {num(foot - 6)}v6h{num(length)}v-6")
    drawn = plate + bar + label(left + length + 8, foot, words, Ink("c-ink m-deg", "currentColor"))
    arrow = element("path", class_="c-ink", d=f"M{view.width - 20} {num(foot - 24)}l5 12h-10z")
    drawn += arrow + label(
        view.width - 20, foot, _NORTH, Ink("c-ink m-deg", "currentColor", anchor="middle")
    )
    if not note:
        return drawn
    wide = text_width(note) * 12.5 + 14
    x = (view.width - wide) / 2
    back = element("rect", class_="m-back", x=x, y=22, rx=3, width=wide, height=22)
    return (
        drawn
        + back
        + label(view.width / 2, 37, note, Ink("c-ink m-note", "currentColor", anchor="middle"))
    )
