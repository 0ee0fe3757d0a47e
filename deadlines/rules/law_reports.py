"""Shipped versions of R1 to R3 (investors' periodic reports) and RV (the reviewer's days).

Law catalogue, section 2.3. The articles of 2026 were read in two certificates, their days in no
primary text: everything from then on ships as advisory. `tracked_from` ships empty: a province
that does not record filings here owes nobody a reminder about reports it cannot see.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from deadlines.rules.clock import Boundary
from deadlines.rules.cycles import Period
from deadlines.rules.ladder import Audience, Level
from deadlines.rules.law_land import INVESTMENT_LAW_2025_START
from deadlines.rules.law_schedule import DECREE_31_START
from deadlines.rules.rule_version import (
    OPEN_START,
    AppliesBy,
    MarkUnit,
    RuleVersionDef,
    ladder,
)

DECREE_29_START = date(2021, 3, 26)
DECREE_19_START = date(2026, 1, 14)

_BEARER = Audience.BEARER
_DAY = timedelta(days=1)


def _cycle(period: Period, months: int, day: int) -> dict[str, Any]:
    return {"period": period.value, "months": months, "day": day}


_LADDER = ladder(
    MarkUnit.DAYS_BEFORE_DUE,
    (Level.NOTICE, 10, _BEARER),
    (Level.WARNING, 3, _BEARER),
    (Level.FINAL_WARNING, 0, _BEARER),
)

_R1 = RuleVersionDef(
    kind="R1",
    number=1,
    title="Chậm báo cáo quý tình hình thực hiện dự án",
    summary=(
        "Nhà đầu tư báo cáo tình hình thực hiện dự án đầu tư hằng quý trước ngày 10 của tháng đầu "
        "quý sau, tức chậm nhất ngày 9. Báo cáo tính theo ngày nộp nếu được tiếp nhận; báo cáo bị "
        "trả lại thì không tính."
    ),
    article=("Luật Đầu tư số 61/2020/QH14, Điều 72; Nghị định số 31/2021/NĐ-CP, Điều 102"),
    consequence=(
        "Không báo cáo hoặc báo cáo chậm có thể bị xử phạt vi phạm hành chính trong lĩnh vực đầu tư."
    ),
    next_step="Nhắc nhà đầu tư nộp báo cáo; ghi ngày nộp và kết quả tiếp nhận.",
    effective_from=DECREE_31_START,
    effective_to=INVESTMENT_LAW_2025_START - _DAY,
    applies_by=AppliesBy.DUE_DATE,
    confidence="B",
    advisory=False,
    boundary=Boundary.BEFORE,
    parameters={
        "cycles": [_cycle(Period.QUARTER, 1, 10)],
        "opens_days": 20,
        "tracked_from": None,
        "excluding_reasons": [],
        "roll": True,
        "ladder": _LADDER,
    },
)

_R2 = replace(
    _R1,
    kind="R2",
    title="Chậm báo cáo năm tình hình thực hiện dự án",
    summary=(
        "Nhà đầu tư báo cáo tình hình thực hiện dự án đầu tư cả năm trước ngày 31/3 của năm sau, "
        "tức chậm nhất ngày 30/3. Báo cáo tính theo ngày nộp nếu được tiếp nhận; báo cáo bị trả "
        "lại thì không tính."
    ),
    parameters={
        **_R1.parameters,
        "cycles": [_cycle(Period.YEAR, 3, 31)],
        "opens_days": 90,
    },
)


def _now(old: RuleVersionDef) -> RuleVersionDef:
    return replace(
        old,
        number=2,
        article=(
            "Luật Đầu tư số 143/2025/QH15, Điều 47; Nghị định số 96/2026/NĐ-CP, Chương VII Mục 2; "
            "Thông tư số 55/2026/TT-BTC (ngày nộp chưa đối chiếu)"
        ),
        effective_from=INVESTMENT_LAW_2025_START,
        effective_to=None,
        confidence="D",
        advisory=True,
    )


_R3 = replace(
    _R1,
    kind="R3",
    title="Chậm báo cáo giám sát, đánh giá đầu tư",
    summary=(
        "Nhà đầu tư báo cáo giám sát, đánh giá đầu tư 6 tháng đầu năm, chậm nhất ngày 10/7, và cả "
        "năm, chậm nhất ngày 10/2 của năm sau (các ngày này chưa được xác nhận)."
    ),
    article="Nghị định số 29/2021/NĐ-CP, Điều 100 (ngày nộp chưa đối chiếu)",
    effective_from=DECREE_29_START,
    effective_to=DECREE_19_START - _DAY,
    confidence="D",
    advisory=True,
    boundary=Boundary.BY,
    parameters={
        **_R1.parameters,
        "cycles": [_cycle(Period.FIRST_HALF, 1, 10), _cycle(Period.YEAR, 2, 10)],
    },
)

_R3_NOW = replace(
    _R3,
    number=2,
    summary=(
        "Quyết định, giấy chứng nhận năm 2026 yêu cầu nhà đầu tư báo cáo giám sát, đánh giá đầu tư "
        "hằng quý và cả năm, gửi sở, ban quản lý khu và Ủy ban nhân dân cấp xã. Ngày nộp do tỉnh "
        "cấu hình: quý chậm nhất ngày 10 tháng sau, năm chậm nhất ngày 10/2 năm sau (chưa được xác "
        "nhận)."
    ),
    article=(
        "Nghị định số 19/2026/NĐ-CP, Chương VI và VII; Thông tư số 44/2026/TT-BTC; Luật Đầu tư số "
        "143/2025/QH15, Điều 45 (ngày nộp và ngày hiệu lực chưa đối chiếu)"
    ),
    effective_from=DECREE_19_START,
    effective_to=None,
    parameters={
        **_R1.parameters,
        "cycles": [_cycle(Period.QUARTER, 1, 10), _cycle(Period.YEAR, 2, 10)],
    },
)

_RV = RuleVersionDef(
    kind="RV",
    number=1,
    title="Quá hạn xem xét báo cáo đã nộp",
    summary=(
        "Cơ quan theo dõi dự án tiếp nhận hoặc trả lại báo cáo của nhà đầu tư trong số ngày làm "
        "việc do tỉnh quy định (cần xác nhận), kể từ ngày nộp."
    ),
    article="Quy tắc quản lý của tỉnh về thời gian xem xét báo cáo",
    consequence="Nhà đầu tư chưa biết báo cáo có được tiếp nhận hay không; kỳ báo cáo chưa khép.",
    next_step="Xem báo cáo, ghi ngày tiếp nhận hoặc ngày trả lại kèm yêu cầu chỉnh sửa.",
    effective_from=OPEN_START,
    applies_by=AppliesBy.ACT_DATE,
    confidence="D",
    advisory=True,
    parameters={
        "working_days": 5,
        "excluding_reasons": [],
        "roll": False,
        "ladder": ladder(MarkUnit.DAYS_BEFORE_DUE, (Level.NOTICE, 2, _BEARER)),
    },
)

REPORT_VERSIONS: tuple[RuleVersionDef, ...] = (
    *(_R1, _now(_R1)),
    *(_R2, _now(_R2)),
    *(_R3, _R3_NOW),
    _RV,
)
