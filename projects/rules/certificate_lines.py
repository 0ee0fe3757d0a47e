"""The statements of a printed document: lines joined again where the page broke them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from vn.text import fold, tidy

LONGEST = 300
"""Letters of a statement that are shown beside its value."""

MOST_LETTERS, MOST_LINES, MOST_BELOW = 3_000, 3_000, 50
"""Read of one statement, of a document, and of the dashes below a label."""

NUMBERED = r"(?:\d{1,2}(?:\.\d{1,2})*[.)](?!\d)|[a-z][).](?= )|[-+*•])\s*"
_BEGINS = re.compile(
    rf"{NUMBERED}|(?:dieu \d|ma so|chung nhan (?:lan|thay doi)|ten |nha dau tu|tong von|von |"
    r"can cu|trong do|muc tieu|quy mo|dia diem|dien tich|thoi han|tien do)"
)
_PAGE = re.compile(r"(?:trang )?\d{1,3}(?:/\d{1,3})?")


def items_of(lines: Iterable[str]) -> list[str]:
    """The statements of a document: lines that were broken by the width of the page are joined.

    Of a document or a statement beyond any certificate only the beginning is read, so that a file
    made for it cannot keep a process busy.
    """
    items: list[str] = []
    for line in (tidy(raw[:MOST_LETTERS]) for raw in islice(lines, MOST_LINES)):
        plain = fold(line)
        if not plain or _PAGE.fullmatch(plain):
            continue
        if items and not _BEGINS.match(plain) and not _is_heading(line, items[-1]):
            # A page also breaks after a slash: "tấn sản phẩm/" and "năm" are one word.
            gap = "" if items[-1].endswith("/") else " "
            items[-1] = f"{items[-1]}{gap}{line}"[:MOST_LETTERS]
        else:
            items.append(line)
    return items


def _is_heading(line: str, before: str) -> bool:
    """A line in capitals stands alone, unless it goes on with a value in capitals."""
    goes_on = before.partition(":")[2].strip().isupper() and before[-1] not in ".;"
    return line.isupper() and not goes_on


def split(item: str) -> tuple[str, str]:
    """The folded label without its number, and the text after the colon."""
    label, _colon, value = item.partition(":")
    return re.sub(rf"^{NUMBERED}", "", fold(label)), value.strip()
