"""What the text of a registration certificate or approval says, as proposals for a person to check.

Pure: takes the text, gives values with the line each was read from. What it cannot read with
certainty it leaves out; nothing is completed or guessed (R-8.2, R-8.3).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from projects.rules.certificate_lines import LONGEST, MOST_BELOW, items_of, split
from projects.rules.certificate_schedule import Step, schedule
from vn.dates import PartialDate, parse_partial
from vn.errors import Unreadable
from vn.money import parse_money
from vn.numbers import parse_number
from vn.text import fold

KEYS = (
    "number",
    "issued",
    "sequence",
    "authority",
    "project_name",
    "investor_name",
    "tax_code",
    "objective",
    "scale",
    "location_text",
    "land_area_m2",
    "capital_vnd",
    "capital_usd",
    "equity_vnd",
    "loan_vnd",
    "term_years",
)


@dataclass(frozen=True, slots=True)
class Found:
    """One value and the line it came from."""

    value: Any
    line: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read; `unread` are lines of the schedule without a day that can be trusted."""

    found: Mapping[str, Found]
    steps: tuple[Step, ...]
    unread: tuple[str, ...]

    @property
    def kind(self) -> str:
        """Which document it is: a first certificate, a change of one, or an approval."""
        if "sequence" in self.found:
            return "adjustment"
        is_decision = "/" in str(self.found["number"].value) if "number" in self.found else False
        return "policy_approval" if is_decision else "registration_certificate"

    @property
    def missing(self) -> tuple[str, ...]:
        """What a certificate says and this text did not, or not clearly."""
        never = {"sequence"} if "sequence" not in self.found else set()
        return tuple(key for key in KEYS if key not in self.found and key not in never)


def read(text: str) -> Reading:
    """Read the text of one document."""
    items = items_of(text.splitlines())
    heads = [split(item) for item in items]
    found: dict[str, Found] = {}
    for key, label in _LABELS:
        if value := _labelled(items, heads, label, _READERS.get(key, _words)):
            found[key] = value
    found |= _from_anywhere(items)
    steps, unread = schedule(items)
    return Reading(found, tuple(steps), tuple(unread))


# ---------------------------------------------------------------- values with a label

_LABELS: tuple[tuple[str, str], ...] = (
    ("project_name", r"ten du an(?: dau tu)?"),
    ("investor_name", r"(?:ten )?(?:nha dau tu|doanh nghiep|to chuc kinh te)(?: thuc hien du an)?"),
    ("objective", r"muc tieu\b.*"),
    ("scale", r"quy mo\b.*"),
    ("location_text", r"dia diem\b.*"),
    ("land_area_m2", r"(?:tong )?dien tich\b.*"),
    ("capital_vnd", r"tong von dau tu\b.*|von dau tu(?: cua)? du an"),
    ("capital_usd", r"tong von dau tu\b.*|von dau tu(?: cua)? du an"),
    ("equity_vnd", r"(?:trong do,? ?)?von gop\b.*|von chu so huu\b.*"),
    ("loan_vnd", r"(?:trong do,? ?)?von (?:huy dong|vay)\b.*"),
    ("term_years", r"thoi han\b.*"),
)


def _labelled(
    items: Sequence[str],
    heads: Sequence[tuple[str, str]],
    label: str,
    reader: Callable[[str], Any | None],
) -> Found | None:
    """The first statement with this label from which the value can be read."""
    for place, (item, (head, value)) in enumerate(zip(items, heads, strict=True)):
        if not re.fullmatch(label, head):
            continue
        text = value or "\n".join(_below(items[place + 1 : place + 1 + MOST_BELOW]))
        read_value = reader(text)
        if read_value is not None:
            line = item if value else f"{item} {text}"
            return Found(read_value, line[:LONGEST])
    return None


def _below(items: Iterable[str]) -> Iterator[str]:
    """The dashes that follow a label without a text of its own."""
    for item in items:
        if item[:1] not in "-+•*":
            return
        yield item.lstrip("-+•* ")


def _words(text: str) -> str | None:
    found = text.split(";", maxsplit=1)[0] if "\n" not in text else text
    return found.strip().rstrip(".;,") or None


# Every repetition has an end: a file made for it must not keep a process busy.
_AMOUNT = r"(?P<number>\d[\d.,]{0,40})\s?(?:\([^)]{0,200}\))?\s?(?P<scale>nghin ty|ty|trieu)?\s?"
_VND = re.compile(rf"{_AMOUNT}(?P<currency>dong|vnd)\b", re.ASCII)
_USD = re.compile(rf"{_AMOUNT}(?P<currency>do la my|usd|us\$)", re.ASCII)
_AREA = re.compile(
    r"(?P<number>\d[\d.,]{0,40})\s?(?:\([^)]{0,200}\))?\s?(?P<unit>m2|met vuong|ha|hecta)\b"
)
_TERM = re.compile(r"\b(\d{1,2})\s?(?:\([^)]{0,200}\))?\s?nam\b")
_SQUARE_METRES = {"m2": 1, "met vuong": 1, "ha": 10_000, "hecta": 10_000}


