"""Terms as lists write them: so many months, counted from an event (R-1.5)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vn.text import fold, tidy

_MONTHS_A = {"thang": 1, "quy": 3, "nam": 12}
_LENGTH = re.compile(
    r"(?:trong (?:vong |thoi han )?|khong qua |toi da |thoi han )?"
    r"(?P<many>\d{1,3}) ?(?:\((?:[a-z ]+)\) ?)?(?P<unit>thang|nam|quy)(?P<rest>.*)"
)
_FROM = re.compile(
    r"[ ,]*(?:ke tu|tinh tu|tu|sau|sau khi)\b ?(?:khi |ngay |thoi diem )*(?P<event>.+)"
)
_EVENTS = (
    ("land_handover", ("ban giao dat", "giao dat", "nhan dat", "nhan ban giao")),
    ("approval", ("chap thuan", "chu truong", "quyet dinh", "phe duyet")),
    ("certificate", ("giay chung nhan", "gcn", "cap giay", "dang ky dau tu")),
    ("start", ("khoi cong",)),
    ("contract", ("ky hop dong", "hop dong")),
    ("permit", ("giay phep", "gpxd")),
)


@dataclass(frozen=True, slots=True)
class Term:
    """`months` counted from `event`: "land_handover", "approval", "certificate", "start",
    "contract", "permit", "other" (in words only) or "" when the text names none.
    """

    months: int
    event: str
    raw: str


def read_term(text: str) -> Term | None:
    """The term a text states, or None when it states none in a form that needs no guess."""
    written = tidy(text)
    match = _LENGTH.fullmatch(fold(written).removesuffix("./.").rstrip(" .;,"))
    if match is None:
        return None
    months = int(match["many"]) * _MONTHS_A[match["unit"]]
    rest = match["rest"].strip(" ()")
    if not rest:
        return Term(months, "", text)
    since = _FROM.fullmatch(rest)
    if since is None:
        return None
    said = since["event"]
    event = next((e for e, words in _EVENTS if any(word in said for word in words)), "other")
    return Term(months, event, text)
