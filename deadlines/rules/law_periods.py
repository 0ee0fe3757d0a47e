"""Shipped versions of L5, P1 and RX: time claimed, taken out or asked for (law catalogue,
sections 1.2 and 2.1).

P1 and RX are rules of the province with days it may change, so they ship as advisory like L6.
"""

from dataclasses import replace
from datetime import timedelta

from deadlines.rules.ladder import Audience, Level
from deadlines.rules.law_land import LAND_LAW_2013_START, LAND_LAW_2024_START
from deadlines.rules.rule_version import (
    OPEN_START,
    AppliesBy,
    Lane,
    MarkUnit,
    RuleVersionDef,
    ladder,
)

_L5 = RuleVersionDef(
    kind="L5",
    number=2,
    title="Đề nghị tính bất khả kháng chưa được quyết định",
    summary=(
        "Nhà đầu tư nêu lý do bất khả kháng mà chưa có quyết định chấp nhận hay từ chối. Các "
        "trường hợp bất khả kháng: thiên tai, thảm họa môi trường; hỏa hoạn; dịch bệnh; chiến "
        "tranh, tình trạng khẩn cấp; biện pháp khẩn cấp tạm thời, kê biên, phong tỏa; quyết định "
        "hành chính, hành vi hành chính là trở ngại khách quan trực tiếp; trường hợp khác do Thủ "
        "tướng Chính phủ quyết định. Khi chưa quyết định, thời gian này vẫn tính vào hạn."
    ),
    article=(
        "Luật Đất đai số 31/2024/QH15, Điều 81 khoản 8; Nghị định số 102/2024/NĐ-CP, Điều 31 "
        "khoản 1"
    ),
    consequence=(
        "Hạn đưa đất vào sử dụng vẫn chạy, nên có thể có cảnh báo sai với nhà đầu tư nếu sau này "
        "chấp nhận."
    ),
    next_step=(
        "Kiểm tra hồ sơ chứng minh, quyết định chấp nhận hoặc từ chối, ghi số văn bản và thời gian "
        "được chấp nhận."
    ),
    effective_from=LAND_LAW_2024_START,
    applies_by=AppliesBy.ACT_DATE,
    lane=Lane.CONDITION,
    confidence="B",
    advisory=False,
    parameters={"unconfirmed": ["force_majeure_list"]},
)

_L5_BEFORE = replace(
    _L5,
    number=1,
    article="Luật Đất đai số 45/2013/QH13, Điều 64 khoản 1 điểm i",
    effective_from=LAND_LAW_2013_START,
    effective_to=LAND_LAW_2024_START - timedelta(days=1),
    confidence="D",
    advisory=True,
)

_P1 = RuleVersionDef(
    kind="P1",
    number=1,
    title="Thời gian không tính chưa được rà soát lại",
    summary=(
        "Thời gian không tính còn để ngỏ phải được rà soát lại theo kỳ do tỉnh quy định (mỗi quý), "
        "kể từ ngày bắt đầu, ngày quyết định hoặc lần rà soát gần nhất; đến ngày dự kiến kết thúc "
        "thì rà soát vào ngày đó."
    ),
    article="Quy tắc quản lý của tỉnh về rà soát thời gian không tính",
    consequence=(
        "Đồng hồ của nhà đầu tư có thể dừng lâu hơn lý do thực tế; báo cáo không phản ánh đúng "
        "thời gian chậm."
    ),
    next_step=(
        "Xác minh lý do còn hay hết; ghi lần rà soát và ngày dự kiến kết thúc mới, hoặc ghi ngày "
        "kết thúc."
    ),
    effective_from=OPEN_START,
    applies_by=AppliesBy.ACT_DATE,
    confidence="D",
    advisory=True,
    parameters={
        "months": 3,
        "roll": True,
        "ladder": ladder(MarkUnit.DAYS_BEFORE_DUE, (Level.NOTICE, 15, Audience.BEARER)),
    },
)

_RX = RuleVersionDef(
    kind="RX",
    number=1,
    title="Chậm trả lời đề nghị gia hạn",
    summary=(
        "Đề nghị gia hạn mốc tiến độ hoặc gia hạn sử dụng đất phải được trả lời trong số ngày làm "
        "việc do tỉnh quy định, kể từ ngày nhận. Đề nghị nộp trong hạn thì trong lúc chờ, đồng hồ "
        "của bên đề nghị dừng."
    ),
    article="Quy tắc quản lý của tỉnh về thời gian giải quyết đề nghị gia hạn",
    consequence="Bên đề nghị nộp trong hạn không bị tính chậm do cơ quan trả lời chậm.",
    next_step="Quyết định chấp thuận hoặc từ chối, ghi số văn bản, ngày và nội dung trả lời.",
    effective_from=OPEN_START,
    applies_by=AppliesBy.ACT_DATE,
    confidence="D",
    advisory=True,
    parameters={
        "working_days": 15,
        "ladder": ladder(MarkUnit.DAYS_BEFORE_DUE, (Level.NOTICE, 5, Audience.BEARER)),
    },
)

PERIOD_VERSIONS: tuple[RuleVersionDef, ...] = (_L5_BEFORE, _L5, _P1, _RX)
