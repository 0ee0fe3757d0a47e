"""What is told of the invented investors beside their projects; every name holds "Minh Họa".

An investor is named by the story of one of its projects.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vn.dates import add_months


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    """What it was called until a day."""

    story: str
    old: str
    new: str
    until: date
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Punished:
    """A decision that punishes; the days it was paid and remedied, None not yet."""

    story: str
    number: str
    authority: str
    content: str
    amount_vnd: int | None
    paid: date | None = None
    remedied: date | None = None
    about_project: bool = True
    date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Evidence of equity."""

    story: str
    kind: str
    as_of: date
    equity_vnd: int
    document: str


@dataclass(frozen=True, slots=True)
class Invented:
    """All that is told; a group is a parent's story with those of its members."""

    groups: tuple[tuple[str, tuple[str, ...]], ...]
    renamed: tuple[Renamed, ...]
    punished: tuple[Punished, ...]
    shown: tuple[Shown, ...]


_TY = 1_000_000_000
_TRIEU = 1_000_000
_DEPARTMENT, _COMMITTEE = "Sở Tài chính", "UBND tỉnh"


def told(on: date) -> Invented:
    """Three groups, two renamings, four sanctions and five pieces of evidence, as of the day."""
    return Invented(groups=_GROUPS, renamed=_renamed(on), punished=_punished(on), shown=_shown(on))


_GROUPS = (
    ("grid_connection_delayed", ("handover_late", "planning_changed")),
    ("extension_running", ("quarter_missed",)),
    ("adjustment_pending", ("several_tranches", "resumed_late")),
)


def _renamed(on: date) -> tuple[Renamed, ...]:
    return (
        Renamed(
            story="schedule_moved",
            old="Công ty TNHH Minh Họa Đại Lộc",
            new="Công ty CP Minh Họa Đại Lộc Xanh",
            until=add_months(on, -14),
            document="GCN ĐKDN thay đổi lần 3 (minh họa)",
        ),
        Renamed(
            story="extension_used",
            old="Công ty CP Minh Họa Thượng Du",
            new="Tập đoàn Minh Họa Thượng Du",
            until=add_months(on, -30),
            document="GCN ĐKDN thay đổi lần 5 (minh họa)",
        ),
    )


def _punished(on: date) -> tuple[Punished, ...]:
    return (
        Punished(
            story="twenty_five_months_behind",
            number="118/QĐ-XPHC",
            date=add_months(on, -9),
            authority=_COMMITTEE,
            content="Không báo cáo giám sát, đánh giá đầu tư; buộc báo cáo bổ sung.",
            amount_vnd=75 * _TRIEU,
        ),
        Punished(
            story="quarter_missed",
            number="27/QĐ-XPHC",
            date=add_months(on, -20),
            authority=_DEPARTMENT,
            content="Báo cáo hoạt động đầu tư không đúng hạn; phạt tiền.",
            amount_vnd=25 * _TRIEU,
            paid=add_months(on, -19),
            remedied=add_months(on, -19),
        ),
        Punished(
            story="used_late",
            number="203/QĐ-XPHC",
            date=add_months(on, -5),
            authority=_COMMITTEE,
            content="Không đưa đất vào sử dụng đúng tiến độ; buộc đưa đất vào sử dụng.",
            amount_vnd=150 * _TRIEU,
            paid=add_months(on, -4),
        ),
        Punished(
            story="adjustment_pending",
            number="64/QĐ-XPHC",
            date=add_months(on, -33),
            authority=_DEPARTMENT,
            content="Cảnh cáo vì không thông báo thay đổi người đại diện.",
            amount_vnd=None,
            remedied=add_months(on, -32),
            about_project=False,
        ),
    )


def _shown(on: date) -> tuple[Shown, ...]:
    year_end = date(on.year - 1, 12, 31)
    rows = (
        ("grid_connection_delayed", "audited_accounts", 1_240, year_end, "BCTC kiểm toán"),
        ("grid_connection_delayed", "audited_accounts", 1_105, _before(year_end), "BCTC kiểm toán"),
        ("twenty_five_months_behind", "accounts", 46, year_end, "BCTC"),
        ("handover_late", "parent_promise", 200, add_months(on, -16), "Cam kết số 12"),
        ("adjustment_pending", "bank_letter", 90, add_months(on, -3), "Thư xác nhận số dư 55"),
    )
    return tuple(
        Shown(
            story=story,
            kind=kind,
            as_of=day,
            equity_vnd=amount * _TY,
            document=f"{name} {day.year} (minh họa)",
        )
        for story, kind, amount, day, name in rows
    )


def _before(year_end: date) -> date:
    return add_months(year_end, -12)
