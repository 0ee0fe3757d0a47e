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
from deadlines.rules.cycles import CycleDay, Period
from deadlines.rules.ladder import OVERDUE_DAYS, Audience, Mark
from deadlines.rules.law import OPEN_START, Lane, MarkUnit, RuleVersionDef
from deadlines.rules.rule_version import Slice
from vn.dates import day_text
from vn.numbers import decimal_text, group

SUBJECTS: dict[str, tuple[str, ...]] = {
    "C1": ("project", "tranche"),
    "A1": ("order",),
    "R4": ("order",),
    "R5": ("order",),
    "R6": ("order",),
    "H1": ("handling",),
    "L1": ("tranche", "project"),
    "L2": ("tranche",),
    "L3": ("extension",),
    "L6": ("tranche",),
    "I1": ("schedule_item", "project"),
    "I3": ("schedule_item", "project"),
    "I4": ("suspension",),
    "L5": ("excluded_period",),
    "L7": ("tranche",),
    "I2": ("schedule_item",),
    "I10": ("project",),
    "I11": ("project",),
    "P1": ("excluded_period",),
    "RX": ("extension_request",),
    "SA": ("support_request",),
    "SF": ("support_request",),
    "I5": ("suspension",),
    "I6": ("site_loss",),
    "I7": ("project", "deposit"),
    "I8": ("schedule_item",),
    "I9": ("project",),
    "R1": ("project",),
    "R2": ("project",),
    "R3": ("project",),
    "RV": ("filing",),
    "Q1": ("project",),
    "Q3": ("project", "tranche"),
    "T1": ("proposal",),
    "T2": ("opinion",),
    "Q2": ("site_area",),
    "T3": ("closure_step",),
    "D1": ("plan_line",),
    "D2": ("plan_line",),
    "D3": ("public_project",),
    "D4": ("source_balance",),
    "D5": ("capital_owner",),
    "D6": ("capital_owner",),
    "D7": ("contract", "public_project"),
    "D8": ("public_project",),
    "D9": ("spare_line",),
    "D11": ("capital_owner",),
    "K1": ("case",),
    "K2": ("case",),
    "K3": ("case",),
    "K4": ("case",),
    "K5": ("case",),
    "K6": ("case",),
    "K7": ("case",),
    "K8": ("conclusion",),
    "K9": ("conclusion",),
    "K10": ("conclusion",),
    "K11": ("case",),
    "K12": ("remedy",),
    "K13": ("fine",),
    "K14": ("insp_plan",),
    "K15": ("insp_plan",),
    "K16": ("insp_plan",),
}
"""The subject kinds each rule speaks of. A test compares them with what the rules compute."""

OWED_BY_THE_STATE = frozenset(
    {"A1", "C1", "R4", "R5", "R6", "H1", "L6", "L5", "L7", "I11", "P1", "RX", "RV", "SA", "SF"}
    | {"T1", "T2", "Q1", "Q2", "Q3"}
    | {"D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D11"}
    | {"K1", "K2", "K3", "K4", "K5", "K6", "K7", "K8", "K10", "K11", "K14", "K15", "K16"}
)
"""Rules whose bearer is an agency by its duty; the others bind the investor."""

OWED_BY_EITHER = frozenset({"T3", "K9", "K12", "K13"})
"""Rules whose bearer depends on what is to be done."""

