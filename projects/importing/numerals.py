"""Numbers written as text: which mark is decimal, what stands behind them, what stands around them.

The cells of one column decide together. A cell that can be read two ways stays unread where no
other cell decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from projects.importing.layout import Style
from vn.errors import Unreadable
from vn.numbers import ParsedNumber, parse_number
from vn.text import fold, tidy

_TOKEN = re.compile(r"(?<![\d.,/])\d[\d.,]*\d(?![\d/])")
_GROUPS = re.compile(r"[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*")
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_AFTER_UNIT_OF_AREA = re.compile(r"m ?[²2³3]$", re.IGNORECASE)
_RAISED = re.compile(rf"[{_SUPERSCRIPTS}]+\)?$|\*+$|\(\*+\)$")
_FOOTNOTE = re.compile(r"(?P<number>.*\d)(?P<mark>\d)\)$")
_BRACKET = re.compile(r"\s*(?:\((?P<round>[^()]*)\)|\[(?P<square>[^\[\]]*)\])\s*$")
_FEWEST_ALIKE = 3
_ENGLISH = (
    (re.compile(r"\btrillion\b", re.IGNORECASE), "nghìn tỷ"),
    (re.compile(r"\bbillion\b|\bbn\b", re.IGNORECASE), "tỷ"),
    (re.compile(r"\bmillion\b|\bmn\b", re.IGNORECASE), "triệu"),
)
_CURRENCY_FIRST = re.compile(
    r"^(?P<hedge>\D*?)(?P<currency>us\$|usd|\$|vnđ|vnd)\s*(?P<rest>\d.*)$", re.I
)
_JOINED = re.compile(r"(?<=\d)-(?=[a-zA-Z])|(?<=[a-zA-Z])-(?=usd|vnd)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """A text taken apart: the number with its unit, its footnote mark, the remark in brackets."""

    text: str
    mark: str = ""
    remark: str = ""
    english: bool = False


def style_of(text: str) -> Style:
    """What the numbers in one text prove about the decimal mark."""
    proofs = {_proof(token) for token in _TOKEN.findall(text)} - {Style.NONE}
    if len(proofs) > 1:
        return Style.MIXED
    return proofs.pop() if proofs else Style.NONE


def _proof(token: str) -> Style:
    dots, commas = token.count("."), token.count(",")
    if dots and commas:
        return Style.COMMA if token.rfind(",") > token.rfind(".") else Style.POINT
    mark = "." if dots else ","
    if dots + commas == 0 or (dots + commas == 1 and _GROUPS.fullmatch(token)):
        return Style.NONE
    decides = {".": Style.POINT, ",": Style.COMMA}[mark]
    if dots + commas == 1:
        return decides
    other = {Style.POINT: Style.COMMA, Style.COMMA: Style.POINT}[decides]
    return other if _GROUPS.fullmatch(token) else Style.NONE


def column_style(texts: Iterable[str]) -> tuple[Style, tuple[int, ...]]:
    """The style of a column, and the positions of (at most three) cells that decide it.

    Besides single proofs: when at least three different cells have one mark with three digits behind
    it, none has another form, and smaller numbers stand there without a mark, the mark groups.
    """
    proofs: dict[Style, list[int]] = {}
    grouped: dict[str, dict[str, int]] = {".": {}, ",": {}}
    small = False
    for position, raw in enumerate(texts):
        text = _countable(raw)
        style = style_of(text)
        if style is not Style.NONE:
            proofs.setdefault(style, []).append(position)
            continue
        for token in _TOKEN.findall(text):
            if found := _GROUPS.fullmatch(token):
                grouped[found[1]].setdefault(token, position)
        small = small or re.fullmatch(r"\D*[1-9]\d{0,2}\D*", text.strip()) is not None
    if proofs:
        first = tuple(sorted(p[0] for p in proofs.values()))
        return (next(iter(proofs)), first) if len(proofs) == 1 else (Style.MIXED, first)
    dots, commas = grouped["."], grouped[","]
    if small and len(dots) >= _FEWEST_ALIKE and not commas:
        return Style.COMMA, tuple(sorted(dots.values()))[:_FEWEST_ALIKE]
    if small and len(commas) >= _FEWEST_ALIKE and not dots:
        return Style.POINT, tuple(sorted(commas.values()))[:_FEWEST_ALIKE]
    return Style.NONE, ()


def _countable(text: str) -> str:
    """The text without what proves nothing: marks of footnotes, and numbers of English words.

    "hơn 1.800 tỷ ($70.9m)" shows that a source writes dollars the English way, and no more.
    """
    try:
        written = take_apart(text)
    except Unreadable:
        return ""
    return "" if written.english or "$" in text else f"{written.text} {written.remark}"


def take_apart(text: str) -> Written:
    """Footnote marks and remarks off a number; English words of size into Vietnamese ones.

    Raises `Unreadable` with `footnote_or_digit` when the last digit before a bracket may belong to
    the number as well.
    """
    plain = _JOINED.sub(" ", tidy(text)).removesuffix("./.").strip(" ;")
    plain, remark = _without_remark(plain)
    plain, mark = _without_mark(plain, text)
    english = False
    for pattern, word in _ENGLISH:
        plain, count = pattern.subn(word, plain)
        english = english or bool(count)
    if first := _CURRENCY_FIRST.match(plain):
        plain = f"{first['hedge']}{first['rest']} {first['currency']}".strip()
    return Written(plain, mark, remark, english)


def _without_remark(text: str) -> tuple[str, str]:
    found = _BRACKET.search(text)
    if found is None or found.start() == 0:
        return text, ""
    words = (found["round"] if found["round"] is not None else found["square"]).strip()
    return text[: found.start()].strip(), words


def _without_mark(text: str, raw: str) -> tuple[str, str]:
    if (found := _RAISED.search(text)) and not _AFTER_UNIT_OF_AREA.search(text):
        return text[: found.start()].strip(), found[0]
    footnote = _FOOTNOTE.fullmatch(text)
    if footnote is None or "(" in text:
        return text, ""
    number, mark = footnote["number"], footnote["mark"]
    last = _TOKEN.findall(number)
    if last and _GROUPS.fullmatch(last[-1]):
        # "1.1712)": three digits end a group, so the fourth is the mark.
        return number.strip(), f"{mark})"
    raise Unreadable("footnote_or_digit", raw)


def read_number(
    written: Written, style: Style, *, unit: str = "", sure: bool = False
) -> ParsedNumber:
    """Read a number as its own form, its column or its unit decides; `doubtful` when none does.

    Where other cells show that the comma is decimal, "2.918" is grouped; "1,600" stays doubtful,
    for nobody writes three decimals that end in zeros, unless a person is `sure`. `unit` is that of
    the header. Raises `Unreadable` as `parse_number` does.
    """
    text = written.text
    own = style_of(f"{text} {written.remark}")
    decided = next((s for s in (own, style) if s in (Style.COMMA, Style.POINT)), Style.NONE)
    if written.english and decided is Style.NONE:
        decided = Style.POINT
    found = parse_number(text, english=decided is Style.POINT)
    if sure or not found.doubtful:
        return replace(found, doubtful=False)
    if _MARK_OF_GROUPS.get(decided, "-") in text:
        return replace(found, doubtful=False)
    if fold(found.unit or unit) in _SMALLEST:
        return replace(parse_number(text, english="," in text), doubtful=False)
    return found


_MARK_OF_GROUPS = {Style.COMMA: ".", Style.POINT: ","}
_SMALLEST = frozenset({"dong", "d", "vnd", "m2", "met vuong"})
"""Units nobody writes with three decimals, so a mark before three digits groups."""
