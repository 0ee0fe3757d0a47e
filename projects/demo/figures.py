"""Invented published figures and PCI rows of the demonstration: one of each way to agree or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from vn.dates import PartialDate, Precision

_TY = Decimal(10**9)
REPORT = "Báo cáo của Sở Tài chính (minh họa)"
NEWS = "Tin trên cổng thông tin điện tử (minh họa)"
NOTE = "Số liệu minh họa, không phải số liệu thật."


@dataclass(frozen=True, slots=True)
class FigureStory:
    """An invented line: its key, what it is about, the text as printed, and what it is held to.

    `top` and `base` are in units (đồng for money); `whole` is the key of the line it is a part of.
    """

    key: str
    indicator: str
    text: str
    source: str = REPORT
    top: Decimal | None = None
    base: Decimal | None = None
    basis: str = ""
    whole: str = ""
    cut: str = ""
    nature: str = "actual"


_STATUS = "theo tình trạng"
_PLAN = "kế hoạch được giao"
FIGURES = (
    FigureStory("1", "projects", "248 dự án"),
    FigureStory("1.1", "projects_operating", "141 dự án", whole="1", cut=_STATUS),
    FigureStory("1.2", "projects_under_construction", "72 dự án", whole="1", cut=_STATUS),
    FigureStory("1.3", "projects_not_started", "35 dự án", whole="1", cut=_STATUS),
    FigureStory("2", "capital", "hơn 27.300 tỷ đồng", NEWS),
    FigureStory("3", "capital", "27.347,5 tỷ đồng"),
    FigureStory(
        *("4", "disbursement_rate", "28,7%"),
        top=Decimal("1146.04") * _TY,
        base=4_000 * _TY,
        basis=_PLAN,
    ),
    FigureStory(
        *("5", "disbursement_rate", "28,6%", NEWS),
        top=Decimal("1146.04") * _TY,
        base=4_000 * _TY,
        basis=_PLAN,
        nature="derived",
    ),
    FigureStory(
        *("6", "allocation_rate", "96,25%"),
        top=3_851 * _TY,
        base=4_000 * _TY,
        basis=_PLAN,
    ),
    FigureStory("7", "occupancy_rate", "68,4%", NEWS),
    FigureStory("8", "disbursed", "ước 1.580 tỷ đồng", nature="estimate"),
    FigureStory("9", "projects_foreign", "31 dự án"),
    FigureStory("9.1", "projects_foreign", "18 dự án", whole="9", cut="theo địa bàn"),
    FigureStory("9.2", "projects_foreign", "12 dự án", whole="9", cut="theo địa bàn"),
)
"""Agrees by parts, within its words, rounded, cut off, deviates, base not known, an estimate."""


def as_of(on: date) -> PartialDate:
    """The day they speak of: the last of June that is past."""
    return PartialDate(date(on.year if on.month > 6 else on.year - 1, 6, 30), Precision.DAY)


NEIGHBOUR = "Minh Hà (minh họa)"
"""An invented province beside ours."""


@dataclass(frozen=True, slots=True)
class PciStory:
    """An invented year of the index: years before the last one, province ("": ours), score, rank."""

    back: int
    province: str
    score: Decimal
    rank: int
    source: str = REPORT


RANKED = 63
PCI = (
    *(
        PciStory(back, "", Decimal(score), rank)
        for back, score, rank in (
            *((4, "63.12", 44), (3, "64.05", 41), (2, "65.80", 33)),
            *((1, "66.31", 29), (0, "67.90", 22)),
        )
    ),
    PciStory(1, "", Decimal("66.13"), 30, NEWS),
    *(
        PciStory(back, NEIGHBOUR, Decimal(score), rank)
        for back, score, rank in (
            *((4, "61.70", 52), (3, "62.44", 50), (2, "64.91", 38)),
            *((1, "65.02", 36), (0, "65.77", 36)),
        )
    ),
)
"""Two provinces over five years; of one year two sources disagree."""
