"""The columns an import knows, by the words of their headers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from projects.importing.layout import Style
from sheets.reader import Cell, CellKind
from vn.text import fold


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    CHOICE = "choice"
    MONEY = "money"
    USD = "usd"
    AREA = "area"
    PARTIAL = "partial"
    PERIOD = "period"
    PERCENT = "percent"
    NUMBER = "number"
    CERTIFICATE = "certificate"


MEASURED = frozenset({Kind.MONEY, Kind.USD, Kind.AREA, Kind.PERCENT, Kind.NUMBER})
"""Kinds whose cells are numbers."""


@dataclass(frozen=True, slots=True)
class Known:
    """A column: `headers` are the folded words it may be headed with, without the unit.

    `longest` is how many characters are kept (0: any). `has_happened` is for facts, which cannot
    lie in the future; `to_the_day` for dates that are stored only when the day is known. A column
    that is `by_year` may stand there once for each year of the header.
    """

    key: str
    kind: Kind
    headers: tuple[str, ...]
    longest: int = 0
    has_happened: bool = False
    to_the_day: bool = False
    by_year: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The columns one kind of list may have; `required` is the one that names what a row is about."""

    known: tuple[Known, ...]
    required: str
    fewest: int = 3

    def by_key(self, key: str) -> Known | None:
        """The known column of a key; a year behind it ("score:2024") does not matter."""
        return _by_key(self.known).get(key.partition(":")[0])


@lru_cache(maxsize=8)
def _by_key(known: tuple[Known, ...]) -> dict[str, Known]:
    return {one.key: one for one in known}


