"""What each row below the header is: data, or one of the things that stand around data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from projects.importing.columns import MEASURED
from projects.importing.headers import Header, is_repeated
from projects.importing.layout import Role
from sheets.reader import Cell, CellKind
from vn.text import fold, tidy

_TOTAL = re.compile(
    r"(?:tổng cộng|tổng số|tổng|cộng|toàn tỉnh|cả nước|grand total|total|sub-?total)"
    r"(?: (?:mục|nhóm|phần|section) \w+| toàn (?:tỉnh|danh mục))?"
    r"(?:\s*[:(\[].*|\s*\d+ (?:dự án|projects).*)?",
    re.IGNORECASE,
)
_LETTER = re.compile(r"(?:[A-ZĐ]|[IVXL]+)[.)/]?")
_DOTTED = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?")
_PREFIXED = re.compile(r"(?P<mark>[A-ZĐ]|[IVXL]+|\d{1,2}(?:\.\d{1,2})+)\s*[.)/:-]\s*(?P<text>\S.*)")
_NUMBER_OF_COLUMN = re.compile(r"[(\[]?(?:\d{1,2}|[A-Ea-e])[)\]]?(?:\s*=.*)?")
_SIGNATURE = re.compile(
    r"(?:nguoi lap|lap bieu|giam doc|pho giam doc|chu tich|pho chu tich|ke toan|thu truong|noi nhan"
    r"|tm\.|kt\.|q\.|tl\.|tuq\.|truong phong|xac nhan cua|chanh van phong|\(?ky,? |\(?da ky"
    r"|[^,]{2,30}, ?ngay .{0,12}thang .{0,12}nam)"
)
_MOST_OF_A_SIGNATURE = 3
_FOOTNOTE = re.compile(
    r"(?:ghi chu|nguon|chu thich|note|source)s?\s*:|\(?\*+\)?\s*\S|\(?\d\)\s+\S{3,}"
)


@dataclass(frozen=True, slots=True)
class RowIs:
    """A row, counted from 0, and what it is; `text` its words, `level` the depth of a section."""

    row: int
    role: Role
    text: str = ""
    level: int = 0


class Roles:
    """Tells row by row; knows what came before."""

    def __init__(self, header: Header, required: str) -> None:
        self._header = header
        self._numbering = header.numbering
        columns = [title.column for title in header.titles if title.column]
        self._titled = {title.index for title in header.titles}
        self._measured = {c.index for c in columns if c.known.kind in MEASURED}
        self._name = next((c.index for c in columns if c.key == required), None)
        self._ended = False
        self._numbers_seen = False
        self._levels: list[str] = []

    def one(self, row: int, cells: Sequence[Cell]) -> RowIs:
        """What the next row is."""
        full = [cell for cell in cells if cell.kind is not CellKind.EMPTY]
        if not full:
            return RowIs(row, Role.BLANK)
        text = tidy(full[0].text)
        for role, belongs in (
            (Role.NUMBERS, self._is_numbers),
            (Role.HEADER, lambda f: is_repeated(f, self._header)),
            (Role.TOTAL, self._is_total),
            (Role.SIGNATURE, self._is_signature),
            (Role.FOOTNOTE, self._is_footnote),
        ):
            if belongs(full):
                return RowIs(row, role, self._section_text(full) or text)
        level = self._section_level(full)
        if level:
            return RowIs(row, Role.SECTION, self._section_text(full) or text, level)
        return RowIs(row, Role.DATA)

    def _is_numbers(self, full: Sequence[Cell]) -> bool:
        if self._numbers_seen or len(full) < 3:
            return False
        if not all(_NUMBER_OF_COLUMN.fullmatch(tidy(cell.text)) for cell in full):
            return False
        brackets = sum(tidy(cell.text).startswith(("(", "[")) for cell in full)
        counted = [cell.text for cell in full] == [str(n) for n in range(1, len(full) + 1)]
        self._numbers_seen = counted or brackets * 2 > len(full)
        return self._numbers_seen

    def _is_total(self, full: Sequence[Cell]) -> bool:
        texts = [c for c in full if c.kind is CellKind.TEXT and c.column not in self._measured]
        return any(_TOTAL.fullmatch(tidy(cell.text)) for cell in texts[:2])

    def _is_signature(self, full: Sequence[Cell]) -> bool:
        if self._ended:
            return not self._is_counted(full)
        if len(full) > _MOST_OF_A_SIGNATURE or self._is_counted(full):
            return False
        told = (_SIGNATURE.match(fold(c.text)) for c in full if c.kind is CellKind.TEXT)
        self._ended = any(told)
        return self._ended

    def _is_footnote(self, full: Sequence[Cell]) -> bool:
        return len(full) == 1 and _FOOTNOTE.match(fold(full[0].text)) is not None

    def _is_counted(self, full: Sequence[Cell]) -> bool:
        """Whether the row is numbered and names something."""
        if self._numbering is None:
            return False
        return full[0].column == self._numbering and len(full) > 1

    def _section_level(self, full: Sequence[Cell]) -> int:
        """Depth of the section a row opens, 0 when it opens none.

        A section has a mark, a text and perhaps sums; a project has more to say.
        """
        if any(self._speaks(cell) for cell in full):
            return 0
        first = tidy(full[0].text)
        if full[0].column == self._numbering and len(full) > 1:
            is_mark = _LETTER.fullmatch(first) or _DOTTED.fullmatch(first)
            return self._depth(first.rstrip("./)")) if is_mark else 0
        if prefixed := _PREFIXED.fullmatch(first):
            return self._depth(prefixed["mark"])
        alone = len(full) == 1 or all(c.column in self._measured for c in full[1:])
        if alone and self._numbering is not None:
            return self._depth("")
        return 0

    def _speaks(self, cell: Cell) -> bool:
        """Whether the cell says something only a project has."""
        said_by_section = {self._numbering, self._name, 0}
        return cell.column in self._titled - self._measured and cell.column not in said_by_section

    def _depth(self, mark: str) -> int:
        kind = _kind(mark)
        if kind in self._levels:
            del self._levels[self._levels.index(kind) + 1 :]
        else:
            self._levels.append(kind)
        return len(self._levels)

    def _section_text(self, full: Sequence[Cell]) -> str:
        texts = [tidy(c.text) for c in full if c.column not in self._measured]
        return " ".join(texts)[:200]


def _kind(mark: str) -> str:
    if re.fullmatch(r"[IVXL]+", mark) and mark not in ("C", "D"):
        return "roman"
    if mark.isalpha() and mark:
        return "letter"
    return f"dotted {mark.count('.')}" if mark else "bare"
