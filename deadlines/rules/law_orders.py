"""Shipped versions of A1, an order, and of R4 to R6, what agencies report every year (law
catalogue, section 2.3)."""

from dataclasses import replace
from datetime import date, timedelta

from deadlines.rules.clock import Boundary
from deadlines.rules.ladder import Audience, Level
from deadlines.rules.law_schedule import DECREE_31_START, DECREE_96_START
from deadlines.rules.rule_version import (
    OPEN_START,
    AppliesBy,
    MarkUnit,
    RuleVersionDef,
    ladder,
)

DECREE_19_START = date(2026, 1, 14)
_DAY = timedelta(days=1)
_REMINDERS = ladder(
    MarkUnit.DAYS_BEFORE_DUE,
    (Level.NOTICE, 30, Audience.BEARER),
    (Level.WARNING, 7, Audience.BEARER),
)

_A1 = RuleVersionDef(
    kind="A1",
    number=1,
    title="Quá hạn nhiệm vụ được giao",
    summary=(
        "Cơ quan chủ trì báo cáo kết quả chậm nhất vào ngày ghi trong văn bản giao hoặc ý kiến "
        "chỉ đạo; nhiệm vụ giao theo kỳ thì kỳ nào tính hạn kỳ đó. Kết quả nộp trong hạn mà được "
        "chấp nhận sau thì tính theo ngày nộp; kết quả bị trả lại thì không tính."
    ),
    article="Văn bản giao nhiệm vụ hoặc ý kiến chỉ đạo, theo điểm, mục ghi tại từng nhiệm vụ",
    consequence=(
        "Nhiệm vụ được ghi nhận quá hạn trong bảng tổng hợp; cơ quan chủ trì giải trình với cơ "
        "quan giao nhiệm vụ."
    ),
    next_step=(
        "Báo cáo kết quả kèm minh chứng; nếu chưa xong, nêu lý do với người giao nhiệm vụ để xem "
        "xét thu hồi và giao lại với ngày mới."
    ),
    effective_from=OPEN_START,
    applies_by=AppliesBy.ACT_DATE,
    confidence="B",
    advisory=False,
    parameters={"roll": False, "opens_days": 30, "ladder": _REMINDERS},
)

_YEARLY = {"roll": False, "opens_days": 60, "ladder": _REMINDERS}

_R4 = RuleVersionDef(
    kind="R4",
    number=1,
    title="Chậm báo cáo giám sát, đánh giá đầu tư năm",
    summary=(
        "Cơ quan đăng ký đầu tư báo cáo Ủy ban nhân dân tỉnh hằng năm về giám sát, đánh giá đầu "
        "tư. Ngày phải nộp do văn bản yêu cầu báo cáo của tỉnh ấn định."
    ),
    article="Nghị định số 29/2021/NĐ-CP, Điều 100 khoản 3",
    consequence=(
        "Báo cáo năm của tỉnh thiếu phần của cơ quan này; việc xử lý chậm báo cáo theo quy định "
        "về xử phạt vi phạm hành chính trong lĩnh vực đầu tư."
    ),
    next_step="Nộp báo cáo theo mẫu hiện hành rồi ghi số văn bản vào kết quả của kỳ.",
    effective_from=DECREE_31_START,
    effective_to=DECREE_19_START - _DAY,
    applies_by=AppliesBy.DUE_DATE,
    confidence="C",
    advisory=True,
    parameters=_YEARLY,
)

_R4_NOW = replace(
    _R4,
    number=2,
    article="Nghị định số 19/2026/NĐ-CP (chưa đối chiếu điều, khoản)",
    effective_from=DECREE_19_START,
    effective_to=None,
)

_R5 = RuleVersionDef(
    kind="R5",
    number=1,
    title="Chậm nộp hồ sơ xúc tiến đầu tư năm",
    summary=(
        "Hồ sơ xúc tiến đầu tư của năm trước (các mẫu B.IV.2 đến B.IV.4 và A.IV.4) nộp trước "
        "ngày 31/01 năm sau, tức chậm nhất ngày 30/01."
    ),
    article="Nghị định số 96/2026/NĐ-CP, Điều 81; mẫu ban hành kèm Thông tư số 55/2026/TT-BTC",
    consequence="Kết quả xúc tiến đầu tư của năm không được tổng hợp đúng kỳ.",
    next_step="Hoàn thành các biểu theo mẫu, nộp rồi ghi số văn bản vào kết quả của kỳ.",
    effective_from=DECREE_96_START,
    applies_by=AppliesBy.DUE_DATE,
    boundary=Boundary.BEFORE,
    confidence="C",
    advisory=True,
    parameters=_YEARLY,
)

_R6 = RuleVersionDef(
    kind="R6",
    number=1,
    title="Chậm báo cáo kết quả thực hiện kế hoạch năm",
    summary=(
        "Sở, ban, ngành và địa phương báo cáo kết quả thực hiện kế hoạch của tỉnh trước ngày "
        "31/12 hằng năm, tức chậm nhất ngày 30/12, để tổng hợp báo cáo Ủy ban nhân dân tỉnh."
    ),
    article="Kế hoạch của Ủy ban nhân dân tỉnh, mục tổ chức thực hiện",
    consequence="Báo cáo tổng hợp gửi Ủy ban nhân dân tỉnh ghi cơ quan này chưa báo cáo.",
    next_step="Nộp báo cáo kết quả của năm rồi ghi số văn bản vào kết quả của kỳ.",
    effective_from=OPEN_START,
    applies_by=AppliesBy.DUE_DATE,
    boundary=Boundary.BEFORE,
    confidence="A",
    advisory=False,
    parameters=_YEARLY,
)

ORDER_VERSIONS: tuple[RuleVersionDef, ...] = (_A1, _R4, _R4_NOW, _R5, _R6)
