"""The units that headers and lines above them name, in the terms of a column's kind."""

from __future__ import annotations

import re

from projects.importing.columns import Kind, Known
from vn.text import fold

_MONEY_UNITS = {
    "ty": "tỷ",
    "ti": "tỷ",
    "ty dong": "tỷ",
    "ti dong": "tỷ",
    "ty vnd": "tỷ",
    "billion vnd": "tỷ",
    "vnd billion": "tỷ",
    "trieu": "triệu",
    "trieu dong": "triệu",
    "trieu vnd": "triệu",
    "million vnd": "triệu",
    "dong": "đồng",
    "vnd": "đồng",
}
_USD_UNITS = {
    "trieu usd": 1_000_000,
    "usd": 1,
    "million usd": 1_000_000,
    "trieu do la my": 1_000_000,
}
AREA_UNITS = {"ha": 10_000, "hecta": 10_000, "hec ta": 10_000, "m2": 1, "m²": 1, "km2": 1_000_000}
_WORDS_OF_UNITS: dict[Kind, dict[str | int, str]] = {
    Kind.MONEY: {"tỷ": "tỷ đồng", "triệu": "triệu đồng", "đồng": "đồng"},
    Kind.USD: {1_000_000: "triệu USD", 1: "USD"},
    Kind.AREA: {10_000: "ha", 1: "m2", 1_000_000: "km2"},
}
_NO_UNIT = {Kind.TEXT, Kind.CHOICE, Kind.PARTIAL, Kind.PERIOD, Kind.NUMBER, Kind.CERTIFICATE}


def measure(known: Known, unit: str) -> str | int | None:
    """The unit in the terms of the column's kind; None when the column has no such unit.

    A number whose unit nothing says gives "": its cells have to say it themselves.
    """
    said = fold(unit)
    if known.kind is Kind.MONEY:
        return _MONEY_UNITS.get(said) if said else ""
    if known.kind is Kind.USD:
        return _USD_UNITS.get(said)
    if known.kind is Kind.AREA:
        return AREA_UNITS.get(said) if said else ""
    if known.kind is Kind.PERCENT:
        return "" if said in ("", "%") else None
    return "" if known.kind in _NO_UNIT else None


def unit_words(known: Known, measured: str | int) -> str:
    """A unit as people write it: "tỷ đồng", "ha", "triệu USD"."""
    if measured == "":
        return ""
    return _WORDS_OF_UNITS[known.kind][measured]


def units_in(text: str) -> dict[Kind, str]:
    """The units that a line such as "Đơn vị: triệu đồng; ha" names, by kind."""
    found: dict[Kind, str] = {}
    for part in re.split(r"[:;,()]| va ", fold(text)):
        said = part.strip()
        for kind, units in (
            (Kind.MONEY, _MONEY_UNITS),
            (Kind.USD, _USD_UNITS),
            (Kind.AREA, AREA_UNITS),
        ):
            if said in units:
                found.setdefault(kind, said)
    return found


def is_unit(text: str) -> bool:
    """Whether a folded text is a unit and nothing else."""
    return text in _MONEY_UNITS or text in _USD_UNITS or text in AREA_UNITS or text == "%"
