"""The name a file was uploaded under, made safe to show and to save under."""

from __future__ import annotations

import unicodedata

from projects.documents.examined import ENDINGS

LONGEST = 150
_NOT_IN_NAMES = frozenset('\\/:*?"<>|')
_NAMELESS = "tai-lieu"


def shown_name(raw: str, media_type: str) -> str:
    """The last part of the name without what could mislead, with the ending its content has.

    Control and direction characters go, so that no "exe.fdp" reads as a PDF; a wrong ending is
    not replaced but followed by the right one: "anh.pdf" that is a picture is "anh.pdf.jpg".
    """
    last = raw.replace("\\", "/").rpartition("/")[2]
    text = unicodedata.normalize("NFC", last)
    plain = "".join("_" if char in _NOT_IN_NAMES else char for char in text if _is_shown(char))
    tidy = " ".join(plain.split()).rstrip(". ")
    stem, ending = tidy, ENDINGS[media_type][0]
    for usual in ENDINGS[media_type]:
        if tidy.lower().endswith(usual):
            stem, ending = tidy[: -len(usual)], tidy[-len(usual) :]
    return (stem.strip(". ")[:LONGEST] or _NAMELESS) + ending


def _is_shown(char: str) -> bool:
    """Not a control, direction, private or unassigned character."""
    return char == " " or unicodedata.category(char)[0] not in "CZ"
