"""The columns an import knows, with the words of their headers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from projects.importing.layout import Style


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
