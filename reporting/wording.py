"""How figures are worded in the prose of an official report (R-7.2, R-8.1 to R-8.3)."""

from datetime import date
from decimal import Decimal

from vn.dates import official_short
from vn.money import BILLION, in_words, ty_text
from vn.numbers import decimal_text, group

NBSP = "\N{NO-BREAK SPACE}"


def hedged_ty(vnd: int) -> str:
    """Đồng as prose in billions: "534 tỷ đồng", "hơn 27.347 tỷ đồng", "gần 6.030 tỷ đồng".

    Ten billion and more are rounded to whole billions, smaller sums to two decimals; the hedge
    says on which side of the printed figure the true one lies, and is absent when they agree.
    """
    places = 0 if vnd >= 10 * BILLION else 2
    step = BILLION // 10**places
    steps, rest = divmod(vnd, step)
    hedge = ""
    if rest:
        hedge = "gần " if rest * 2 >= step else "hơn "
    if not steps and hedge == "hơn ":
        return f"dưới{NBSP}0,01{NBSP}tỷ{NBSP}đồng"
    return f"{hedge}{ty_text(vnd, places, trim=True)}{NBSP}tỷ{NBSP}đồng"


def spelled(vnd: int) -> str:
    """Đồng that somebody must pay: to the dong, and in words against a slip of a digit (R-8.2)."""
    return f"{group(vnd)}{NBSP}đồng (bằng chữ: {in_words(vnd)})"


def projects_text(count: int) -> str:
    """A number of projects in prose: "08 dự án", "1.215 dự án"."""
    return f"{number_text(count)}{NBSP}dự án"


def number_text(count: int) -> str:
    """A count in prose, with the zero that numbers below ten carry."""
    return f"{count:02d}" if count < 10 else group(count)


def month_text(year: int, month: int) -> str:
    """The reporting month: "tháng 8 năm 2022", "tháng 02 năm 2023" (law.md 6.2, cell 4)."""
    return f"tháng{NBSP}{f'{month:02d}' if month <= 2 else month} năm{NBSP}{year}"


def quarter_text(year: int, month: int) -> str:
    """The quarter of a month: "quý III năm 2026"."""
    return f"quý{NBSP}{('I', 'II', 'III', 'IV')[(month - 1) // 3]} năm{NBSP}{year}"


def cycle_text(cycle: str) -> str:
    """A cycle of a duty, "2026", "2026-Q3" or "2026-09", as reports print it; "" for once."""
    if not cycle:
        return ""
    year, _dash, part = cycle.partition("-")
    if not part:
        return f"năm{NBSP}{year}"
    if part.startswith("Q"):
        return quarter_text(int(year), int(part[1:]) * 3)
    if part.startswith("H"):
        return f"6{NBSP}tháng đầu năm{NBSP}{year}"
    return month_text(int(year), int(part))


def as_of(day: date) -> str:
    """Name the cut-off day: "đến hết ngày 31/8/2022" (R-7.1)."""
    return f"đến hết ngày {official_short(day)}"


def area_text(square_metres: int) -> str:
    """Square metres shown in hectares with two decimals: 69800 -> "6,98"."""
    return decimal_text(Decimal(square_metres) / 10_000, 2)


def capital_first(text: str) -> str:
    """Give a sentence its capital letter."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Let a label run on inside a sentence."""
    return text[:1].lower() + text[1:]
