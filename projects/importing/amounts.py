"""Amounts of money, areas, per cents and plain numbers in cells, as their column means them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import cast

from projects.importing.column_units import AREA_UNITS
from projects.importing.columns import Column, Kind
from projects.importing.layout import Style
from projects.importing.numerals import Written, read_number, style_of, take_apart
from vn.errors import Unreadable
from vn.money import DefaultUnit, ParsedMoney, money_of
from vn.numbers import ParsedNumber
from vn.text import fold, tidy

Number = int | Decimal | None
_CENT = Decimal("0.01")
_MOST = 10**16
"""đồng. More than ten years of everything a country invests: a slip of a mark, never an amount."""

_USD_SCALES = {
    "usd": 1,
    "trieu usd": 10**6,
    "ty usd": 10**9,
    "ti usd": 10**9,
    "trieu do la my": 10**6,
    "ty do la my": 10**9,
    "trieu us$": 10**6,
    "ty us$": 10**9,
    "trieu $": 10**6,
    "ty $": 10**9,
}
_EQUIVALENT = re.compile(
    r"^(?P<first>.+?)[,;]?\s*\(?(?:tương đương(?: với)?|tương ứng|≈)\s*(?P<second>[^();]+)\)?(?:;.*)?$",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(
    r"^(?P<first>[^()]+)\((?P<second>[^()]*(?:usd|\$)[^()]*)\)$", re.IGNORECASE
)
_SHORT_MILLION = re.compile(r"(?<=\d)m$", re.IGNORECASE)
_TWO = re.compile(
    r"\d[\d.,]*\s*(?:ha|m2|m²|tỷ|tỉ|triệu)?\s*(?:/|→|->|=>)\s*\d|điều chỉnh (?:còn|thành|lên)"
)
_WITH_UNIT = re.compile(r"\d\s*(?:ha|m2|m²|km2|tỷ|tỉ|triệu|usd)\b|\$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """The text of a cell, and its number when it was typed as one."""

    text: str
    typed: Decimal | None


@dataclass(frozen=True, slots=True)
class Amount:
    """What `cells.Reading` says, for numbers."""

    value: Number
    hedge: str = ""
    doubtful: bool = False
    other: Number = None
    more: Mapping[str, tuple[Number, str]] = field(default_factory=dict)
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Text:
    raw: str
    written: Written
    number: ParsedNumber


def read(asked: Asked, column: Column) -> Amount:
    """Read a number. Raises `Unreadable`; see `cells.read_cell`."""
    if asked.typed is not None:
        whole = ParsedNumber(asked.typed, "", "", asked.text, doubtful=False)
        return _IN_UNIT[column.known.kind](_Text(asked.text, Written(asked.text), whole), column)
    if column.known.kind in (Kind.MONEY, Kind.USD) and (both := _both(asked.text, column)):
        return both
    if _TWO.search(tidy(asked.text)):
        raise Unreadable("two_values", asked.text)
    return _one(asked.text, column)


def _one(text: str, column: Column) -> Amount:
    written = take_apart(text)
    if written.remark and _WITH_UNIT.search(written.remark):
        raise Unreadable("two_values", text)
    number = read_number(written, column.style, unit=column.unit_text, sure=column.sure)
    if number.value is None:
        return Amount(None)
    convert = _IN_UNIT[column.known.kind]
    found = convert(_Text(text, written, number), column)
    if number.doubtful:
        vietnamese, english = (
            read_number(replace(written, remark=""), style, sure=True)
            for style in (Style.COMMA, Style.POINT)
        )
        comma = convert(_Text(text, written, vietnamese), column)
        point = convert(_Text(text, written, english), column)
        return replace(comma, doubtful=True, other=point.value, told=())
    told = (*(["footnote"] if written.mark else []), *(["remark"] if written.remark else []))
    return replace(found, told=(*found.told, *told))


def _both(text: str, column: Column) -> Amount | None:
    """An amount in đồng and the same in US dollars: "6.361 tỷ đồng, tương đương 274,7 triệu USD"."""
    plain = tidy(text)
    found = _EQUIVALENT.match(plain) or _IN_BRACKETS.match(plain)
    if found is None:
        return None
    # A decimal comma is Vietnamese, so it speaks for both amounts; dollars with a point do not.
    told = replace(column, style=Style.COMMA) if style_of(plain) is Style.COMMA else column
    second = _SHORT_MILLION.sub(" million", found["second"])
    rest = plain[found.end("second") :].strip(" )")
    if column.known.kind is not Kind.MONEY or "usd" not in fold(second).replace("$", "usd"):
        return None
    first = _one(found["first"], told)
    usd = _usd_text(_parsed(second, told), text)
    if usd.doubtful:
        raise Unreadable("two_values", text)
    codes = ("two_currencies", *(["remark"] if rest else []))
    return replace(first, more={"capital_usd": (usd.value, usd.hedge)}, told=codes)


def _parsed(text: str, column: Column) -> _Text:
    written = take_apart(text)
    return _Text(text, written, read_number(written, column.style, sure=column.sure))


def _money(text: _Text, column: Column) -> Amount:
    """Whole đồng; an amount in US dollars belongs to another column."""
    number = text.number
    if not number.unit and not column.unit:
        raise Unreadable("no_unit", text.raw)
    found: ParsedMoney = money_of(number, cast(DefaultUnit, column.unit or "đồng"))
    if found.currency != "VND":
        usd = _usd_text(text, text.raw)
        return Amount(None, more={"capital_usd": (usd.value, usd.hedge)}, told=("read_as_usd",))
    vnd = _not_negative(found.vnd, text.raw)
    if vnd is not None and vnd > _MOST:
        raise Unreadable("too_much", text.raw)
    return Amount(vnd, number.hedge)


def _usd(text: _Text, column: Column) -> Amount:
    """US dollars to the cent."""
    if text.number.unit:
        return _usd_text(text, text.raw)
    if not column.unit:
        raise Unreadable("no_unit", text.raw)
    return _scaled(text, int(column.unit))


def _usd_text(text: _Text, raw: str) -> Amount:
    scale = _USD_SCALES.get(fold(text.number.unit))
    if scale is None:
        raise Unreadable("unknown_unit", raw)
    found = _scaled(text, scale)
    return replace(found, doubtful=text.number.doubtful)


def _area(text: _Text, column: Column) -> Amount:
    """Square metres to two decimals."""
    unit = fold(text.number.unit)
    if not unit:
        if not column.unit:
            raise Unreadable("no_unit", text.raw)
        return _scaled(text, int(column.unit))
    if unit not in AREA_UNITS:
        raise Unreadable("unknown_unit", text.raw)
    return _scaled(text, AREA_UNITS[unit])


def _percent(text: _Text, column: Column) -> Amount:
    """Per cent as written: 26,25% is 26.25."""
    if fold(text.number.unit) not in ("", "%", "phan tram"):
        raise Unreadable("unknown_unit", text.raw)
    return Amount(text.number.value, text.number.hedge)


def _plain(text: _Text, column: Column) -> Amount:
    if text.number.unit:
        raise Unreadable("unknown_unit", text.raw)
    return Amount(text.number.value, text.number.hedge)


def _scaled(text: _Text, scale: int) -> Amount:
    if text.number.value is None:
        return Amount(None)
    amount = text.number.value * scale
    if amount < 0:
        raise Unreadable("negative", text.raw)
    if amount != amount.quantize(_CENT):
        raise Unreadable("too_precise", text.raw)
    return Amount(amount.quantize(_CENT), text.number.hedge)


def _not_negative(value: int | None, raw: str) -> int | None:
    if value is not None and value < 0:
        raise Unreadable("negative", raw)
    return value


_IN_UNIT: Mapping[Kind, Callable[[_Text, Column], Amount]] = {
    Kind.MONEY: _money,
    Kind.USD: _usd,
    Kind.AREA: _area,
    Kind.PERCENT: _percent,
    Kind.NUMBER: _plain,
}
