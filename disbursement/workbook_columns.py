"""What the columns of a workbook of capital mean, as offices head them. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from projects.importing import headers
from projects.importing.column_titles import spellings
from projects.importing.columns import Kind, Known, Vocabulary
from projects.importing.headers import Titled
from sheets.reader import Sheet
from vn.text import fold, tidy

PLAN, PAYMENTS = "plan", "payments"

OF_SOURCE = "source-"
"""A column of one source: `source-` and its outline number, or the word that stands for several."""

AMOUNT, TOTAL = "amount_vnd", "total_vnd"

_TEXTS: Mapping[str, tuple[str, ...]] = {
    "line": ("ma dong von",),
    "code": ("ma du an", "ma so du an", "ma da", "ma so", "ma so du an dau tu", "ma nhiem vu"),
    "name": (
        *("ten du an", "du an", "danh muc du an", "noi dung", "danh muc", "ten cong trinh"),
        *("ten du an cong trinh", "chu dau tu du an", "nhiem vu du an", "danh muc cong trinh"),
    ),
    "source": ("nguon von", "nguon", "ma nguon von", "nguon von dau tu"),
    "bucket": ("loai von", "loai ke hoach", "loai ke hoach von"),
    "year": ("nam ke hoach", "ke hoach nam", "nam cua ke hoach"),
    "case": ("truong hop keo dai", "truong hop", "can cu keo dai"),
}
_PASSED_OVER = re.compile(
    r"\b(?:luy ke|tu dau nam|thang truoc|da giai ngan|da giao|da phan bo|trung han|tong muc dau tu|"
    r"tmdt|con lai|ty le|so du|chua thu hoi|nam truoc)\b"
)
_PAYMENTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("recovery_vnd", re.compile(r"\bthu hoi\b")),
    ("estimate_vnd", re.compile(r"\buoc\b")),
    ("advance_vnd", re.compile(r"\btam ung\b")),
    ("volume_vnd", re.compile(r"\b(?:khoi luong|klht|kl hoan thanh)\b")),
)
_WHOLE = re.compile(r"^(?:tong so|tong cong|tong|cong|tat ca cac nguon von)\b")
_AMOUNT = re.compile(
    r"\b(?:ke hoach|kh von|so von|phan bo|von bo tri|muc von|so tien|von keo dai)\b"
)
_FOREIGN = re.compile(r"\b(?:oda|nuoc ngoai|vay uu dai)\b")
_CODE = re.compile(r"^([1-9]\d?(?:\.[1-9]\d?){0,2})(?:\s|$)")


@dataclass(frozen=True, slots=True)
class SourceName:
    """One source of the tree by what a workbook may call it."""

    pk: int
    code: str
    name: str
    short_name: str
    is_foreign: bool
    is_leaf: bool


class SourceNames:
    """Finds the sources that a heading or cell speaks of."""

    def __init__(self, rows: Sequence[SourceName]) -> None:
        self.rows = tuple(rows)
        self._words = {row.code: row for row in rows}
        for row in rows:
            for said in (row.short_name, row.name):
                if said:
                    self._words.setdefault(_plain(said), row)

    def leaves(self, text: str) -> tuple[SourceName, ...]:
        """The sources with money that a text names: one, those of a branch, or none."""
        said = _plain(text)
        found = self._words.get(said)
        if found is None and (code := _CODE.match(tidy(text))):
            found = self._words.get(code[1])
        if found is not None:
            below = f"{found.code}."
            return tuple(r for r in self.rows if r.is_leaf and f"{r.code}.".startswith(below))
        if _FOREIGN.search(said):
            return tuple(r for r in self.rows if r.is_leaf and r.is_foreign)
        return ()


def _plain(text: str) -> str:
    """Folded, without the words that every source may begin with."""
    return re.sub(r"^(?:nguon von|nguon|von)\s+", "", fold(tidy(text)))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a workbook is read for: its kind and the sources that may head its columns."""

    kind: str
    sources: SourceNames


