"""Shipped versions of the schedule rules I1, I3 and I4 (law catalogue, sections 1.4 and 2.2).

What the new Investment Law says is known from one source or not at all (marks C and D), so
everything from 1 March 2026 on ships as advisory.
"""

from dataclasses import replace
from datetime import date, timedelta

from deadlines.rules.clock import ExclusionReason
from deadlines.rules.ladder import Audience, Level
from deadlines.rules.law_land import INVESTMENT_LAW_2025_START
from deadlines.rules.rule_version import (
    OPEN_START,
    AppliesBy,
    MarkUnit,
    RuleVersionDef,
    ladder,
)

CLAUSE_A1_START = date(2025, 1, 15)
DECREE_31_START = date(2021, 3, 26)
DECREE_96_START = date(2026, 3, 31)

ALL_REASONS = sorted(reason.value for reason in ExclusionReason)
_STAFF, _BEARER = Audience.STAFF, Audience.BEARER
_DAY = timedelta(days=1)

_I1 = RuleVersionDef(
    kind="I1",
    number=1,
    title="Quá hạn mốc tiến độ",
    summary=(
        "Mốc tiến độ đã đến hạn theo quyết định hoặc giấy chứng nhận đang có hiệu lực mà chưa "
        "hoàn thành. Mốc chỉ ghi tháng, quý hoặc năm thì hạn là ngày cuối kỳ. Thời gian không "
        "tính vào tiến độ được trừ ra."
    ),
    article=(
        "Tiến độ thực hiện dự án ghi tại quyết định chấp thuận chủ trương đầu tư hoặc giấy chứng "
        "nhận đăng ký đầu tư"
    ),
    consequence=(
        "Dự án được ghi nhận chậm tiến độ theo mức 1–89, 90–179, 180–364 và từ 365 ngày; nhà đầu "
        "tư phải giải trình hoặc đề nghị điều chỉnh tiến độ."
    ),
    next_step=(
        "Đối chiếu thực tế, ghi ngày hoàn thành nếu đã xong; nếu chưa, mời nhà đầu tư giải trình "
        "hoặc hướng dẫn đề nghị điều chỉnh tiến độ."
    ),
    effective_from=OPEN_START,
    applies_by=AppliesBy.ACT_DATE,
    confidence="B",
    advisory=False,
    parameters={
        "excluding_reasons": ALL_REASONS,
        "roll": False,
        "ladder": ladder(MarkUnit.DAYS_BEFORE_DUE, (Level.NOTICE, 30, _BEARER)),
    },
)

_I3 = RuleVersionDef(
    kind="I3",
    number=1,
    title="Quá 24 tháng so với tiến độ mục tiêu hoạt động",
    summary=(
        "Sau 24 tháng kể từ khi hết tiến độ thực hiện mục tiêu hoạt động của dự án hoặc của giai "
        "đoạn mà nhà đầu tư không hoàn thành và không thuộc trường hợp được điều chỉnh tiến độ, "
        "trừ trường hợp thuộc diện thu hồi đất."
    ),
    article=(
        "Luật Đầu tư số 61/2020/QH14, Điều 48 khoản 2 điểm a1 (bổ sung bởi Luật số 57/2024/QH15)"
    ),
    consequence="Thuộc trường hợp xem xét chấm dứt hoạt động của dự án đầu tư.",
    next_step=(
        "Rà soát hồ sơ điều chỉnh và diện thu hồi đất; lập biên bản làm việc với nhà đầu tư; báo "
        "cáo cơ quan đăng ký đầu tư."
    ),
    effective_from=CLAUSE_A1_START,
    effective_to=INVESTMENT_LAW_2025_START - _DAY,
    applies_by=AppliesBy.ASSESSMENT_DATE,
    confidence="B",
    advisory=False,
    parameters={
        "months": 24,
        "excluding_reasons": ALL_REASONS,
        "roll": True,
        "ladder": ladder(
            MarkUnit.DAYS_BEFORE_DUE,
            (Level.NOTICE, 180, _STAFF),
            (Level.WARNING, 90, _BEARER),
            (Level.FINAL_WARNING, 30, _BEARER),
        ),
    },
)

_I3_NOW = replace(
    _I3,
    number=2,
    article="Luật Đầu tư số 143/2025/QH15, Điều 36",
    effective_from=INVESTMENT_LAW_2025_START,
    effective_to=None,
    confidence="C",
    advisory=True,
)

_I4 = RuleVersionDef(
    kind="I4",
    number=1,
    title="Ngừng hoạt động quá 12 tháng",
    summary=(
        "Tổng thời gian ngừng hoạt động của dự án không quá 12 tháng, cộng dồn các lần ngừng; "
        "trường hợp ngừng theo quyết định của tòa án hoặc cơ quan có thẩm quyền thì theo thời hạn "
        "ghi trong quyết định đó và không cộng dồn."
    ),
    article="Nghị định số 31/2021/NĐ-CP, Điều 56 khoản 2; Luật Đầu tư số 61/2020/QH14, Điều 47",
    consequence=(
        "Quá thời hạn ngừng mà dự án chưa hoạt động trở lại: cơ quan đăng ký đầu tư xem xét xử lý."
    ),
    next_step=(
        "Liên hệ nhà đầu tư, lưu bằng chứng liên hệ; ghi ngày hoạt động trở lại hoặc đề xuất "
        "hướng xử lý."
    ),
    effective_from=DECREE_31_START,
    effective_to=INVESTMENT_LAW_2025_START - _DAY,
    applies_by=AppliesBy.ACT_DATE,
    confidence="B",
    advisory=False,
    parameters={
        "months": 12,
        "excluding_reasons": [],
        "roll": True,
        "ladder": ladder(
            MarkUnit.DAYS_BEFORE_DUE,
            (Level.WARNING, 90, _BEARER),
            (Level.FINAL_WARNING, 30, _BEARER),
        ),
    },
)

_I4_BETWEEN = replace(
    _I4,
    number=2,
    article=(
        "Nghị định số 31/2021/NĐ-CP, Điều 56 khoản 2 (sau khi Luật Đầu tư số 143/2025/QH15 có "
        "hiệu lực, trước Nghị định số 96/2026/NĐ-CP; cần xác nhận việc tiếp tục áp dụng)"
    ),
    effective_from=INVESTMENT_LAW_2025_START,
    effective_to=DECREE_96_START - _DAY,
    confidence="C",
    advisory=True,
)

_I4_NOW = replace(
    _I4_BETWEEN,
    number=3,
    article=(
        "Luật Đầu tư số 143/2025/QH15 và Nghị định số 96/2026/NĐ-CP (chưa đối chiếu điều, khoản)"
    ),
    effective_from=DECREE_96_START,
    effective_to=None,
    confidence="D",
)

SCHEDULE_VERSIONS: tuple[RuleVersionDef, ...] = (
    _I1,
    _I3,
    _I3_NOW,
    _I4,
    _I4_BETWEEN,
    _I4_NOW,
)
