"""Shipped versions of I7 (deposit), I8 (capital) and I9 (term): law catalogue, 1.3 and 2.2.

The rates under the law of 2014 are from memory (mark D); what the law of 2025 and Decree 96/2026
say of rates and terms was not verified. Both ship as advisory.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

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

DECREE_118_START = date(2015, 12, 27)
INVESTMENT_LAW_2020_START = date(2021, 1, 1)

_ALL_REASONS = sorted(reason.value for reason in ExclusionReason)
_STAFF, _BEARER = Audience.STAFF, Audience.BEARER
_DAY = timedelta(days=1)
_BILLION = 1_000_000_000

_SLICES: list[dict[str, Any]] = [
    {"up_to_vnd": 300 * _BILLION, "percent": "3"},
    {"up_to_vnd": 1_000 * _BILLION, "percent": "2"},
    {"up_to_vnd": None, "percent": "1"},
]

_I7 = RuleVersionDef(
    kind="I7",
    number=2,
    title="Thiếu ký quỹ hoặc bảo lãnh còn hiệu lực",
    summary=(
        "Dự án thuộc diện phải ký quỹ mà đến hạn chưa nộp đủ hoặc chưa có bảo lãnh đủ; hoặc bảo "
        "lãnh hết hiệu lực mà chưa có khoản khác thay thế. Mức ký quỹ theo thỏa thuận; nếu không "
        "ghi thì tính lũy tiến theo phần vốn: 3% của phần đến 300 tỷ đồng, 2% của phần trên 300 "
        "đến 1.000 tỷ đồng, 1% của phần trên 1.000 tỷ đồng. Hạn là ngày ghi trong thỏa thuận; "
        "nếu không ghi thì phải xong trước ngày có quyết định giao đất, cho thuê đất đầu tiên."
    ),
    article=(
        "Luật Đầu tư số 61/2020/QH14, Điều 43 và Điều 48 khoản 2 điểm đ; Nghị định số "
        "31/2021/NĐ-CP, Điều 25 và Điều 26"
    ),
    consequence=(
        "Không ký quỹ hoặc không có bảo lãnh nghĩa vụ ký quỹ thuộc trường hợp xem xét chấm dứt "
        "hoạt động của dự án đầu tư."
    ),
    next_step=(
        "Đối chiếu thỏa thuận ký quỹ, chứng từ nộp tiền và thư bảo lãnh; yêu cầu nhà đầu tư nộp "
        "đủ hoặc gia hạn, thay bảo lãnh trước ngày hết hiệu lực; lập biên bản nếu không thực hiện."
    ),
    effective_from=INVESTMENT_LAW_2020_START,
    effective_to=INVESTMENT_LAW_2025_START - _DAY,
    applies_by=AppliesBy.ACT_DATE,
    confidence="B",
    advisory=False,
    parameters={
        "slices": _SLICES,
        "unconfirmed": ["deposit_day", "deposit_reduction"],
        "excluding_reasons": [],
        "roll": False,
        "ladder": ladder(MarkUnit.DAYS_BEFORE_DUE, (Level.WARNING, 30, _BEARER)),
    },
)

_I7_2014 = replace(
    _I7,
    number=1,
    article="Luật Đầu tư số 67/2014/QH13, Điều 42; Nghị định số 118/2015/NĐ-CP, Điều 27",
    effective_from=DECREE_118_START,
    effective_to=INVESTMENT_LAW_2020_START - _DAY,
    confidence="D",
    advisory=True,
)

_I7_NOW = replace(
    _I7,
    number=3,
    article=(
        "Luật Đầu tư số 143/2025/QH15 và Nghị định số 96/2026/NĐ-CP (chưa đối chiếu điều, khoản "
        "và mức ký quỹ)"
    ),
    effective_from=INVESTMENT_LAW_2025_START,
    effective_to=None,
    confidence="D",
    advisory=True,
)

_I8 = RuleVersionDef(
    kind="I8",
    number=1,
    title="Góp vốn chậm so với tiến độ",
    summary=(
        "Đến mốc góp vốn, tổng vốn đã góp còn thấp hơn tổng vốn phải góp lũy kế theo tiến độ đang "
        "có hiệu lực. Mốc chỉ ghi tháng, quý hoặc năm thì hạn là ngày cuối kỳ. Dự án chưa ghi nhận "
        "lần góp vốn nào thì nêu là chưa tính được hạn, không coi là chậm."
    ),
    article=(
        "Tiến độ góp vốn và huy động vốn ghi tại quyết định chấp thuận chủ trương đầu tư hoặc "
        "giấy chứng nhận đăng ký đầu tư"
    ),
    consequence=(
        "Dự án được ghi nhận chậm góp vốn; nhà đầu tư phải giải trình hoặc đề nghị điều chỉnh "
        "tiến độ."
    ),
    next_step=(
        "Yêu cầu nhà đầu tư gửi chứng từ góp vốn; ghi nhận từng lần góp; nếu còn thiếu, mời giải "
        "trình hoặc hướng dẫn đề nghị điều chỉnh tiến độ."
    ),
    effective_from=OPEN_START,
    applies_by=AppliesBy.ACT_DATE,
    confidence="A",
    advisory=False,
    parameters={
        "excluding_reasons": _ALL_REASONS,
        "roll": False,
        "ladder": ladder(MarkUnit.DAYS_BEFORE_DUE, (Level.NOTICE, 30, _BEARER)),
    },
)

_I9 = RuleVersionDef(
    kind="I9",
    number=1,
    title="Hết thời hạn hoạt động của dự án",
    summary=(
        "Thời hạn hoạt động tính từ sự kiện ghi trong quyết định hoặc giấy chứng nhận. Thời gian "
        "Nhà nước chậm bàn giao đất không tính vào thời hạn hoạt động."
    ),
    article="Luật Đầu tư số 61/2020/QH14, Điều 44",
    consequence=(
        "Hết thời hạn hoạt động mà không được gia hạn thì dự án thuộc trường hợp chấm dứt hoạt "
        "động."
    ),
    next_step=(
        "Thông báo cho nhà đầu tư; hướng dẫn đề nghị gia hạn hoặc chuẩn bị chấm dứt, thanh lý dự "
        "án; ghi thời hạn mới nếu được gia hạn."
    ),
    effective_from=INVESTMENT_LAW_2020_START,
    effective_to=INVESTMENT_LAW_2025_START - _DAY,
    applies_by=AppliesBy.DUE_DATE,
    confidence="B",
    advisory=False,
    parameters={
        "excluding_reasons": [ExclusionReason.LATE_HANDOVER.value],
        "roll": False,
        "ladder": ladder(
            MarkUnit.MONTHS_BEFORE_DUE,
            (Level.NOTICE, 12, _STAFF),
            (Level.WARNING, 6, _BEARER),
        ),
    },
)

_I9_NOW = replace(
    _I9,
    number=2,
    article="Luật Đầu tư số 143/2025/QH15 (chưa đối chiếu điều, khoản)",
    effective_from=INVESTMENT_LAW_2025_START,
    effective_to=None,
    confidence="C",
    advisory=True,
)

MONEY_VERSIONS: tuple[RuleVersionDef, ...] = (_I7_2014, _I7, _I7_NOW, _I8, _I9, _I9_NOW)
