"""What a rule says, in words: its numbers, subjects, reminders and days in force.

Written once for the page of a rule, a proposed change of it and docs/rules.md. What a rule says is
Vietnamese legal prose like its texts, so the sentences are written here; the names of reasons,
reminders and readers are those of the screens.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from deadlines import wording
from deadlines.rules.clock import Boundary, ExclusionReason, Term
from deadlines.rules.ladder import OVERDUE_DAYS, Audience, Mark
from deadlines.rules.law import OPEN_START, Lane, MarkUnit, RuleVersionDef
from vn.dates import day_text

SUBJECTS: dict[str, tuple[str, ...]] = {
    "H1": ("handling",),
    "L1": ("tranche", "project"),
    "L2": ("tranche",),
    "L3": ("extension",),
    "L6": ("tranche",),
    "I1": ("schedule_item", "project"),
    "I3": ("schedule_item", "project"),
    "I4": ("suspension",),
}
"""The subject kinds each rule speaks of. A test compares them with what the rules compute."""

OWED_BY_THE_STATE = frozenset({"H1", "L6"})
"""Rules whose bearer is an agency by its duty; the others bind the investor."""

SUBJECT_WORDS = {
    "handling": "quyết định xử lý",
    "project": "dự án",
    "tranche": "đợt đất",
    "extension": "lần gia hạn sử dụng đất",
    "schedule_item": "mốc tiến độ",
    "suspension": "lần ngừng hoạt động",
}
LANE_WORDS = {Lane.DEADLINE: "thời hạn", Lane.CONDITION: "tình trạng"}
BOUNDARY_WORDS = {
    Boundary.BY: "tính cả ngày cuối",
    Boundary.BEFORE: "trước ngày ghi, tức chậm nhất ngày liền trước",
}
_UNIT_WORDS = {
    MarkUnit.MONTHS_AFTER_BASE: "tháng {n} kể từ ngày bắt đầu",
    MarkUnit.DAYS_BEFORE_DUE: "{n} ngày trước hạn",
}
_UNCONFIRMED = {
    "payment": "khoản tiền nộp thêm trong thời gian gia hạn",
    "no_compensation": "việc không bồi thường",
}
KNOWN_PARAMETERS = frozenset(
    {"months", "days", "working_days", "excluding_reasons", "roll", "ladder", "overdue_days"}
    | {"months_cap", "advisory_before", "unconfirmed"}
)


def in_force(start: date, end: date | None) -> str:
    """The days on which a version is the law: "từ 1/8/2024 đến nay"."""
    since = "từ trước" if start == OPEN_START else f"từ {day_text(start)}"
    return f"{since} đến {day_text(end)}" if end else f"{since} đến nay"


def term(term: Term) -> str:
    """The length of a duty: "12 tháng"."""
    parts = (
        (term.months, "tháng"),
        (term.days, "ngày"),
        (term.working_days, "ngày làm việc"),
    )
    return ", ".join(f"{n} {unit}" for n, unit in parts if n) or "đến ngày ghi trong văn bản"


def reasons(version: RuleVersionDef) -> str:
    """Which reasons stop the clock; all of them in three words, because the list stands below."""
    if version.reasons == set(ExclusionReason):
        return "mọi lý do dưới đây"
    said = sorted(wording.label(wording.REASONS, reason) for reason in version.reasons)
    return "; ".join(said) or "không có"


def day_off(version: RuleVersionDef) -> str:
    """What becomes of a last day that is a day off."""
    return "lùi đến ngày làm việc tiếp theo" if version.roll else "giữ nguyên"


def bearer(kind: str) -> str:
    """Who owes what the rule asks."""
    return "cơ quan nhà nước" if kind in OWED_BY_THE_STATE else "nhà đầu tư"


def subjects(kind: str) -> str:
    """What the rule speaks of. Raises KeyError for a rule without subjects."""
    return ", ".join(SUBJECT_WORDS[subject] for subject in SUBJECTS[kind])


def use(version: RuleVersionDef) -> str:
    """Whether it raises flags that bind, or is a hint to officers."""
    return "tham khảo" if version.advisory else "cảnh báo"


def reminders(version: RuleVersionDef) -> str:
    """When who is reminded before the due day."""
    unit = _UNIT_WORDS[version.mark_unit]
    said = [_reminder(mark, unit, advisory=version.advisory) for mark in version.marks]
    return "; ".join(said) or "không nhắc trước"


def _reminder(mark: Mark, unit: str, *, advisory: bool) -> str:
    level = wording.lower(wording.label(wording.LEVEL, int(mark.level)))
    told = Audience.STAFF if advisory else mark.audience
    return f"{level}: {unit.format(n=mark.at)} ({wording.label(wording.AUDIENCE, told.value)})"


def grades(days: Sequence[int]) -> str:
    """The grades of lateness in days: "1–89, 90–179, 180–364, từ 365 ngày"."""
    spans = [f"{day}–{following - 1}" for day, following in pairwise(days)]
    return f"{', '.join([*spans, f'từ {days[-1]}'])} ngày"


def more(version: RuleVersionDef) -> str:
    """What else the parameters say. Raises KeyError for one that has no words here."""
    unknown = set(version.parameters) - KNOWN_PARAMETERS
    if unknown:
        raise KeyError(f"{version.kind}: no words for the parameters {sorted(unknown)}")
    return "; ".join(_remarks(version)) or "—"


def _remarks(version: RuleVersionDef) -> Iterator[str]:
    if version.months_cap is not None:
        yield f"không quá {version.months_cap} tháng"
    if version.overdue_days != OVERDUE_DAYS:
        yield f"mức quá hạn {grades(version.overdue_days)}"
    before = version.parameters.get("advisory_before")
    if before is not None and not version.advisory:
        yield f"bàn giao trước {day_text(date.fromisoformat(before))} thì chỉ tham khảo"
    unconfirmed = [_UNCONFIRMED[name] for name in version.parameters.get("unconfirmed", ())]
    if unconfirmed:
        yield f"chưa xác nhận {', '.join(unconfirmed)}"
