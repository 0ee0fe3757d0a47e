"""Shipped versions of SA and SF: what investors ask for (target 2 of Resolution 135-NQ/TU).

Both are rules of the province with days it may change, so they ship as advisory like RX.
"""

from deadlines.rules.ladder import Audience, Level
from deadlines.rules.rule_version import (
    OPEN_START,
    AppliesBy,
    MarkUnit,
    RuleVersionDef,
    ladder,
)

_SA = RuleVersionDef(
    kind="SA",
    number=1,
    title="Chậm trả lời kiến nghị, vướng mắc của nhà đầu tư",
    summary=(
        "Khó khăn, vướng mắc, kiến nghị, khiếu nại, đề nghị điều chỉnh của nhà đầu tư phải được trả "
        "lời trong số ngày làm việc do tỉnh quy định, kể từ ngày nhận; nhà đầu tư đề nghị xem xét "
        "lại thì tính lại từ ngày đó. Thời gian chờ nhà đầu tư trả lời câu hỏi và thời gian hồ sơ ở "
        "cơ quan ngoài tỉnh không tính. Văn bản, quy định ấn định ngày trả lời thì theo ngày đó. "
        "Việc khởi kiện do tòa án giải quyết nên không có hạn này."
    ),
    article="Quy tắc quản lý của tỉnh về trả lời kiến nghị, vướng mắc của nhà đầu tư",
    consequence=(
        "Nhà đầu tư không được tính là đã được hỗ trợ đúng hạn (mục tiêu 2 của Nghị quyết "
        "135-NQ/TU)."
    ),
    next_step=(
        "Trả lời nhà đầu tư, hoặc hỏi thêm, chuyển cơ quan có thẩm quyền và ghi lý do; nhà đầu tư "
        "thấy ai đang giữ hồ sơ."
    ),
    effective_from=OPEN_START,
    applies_by=AppliesBy.ACT_DATE,
    confidence="D",
    advisory=True,
    parameters={
        "working_days": 15,
        "ladder": ladder(MarkUnit.DAYS_BEFORE_DUE, (Level.NOTICE, 5, Audience.BEARER)),
    },
)

_SF = RuleVersionDef(
    kind="SF",
    number=1,
    title="Chưa hỏi lại cơ quan ngoài tỉnh đang giữ hồ sơ của nhà đầu tư",
    summary=(
        "Khi cơ quan trung ương hoặc cơ quan ngoài tỉnh đang giải quyết, cơ quan của tỉnh đang theo "
        "dõi phải hỏi lại sau mỗi số ngày đã ghi khi chuyển, kể từ ngày chuyển hoặc lần hỏi gần "
        "nhất."
    ),
    article="Quy tắc quản lý của tỉnh về theo dõi kiến nghị thuộc thẩm quyền trung ương",
    consequence="Nhà đầu tư không biết hồ sơ đang ở đâu; không có việc gì thúc đẩy giải quyết.",
    next_step="Hỏi lại cơ quan đang giữ hồ sơ, ghi ngày, nội dung trả lời hoặc hẹn.",
    effective_from=OPEN_START,
    applies_by=AppliesBy.ACT_DATE,
    confidence="D",
    advisory=True,
    parameters={
        "roll": True,
        "ladder": ladder(MarkUnit.DAYS_BEFORE_DUE, (Level.NOTICE, 2, Audience.BEARER)),
    },
)

SUPPORT_VERSIONS: tuple[RuleVersionDef, ...] = (_SA, _SF)
