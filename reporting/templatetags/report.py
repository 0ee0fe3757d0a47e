"""Cells of official tables: "-" for nothing, "…" for not known (R-8.10).

Templates of the PDF use only this library; screens have their own formats.
"""

from collections.abc import Iterator
from datetime import date

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from reporting.document.first_page import LEVELS, Level
from reporting.document.shapes import Cell, Row, Table
from reporting.shapes import Amount, FlagState, OverdueRow, RuleVersionUsed
from reporting.wording import NBSP, area_text, capital_first, lower_first
from vn.dates import lateness_text, official_short
from vn.money import trieu_text, ty_text
from vn.numbers import decimal_text, group, ratio_percent

register = template.Library()

NOTHING = "-"
UNKNOWN = "…"
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
WORDS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_STATES = {
    FlagState.NONE: "Chưa rà soát",
    FlagState.OPEN: "Chờ xác minh",
    FlagState.CONFIRMED: "Đã xác nhận",
    FlagState.CONTESTED: "Có ý kiến khác",
}


@register.filter
def count(value: int | None) -> str:
    """Write a whole number with grouped digits."""
    if value is None:
        return UNKNOWN
    return group(value) if value else NOTHING


@register.filter
def ty(value: int | None) -> str:
    """Đồng in billions with two decimals: 27347350000000 -> "27.347,35"."""
    if value is None:
        return UNKNOWN
    return ty_text(value, 2) if value else NOTHING


@register.filter
def trieu(value: int | None) -> str:
    """Đồng in millions: 1284600000 -> "1.284,6"; "-" where none is stated."""
    return trieu_text(value) if value else NOTHING


@register.filter
def capital(amount: Amount) -> str:
    """Registered capital of a group in billions; "-" for an empty group, not "…"."""
    return ty(amount.capital_vnd) if amount.projects else NOTHING


@register.filter
def ha(value: int | None) -> str:
    """Square metres in hectares with two decimals: 69800 -> "6,98"."""
    if value is None:
        return UNKNOWN
    return area_text(value) if value else NOTHING


@register.filter
def share(value: int, whole: int) -> str:
    """Per cent of `whole` without the sign: 140 of 215 -> "65,12"."""
    ratio = ratio_percent(value, whole)
    return decimal_text(ratio, 2) if ratio else NOTHING


@register.filter
def day(value: date | None) -> str:
    """Date in a table column, of even width: "09/03/2022"."""
    return UNKNOWN if value is None else f"{value:%d/%m/%Y}"


@register.filter
def official(value: date | None) -> str:
    """Date in a sentence: "09/3/2022" (law.md 6.2, cell 4)."""
    return UNKNOWN if value is None else official_short(value)


@register.filter
def late(row: OverdueRow) -> str:
    """Delay of a line of appendix I: "13 tháng 4 ngày", the number kept beside its unit."""
    words = lateness_text(row.late_months, row.late_days).split(" ")
    return " ".join(NBSP.join(words[i : i + 2]) for i in range(0, len(words), 2))


@register.filter
def state(value: FlagState) -> str:
    """What officers have made of a flag."""
    return _STATES[value]


@register.filter
def or_unknown(value: str) -> str:
    """Text of a cell; "…" when it was not recorded."""
    return value or UNKNOWN


@register.filter
def citation(rule: RuleVersionUsed) -> str:
    """Article and instrument of a rule, the instrument named once."""
    if not rule.instrument or rule.instrument in rule.article:
        return rule.article
    return f"{rule.article} {rule.instrument}".strip()


@register.filter
def inside(text: str) -> str:
    """Let a label run on inside a sentence."""
    return lower_first(text)


@register.filter
def roman(number: int) -> str:
    """The number of a section."""
    return ROMAN[number]


@register.filter
def in_words(number: int) -> str:
    """A small count as the head of a list says it: "Năm"."""
    return capital_first(WORDS[number]) if number < len(WORDS) else str(number)


@register.filter
def level(key: Level) -> str:
    """Who is asked to decide."""
    return LEVELS[key]


@register.filter
def kind(block: object) -> str:
    """Which kind of block a template meets."""
    return type(block).__name__


@register.filter(name="set")
def set_in(row: Row, table: Table) -> Iterator[tuple[Cell, str]]:
    """The cells of a row, each with how its column is set; a cell across several is text."""
    at = 0
    for cell in row.cells:
        yield cell, "" if cell.across > 1 else table.columns[at].align
        at += cell.across


@register.filter
def broken(text: str) -> SafeString:
    """Text whose lines are broken where it says so."""
    return lines(tuple(text.split("\n")))


@register.filter
def paragraphs(text: str) -> list[str]:
    """The lines of what somebody wrote, each a paragraph."""
    return [line for line in text.split("\n") if line.strip()]


@register.filter
def sentence(heading: str) -> str:
    """BÁO CÁO as a bookmark says it: "Báo cáo"."""
    return heading.capitalize()


@register.filter
def lines(values: tuple[str, ...]) -> SafeString:
    """Join lines of text with <br>, each escaped."""
    return mark_safe("<br>".join(conditional_escape(value) for value in values))  # noqa: S308


@register.filter
def listed(values: tuple[str, ...]) -> SafeString:
    """List addressees or recipients: "- ...;" on each line, the last one closed by a full stop."""
    last = len(values) - 1
    marked = (f"- {value}{'.' if i == last else ';'}" for i, value in enumerate(values))
    return lines(tuple(marked))