def _money(text: str, pattern: re.Pattern[str]) -> Any | None:
    """The one amount; None when its marks can be read in two ways."""
    match = pattern.search(fold(text))
    if match is None:
        return None
    unit = f"{match['scale'] or ''} {match['currency']}".strip()
    try:
        read_amount = parse_money(f"{match['number'].rstrip('.,')} {unit}")
    except Unreadable:
        return None
    if read_amount.doubtful and match["scale"]:
        return None
    return read_amount.vnd if read_amount.currency == "VND" else read_amount.amount


def _vnd(text: str) -> int | None:
    return _money(text, _VND)


def _usd(text: str) -> Decimal | None:
    return _money(text, _USD)


def _area(text: str) -> Decimal | None:
    match = _AREA.search(fold(text))
    if match is None:
        return None
    try:
        number = parse_number(match["number"].rstrip(".,"))
    except Unreadable:
        return None
    if number.value is None or (number.doubtful and match["unit"] in ("ha", "hecta")):
        return None
    return number.value * _SQUARE_METRES[match["unit"]]


def _years(text: str) -> int | None:
    match = _TERM.search(fold(text))
    return int(match[1]) if match and int(match[1]) else None


_READERS: Mapping[str, Callable[[str], Any | None]] = {
    "capital_vnd": _vnd,
    "capital_usd": _usd,
    "equity_vnd": _vnd,
    "loan_vnd": _vnd,
    "land_area_m2": _area,
    "term_years": _years,
}

# ---------------------------------------------------------------- values found anywhere

_CODE = re.compile(r"ma so(?: du an)?\s*:?\s*(\d[\d .]{8,14}\d)(?!\d)")
_TAX = re.compile(
    r"(?:ma so (?:thue|doanh nghiep)|dang ky doanh nghiep(?: so)?)\D{0,20}(\d{10}(?:-\d{3})?)(?!\d)"
)
_NUMBER = re.compile(r"\bSố:?\s*(\d{1,5}/QĐ-[A-ZĐ.]+)")
_CERTIFIED = re.compile(
    r"chung nhan (?P<which>lan dau|thay doi lan thu (?P<n>\w+))[\s:,]*ngay ?(?P<day>.+)"
)
_ORDINALS = ("", "nhat", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi")
_AUTHORITIES = (
    (r"ban quan ly\b.*", "zone_board"),
    (r"so (?:tai chinh|ke hoach va dau tu)\b.*", "department"),
    (r"uy ban nhan dan\b.*", "committee"),
)
_HEADER = 12


def _from_anywhere(items: Sequence[str]) -> dict[str, Found]:
    found: dict[str, Found] = {}
    for item in items:
        plain = fold(item)
        if "number" not in found and (code := _CODE.search(plain)):
            digits = re.sub(r"\D", "", code[1])
            if len(digits) == 10:
                found["number"] = Found(digits, item[:LONGEST])
        if "tax_code" not in found and (tax := _TAX.search(plain)):
            found["tax_code"] = Found(tax[1], item[:LONGEST])
    return _decided(items) | found | _certified(items) | _issued_by(items)


def _decided(items: Sequence[str]) -> dict[str, Found]:
    """Number and day at the head of a decision: "Số: 1644/QĐ-UBND", "..., ngày 15 tháng 8 năm 2023"."""
    found: dict[str, Found] = {}
    for item in items[:_HEADER]:
        if number := _NUMBER.search(item):
            found.setdefault("number", Found(number[1], item))
        dated = re.search(r"\bngay (\d{1,2} thang \d{1,2} nam \d{4})", fold(item))
        if dated and (day := _day(dated[1])):
            found.setdefault("issued", Found(day, item))
    return found if "number" in found else {}


def _certified(items: Iterable[str]) -> dict[str, Found]:
    """The latest of "first certified" and "change no. n certified"; its number goes with it."""
    latest, days = -1, {}
    for item in items:
        match = _CERTIFIED.search(fold(item))
        if match is None:
            continue
        number = 0 if match["which"] == "lan dau" else _ordinal(match["n"])
        day = _day(match["day"])
        if day is not None and number is not None and number > latest:
            latest = number
            days = {"issued": Found(day, item)}
            if number:
                days["sequence"] = Found(number, item)
    return days


def _ordinal(text: str) -> int | None:
    if text.isdecimal():
        return int(text)
    return _ORDINALS.index(text) if text in _ORDINALS else None


def _day(text: str) -> PartialDate | None:
    """The day at the beginning of the text."""
    match = re.match(r"(\d{1,2} thang \d{1,2} nam \d{4}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4})", text)
    try:
        return parse_partial(match[1]) if match else None
    except Unreadable:
        return None


def _issued_by(items: Sequence[str]) -> dict[str, Found]:
    """The office at the head of the paper, its own name before that of the committee above it."""
    for pattern, authority in _AUTHORITIES:
        for item in items[:_HEADER]:
            if item.isupper() and re.fullmatch(pattern, fold(item)):
                return {"authority": Found((authority, item), item)}
    return {}