SUBJECT_WORDS = {
    "order": "nhiệm vụ được giao",
    "handling": "quyết định xử lý",
    "project": "dự án",
    "tranche": "đợt đất",
    "extension": "lần gia hạn sử dụng đất",
    "schedule_item": "mốc tiến độ",
    "suspension": "lần ngừng hoạt động",
    "excluded_period": "thời gian không tính",
    "extension_request": "đề nghị gia hạn",
    "support_request": "kiến nghị của nhà đầu tư",
    "deposit": "khoản ký quỹ, bảo lãnh",
    "site_loss": "lần mất địa điểm",
    "filing": "báo cáo đã nộp",
    "proposal": "hồ sơ đề xuất",
    "opinion": "lần lấy ý kiến",
    "site_area": "ranh giới đã nhập",
    "closure_step": "việc sau khi chấm dứt",
    "plan_line": "dòng vốn của dự án",
    "public_project": "dự án đầu tư công",
    "source_balance": "nguồn vốn của kế hoạch",
    "capital_owner": "chủ đầu tư",
    "contract": "hợp đồng",
    "spare_line": "dòng vốn dự báo còn thừa",
    "case": "vụ việc thanh tra, kiểm tra",
    "conclusion": "kết luận",
    "remedy": "kiến nghị xử lý",
    "fine": "quyết định xử phạt",
    "insp_plan": "kế hoạch thanh tra năm",
}
LANE_WORDS = {Lane.DEADLINE: "thời hạn", Lane.CONDITION: "tình trạng"}
BOUNDARY_WORDS = {
    Boundary.BY: "tính cả ngày cuối",
    Boundary.BEFORE: "trước ngày ghi, tức chậm nhất ngày liền trước",
}
_UNIT_WORDS = {
    MarkUnit.MONTHS_AFTER_BASE: "tháng {n} kể từ ngày bắt đầu",
    MarkUnit.DAYS_BEFORE_DUE: "{n} ngày trước hạn",
    MarkUnit.MONTHS_BEFORE_DUE: "{n} tháng trước hạn",
}
UNCONFIRMED = {
    "payment": "khoản tiền nộp thêm trong thời gian gia hạn",
    "no_compensation": "việc không bồi thường",
    "deposit_day": "hạn ký quỹ suy từ quyết định giao đất, cho thuê đất (chỉ tham khảo)",
    "deposit_reduction": "mức giảm ký quỹ theo ưu đãi (25%, 50%)",
    "cap_exceptions": "danh mục trường hợp ngoại lệ",
    "force_majeure_list": "danh mục trường hợp bất khả kháng",
    "on_site_days": "số ngày thanh tra trực tiếp theo Luật năm 2022 (tính theo quyết định)",
}
NUMBERS_NAMED = {
    "window_months": "giải ngân đến hết tháng thứ {n} sau năm kế hoạch",
    "added_after_month": "vốn bổ sung sau tháng {n} có hạn riêng",
    "added_window_months": "vốn bổ sung muộn: đến hết tháng thứ {n} sau năm kế hoạch",
    "carried_window_months": "vốn kéo dài: đến hết tháng thứ {n} sau năm của vốn",
    "zero_after_months": "chưa giải ngân đồng nào sau {n} tháng",
    "below_measures": (
        "thấp hơn {n} mức đầu trong ba mức: bình quân của tỉnh, mức chia đều, tỷ lệ cả nước"
    ),
    "from_months": "xét khi đã chốt ít nhất {n} tháng của năm kế hoạch",
    "linear_months": "mức chia đều: số tháng đã qua trên {n} tháng",
    "recover_percent": "thu hồi hết khi thanh toán đạt {n}% giá trị hợp đồng",
    "advance_percent": "dư tạm ứng không quá {n}% giá trị hợp đồng",
    "months_national": "dự án quan trọng quốc gia: {n} tháng",
    "months_a": "nhóm A: {n} tháng",
    "months_b": "nhóm B: {n} tháng",
    "months_c": "nhóm C: {n} tháng",
    "complex_days": "vụ phức tạp: {n} ngày",
    "province_days": "thanh tra tỉnh: {n} ngày",
    "province_extension_days": "thanh tra tỉnh gia hạn không quá {n} ngày",
    "government_days": "Thanh tra Chính phủ: {n} ngày",
    "government_extension_days": "Thanh tra Chính phủ gia hạn không quá {n} ngày",
    "government_second_extension_days": "Thanh tra Chính phủ gia hạn lần hai không quá {n} ngày",
    "department_days": "sở: {n} ngày",
    "department_extension_days": "sở gia hạn không quá {n} ngày",
    "commune_days": "xã: {n} ngày",
    "commune_extension_days": "xã gia hạn không quá {n} ngày",
    "ministry_days": "đơn vị của bộ: {n} ngày",
    "ministry_extension_days": "đơn vị của bộ gia hạn không quá {n} ngày",
    "pause_days": "tạm dừng không quá {n} ngày",
    "due_month": "tháng {n} của năm trước",
    "due_day": "ngày {n}",
}
"""The numbers of the rules of public investment and of inspection, by their names."""

