"""The lines by which a document names what it rests on (R-1.3), taken apart for a person to check."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from vn.dates import Precision, parse_partial
from vn.documents import is_document_number, normalise_number
from vn.errors import Unreadable
from vn.text import tidy

_LEAD = re.compile(
    r"^(?:[-–—+*•]\s*|\(?\d{1,2}[.)]\s+|[a-zđ]\)\s+)*(?:(?:căn cứ|theo|xét|thực hiện)\s+)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\bsố\s*:?\s*(?P<number>\d\S*)", re.IGNORECASE)
_TOKEN = re.compile(r"\d{1,5}[-/][^\s,;]+")
_DAY = re.compile(
    r",?\s*\bngày\s+(?P<day>\d{1,2}\s*(?:[/.-]\s*\d{1,2}\s*[/.-]\s*|tháng\s+\d{1,2}\s+năm\s+)\d{4})",
    re.IGNORECASE,
)
_ISSUER = re.compile(
    r"\bcủa\s+(?P<issuer>.+?)(?=\s+(?:về|v/v|tại|quy định|hướng dẫn|phê duyệt|ban hành)\b|[;,]|$)",
    re.IGNORECASE,
)
_SPACED_NUMBER = re.compile(r"(?<=\d)\s*([-/])\s*(?=[A-ZĐƯ])")
# Only bodies whose symbol stands for one body alone.
_BY_SYMBOL = (
    (re.compile(r"/QH\d+$"), "Quốc hội"),
    (re.compile(r"/(?:NĐ|NQ)-CP$"), "Chính phủ"),
    (re.compile(r"/QĐ-TTG$"), "Thủ tướng Chính phủ"),
    (re.compile(r"-[A-ZĐ]{2}/TU$"), "Tỉnh ủy"),
)


@dataclass(frozen=True, slots=True)
class Citation:
    """One document as a line names it; what the line does not say is empty or None."""

    number: str = ""
    date: date | None = None
    issuer: str = ""
    title: str = ""


def read_citations(text: str) -> list[Citation]:
    """One document a line; lines without letters are left out. Nothing is guessed but an issuer
    whose symbol stands for one body alone (143/2025/QH15 is the National Assembly's)."""
    lines = (tidy(line) for line in text.splitlines())
    return [read_citation(line) for line in lines if any(c.isalpha() for c in line)]


def read_citation(line: str) -> Citation:
    """Take "Kết luận số 111-KL/TU ngày 20/5/2026 của BTV Tỉnh ủy về ..." apart."""
    rest = _SPACED_NUMBER.sub(r"\1", _LEAD.sub("", tidy(line), count=1)).strip(" .;,")
    number, rest = _take_number(rest)
    day, rest = _take_day(rest)
    found = _ISSUER.search(rest)
    issuer = tidy(found["issuer"]).strip(" .;,") if found else ""
    if found:
        rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    title = tidy(re.sub(r"\s+([;,.])", r"\1", rest)).strip(" .;,")
    return Citation(number, day, issuer or _by_symbol(number), title[:1].upper() + title[1:])


def _take_number(text: str) -> tuple[str, str]:
    found = _NUMBER.search(text)
    if found is None:
        tokens = (each for each in _TOKEN.finditer(text) if is_document_number(each[0]))
        found = next(tokens, None)
    if found is None:
        return "", text
    number = (found.groupdict().get("number") or found[0]).strip(" .;,")
    return number, f"{text[: found.start()]} {text[found.end() :]}"


def _take_day(text: str) -> tuple[date | None, str]:
    """The first full day the line names; a day that does not exist stays in the title."""
    found = _DAY.search(text)
    if found is None:
        return None, text
    try:
        day = parse_partial(found["day"])
    except Unreadable:
        return None, text
    if day.precision is not Precision.DAY:
        return None, text
    return day.first, f"{text[: found.start()]} {text[found.end() :]}"


def _by_symbol(number: str) -> str:
    plain = normalise_number(number)
    return next((body for pattern, body in _BY_SYMBOL if pattern.search(plain)), "")
