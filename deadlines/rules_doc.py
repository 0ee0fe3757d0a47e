"""docs/rules.md: every shipped rule in one table, written from the code that computes it.

A Vietnamese document for those who answer for the law, so its sentences are written here; the
names of reasons, reminders and readers are those of the screens.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby, pairwise
from pathlib import Path

from django.utils import translation

from deadlines import wording
from deadlines.rules.clock import Boundary, ExclusionReason, Term
from deadlines.rules.ladder import OVERDUE_DAYS, Audience, Mark
from deadlines.rules.law import OPEN_START, Lane, MarkUnit, RuleVersionDef
from vn.dates import day_text

PATH = Path("docs/rules.md")
"""Where the document is kept, from the project's folder."""

COMMAND = "python manage.py write_rules_doc"

SUBJECTS: dict[str, tuple[str, ...]] = {
    "L1": ("tranche", "project"),
    "L2": ("tranche",),
    "L3": ("extension",),
    "L6": ("tranche",),
    "I1": ("schedule_item", "project"),
    "I3": ("schedule_item", "project"),
    "I4": ("suspension",),
}
"""The subject kinds each rule speaks of. A test compares them with what the rules compute."""

OWED_BY_THE_STATE = frozenset({"L6"})
"""Rules whose bearer is an agency by its duty; the others bind the investor."""

