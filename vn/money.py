"""Money: whole đồng inside, triệu and tỷ only at the edge, words for certificates (R-8.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from vn.errors import Unreadable
from vn.numbers import ParsedNumber, decimal_text, parse_number
from vn.text import fold

THOUSAND = 1_000
MILLION = 1_000_000
BILLION = 1_000_000_000
UNKNOWN_MARK = "—"

DefaultUnit = Literal["đồng", "triệu", "tỷ"]

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = {
    "": 1,
    "nghin": THOUSAND,
    "ngan": THOUSAND,
    "trieu": MILLION,
    "tr": MILLION,
    "ty": BILLION,
    "ti": BILLION,
    "nghin ty": THOUSAND * BILLION,
    "ngan ty": THOUSAND * BILLION,
}
_CURRENCIES = {
    "dong viet nam": "VND",
    "do la my": "USD",
    "dong": "VND",
    "vnd": "VND",
    "usd": "USD",
    "us$": "USD",
    "d": "VND",
    "$": "USD",
}


@dataclass(frozen=True, slots=True)
class ParsedMoney:
    """An amount as read. `vnd` is whole đồng, None when unknown or in another currency.

    `amount` is the full amount in units of `currency` ("VND" or "USD"), None when unknown.
    """

    vnd: int | None
    hedge: str
    raw: str
    currency: str
    doubtful: bool
    amount: Decimal | None = None


def _in_unit(vnd: int | None, unit: int, places: int, *, trim: bool, unknown: str) -> str:
    if vnd is None:
        return unknown
    return decimal_text(Decimal(vnd) / unit, places, trim=trim)


def trieu_text(
    vnd: int | None, places: int = 3, *, trim: bool = True, unknown: str = UNKNOWN_MARK
) -> str:
    """Đồng shown in million đồng: 727304290000 -> "727.304,29"; None shows `unknown`."""
    return _in_unit(vnd, MILLION, places, trim=trim, unknown=unknown)


def ty_text(
    vnd: int | None, places: int = 1, *, trim: bool = False, unknown: str = UNKNOWN_MARK
) -> str:
    """Đồng shown in billion đồng: 1480000000000 -> "1.480,0"; None shows `unknown`."""
    return _in_unit(vnd, BILLION, places, trim=trim, unknown=unknown)


# ---------------------------------------------------------------- in words


def _unit_digit(tens: int, unit: int) -> str:
    if unit == 1 and tens >= 2:
        return "mốt"
    if unit == 4 and tens >= 2:
        return "tư"
    if unit == 5 and tens >= 1:
        return "lăm"
    return _DIGITS[unit]


def _below_thousand(value: int, *, full: bool) -> str:
    """Read 0..999; `full` says "không trăm" aloud, as after a higher group."""
    hundreds, rest = divmod(value, 100)
    tens, unit = divmod(rest, 10)
    words: list[str] = []
    if hundreds or full:
        words += [_DIGITS[hundreds], "trăm"]
    if tens == 0 and unit and words:
        words.append("linh")
    elif tens == 1:
        words.append("mười")
    elif tens:
        words += [_DIGITS[tens], "mươi"]
    if unit:
        words.append(_unit_digit(tens, unit))
    return " ".join(words)


def _groups(value: int, *, full: bool) -> Iterator[str]:
    """Yield "... triệu", "... nghìn" and the last three digits of a number below one billion."""
    for scale, name in ((MILLION, " triệu"), (THOUSAND, " nghìn"), (1, "")):
        part = value // scale % THOUSAND
        if part:
            yield _below_thousand(part, full=full) + name
            full = True


def _parts(value: int) -> list[str]:
    billions, rest = divmod(value, BILLION)
    words = [" ".join(_parts(billions)) + " tỷ"] if billions else []
    return words + list(_groups(rest, full=bool(billions)))


def in_words(vnd: int) -> str:
    """Đồng in words as investment certificates print them (R-8.2).

    1360668000000 -> "Một nghìn ba trăm sáu mươi tỷ, sáu trăm sáu mươi tám triệu đồng chẵn".
    "chẵn" closes an amount of whole thousands.
    """
    if vnd == 0:
        return "Không đồng"
    text = ", ".join(_parts(abs(vnd)))
    if vnd < 0:
        text = f"âm {text}"
    end = " đồng chẵn" if vnd % THOUSAND == 0 else " đồng"
    return text[0].upper() + text[1:] + end


# ---------------------------------------------------------------- reading


def _scale_and_currency(unit: str, default_unit: str, raw: str) -> tuple[int, str]:
    plain = fold(unit).replace(".", " ").strip()
    currency = "VND"
    bare = not plain
    for name, code in _CURRENCIES.items():
        if plain == name or plain.endswith(f" {name}") or plain in (f"tr{name}", f"ty{name}"):
            plain, currency = plain[: -len(name)].strip(), code
            break
    if bare:
        plain = fold(default_unit).removesuffix("dong").strip()
    if plain not in _SCALES:
        raise Unreadable("unknown_unit", raw)
    return _SCALES[plain], currency


def money_of(number: ParsedNumber, default_unit: DefaultUnit = "đồng") -> ParsedMoney:
    """The amount that a number and its unit state. Raises as `parse_money` does."""
    text = number.raw
    if number.value is None:
        return ParsedMoney(None, "", text, "VND", doubtful=False)
    scale, currency = _scale_and_currency(number.unit, default_unit, text)
    amount = number.value * scale
    if currency != "VND":
        return ParsedMoney(None, number.hedge, text, currency, number.doubtful, amount)
    vnd = int(amount)
    if vnd != amount:
        raise Unreadable("fraction_of_dong", text)
    return ParsedMoney(vnd, number.hedge, text, currency, number.doubtful, amount)


def parse_money(
    text: str, default_unit: DefaultUnit = "đồng", *, english: bool = False
) -> ParsedMoney:
    """Read an amount; `default_unit` is the unit of the column when the text names none.

    Raises `Unreadable` as `parse_number` does, and with `unknown_unit` (a unit that is not
    money) or `fraction_of_dong` (the amount is not a whole number of đồng).
    """
    return money_of(parse_number(text, english=english), default_unit)