_NAME = (
    *("ten du an", "du an", "ten du an dau tu", "ten cong trinh du an", "danh muc du an"),
    *("name of project", "project name", "project", "ten du an cong trinh"),
)
_CAPITAL = (
    *("von dang ky", "tong von dang ky", "von dau tu", "tong von dau tu", "tong muc dau tu"),
    *("von dau tu dang ky", "tong von dau tu dang ky", "tmdt", "von dau tu dang ky tong so"),
    *("estimated total investment capital", "total investment", "registered capital", "capital"),
    "total investment capital",
)
KNOWN = (
    Known("id", Kind.TEXT, ("ma dong", "ma du an", "ma trong nguon", "id"), 60),
    Known("province", Kind.TEXT, ("tinh", "tinh thanh pho", "province"), 200),
    Known("name", Kind.TEXT, _NAME, 400),
    Known(
        "investor",
        Kind.TEXT,
        ("nha dau tu", "chu dau tu", "ten nha dau tu", "nha dau tu chu dau tu", "investor"),
        300,
    ),
    Known("investor_kind", Kind.CHOICE, ("loai nha dau tu", "hinh thuc nha dau tu")),
    Known("kind_basis", Kind.TEXT, ("can cu xac dinh loai nha dau tu",), 60),
    Known("country", Kind.TEXT, ("quoc gia", "nuoc", "quoc tich"), 60),
    Known("sector", Kind.TEXT, ("linh vuc", "nganh linh vuc", "sector"), 120),
    Known(
        "location",
        Kind.TEXT,
        ("dia diem", "dia ban", "dia diem thuc hien", "dia diem thuc hien du an", "location"),
        300,
    ),
    Known("zone", Kind.CHOICE, ("khu", "khu cum", "trong khu")),
    Known(
        "approval_number",
        Kind.TEXT,
        (
            *("so van ban chap thuan", "so quyet dinh", "so ngay qd ctdt gcndkdt"),
            *("so ngay quyet dinh", "so ngay qd", "van ban phap ly", "quyet dinh chu truong"),
            "so ngay quyet dinh chu truong dau tu gcndkdt",
        ),
    ),
    Known("approval_date", Kind.PARTIAL, ("ngay chap thuan", "ngay quyet dinh"), has_happened=True),
    Known(
        "irc_code",
        Kind.CERTIFICATE,
        (
            "ma so gcn dang ky dau tu",
            "so gcn dang ky dau tu",
            "so gcndkdt",
            "so gcndt",
            "ma so gcndkdt",
        ),
        120,
    ),
    Known("capital", Kind.MONEY, _CAPITAL),
    Known("capital_usd", Kind.USD, _CAPITAL),
    Known("area", Kind.AREA, ("dien tich", "dien tich dat", "dien tich dat su dung", "area")),
    Known(
        "handover_planned",
        Kind.PARTIAL,
        ("ban giao dat theo ke hoach", "ban giao dat ke hoach"),
        to_the_day=True,
    ),
    Known(
        "handover",
        Kind.PARTIAL,
        ("ban giao dat thuc te", "ngay ban giao dat", "ban giao dat"),
        has_happened=True,
    ),
    Known(
        "start_planned", Kind.PARTIAL, ("khoi cong theo ke hoach", "khoi cong", "ngay khoi cong")
    ),
    Known(
        "completion_planned",
        Kind.PARTIAL,
        ("hoan thanh theo ke hoach", "hoan thanh", "ngay hoan thanh"),
    ),
    Known(
        "period",
        Kind.PERIOD,
        (
            "tien do thuc hien du an",
            "tien do thuc hien",
            "tien do",
            "thoi gian thuc hien",
            "tien do duoc duyet",
        ),
    ),
    Known(
        "status_text",
        Kind.TEXT,
        (
            "tinh trang theo nguon",
            "tinh hinh thuc hien",
            "tinh hinh trien khai",
            "ket qua thuc hien",
        ),
    ),
    Known("status", Kind.CHOICE, ("tinh trang", "trang thai")),
    Known(
        "delay_reason",
        Kind.TEXT,
        ("ly do cham", "kho khan vuong mac", "nguyen nhan cham", "vuong mac"),
    ),
    Known(
        "handling",
        Kind.TEXT,
        ("huong xu ly", "kien nghi huong xu ly", "kien nghi de xuat", "de xuat xu ly"),
    ),
    Known("implemented", Kind.TEXT, ("von thuc hien", "von da thuc hien")),
    Known("capital_text", Kind.TEXT, ("von theo nguyen van",)),
    Known("area_text", Kind.TEXT, ("dien tich theo nguyen van",)),
    Known("source", Kind.TEXT, ("nguon", "dia chi nguon")),
    Known("source_date", Kind.TEXT, ("ngay cua nguon", "ngay nguon", "so lieu den"), 40),
    Known("note", Kind.TEXT, ("ghi chu", "note", "notes", "remarks")),
)
NUMBERING = frozenset({"stt", "tt", "so tt", "no", "so thu tu", "#"})
REQUIRED = "name"
PROJECTS = Vocabulary(KNOWN, REQUIRED)
_PLANNED = ("ke hoach", "duoc duyet", "du kien", "phe duyet", "dang ky", "theo gcn", "tien do")
_ACTUAL = ("thuc te", "da thuc hien", "thuc hien")
_UNIT = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*\*?$")
_TRAILING_UNIT = re.compile(r"[,:;-]? ?(?:don vi|dvt|dv)(?: tinh)? ?:? ?(?P<unit>[a-z0-9 ]+)$")
_YEAR = re.compile(r"\b(?:nam )?((?:19|20|21)\d\d)\b")
_UNTIL = re.compile(r"\b(?:tinh )?den (?:het )?(?:ngay )?\d[\d/.-]*")
_FILLERS = ("trong do", "gom", "bao gom")
_WORDS = re.compile(r"[a-z0-9#]+")
_MONEY_UNITS = {
    "ty": "tỷ",
    "ti": "tỷ",
    "ty dong": "tỷ",
    "ti dong": "tỷ",
    "ty vnd": "tỷ",
    "billion vnd": "tỷ",
    "vnd billion": "tỷ",
    "trieu": "triệu",
    "trieu dong": "triệu",
    "trieu vnd": "triệu",
    "million vnd": "triệu",
    "dong": "đồng",
    "vnd": "đồng",
}
_USD_UNITS = {
    "trieu usd": 1_000_000,
    "usd": 1,
    "million usd": 1_000_000,
    "trieu do la my": 1_000_000,
}
AREA_UNITS = {"ha": 10_000, "hecta": 10_000, "hec ta": 10_000, "m2": 1, "m²": 1, "km2": 1_000_000}
_WORDS_OF_UNITS: dict[Kind, dict[str | int, str]] = {
    Kind.MONEY: {"tỷ": "tỷ đồng", "triệu": "triệu đồng", "đồng": "đồng"},
    Kind.USD: {1_000_000: "triệu USD", 1: "USD"},
    Kind.AREA: {10_000: "ha", 1: "m2", 1_000_000: "km2"},
}
_NO_UNIT = {Kind.TEXT, Kind.CHOICE, Kind.PARTIAL, Kind.PERIOD, Kind.NUMBER, Kind.CERTIFICATE}


@dataclass(frozen=True, slots=True)
class Column:
    """A recognised column of a sheet. `unit` is that of its plain numbers, "" when nothing says it.

    A word of `vn.money` for đồng; how many US dollars or square metres one is, for the others.
    `style` is which mark is decimal in its numbers, `sure` when a person said so; `key` has the year of a column `by_year`.
    """

    index: int
    title: str
    known: Known
    unit: str | int = ""
    unit_text: str = ""
    style: Style = Style.NONE
    year: str = ""
    sure: bool = False

    @property
    def key(self) -> str:
        """The key under which the row keeps the cell."""
        return f"{self.known.key}:{self.year}" if self.year else self.known.key


