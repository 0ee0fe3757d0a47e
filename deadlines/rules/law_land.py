"""Shipped versions of the land rules L1, L2, L3, L6 and L7 (law catalogue, section 2.1).

The 2013 law is from memory (mark D), so it ships as advisory, and a handover before the 2024
law took effect stays advisory under the new one too (R-2.2).
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from deadlines.rules.clock import ExclusionReason
from deadlines.rules.ladder import Audience, Level
from deadlines.rules.rule_version import (
    OPEN_START,
    AppliesBy,
    Lane,
    MarkUnit,
    RuleVersionDef,
    ladder,
)

LAND_LAW_2013_START = date(2014, 7, 1)
LAND_LAW_2024_START = date(2024, 8, 1)
RESOLUTION_254_START = date(2026, 1, 1)
INVESTMENT_LAW_2025_START = date(2026, 3, 1)

_LAW_2013 = "Luật Đất đai số 45/2013/QH13, Điều 64 khoản 1 điểm i"
_LAW_2024 = "Luật Đất đai số 31/2024/QH15, Điều 81 khoản 8"
_UNCONFIRMED = " Căn cứ chưa được xác nhận, chỉ dùng để tham khảo."
_FORCE_MAJEURE = [ExclusionReason.FORCE_MAJEURE.value]
_ALL_REASONS = sorted(reason.value for reason in ExclusionReason)

_STAFF, _BEARER = Audience.STAFF, Audience.BEARER


def _months_ladder(first: int, second: int, third: int) -> dict[str, Any]:
    return ladder(
        MarkUnit.MONTHS_AFTER_BASE,
        (Level.NOTICE, first, _STAFF),
        (Level.WARNING, second, _BEARER),
        (Level.FINAL_WARNING, third, _BEARER),
    )


def _land_pair(current: RuleVersionDef) -> tuple[RuleVersionDef, RuleVersionDef]:
    """The rule under the 2013 law, advisory, and under the 2024 law: the same numbers (R-2.2)."""
    before = replace(
        current,
        number=1,
        article=_LAW_2013,
        summary=current.summary + _UNCONFIRMED,
        effective_from=LAND_LAW_2013_START,
        effective_to=LAND_LAW_2024_START - timedelta(days=1),
        confidence="D",
        advisory=True,
    )
    return before, current


_L1 = RuleVersionDef(
    kind="L1",
    number=2,
    title="Có dấu hiệu chưa đưa đất vào sử dụng 12 tháng liên tục",
    summary=(
        "Đất đã bàn giao trên thực địa mà không được sử dụng trong 12 tháng liên tục kể từ ngày "
        "nhận bàn giao. Thời gian bất khả kháng không tính."
    ),
    article=_LAW_2024,
    consequence=(
        "Thuộc trường hợp xem xét gia hạn sử dụng đất một lần, không quá 24 tháng; nếu không được "
        "gia hạn hoặc hết thời gian gia hạn mà vẫn chưa sử dụng thì xem xét thu hồi đất."
    ),
    next_step=(
        "Kiểm tra thực địa, lập biên bản; mời nhà đầu tư giải trình; báo cáo cơ quan quản lý đất "
        "đai xem xét gia hạn hoặc xử lý."
    ),
    effective_from=LAND_LAW_2024_START,
    applies_by=AppliesBy.DUE_DATE,
    confidence="B",
    advisory=False,
    parameters={
        "months": 12,
        "excluding_reasons": _FORCE_MAJEURE,
        "roll": True,
        "ladder": _months_ladder(6, 9, 11),
        "advisory_before": LAND_LAW_2024_START.isoformat(),
    },
)

_L2 = replace(
    _L1,
    kind="L2",
    title="Có dấu hiệu tiến độ sử dụng đất chậm 24 tháng so với tiến độ dự án",
    summary=(
        "Tiến độ sử dụng đất chậm từ 24 tháng so với tiến độ đang có hiệu lực của dự án đầu tư, "
        "tính từ mốc chưa hoàn thành sớm nhất. Thời gian không tính vào tiến độ được trừ ra."
    ),
    next_step=(
        "Đối chiếu tiến độ trong quyết định, giấy chứng nhận với thực tế; mời nhà đầu tư giải "
        "trình; báo cáo cơ quan quản lý đất đai xem xét gia hạn hoặc xử lý."
    ),
    parameters={
        "months": 24,
        "excluding_reasons": _ALL_REASONS,
        "roll": True,
        "ladder": _months_ladder(12, 18, 23),
        "advisory_before": LAND_LAW_2024_START.isoformat(),
    },
)

_L3 = replace(
    _L1,
    kind="L3",
    title="Hết thời gian gia hạn mà chưa đưa đất vào sử dụng",
    summary=(
        "Việc gia hạn sử dụng đất chỉ thực hiện một lần, không quá 24 tháng. Hết thời gian gia "
        "hạn, đất phải được đưa vào sử dụng."
    ),
    consequence=(
        "Hết thời gian gia hạn mà đất vẫn chưa được đưa vào sử dụng thì xem xét thu hồi đất. "
        "Khoản tiền nộp thêm trong thời gian gia hạn và việc không bồi thường về đất, tài sản, "
        "chi phí còn lại: đối chiếu nguyên văn điều luật trước khi nêu trong văn bản."
    ),
    next_step=(
        "Kiểm tra thực địa trước ngày hết gia hạn; lập biên bản; chuẩn bị hồ sơ trình cấp có "
        "thẩm quyền nếu đất vẫn chưa được đưa vào sử dụng."
    ),
    parameters={
        "months": 24,
        "months_cap": 24,
        "excluding_reasons": _FORCE_MAJEURE,
        "roll": True,
        "ladder": ladder(
            MarkUnit.DAYS_BEFORE_DUE,
            (Level.WARNING, 90, _BEARER),
            (Level.FINAL_WARNING, 30, _BEARER),
        ),
        "advisory_before": LAND_LAW_2024_START.isoformat(),
        "unconfirmed": ["payment", "no_compensation"],
    },
)

_L6 = RuleVersionDef(
    kind="L6",
    number=1,
    title="Quá hạn bàn giao đất trên thực địa",
    summary=(
        "Đã có quyết định giao đất, cho thuê đất mà chưa có biên bản bàn giao trên thực địa trong "
        "số ngày do tỉnh quy định (cần xác nhận). Thời gian này thuộc về phía Nhà nước: đồng hồ "
        "12 tháng chưa chạy, tiến độ của nhà đầu tư được dừng."
    ),
    article="Quy tắc quản lý của tỉnh; nguyên tắc tại Luật Đầu tư số 61/2020/QH14, Điều 44",
    consequence=(
        "Thời gian Nhà nước chậm bàn giao đất không tính vào tiến độ và thời hạn của dự án."
    ),
    next_step="Bàn giao đất trên thực địa, ký biên bản, cập nhật ngày bàn giao.",
    effective_from=OPEN_START,
    effective_to=INVESTMENT_LAW_2025_START - timedelta(days=1),
    applies_by=AppliesBy.ACT_DATE,
    confidence="D",
    advisory=True,
    parameters={
        "days": 30,
        "excluding_reasons": [],
        "roll": True,
        "ladder": ladder(MarkUnit.DAYS_BEFORE_DUE, (Level.NOTICE, 7, _BEARER)),
    },
)

_L6_NOW = replace(
    _L6,
    number=2,
    article=(
        "Quy tắc quản lý của tỉnh; nguyên tắc tại Luật Đầu tư số 143/2025/QH15 (chưa đối chiếu "
        "điều, khoản)"
    ),
    effective_from=INVESTMENT_LAW_2025_START,
    effective_to=None,
)

_L7 = RuleVersionDef(
    kind="L7",
    number=1,
    title="Đất mới được bàn giao một phần",
    summary=(
        "Diện tích đã bàn giao trên thực địa nhỏ hơn diện tích được giao, cho thuê theo quyết định "
        "của cùng đợt. Việc bàn giao theo từng giai đoạn không phải là chậm; mục này chỉ nhắc phần "
        "diện tích còn lại."
    ),
    article="Nguyên tắc giao đất, cho thuê đất theo quyết định (chưa đối chiếu điều, khoản)",
    consequence="Phần đất chưa bàn giao chưa tính hạn đưa đất vào sử dụng.",
    next_step=(
        "Đối chiếu biên bản bàn giao; ghi đợt bàn giao tiếp theo, hoặc sửa diện tích nếu nhập sai."
    ),
    effective_from=OPEN_START,
    effective_to=RESOLUTION_254_START - timedelta(days=1),
    applies_by=AppliesBy.ACT_DATE,
    lane=Lane.CONDITION,
    confidence="D",
    advisory=True,
)

_L7_NOW = replace(
    _L7,
    number=2,
    article="Nghị quyết số 254/2025/QH15, Điều 4 khoản 1; Nghị định số 49/2026/NĐ-CP",
    # The resolution was read; that a part still to come deserves a reminder is the portal's own.
    effective_from=RESOLUTION_254_START,
    effective_to=None,
)

LAND_VERSIONS: tuple[RuleVersionDef, ...] = (
    *_land_pair(_L1),
    *_land_pair(_L2),
    *_land_pair(_L3),
    _L6,
    _L6_NOW,
    _L7,
    _L7_NOW,
)
