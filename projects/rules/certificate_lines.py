"""The statements of a printed document: lines joined again where the page broke them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from vn.text import fold, tidy

LONGEST = 300
"""Letters of a statement that are shown beside its value."""

NUMBERED = r"(?:\d{1,2}(?:\.\d{1,2})*[.)](?!\d)|[a-z][).](?= )|[-+*•])\s*"
_BEGINS = re.compile(
    rf"{NUMBERED}|(?:dieu \d|ma so|chung nhan (?:lan|thay doi)|ten |nha dau tu|tong von|von |"
    r"can cu|trong do|muc tieu|quy mo|dia diem|dien tich|thoi han|tien do)"
)
_PAGE = re.compile(r"(?:trang )?\d{1,3}(?:/\d{1,3})?")


def items_of(lines: Iterable[str]) -> list[str]:
    """The statements of a document: lines that were broken by the width of the page are joined."""
    items: list[str] = []
    for line in map(tidy, lines):
        plain = fold(line)
        if not plain or _PAGE.fullmatch(plain):
            continue
        if items and not _BEGINS.match(plain) and not _is_heading(line, items[-1]):
            items[-1] = f"{items[-1]} {line}"
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