KNOWN_PARAMETERS = frozenset(
    {"months", "days", "working_days", "excluding_reasons", "roll", "ladder", "overdue_days"}
    | {"months_cap", "advisory_before", "unconfirmed", "opens_days"}
    | {"over_percent"}
    | {"slices", "cycles", "tracked_from", *NUMBERS_NAMED}
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


_LENGTHS = {
    "D1": "theo từng loại vốn của kế hoạch năm",
    "SF": "số ngày ghi khi chuyển hồ sơ",
    "D4": "đến hết 31/12 của năm trước",
    "D7": "theo hợp đồng, bảo lãnh và mức thanh toán",
    "D8": "số tháng theo nhóm dự án",
    "K2": "theo cơ quan thanh tra và quyết định",
    "K11": "theo cơ quan kiểm tra và quyết định",
    "K14": "đến hết 20/11 của năm trước",
    "K15": "đến hết 30/11 của năm trước",
}
"""Rules whose length is neither a term of their own nor named by a document."""


def length(version: RuleVersionDef) -> str:
    """How long the duty is, in a list: its term, or what stands in its place."""
    if version.lane is Lane.CONDITION:
        return "xét tình trạng hằng ngày"
    named = _LENGTHS.get(version.kind)
    return named or "; ".join(map(_cycle, version.cycles)) or term(version.term)


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
    if kind in OWED_BY_EITHER:
        return "nhà đầu tư hoặc cơ quan nhà nước, theo từng việc"
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


_PERIODS = {
    Period.MONTH: "hằng tháng",
    Period.QUARTER: "hằng quý",
    Period.FIRST_HALF: "6 tháng đầu năm",
    Period.YEAR: "hằng năm",
}


def _cycle(each: CycleDay) -> str:
    return f"{_PERIODS[each.period]}: ngày {each.day} của tháng thứ {each.months} sau kỳ"


def _periodic(version: RuleVersionDef) -> Iterator[str]:
    yield from map(_cycle, version.cycles)
    if version.cycles and version.tracked_from is None and "tracked_from" in version.parameters:
        yield "tỉnh chưa ghi nhận báo cáo này tại đây nên chưa tính"
    elif version.tracked_from is not None:
        yield f"tính từ {day_text(version.tracked_from)}"


def _named(version: RuleVersionDef) -> Iterator[str]:
    for name, words in NUMBERS_NAMED.items():
        if name in version.parameters:
            yield words.format(n=version.number_of(name))


def _slice(part: Slice) -> str:
    percent = decimal_text(part.percent, 2, trim=True)
    if part.up_to_vnd is None:
        return f"{percent}% của phần vốn còn lại"
    return f"{percent}% của phần vốn đến {group(part.up_to_vnd)} đồng"


def _remarks(version: RuleVersionDef) -> Iterator[str]:
    if "over_percent" in version.parameters:
        yield f"trên {version.over_percent}%"
    if version.months_cap is not None:
        yield f"không quá {version.months_cap} tháng"
    opens = version.parameters.get("opens_days")
    if opens is not None:
        yield f"kỳ mở {opens} ngày trước hạn"
    yield from _named(version)
    yield from _periodic(version)
    yield from map(_slice, version.slices)
    if version.overdue_days != OVERDUE_DAYS:
        yield f"mức quá hạn {grades(version.overdue_days)}"
    before = version.parameters.get("advisory_before")
    if before is not None and not version.advisory:
        yield f"bàn giao trước {day_text(date.fromisoformat(before))} thì chỉ tham khảo"
    unconfirmed = [UNCONFIRMED[name] for name in version.parameters.get("unconfirmed", ())]
    if unconfirmed:
        yield f"chưa xác nhận {', '.join(unconfirmed)}"
