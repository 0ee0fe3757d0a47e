"""Colours as presentation attributes. In a browser the classes override them (dark, contrast);
WeasyPrint ignores page CSS inside an inline SVG and draws the attributes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Tone(StrEnum):
    """What a mark stands for; also the end of its CSS classes `f-...` and `on-...`."""

    ACT = "act"
    MUTE = "mute"
    BAD = "bad"
    WARN = "warn"
    OK = "ok"
    RUN = "run"
    BUILD = "build"
    IDLE = "idle"
    STOP = "stop"
    ENDED = "ended"
    EXCLUDED = "x"


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours and font of one medium; `patterns`: tones that carry lines as well as a shade."""

    fills: Mapping[Tone, str]
    on_fills: Mapping[Tone, str]
    ink: str
    ink2: str
    grid: str
    track: str
    surface: str
    plan: str
    patterns: Mapping[Tone, str]
    font: str
    outlined: bool = False

    def fill(self, tone: Tone) -> str:
        """The solid colour of a tone."""
        return self.fills[tone]

    def on(self, tone: Tone) -> str:
        """The colour of text on that tone, at 4.5:1 or better."""
        return self.on_fills.get(tone, "#ffffff")


_SCREEN_FILLS = {
    Tone.ACT: "#0b5563",
    Tone.MUTE: "#5f6c69",
    Tone.BAD: "#b3141c",
    Tone.WARN: "#8a5f00",
    Tone.OK: "#1b6b3a",
    Tone.RUN: "#1b6b3a",
    Tone.BUILD: "#1f56a8",
    Tone.IDLE: "#e0a526",
    Tone.STOP: "#6d5a8a",
    Tone.ENDED: "#5f6c69",
    Tone.EXCLUDED: "#ffffff",
}
_PRINT_FILLS = {
    Tone.ACT: "#5a5a5a",
    Tone.MUTE: "#b5b5b5",
    Tone.BAD: "#000000",
    Tone.WARN: "#6b6b6b",
    Tone.OK: "#333333",
    Tone.RUN: "#333333",
    Tone.BUILD: "#747474",
    Tone.IDLE: "#e4e4e4",
    Tone.STOP: "#ffffff",
    Tone.ENDED: "#bdbdbd",
    Tone.EXCLUDED: "#ffffff",
}
_DARK = "#17211f"

SCREEN = Palette(
    fills=MappingProxyType(_SCREEN_FILLS),
    on_fills=MappingProxyType({Tone.IDLE: _DARK, Tone.EXCLUDED: _DARK}),
    ink=_DARK,
    ink2="#4a5754",
    grid="#dfe4e1",
    track="#e6eae8",
    surface="#ffffff",
    plan="#5f6c69",
    patterns=MappingProxyType({Tone.EXCLUDED: "hatch"}),
    font="Source Sans 3, Source Sans Pro, Liberation Sans, Arial, sans-serif",
)
PRINT = Palette(
    fills=MappingProxyType(_PRINT_FILLS),
    on_fills=MappingProxyType(
        dict.fromkeys((Tone.MUTE, Tone.IDLE, Tone.STOP, Tone.ENDED, Tone.EXCLUDED), "#000000")
    ),
    ink="#000000",
    ink2="#333333",
    grid="#cccccc",
    track="#efefef",
    surface="#ffffff",
    plan="#555555",
    patterns=MappingProxyType(
        {Tone.EXCLUDED: "hatch", Tone.STOP: "hatch", Tone.IDLE: "dots", Tone.BUILD: "none"}
    ),
    font="Tinos, Times New Roman, Liberation Serif, serif",
    outlined=True,
)
