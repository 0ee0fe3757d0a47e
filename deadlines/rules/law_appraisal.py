"""Shipped versions of T1, T2 and Q2: appraisal, opinions of agencies, overlapping boundaries.

No law of the catalogue names the days: the province's coordination rules and the letter that asks
do, so the days are facts somebody enters, and the rules ship with mark D, as advisory.
"""

from dataclasses import replace

from deadlines.rules.ladder import Audience, Level
from deadlines.rules.rule_version import (
    OPEN_START,
    AppliesBy,
    Lane,
    MarkUnit,
    RuleVersionDef,
    ladder,
)

_T1 = RuleVersionDef(
    kind="T1",
    number=1,
    title="Quá hạn thẩm định hồ sơ đề xuất",
    summary=(
        "Cơ quan thẩm định trình kết quả trong số ngày ghi khi tiếp nhận hồ sơ, kể từ ngày nhận. "
        "Thời gian chờ nhà đầu tư bổ sung hồ sơ không tính: từ ngày có văn bản yêu cầu đến hết ngày "
        "liền trước ngày nhận bổ sung. Hoàn thành vào ngày trình; chưa trình thì vào ngày quyết "
        "định."
    ),
    article=("Quy chế phối hợp của tỉnh về tiếp nhận, thẩm định hồ sơ; số ngày ghi tại từng hồ sơ"),
    consequence=(
        "Hồ sơ của nhà đầu tư bị trả kết quả muộn; việc chậm thuộc về cơ quan thẩm định hồ sơ."
    ),
    next_step=(
        "Trình báo cáo thẩm định; nếu hồ sơ thiếu, gửi văn bản yêu cầu bổ sung trước khi hết hạn."
    ),
    effective_from=OPEN_START,
    applies_by=AppliesBy.ACT_DATE,
    confidence="D",
    advisory=True,
    parameters={
        "excluding_reasons": [],
        "roll": True,
        "ladder": ladder(MarkUnit.DAYS_BEFORE_DUE, (Level.NOTICE, 3, Audience.BEARER)),
    },
)

_T2 = replace(
    _T1,
    kind="T2",
    title="Chậm trả lời lấy ý kiến",
    summary=(
        "Cơ quan được lấy ý kiến về hồ sơ đề xuất trả lời trong số ngày ghi tại văn bản hỏi, kể từ "
        "ngày văn bản. Hồ sơ đã có quyết định thì không còn phải trả lời."
    ),
    article="Quy chế phối hợp của tỉnh; số ngày ghi tại văn bản lấy ý kiến",
    consequence=(
        "Thẩm định phải chờ hoặc thiếu ý kiến; việc chậm thuộc về cơ quan được lấy ý kiến."
    ),
    next_step="Trả lời bằng văn bản, ghi số, ngày và nội dung ý kiến tại mục Ý kiến được hỏi.",
)

_Q2 = RuleVersionDef(
    kind="Q2",
    number=1,
    title="Ranh giới giao với dự án khác",
    summary=(
        "Ranh giới đã nhập của dự án này và của một dự án khác đang theo dõi hoặc đang đề xuất có "
        "phần giao nhau trên 50 m². Có thể là hai dự án trên cùng khu đất, cũng có thể do nhập nhầm "
        "tọa độ hoặc kinh tuyến trục."
    ),
    article="Quy tắc quản lý của tỉnh về đối chiếu ranh giới các dự án",
    consequence="Có thể giao, cho thuê trùng đất; diện tích hai dự án cộng lại lớn hơn thực địa.",
    next_step=(
        "Đối chiếu bảng tọa độ với quyết định; sửa nếu nhập nhầm, hoặc kết luận và lưu văn bản."
    ),
    effective_from=OPEN_START,
    applies_by=AppliesBy.ACT_DATE,
    lane=Lane.CONDITION,
    confidence="D",
    advisory=True,
    parameters={},
)

APPRAISAL_VERSIONS: tuple[RuleVersionDef, ...] = (_T1, _T2, _Q2)
