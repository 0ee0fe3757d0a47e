"""The leaders' page of a report as data: what is, what changed, what to decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, kw_only=True)
class Key:
    """One of the five figures of the leaders' page."""

    text: str  # "215"
    label: str  # "dự án đang theo dõi"
    sub: str  # "hơn 27.347 tỷ đồng"
    figure: str = ""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One of the five changes since the report before; "…" where there is nothing to compare."""

    label: str
    now: str
    before: str
    change: str
    figure: str = ""


class Level(StrEnum):
    """Who is asked to decide."""

    STANDING_COMMITTEE = "btv"
    PEOPLES_COUNCIL = "hdnd"
    COMMITTEE = "ubnd"
    CHAIR = "ct"
    DEPARTMENT = "so"


LEVELS = {
    Level.STANDING_COMMITTEE: "Ban Thường vụ Tỉnh ủy",
    Level.PEOPLES_COUNCIL: "Hội đồng nhân dân tỉnh",
    Level.COMMITTEE: "Ủy ban nhân dân tỉnh",
    Level.CHAIR: "Chủ tịch Ủy ban nhân dân tỉnh",
    Level.DEPARTMENT: "Các sở, ban, ngành, địa phương",
}


@dataclass(frozen=True, kw_only=True)
class Ask:
    """A decision asked for: draft wording, who decides, by when, and the figure that asks for it."""

    key: str
    level: Level
    text: str
    until: date | None = None
    figure: str = ""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a conclusion of the meeting on the report before stands."""

    text: str
    who: str
    until: date | None
    state: str


@dataclass(frozen=True, kw_only=True)
class FirstPage:
    """The leaders' page: what is, what changed, what to decide; and what was decided before."""

    title: str
    keys: tuple[Key, ...]
    changes: tuple[Change, ...]
    changes_since: str  # "Năm thay đổi so với tháng 7 năm 2026"
    asks: tuple[Ask, ...]
    standing: tuple[Standing, ...] = ()
    note: str = ""
