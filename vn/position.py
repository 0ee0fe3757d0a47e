"""One point however a person writes it: degrees in any usual spelling, or X and Y of VN-2000.

Longitudes and latitudes of Vietnam never meet (101 to 118, 6 to 24), so degrees are told apart by
their size, whichever comes first. X and Y are not: X is the north in Vietnam, and numbers that
seem to have changed places are refused, not turned round.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from vn.boundary import BadTable, inside, to_degrees

MOST_LETTERS = 200
_DECIMALS = 9
_LARGEST_DEGREE = 181.0

_MARKS = str.maketrans(
    {"′": "'", "’": "'", "ʹ": "'", "`": "'", "‘": "'", "´": "'", "º": "°", "˚": "°"}
    | dict.fromkeys("″”“ʺ", '"')
)
_DEGREES = re.compile(
    r"""(?P<before>[NSEWBĐT])?\s*
        (?P<d>\d{1,3}(?:[.,]\d+)?)\s*(?:°|\bđộ\b|\bdeg\b)\s*
        (?:(?P<m>\d{1,2}(?:[.,]\d+)?)\s*(?:'(?!')|\bphút\b)\s*)?
        (?:(?P<s>\d{1,2}(?:[.,]\d+)?)\s*(?:"|''|\bgiây\b)\s*)?
        (?P<after>[NSEWBĐT](?![A-Za-zÀ-ỹ]))?""",
    re.VERBOSE | re.IGNORECASE,
)
_NAMED = re.compile(r"\b(?P<name>[XYxy])\s*(?:\(m\))?\s*[=:]?\s*(?P<number>\d[\d.,]*)")
_NUMBER = re.compile(r"\d[\d.,]*")
_WORDS = re.compile(
    r"\b(kinh độ|vĩ độ|kinh|vĩ|kd|vd|lat(itude)?|lng|lon(gitude)?|long)\b\s*[:=]?", re.IGNORECASE
)
_ADDRESS = re.compile(r"@(?P<lat>\d+\.\d+),(?P<lon>\d+\.\d+)")


@dataclass(frozen=True, slots=True)
class Position:
    """A point in degrees of WGS 84; `meridian` is that of VN-2000 it was given in, if it was."""

    longitude: float
    latitude: float
    meridian: Decimal | None = None


def read_position(text: str, meridian: Decimal | None = None) -> Position:
    """The point of a text; `meridian` is needed, and used, for X and Y of VN-2000 alone.

    Raises `BadTable` with the codes of `vn.boundary`, and "meridian" where it is missing.
    """
    said = unicodedata.normalize("NFC", text).translate(_MARKS).strip()
    one, two = _pair(said)
    if max(one, two) < _LARGEST_DEGREE:
        return _of_degrees(one, two, said)
    if not inside(two, one, plane=True):
        swapped = inside(one, two, plane=True)
        raise BadTable("swapped" if swapped else "outside", 1, said)
    if meridian is None:
        raise BadTable("meridian", 1, said)
    longitude, latitude = to_degrees([(two, one)], float(meridian))[0]
    return Position(round(longitude, _DECIMALS), round(latitude, _DECIMALS), meridian)


def _of_degrees(one: float, two: float, said: str) -> Position:
    for longitude, latitude in ((one, two), (two, one)):
        if inside(longitude, latitude, plane=False):
            return Position(round(longitude, _DECIMALS), round(latitude, _DECIMALS))
    raise BadTable("outside", 1, said)


def _pair(said: str) -> tuple[float, float]:
    """The two numbers of the text: X before Y, degrees in the order they were written in."""
    if found := _ADDRESS.search(said):
        return float(found["lat"]), float(found["lon"])
    named = {found["name"].upper(): found["number"] for found in _NAMED.finditer(said)}
    if len(named) == 2:
        return _number(named["X"], said), _number(named["Y"], said)
    if "°" in said or re.search(r"\d\s*độ\b", said, re.IGNORECASE):
        return _in_degrees(said)
    return _plain(_WORDS.sub(" ", said), said)


def _in_degrees(said: str) -> tuple[float, float]:
    found = [
        (match, _sexagesimal(match, said)) for match in _DEGREES.finditer(_WORDS.sub(" ", said))
    ]
    if len(found) != 2:
        raise BadTable("not_a_point", 1, said)
    if any(_hand(match) in ("S", "W", "T") for match, _value in found):
        raise BadTable("outside", 1, said)
    return found[0][1], found[1][1]


def _hand(match: re.Match[str]) -> str:
    return (match["before"] or match["after"] or "").upper()


def _sexagesimal(match: re.Match[str], said: str) -> float:
    degrees, minutes, seconds = (
        float((match[name] or "0").replace(",", ".")) for name in ("d", "m", "s")
    )
    if minutes >= 60 or seconds >= 60:
        raise BadTable("not_a_point", 1, said)
    return degrees + minutes / 60 + seconds / 3600


def _plain(text: str, said: str) -> tuple[float, float]:
    """Two bare numbers: apart by a semicolon, a space, or a comma where points are decimal."""
    rest = text.strip("()[] \t")
    for apart in (";", "|", "\t", "\n", ", ", " "):
        parts = [part.strip(" ,()") for part in rest.split(apart) if part.strip(" ,()")]
        if len(parts) == 2:
            return _number(parts[0], said), _number(parts[1], said)
    if re.fullmatch(r"\d+(\.\d+)?,\d+(\.\d+)?", rest) and "." in rest:
        one, two = rest.split(",")
        return float(one), float(two)
    raise BadTable("not_a_point", 1, said)


def _number(text: str, said: str) -> float:
    """A number however its thousands are grouped: 2416543.12, 2.416.543,12."""
    text = text.rstrip(".,")
    marks = [mark for mark in text if mark in ".,"]
    decimal = marks[-1] if marks and marks.count(marks[-1]) == 1 else ""
    plain = "".join("." if c == decimal else "" if c in ".," else c for c in text)
    if not re.fullmatch(r"\d+(\.\d+)?", plain):
        raise BadTable("not_a_point", 1, said)
    return float(plain)
