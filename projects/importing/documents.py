"""The documents a cell names: "6815/QĐ-UBND; 177/QĐ-UBND (12/01/2018)", "... ngày 12/01/2018"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from vn.dates import PartialDate, parse_partial
from vn.errors import Unreadable
from vn.text import tidy

_PART = re.compile(r"(?P<number>[^()]+?)\s*(?:\((?P<words>[^()]*)\))?")
_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")
_SEPARATE = re.compile(r";|\n|,\s*(?=điều chỉnh)", re.IGNORECASE)
_DATED = re.compile(
    r"(?P<named>[^()]*?)\s*(?<!\w)ngày:?\s+(?P<about>[^\d()]*?)\s*"
    r"(?P<day>\d{1,2}[/.-]\d{1,2}[/.-]\d{4})(?P<rest>.*)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:quyết định|giấy chứng nhận(?: đăng ký)?(?: đầu tư)?|văn bản|công văn|gcnđkđt|gcnđt|gcn|qđ)"
    r"(?: chủ trương đầu tư)?\s*(?:số:?\s*)?(?=\d)|^số:?\s*(?=\d)",
    re.IGNORECASE,
)
_APPROVAL = re.compile(r"(?:chấp thuận(?: chủ trương)?(?: đầu tư)?)?", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """A document as a cell names it. `words` stand in brackets behind it and are not a date."""

    number: str
    issued: PartialDate | None
    words: str = ""


def named_documents(text: str, approved: PartialDate | None) -> tuple[NamedDocument, ...]:
    """The documents of a cell beside the day of approval in the next cell.

    A day in brackets is the document's own. The first document without one takes `approved`;
    an approval whose day belongs to no document named stands alone, without a number.
    """
    found = list(_documents(text))
    if approved is None or any(document.issued == approved for document in found):
        return tuple(found)
    for position, document in enumerate(found):
        if document.issued is None:
            found[position] = replace(document, issued=approved)
            return tuple(found)
    return (NamedDocument("", approved), *found)


def _documents(text: str) -> Iterator[NamedDocument]:
    for piece in _SEPARATE.split(text):
        part = tidy(piece).strip(" ,.")
        if (found := _DATED.fullmatch(part)) is not None:
            yield _dated(found)
        elif (match := _PART.fullmatch(part)) is not None and match["number"].strip():
            words = (match["words"] or "").strip()
            day = _day(words)
            is_only_a_day = bool(day) and _DAY.fullmatch(words) is not None
            number = _LEAD.sub("", match["number"]).strip()[:_LONGEST]
            yield NamedDocument(number, day, "" if is_only_a_day else words)


def _dated(found: re.Match[str]) -> NamedDocument:
    """A document whose day follows its number or its name: "2387/QĐ-UBND ngày 31/10/2016"."""
    named = _LEAD.sub("", f"{found['named']} {found['about']}".strip(" ,(")).strip()
    rest = found["rest"].strip(" ,.()")
    is_number = _DIGIT.search(named) is not None and " " not in named
    about = "" if is_number or _APPROVAL.fullmatch(named) else named
    words = ", ".join(filter(None, [about, rest]))
    return NamedDocument(named[:_LONGEST] if is_number else "", _day(found["day"]), words)


def _day(words: str) -> PartialDate | None:
    found = _DAY.search(words)
    try:
        return parse_partial(found[0]) if found else None
    except Unreadable:
        return None
