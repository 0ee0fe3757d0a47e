"""Numbers as Vietnamese documents write them: dots group thousands, the comma is decimal (R-8.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from vn.errors import Unreadable
from vn.notation import in_english
from vn.text import fold, tidy

_PRECISION = 60
_MAX_DIGITS = 30


@dataclass(frozen=True, slots=True)
class ParsedNumber:
    """What a text says. `value` is None when it says "unknown"; a zero is a fact.

    `hedge` is the canonical word (hơn, trên, gần, khoảng, dưới, ước, ít nhất, không quá) or "".
    `unit` is the rest of the text. `doubtful` marks a reading that a person must confirm.
    """

    value: Decimal | None
    hedge: str
    unit: str
    raw: str
    doubtful: bool


# ---------------------------------------------------------------- writing


def group(value: int) -> str:
    """1234567 -> "1.234.567"; "1,234,567" where `vn.notation` says English."""
    grouped = f"{value:,}"
    return grouped if in_english() else grouped.replace(",", ".")


def rounded(value: Decimal, places: int) -> Decimal:
    """Round half up, the one rounding of this product."""
    with localcontext() as context:
        context.prec = _PRECISION
        return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def decimal_text(value: Decimal, places: int, *, trim: bool = False) -> str:
    """Decimal(4484305.92), 2 -> "4.484.305,92"; `trim` drops zeros at the end of the fraction."""
    exact = rounded(value, places)
    sign = "-" if exact < 0 else ""
    whole, _, fraction = f"{abs(exact):f}".partition(".")
    if trim:
        fraction = fraction.rstrip("0")
    mark = "." if in_english() else ","
    return sign + group(int(whole)) + (f"{mark}{fraction}" if fraction else "")


def ratio_percent(
    numerator: Decimal | int | None, denominator: Decimal | int | None, places: int = 2
) -> Decimal | None:
    """Per cent of the base, rounded half up; None when either is unknown or the base is 0."""
    if numerator is None or not denominator:
        return None
    with localcontext() as context:
        context.prec = _PRECISION
        ratio = Decimal(numerator) * 100 / Decimal(denominator)
    return rounded(ratio, places)


def percent_text(percent: Decimal, places: int = 2, *, trim: bool = False) -> str:
    """Decimal(26.27) -> "26,27%", without a space (R-8.1)."""
    return decimal_text(percent, places, trim=trim) + "%"


# ---------------------------------------------------------------- reading

_UNKNOWN = frozenset(
    {"", "-", "--", "...", "..", "n/a", "na", "chua co", "chua co so lieu", "khong ro", "chua ro"}
)
_HEDGE_WORDS = {
    "hon": "hơn",
    "tren": "trên",
    "gan": "gần",
    "khoang": "khoảng",
    "xap xi": "khoảng",
    "chung": "khoảng",
    "duoi": "dưới",
    "uoc": "ước",
    "it nhat": "ít nhất",
    "khong qua": "không quá",
}
_HEDGE_SIGNS = {
    ">=": "ít nhất",
    "≥": "ít nhất",
    ">": "trên",
    "<=": "không quá",
    "≤": "không quá",
    "<": "dưới",
    "~": "khoảng",
    "≈": "khoảng",
}
_TOKEN = re.compile(r"(?P<sign>[-+]? ?)(?P<digits>[0-9][0-9.,]*(?: [0-9]{3}(?![0-9])[0-9.,]*)*)")
_UNIT_WITH_DIGIT = re.compile(r"(?:k|c|d|m)?m ?[23²³]", re.IGNORECASE)


def _split_hedge(text: str) -> tuple[str, str]:
    """Cut a hedge off the front. Word by word, because folding may change the length."""
    words = text.split(" ")
    for count in (2, 1):
        hedge = _HEDGE_WORDS.get(fold(" ".join(words[:count])))
        if hedge and len(words) > count:
            return hedge, " ".join(words[count:])
    for sign, hedge in _HEDGE_SIGNS.items():
        if text.startswith(sign):
            return hedge, text[len(sign) :].strip()
    return "", text


def _grouped(text: str, mark: str) -> str | None:
    """The digits of a number in groups of three, or None when the groups are not so."""
    pattern = rf"[1-9][0-9]{{0,2}}(?:{re.escape(mark)}[0-9]{{3}})+"
    return text.replace(mark, "") if re.fullmatch(pattern, text) else None


def _one_separator(digits: str, mark: str, thousands: str) -> tuple[str, bool]:
    """Read a number with a single separator: (plain decimal text, doubtful)."""
    joined = _grouped(digits, mark)
    as_decimal = digits.replace(mark, ".")
    if joined is None:
        return as_decimal, False
    return (joined, True) if mark == thousands else (as_decimal, True)


def _with_marks(digits: str, thousands: str, decimal: str, raw: str) -> tuple[str, bool]:
    whole, comma, fraction = digits.partition(decimal)
    if comma and thousands in whole:
        joined = _grouped(whole, thousands)
        if joined and fraction.isdigit():
            return f"{joined}.{fraction}", False
    elif not comma and digits.count(thousands) > 1:
        joined = _grouped(digits, thousands)
        if joined:
            return joined, False
    elif digits.count(".") + digits.count(",") == 1:
        return _one_separator(digits, comma or thousands, thousands)
    english = _grouped(digits.partition(thousands)[0], decimal)
    raise Unreadable("english_grouping" if english else "grouping", raw)


def _plain(digits: str, raw: str, *, english: bool) -> tuple[str, bool]:
    """Turn written digits into plain decimal text, and say whether the reading is doubtful."""
    if " " in digits:
        head, _, fraction = digits.replace(",", ".").partition(".")
        joined = _grouped(head, " ")
        if joined is None or (fraction and not fraction.isdigit()):
            raise Unreadable("grouping", raw)
        return (f"{joined}.{fraction}", len(fraction) == 3) if fraction else (joined, False)
    if digits.isdigit():
        return digits, False
    thousands, decimal = (",", ".") if english else (".", ",")
    return _with_marks(digits, thousands, decimal, raw)


def _unit(rest: str, raw: str) -> str:
    unit = rest.strip(" .;,")
    if re.match(r"(?:-|đến|tới) ?[0-9]", unit):
        raise Unreadable("range", raw)
    if re.search(r"[0-9]", unit) and not _UNIT_WITH_DIGIT.fullmatch(unit):
        raise Unreadable("more_than_one_number", raw)
    return unit


def parse_number(text: str, *, english: bool = False) -> ParsedNumber:
    """Read a number with its hedge and unit; the Vietnamese reading unless `english` (R-8.1).

    A single group of exactly three digits can be read both ways ("2.918", "1,600"): the
    Vietnamese reading is returned (2918; 1.600) and `doubtful` is set. "408.32" can only be a
    decimal. An empty text, "-", "…" or "N/A" gives value None. Raises `Unreadable` with code
    `not_a_number`, `grouping`, `english_grouping`, `range`, `more_than_one_number` or `too_long`.
    """
    plain = tidy(text).replace("…", "...").removesuffix("./.").strip()
    if fold(plain) in _UNKNOWN:
        return ParsedNumber(None, "", "", text, doubtful=False)
    hedge, rest = _split_hedge(plain.rstrip(" .;,"))
    token = _TOKEN.match(rest)
    if token is None:
        raise Unreadable("not_a_number", text)
    written = token["digits"].rstrip(".,")
    unit = _unit(rest[token.end() :], text)
    digits, doubtful = _plain(written, text, english=english)
    if len(digits) > _MAX_DIGITS:
        raise Unreadable("too_long", text)
    sign = "-" if token["sign"].strip() == "-" else ""
    return ParsedNumber(Decimal(sign + digits), hedge, unit, text, doubtful)
