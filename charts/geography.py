"""A map of the province drawn by the server: outlines, areas, marks; each mark is a link.

Marks carry the same drawings as the pills and flags of the screens (`sprite`), so that a status has
one shape everywhere. Sizes are user units; the page enlarges `m-sym` groups on small screens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from charts.ground import View, degrees_text
from charts.svg import Frame, Ink, element, esc, label, num, text_width

Rings = Sequence[Sequence[Sequence[float]]]
_MARK, _FLAG = 18.0, 13.0
_EAST, _NORTH = "Đ", "B"
_SMALLEST_RADIUS = 11.0


@dataclass(frozen=True, slots=True)
class Place:
    """The outline of a place; `is_whole` for the province around the others."""

    name: str
    rings: Rings
    is_whole: bool = False
    at: tuple[float, float] | None = None
    url: str = ""


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
    drawn = [
        element("rect", class_="m-sea", width=view.width, height=view.height),
        *_graticule(view),
        *(_outline(view, each) for each in sheet.places),
        *(_ground(view, each) for each in sheet.grounds),
        *(_name(view, each) for each in sheet.places),
        *(_mark(view, each, sprite) for each in sorted(sheet.marks, key=_depth)),
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


def _name(view: View, place: Place) -> str:
    """The name of a place where it has room for it."""
    if place.is_whole or place.at is None:
        return ""
    across = [view.at(*corner)[0] for ring in place.rings for corner in ring]
    if max(across) - min(across) < text_width(place.name) * 12 + 8:
        return ""
    x, y = view.at(*place.at)
    return label(x, y, place.name, Ink("c-ink2 m-name", "currentColor", anchor="middle"))


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
        body += _use(sprite, f"f-{mark.flag}", (3.0, -15.0), _FLAG, f"m-flag {mark.flag}")
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
    radius = max(_SMALLEST_RADIUS, text_width(mark.count) * 6.5 + 6)
    circle = element("circle", class_="m-crowd", r=radius)
    return circle + element("text", esc(mark.count), y=4.5, text_anchor="middle", class_="m-n")


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
