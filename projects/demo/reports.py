"""The periodic reports of the invented investors: nearly all in time, a handful not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from projects.demo.shapes_money import FilingRow
from vn.dates import Precision, add_months, first_day, last_day

_NEVER, _LATE, _GIVEN_BACK, _UNANSWERED = 97, 83, 211, 251
"""Every so manieth project handed in nothing, handed in late, got it back, has no answer."""

RETURNED_STORY = "leased_workshop_idle"
"""The investor who signs in here wrote this project's report on the portal and got it back."""

_RETURNED = (RETURNED_STORY, "handover_late")
"""Stories of that investor with a report to correct; the second one was handed in on paper."""

_ON_PAPER = "Thiếu số liệu vốn thực hiện trong kỳ."

REMARKS = (
    "Đề nghị đối chiếu lại với sổ vốn của dự án rồi gửi lại.\n"
    "Câu 3. Vốn lũy kế chưa gồm phần vốn vay đã chi trong quý.\n"
    "Câu 9. Chưa có ảnh hiện trường trong kỳ."
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the returned report says; đồng, people, square metres."""

    works: str = "under_way"
    works_words: str = "Đã xong kết cấu nhà xưởng; đang lắp mái và hạ tầng trong hàng rào."
    equity_vnd: int = 4_200_000_000
    loans_vnd: int = 9_800_000_000
    implemented_vnd: int = 121_500_000_000
    revenue_vnd: int = 0
    exports_usd: int = 0
    taxes_vnd: int = 36_000_000
    workers: int = 64
    foreign_workers: int = 2
    obstacles: str = "Chờ đấu nối điện 22 kV đến hàng rào."
    proposals: str = "Đề nghị cho biết ngày đóng điện để kịp lắp máy."
    plan_words: str = "Hoàn thành mái và nền xưởng; nhập dây chuyền thứ nhất."


@dataclass(frozen=True, slots=True)
class _Cycle:
    kind: str
    code: str
    end: date
    due: date


def tracked_from(on: date) -> date:
    """Since when the province records reports here: the first day of the quarter before."""
    return add_months(first_day(on, Precision.QUARTER), -3)


def filings(
    on: date, number: int, approved: date, ended: date | None, *, story: str = ""
) -> tuple[FilingRow, ...]:
    """What the project at this position handed in by the day of looking."""
    owed = (c for c in _cycles(on) if approved <= c.end and (ended is None or ended > c.due))
    found = [row for cycle in owed if (row := _filing(on, number, cycle)) is not None]
    if story in _RETURNED:
        remarks = REMARKS if story == RETURNED_STORY else _ON_PAPER
        found = [_given_back(row, remarks) for row in found]
    return tuple(found)


def _given_back(row: FilingRow, remarks: str) -> FilingRow:
    answered = row.accepted or row.returned
    return replace(row, accepted=None, returned=answered, remarks=remarks if answered else "")


def _cycles(on: date) -> Iterator[_Cycle]:
    """The last quarter that ended, and its year where the year ended with it."""
    end = last_day(tracked_from(on), Precision.QUARTER)
    yield _Cycle("R1", f"{end.year}-Q{end.month // 3}", end, end + timedelta(days=9))
    if end.month == 12:
        yield _Cycle("R2", f"{end.year}", end, date(end.year + 1, 3, 30))


def _filing(on: date, number: int, cycle: _Cycle) -> FilingRow | None:
    if number % _NEVER == 7:
        return None
    days = (cycle.due - cycle.end).days
    submitted = cycle.end + timedelta(days=1 + number % (days - 2))
    if number % _LATE == 11:
        submitted = cycle.due + timedelta(days=2 + number % 3)
    if submitted > on:
        return None
    answered = submitted + timedelta(days=1 + number % 3)
    unanswered = number % _UNANSWERED == 20
    said = answered if answered <= on and not unanswered else None
    returned = number % _GIVEN_BACK == 30
    return FilingRow(
        kind=cycle.kind,
        cycle=cycle.code,
        submitted=submitted,
        accepted=None if returned else said,
        returned=said if returned else None,
        remarks=_ON_PAPER if returned and said else "",
    )
