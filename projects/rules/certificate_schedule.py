"""The milestones of a certificate: what is to be reached, and by its last possible day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from projects.rules.certificate_lines import LONGEST, NUMBERED, split
from vn.dates import PartialDate, parse_partial
from vn.errors import Unreadable
from vn.text import fold


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone of the schedule, by its last possible day."""

    kind: str
    name: str
    planned: PartialDate
    line: str


_KINDS = (
    (r"gop von|huy dong von|giai ngan", "capital"),
    (r"giai phong mat bang|boi thuong", "site_clearance"),
    (r"thu tuc.*dat|ho so.*dat|thue dat|giao dat", "land_file"),
    (r"vao (?:hoat dong|van hanh|su dung|khai thac|san xuat)|hoat dong chinh thuc", "operation"),
    (r"khoi cong", "start"),
    (r"lap dat|thiet bi|chay thu|van hanh thu", "equipment"),
    (r"hoan thanh|hoan thien", "completion"),
    (r"xay dung|thi cong", "works"),
)
_UNTIL = re.compile(r"^(?:.*\b)?(?:den|toi)(?: het)? ", re.ASCII)


def schedule(items: Sequence[str]) -> tuple[list[Step], list[str]]:
    """The milestones below "Tiến độ"; of a stretch of time its end is the milestone."""
    steps, unread, inside = [], [], False
    for item in items:
        head, value = split(item)
        if head.startswith("tien do"):
            inside = True
        elif inside and re.match(r"\d{1,2}\.\D|dieu \d", fold(item)):
            inside = False
        if not inside or not value:
            continue
        day = _end(value)
        name = re.sub(rf"^{NUMBERED}", "", item.partition(":")[0], flags=re.IGNORECASE).strip()
        if day is not None:
            steps.append(Step(_kind(head), name, day, item[:LONGEST]))
        else:
            unread.append(item[:LONGEST])
    return steps, unread


def _end(text: str) -> PartialDate | None:
    last = _UNTIL.sub("", fold(text).rstrip(" .;,"))
    try:
        return parse_partial(last)
    except Unreadable:
        return None


def _kind(head: str) -> str:
    return next((kind for pattern, kind in _KINDS if re.search(pattern, head)), "other")