def recognise(cell: Cell, vocabulary: Vocabulary = PROJECTS) -> Column | None:
    """The known column a header cell names, or None."""
    return recognise_title(cell.column, (cell.text,), vocabulary) if _is_text(cell) else None


def recognise_title(
    index: int, levels: Sequence[str], vocabulary: Vocabulary = PROJECTS
) -> Column | None:
    """The known column that the levels of a header name together, outermost first."""
    title = " / ".join(level.strip() for level in levels)
    for words, unit, year in _spellings(levels):
        for known in vocabulary.known:
            if words not in known.headers:
                continue
            measured = measure(known, unit)
            if measured is not None:
                kept = year if known.by_year else ""
                return Column(index, title, known, measured, unit_words(known, measured), year=kept)
    return None


def measure(known: Known, unit: str) -> str | int | None:
    """The unit in the terms of the column's kind; None when the column has no such unit.

    A number whose unit nothing says gives "": its cells have to say it themselves.
    """
    said = fold(unit)
    if known.kind is Kind.MONEY:
        return _MONEY_UNITS.get(said) if said else ""
    if known.kind is Kind.USD:
        return _USD_UNITS.get(said)
    if known.kind is Kind.AREA:
        return AREA_UNITS.get(said) if said else ""
    if known.kind is Kind.PERCENT:
        return "" if said in ("", "%") else None
    return "" if known.kind in _NO_UNIT else None


def unit_words(known: Known, measured: str | int) -> str:
    """A unit as people write it: "tỷ đồng", "ha", "triệu USD"."""
    if measured == "":
        return ""
    return _WORDS_OF_UNITS[known.kind][measured]


def words_of(title: str) -> str:
    """The folded words of a title, without marks."""
    return " ".join(_WORDS.findall(fold(title)))


def _spellings(levels: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """(words, unit, year) under which a title may be known, the fullest first."""
    parts = [_split(level) for level in levels]
    unit = next((u for _, u in reversed(parts) if u), "")
    year = next((found[1] for text, _ in parts if (found := _YEAR.search(text))), "")
    texts = [_YEAR.sub(" ", _UNTIL.sub(" ", text)) for text, _ in parts]
    whole = [words_of(text) for text in texts]
    told = words_of(fold(levels[-1]))
    if len(levels) == 1:
        yield told, "", ""
        yield whole[0], unit, year
        if unit and " " in whole[0]:
            yield f"{whole[0]} {words_of(unit)}", "", year
        return
    leaf, parents = whole[-1], [w for w in whole[:-1] if w and w not in _FILLERS]
    yield " ".join([*parents, leaf]), unit, year
    aim = _aim(parents)
    if aim:
        yield f"{leaf} {aim}", unit, year
    if aim != "thuc te":
        yield leaf, unit, year


def _aim(parents: Sequence[str]) -> str:
    """Whether the levels above speak of what is planned or of what has happened."""
    above = " ".join(parents)
    if any(word in above for word in _PLANNED) and not any(word in above for word in _ACTUAL[:2]):
        return "theo ke hoach"
    return "thuc te" if any(word in above for word in _ACTUAL) else ""


def _split(title: str) -> tuple[str, str]:
    """A title without its unit, and the unit."""
    folded = fold(title)
    found = _UNIT.search(folded)
    if found and (_is_unit(found[1].strip()) or not folded[: found.start()].strip()):
        return folded[: found.start()], found[1].strip()
    if trailing := _TRAILING_UNIT.search(folded):
        return folded[: trailing.start()], trailing["unit"].strip()
    return (folded[: found.start()], "") if found else (folded, "")


def _is_unit(text: str) -> bool:
    return text in _MONEY_UNITS or text in _USD_UNITS or text in AREA_UNITS or text == "%"


def units_in(text: str) -> dict[Kind, str]:
    """The units that a line such as "Đơn vị: triệu đồng; ha" names, by kind."""
    found: dict[Kind, str] = {}
    for part in re.split(r"[:;,()]| va ", fold(text)):
        said = part.strip()
        for kind, units in (
            (Kind.MONEY, _MONEY_UNITS),
            (Kind.USD, _USD_UNITS),
            (Kind.AREA, AREA_UNITS),
        ):
            if said in units:
                found.setdefault(kind, said)
    return found


def _is_text(cell: Cell) -> bool:
    return cell.kind is CellKind.TEXT
