"""Published facts to lay out as lists, read without the importer.

Projects, calls and scores are those of projects/sample, where each row names its source. The plans
are those of Nguyên Bình, Cao Bằng, to 30/9/2024, as its public-investment reports give them.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from openpyxl import load_workbook

from vn.dates import PartialDate, Precision

_SAMPLE = Path(__file__).resolve().parents[2] / "projects" / "sample"
_HEDGES = ("hơn", "trên", "gần", "khoảng", "~")
_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4}

Fact = dict[str, str]


@cache
def projects() -> tuple[Fact, ...]:
    """The 166 published projects by the titles of their workbook; numbers with a decimal comma."""
    book = load_workbook(_SAMPLE / "du-an-da-cong-bo.xlsx", read_only=True)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    book.close()
    titles = [str(title) for title in rows[0]]
    return tuple(dict(zip(titles, map(_text, row), strict=True)) for row in rows[1:])


@cache
def calls() -> tuple[Fact, ...]:
    """The published calls for investment."""
    return _csv("goi-dau-tu-da-cong-bo.csv")


@cache
def scores() -> tuple[Fact, ...]:
    """The published scores and ranks."""
    return _csv("chi-so-pci.csv")


@dataclass(frozen=True, slots=True)
class Plan:
    """A project's plan of one year and what was paid, in million đồng."""

    name: str
    plan: int
    paid: int


PLANS = (
    Plan("Trường Tiểu học Ca Thành", 11_000, 0),
    Plan("Đường tránh chợ Phia Đén, đường xóm Pù Vài - trung tâm xã Thành Công", 15_900, 0),
    Plan("Hạ tầng đến vùng nguyên liệu", 3_500, 0),
    Plan("Đường, cầu vào nhà máy chế biến dược liệu xóm Tân Thịnh, xã Vũ Minh", 3_500, 0),
    Plan("Xây dựng nhà máy chế biến dược liệu xóm Tân Thịnh, xã Vũ Minh", 2_000, 0),
)


def number(text: str) -> Decimal | None:
    """The number of a fact without its word: "hơn 284" -> 284."""
    for hedge in _HEDGES:
        text = text.removeprefix(hedge).strip()
    return Decimal(text.replace(".", "").replace(",", ".")) if text else None


def hedge(text: str) -> str:
    """The word before a number."""
    return next((word for word in _HEDGES if text.startswith(word)), "")


def dong(text: str) -> int | None:
    """Billions of đồng in đồng."""
    found = number(text)
    return None if found is None else int(found * 10**9)


def square_metres(text: str) -> Decimal | None:
    """Hectares in square metres."""
    found = number(text)
    return None if found is None else (found * 10_000).quantize(Decimal("0.01"))


def day(text: str) -> PartialDate | None:
    """A date of the sample: 15/5/2023, tháng 12/2007, Quý IV/2009, 2011."""
    if not text:
        return None
    if found := re.fullmatch(r"(\d+)/(\d+)/(\d{4})", text):
        return PartialDate(date(*map(int, reversed(found.groups()))), Precision.DAY)
    if found := re.fullmatch(r"tháng (\d+)/(\d{4})", text):
        return PartialDate(date(int(found[2]), int(found[1]), 1), Precision.MONTH)
    if found := re.fullmatch(r"Quý (I|II|III|IV)/(\d{4})", text):
        return PartialDate(date(int(found[2]), _QUARTERS[found[1]] * 3, 1), Precision.QUARTER)
    return PartialDate(date(int(text), 1, 1), Precision.YEAR)


def vietnamese(value: Decimal | int) -> str:
    """1234.5 -> "1.234,5"."""
    whole, _, fraction = f"{Decimal(value).normalize():f}".partition(".")
    return f"{int(whole):,}".replace(",", ".") + (f",{fraction}" if fraction else "")


def english(value: Decimal | int) -> str:
    """1234.5 -> "1,234.5"."""
    whole, _, fraction = f"{Decimal(value).normalize():f}".partition(".")
    return f"{int(whole):,}" + (f".{fraction}" if fraction else "")


def _csv(name: str) -> tuple[Fact, ...]:
    with (_SAMPLE / name).open(encoding="utf-8-sig", newline="") as stream:
        return tuple(csv.DictReader(stream, delimiter=";"))


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value.day}/{value.month}/{value.year}"
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)