_SUBJECT_WORDS = {
    "project": "dự án",
    "tranche": "đợt đất",
    "extension": "lần gia hạn sử dụng đất",
    "schedule_item": "mốc tiến độ",
    "suspension": "lần ngừng hoạt động",
}
_LANE_WORDS = {Lane.DEADLINE: "thời hạn", Lane.CONDITION: "tình trạng"}
_BOUNDARY_WORDS = {
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
_KNOWN_PARAMETERS = frozenset(
    {"months", "days", "working_days", "excluding_reasons", "roll", "ladder", "overdue_days"}
    | {"months_cap", "advisory_before", "unconfirmed"}
)

_INTRO = f"""# Các quy tắc tính hạn

Tệp này do `{COMMAND}` viết ra từ `deadlines/rules/`.
Muốn đổi nội dung thì sửa quy tắc rồi chạy lại lệnh; một kiểm thử so tệp với mã nguồn. Đây là các
phiên bản phát hành kèm mã nguồn: khi đã nạp, bảng `RuleVersion` trong cơ sở dữ liệu là căn cứ
tính, và phiên bản đã được quản trị xác nhận thì không bị ghi đè.

## Hai làn

Mỗi quy tắc thuộc một trong hai làn, không có cách thứ ba để tính chậm:

* **Thời hạn** (`DEADLINE`): một ngày mà đến hết ngày đó một việc phải xong, có thể kèm số tiền.
* **Tình trạng** (`CONDITION`): một trạng thái đúng vào hôm nay, chẳng hạn tỷ lệ dưới mức trung
  bình, số liệu mâu thuẫn nhau, hồ sơ không được động đến trong N ngày."""

_NO_CONDITION = (
    "Làn tình trạng chưa có quy tắc nào; làn này xuất hiện cùng quy tắc đầu tiên của nó."
)

_NOTES = """Độ tin cậy là dấu A đến D của danh mục quy tắc. Phiên bản *tham khảo* chỉ báo cho cán bộ, cho đến
khi quản trị xác nhận căn cứ. Chưa biết nhà đầu tư thì cơ quan theo dõi dự án là bên có nghĩa vụ.
Khi chưa có đợt đất, tiến độ hoặc mốc đưa vào hoạt động nào, quy tắc nêu chính dự án là "chưa tính
được hạn"."""


def rules_doc(versions: Iterable[RuleVersionDef]) -> str:
    """The whole document. Raises KeyError for a kind that `SUBJECTS` does not know."""
    rules = sorted(versions, key=lambda version: (version.kind, version.number))
    with translation.override("vi"):
        parts = [_INTRO, *_lanes(rules), _table(rules), _parameters(rules), *_paragraphs(rules)]
    return "\n\n".join(parts) + "\n"


def _lanes(rules: Sequence[RuleVersionDef]) -> Iterator[str]:
    if all(version.lane is not Lane.CONDITION for version in rules):
        yield _NO_CONDITION


def _table(rules: Sequence[RuleVersionDef]) -> str:
    heads = (
        *("Mã", "Bản", "Làn", "Dấu hiệu", "Đối tượng", "Bên có nghĩa vụ", "Chọn luật"),
        *("Ngày hạn", "Căn cứ", "Hiệu lực", "Độ tin cậy", "Dùng để"),
    )
    rows = [
        (
            version.kind,
            str(version.number),
            _LANE_WORDS[version.lane],
            version.title,
            ", ".join(_SUBJECT_WORDS[kind] for kind in SUBJECTS[version.kind]),
            "cơ quan nhà nước" if version.kind in OWED_BY_THE_STATE else "nhà đầu tư",
            wording.label(wording.APPLIES_BY, version.applies_by.value),
            _BOUNDARY_WORDS[version.boundary],
            version.article,
            _in_force(version.effective_from, version.effective_to),
            version.confidence,
            "tham khảo" if version.advisory else "cảnh báo",
        )
        for version in rules
    ]
    return f"## Bảng quy tắc\n\n{_markdown(heads, rows)}\n\n{_NOTES}"


def _parameters(rules: Sequence[RuleVersionDef]) -> str:
    heads = ("Mã", "Bản", "Thời gian", "Lý do không tính", "Hạn vào ngày nghỉ", "Nhắc", "Thêm")
    alike = groupby(rules, key=lambda version: (version.kind, _numbers(version)))
    rows = [
        (kind, ", ".join(str(version.number) for version in group), *numbers)
        for (kind, numbers), group in alike
    ]
    every = "; ".join(wording.label(wording.REASONS, reason) for reason in ExclusionReason)
    notes = (
        f"Mức quá hạn, nếu không ghi khác: {_grades(OVERDUE_DAYS)}. Các lý do không tính thời "
        f"gian: {every}."
    )
    return f"## Tham số\n\n{_markdown(heads, rows)}\n\n{notes}"


def _numbers(version: RuleVersionDef) -> tuple[str, ...]:
    return (
        _term(version.term),
        _reasons(version),
        "lùi đến ngày làm việc tiếp theo" if version.roll else "giữ nguyên",
        _reminders(version),
        _more(version),
    )


def _paragraphs(rules: Sequence[RuleVersionDef]) -> Iterator[str]:
    """One paragraph a rule: its newest version, then what an older one says otherwise."""
    yield "## Từng quy tắc"
    for kind, of_kind in groupby(rules, key=lambda version: version.kind):
        *older, newest = of_kind
        yield f"### {kind}. {newest.title}"
        yield " ".join(_texts(newest))
        for version in older:
            other = [t for t in _texts(version) if t not in _texts(newest)]
            if other:
                yield f"Bản {version.number}: {' '.join(other)}"


def _texts(version: RuleVersionDef) -> tuple[str, ...]:
    return (
        version.summary,
        f"**Việc tiếp theo:** {version.next_step}",
        f"**Hậu quả:** {version.consequence}",
    )


def _in_force(start: date, end: date | None) -> str:
    since = "từ trước" if start == OPEN_START else f"từ {day_text(start)}"
    return f"{since} đến {day_text(end)}" if end else f"{since} đến nay"


def _term(term: Term) -> str:
    parts = (
        (term.months, "tháng"),
        (term.days, "ngày"),
        (term.working_days, "ngày làm việc"),
    )
    return ", ".join(f"{n} {unit}" for n, unit in parts if n) or "đến ngày ghi trong văn bản"


def _reasons(version: RuleVersionDef) -> str:
    if version.reasons == set(ExclusionReason):
        return "mọi lý do dưới đây"
    reasons = sorted(wording.label(wording.REASONS, reason) for reason in version.reasons)
    return "; ".join(reasons) or "không có"


def _reminders(version: RuleVersionDef) -> str:
    unit = _UNIT_WORDS[version.mark_unit]
    said = [_reminder(mark, unit, advisory=version.advisory) for mark in version.marks]
    return "; ".join(said) or "không nhắc trước"


def _reminder(mark: Mark, unit: str, *, advisory: bool) -> str:
    level = wording.lower(wording.label(wording.LEVEL, int(mark.level)))
    told = Audience.STAFF if advisory else mark.audience
    return f"{level}: {unit.format(n=mark.at)} ({wording.label(wording.AUDIENCE, told.value)})"


def _grades(days: Sequence[int]) -> str:
    spans = [f"{day}–{following - 1}" for day, following in pairwise(days)]
    return f"{', '.join([*spans, f'từ {days[-1]}'])} ngày"


def _more(version: RuleVersionDef) -> str:
    """What else the parameters say. Raises KeyError for one that has no words here."""
    unknown = set(version.parameters) - _KNOWN_PARAMETERS
    if unknown:
        raise KeyError(f"{version.kind}: no words for the parameters {sorted(unknown)}")
    return "; ".join(_remarks(version)) or "—"


def _remarks(version: RuleVersionDef) -> Iterator[str]:
    if version.months_cap is not None:
        yield f"không quá {version.months_cap} tháng"
    if version.overdue_days != OVERDUE_DAYS:
        yield f"mức quá hạn {_grades(version.overdue_days)}"
    before = version.parameters.get("advisory_before")
    if before is not None and not version.advisory:
        yield f"bàn giao trước {day_text(date.fromisoformat(before))} thì chỉ tham khảo"
    unconfirmed = [_UNCONFIRMED[name] for name in version.parameters.get("unconfirmed", ())]
    if unconfirmed:
        yield f"chưa xác nhận {', '.join(unconfirmed)}"


def _markdown(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in map(_escaped, lines))


def _escaped(cells: Sequence[str]) -> list[str]:
    return [cell.replace("|", "\\|") for cell in cells]
