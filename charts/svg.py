"""Building blocks of every chart: frame, escaped text, shapes, patterns, text widths."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from charts.palette import SCREEN, Palette, Tone

NARROW = 440
_UID = re.compile(r"[a-z][a-z0-9-]*")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_THIN = frozenset("fijlrtI.,:;'|!()[]/- ")
_WIDE = frozenset("mwMW%—…")


@dataclass(frozen=True, slots=True)
class Frame:
    """What every chart needs: a page-unique id, its two texts, its width and its colours.

    `width` is in user units, which are CSS pixels at full size: 540 to 700 wide, about 350 on
    a phone. Below 440 labels move above their bars.
    """

    uid: str
    title: str
    desc: str
    width: int = 540
    palette: Palette = SCREEN
    font_size: int = 13

    def __post_init__(self) -> None:
        if not _UID.fullmatch(self.uid):
            raise ValueError(f"not an id for a chart: {self.uid!r}")

    @property
    def narrow(self) -> bool:
        """Whether labels stand above the bars instead of beside them."""
        return self.width < NARROW

    def measure(self, text: str, *, bold: bool = False) -> float:
        """Width of a text in user units; a little generous, because fonts differ."""
        return text_width(text) * self.font_size * (1.06 if bold else 1.0)


def esc(text: str) -> str:
    """Escape for XML text and attributes; NFC; characters XML forbids are dropped."""
    return escape(_NOT_XML.sub("", unicodedata.normalize("NFC", text)), quote=True)


def num(value: float) -> str:
    """A coordinate with at most one decimal, always with a point."""
    return f"{value:.1f}".removesuffix(".0")


def text_width(text: str) -> float:
    """Width in ems, without a font: enough to decide what fits where."""
    width = 0.0
    for char in unicodedata.normalize("NFD", text):
        if unicodedata.combining(char):
            continue
        if char in _THIN:
            width += 0.3
        elif char in _WIDE:
            width += 0.85
        else:
            width += 0.64 if char.isupper() else 0.53
    return width


def element(name: str, content: str = "", **attributes: str | float | None) -> str:
    """One element. `class_` and `stroke_width` become `class` and `stroke-width`; None is left out.

    Values are escaped; `content` is markup already made here.
    """
    parts = [name]
    for key, value in attributes.items():
        if value is not None:
            written = num(value) if isinstance(value, int | float) else esc(value)
            parts.append(f'{key.rstrip("_").replace("_", "-")}="{written}"')
    opening = " ".join(parts)
    return f"<{opening}>{content}</{name}>" if content else f"<{opening}/>"


@dataclass(frozen=True, slots=True)
class Ink:
    """How a text looks: its class, its colour for print, its weight and its anchor."""

    class_: str
    fill: str
    bold: bool = False
    anchor: str | None = None


def label(x: float, y: float, content: str, ink: Ink) -> str:
    """A line of text with its baseline at `y`."""
    return element(
        "text",
        esc(content),
        class_=ink.class_,
        x=x,
        y=y,
        fill=ink.fill,
        text_anchor=ink.anchor,
        font_weight="600" if ink.bold else None,
    )


def wrap(frame: Frame, text: str, width: float, lines: int = 2) -> list[str]:
    """Break a text into at most `lines` lines; what does not fit ends in an ellipsis."""
    result: list[str] = []
    for word in text.split():
        longer = f"{result[-1]} {word}" if result else word
        if result and frame.measure(longer) <= width:
            result[-1] = longer
        else:
            result.append(word)
    if len(result) > lines:
        result = [*result[: lines - 1], " ".join(result[lines - 1 :])]
    return [_shorten(frame, line, width) for line in result]


def _shorten(frame: Frame, line: str, width: float) -> str:
    if frame.measure(line) <= width:
        return line
    while line and frame.measure(line + "…") > width:
        line = line[:-1]
    return line.rstrip() + "…"


def fill_of(frame: Frame, tone: Tone) -> str:
    """The value of `fill`: a colour, or the pattern that stands for the tone."""
    pattern = frame.palette.patterns.get(tone, "none")
    return frame.palette.fill(tone) if pattern == "none" else f"url(#{frame.uid}-{tone})"


def block(frame: Frame, tone: Tone, box: tuple[float, float, float, float]) -> str:
    """A filled rectangle (x, y, width, height) of a tone, outlined where the medium is grey."""
    x, y, width, height = box
    patterned = frame.palette.patterns.get(tone, "none") != "none"
    return element(
        "rect",
        class_=None if patterned else f"f-{tone}",
        x=x,
        y=y,
        width=max(width, 0.5),
        height=height,
        fill=fill_of(frame, tone),
        stroke=frame.palette.ink if frame.palette.outlined else None,
        stroke_width=0.75 if frame.palette.outlined else None,
    )


def _pattern(frame: Frame, tone: Tone, kind: str) -> str:
    palette = frame.palette
    ground = element("rect", class_="c-ground", width=7, height=7, fill=palette.fill(tone))
    if kind == "dots":
        lines = element("circle", class_="c-dot", cx=2, cy=2, r=0.9, fill=palette.plan)
        turn = None
    else:
        lines = element("path", class_="c-hatch", d="M0 0v7", stroke=palette.plan, stroke_width=2.4)
        turn = "rotate(45)"
    return element(
        "pattern",
        ground + lines,
        id=f"{frame.uid}-{tone}",
        width=7,
        height=7,
        patternUnits="userSpaceOnUse",
        patternTransform=turn,
    )


def patterns(frame: Frame, tones: Iterable[Tone]) -> str:
    """The <defs> for those of the tones that carry a pattern, or nothing."""
    kinds = {tone: frame.palette.patterns.get(tone, "none") for tone in sorted(set(tones))}
    drawn = [_pattern(frame, tone, kind) for tone, kind in kinds.items() if kind != "none"]
    return element("defs", "".join(drawn)) if drawn else ""


def document(frame: Frame, height: float, body: Sequence[str]) -> str:
    """The <svg> with role, title, description and size around the drawn parts."""
    title = element("title", esc(frame.title) or " ", id=f"{frame.uid}-t")
    desc = element("desc", esc(frame.desc) or " ", id=f"{frame.uid}-d")
    return element(
        "svg",
        title + desc + "".join(body),
        xmlns="http://www.w3.org/2000/svg",
        class_="chart",
        width=frame.width,
        height=height,
        viewBox=f"0 0 {frame.width} {num(height)}",
        role="img",
        aria_labelledby=f"{frame.uid}-t {frame.uid}-d",
        font_family=frame.palette.font,
        font_size=frame.font_size,
    )