def vocabulary(sheet: Sheet, wanted: Wanted) -> Vocabulary | None:
    """The columns of this sheet, each known by its very title; None where no heading is found.

    Titles are looked at whole: "Lũy kế / Tạm ứng" is not "Tháng 8 / Tạm ứng".
    """
    header = next(filter(None, (headers.find(sheet, one) for one in _loose(wanted))), None)
    if header is None:
        return None
    titles = [title for title in header.titles if not title.is_numbering]
    names = wanted.sources if wanted.kind == PLAN else None
    known: dict[str, Known] = {}
    of_sources = names is not None and any(_source(title, names) for title in titles)
    for title in titles:
        key = _meaning(title, wanted, of_sources=of_sources)
        if key and key not in known:
            kind = Kind.TEXT if key in _TEXTS else Kind.MONEY
            known[key] = Known(key, kind, spellings(title.levels), 400 if kind is Kind.TEXT else 0)
    required = "name" if "name" in known else "code"
    if required not in known or len(known) < 2:
        return None
    return Vocabulary(tuple(known.values()), required, fewest=2)


def _loose(wanted: Wanted) -> list[Vocabulary]:
    """Words by which the heading is found, before its titles are looked at."""
    texts = [Known(key, Kind.TEXT, words) for key, words in _TEXTS.items()]
    money = [
        Known("amount", Kind.MONEY, ("tong so", "ke hoach von", "so von", "kh von", "tong cong")),
        Known("advance", Kind.MONEY, ("tam ung", "von tam ung")),
        Known("volume", Kind.MONEY, ("khoi luong hoan thanh", "klht", "thanh toan klht")),
        Known("recovery", Kind.MONEY, ("thu hoi tam ung", "thu hoi")),
        Known(
            "estimate", Kind.MONEY, ("uoc thang sau", "uoc giai ngan", "uoc giai ngan thang sau")
        ),
    ]
    if wanted.kind == PLAN:
        said = {
            f"{OF_SOURCE}{row.code}": tuple(fold(n) for n in (row.short_name, row.name) if n)
            for row in wanted.sources.rows
        }
        money += [Known(key, Kind.MONEY, words) for key, words in said.items()]
    both = (*texts, *money)
    return [Vocabulary(both, required, fewest=2) for required in ("name", "code")]


def _source(title: Titled, names: SourceNames) -> str:
    """The key of a column of one source, empty for another column."""
    whole = fold(" ".join(title.levels))
    leaf = _without_unit(title.levels[-1])
    if _PASSED_OVER.search(whole) or not names.leaves(leaf):
        return ""
    return f"{OF_SOURCE}{leaf}"


def _without_unit(text: str) -> str:
    return tidy(re.sub(r"[(\[][^()\[\]]*[)\]]\s*\*?$", "", text))


def _meaning(title: Titled, wanted: Wanted, *, of_sources: bool) -> str:
    leaf = fold(_without_unit(title.levels[-1]))
    for key, words in _TEXTS.items():
        if len(title.levels) == 1 and leaf in words:
            return key
    whole = fold(" ".join(title.levels))
    if _PASSED_OVER.search(whole):
        return ""
    read: Callable[..., str] = _of_plan if wanted.kind == PLAN else _of_payments
    return read(title, whole, wanted, of_sources=of_sources)


def _of_payments(title: Titled, whole: str, _wanted: Wanted, *, of_sources: bool) -> str:
    del of_sources
    leaf = fold(title.levels[-1])
    for said in (leaf, whole):
        found = next((key for key, words in _PAYMENTS if words.search(said)), "")
        if found:
            return found
    return ""


def _of_plan(title: Titled, whole: str, wanted: Wanted, *, of_sources: bool) -> str:
    source = _source(title, wanted.sources)
    if source:
        return source
    leaf = fold(title.levels[-1])
    if _WHOLE.match(leaf):
        return TOTAL if of_sources else AMOUNT
    if not of_sources and _AMOUNT.search(whole):
        return AMOUNT
    return ""
