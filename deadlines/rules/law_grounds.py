"""Shipped versions of I5 (no contact) and I6 (site lost): law catalogue, 1.4 and 2.2.

Both are grounds of termination of LOI 2020 art. 48.2; under the law of 2025 only art. 36 is known,
from one source, so it ships as advisory.
"""

from dataclasses import replace
from datetime import timedelta

from deadlines.rules.ladder import Audience, Level
from deadlines.rules.law_land import INVESTMENT_LAW_2025_START
from deadlines.rules.law_money import INVESTMENT_LAW_2020_START
from deadlines.rules.rule_version import AppliesBy, MarkUnit, RuleVersionDef, ladder

_STAFF, _BEARER = Audience.STAFF, Audience.BEARER

_I5 = RuleVersionDef(
    kind="I5",
    number=1,
    title="Ngừng hoạt động 12 tháng không liên lạc được nhà đầu tư",
    summary=(
        "Dự án đã ngừng hoạt động và hết 12 tháng kể từ ngày ngừng mà cơ quan đăng ký đầu tư không "
        "liên lạc được với nhà đầu tư hoặc đại diện hợp pháp. Lần liên lạc không gặp là bằng chứng, "
        "không phải là đã liên lạc được."
    ),
    article="Luật Đầu tư số 61/2020/QH14, Điều 48 khoản 2 điểm c",
    consequence="Thuộc trường hợp xem xét chấm dứt hoạt động của dự án đầu tư.",
    next_step=(
        "Gửi thư bảo đảm, niêm yết tại Ủy ban nhân dân cấp xã nơi có dự án; ghi từng lần liên lạc "
        "và kết quả; lập biên bản trước khi đề xuất chấm dứt."
    ),
    effective_from=INVESTMENT_LAW_2020_START,
    effective_to=INVESTMENT_LAW_2025_START - timedelta(days=1),
    applies_by=AppliesBy.ASSESSMENT_DATE,
    confidence="B",
    advisory=False,
    parameters={
        "months": 12,
        "excluding_reasons": [],
        "roll": True,
        "ladder": ladder(
            MarkUnit.DAYS_BEFORE_DUE,
            (Level.NOTICE, 180, _STAFF),
            (Level.WARNING, 90, _STAFF),
            (Level.FINAL_WARNING, 30, _BEARER),
        ),
    },
)

_I6 = replace(
    _I5,
    kind="I6",
    title="Mất địa điểm 6 tháng chưa làm thủ tục điều chỉnh",
    summary=(
        "Nhà đầu tư không được tiếp tục sử dụng địa điểm đầu tư và trong 6 tháng không thực hiện "
        "thủ tục điều chỉnh địa điểm."
    ),
    article="Luật Đầu tư số 61/2020/QH14, Điều 48 khoản 2 điểm b",
    next_step=(
        "Hướng dẫn nhà đầu tư nộp hồ sơ điều chỉnh địa điểm; ghi ngày nộp; nếu quá 6 tháng, lập "
        "biên bản làm việc trước khi đề xuất chấm dứt."
    ),
    parameters={
        "months": 6,
        "excluding_reasons": [],
        "roll": True,
        "ladder": ladder(
            MarkUnit.DAYS_BEFORE_DUE,
            (Level.WARNING, 90, _BEARER),
            (Level.FINAL_WARNING, 30, _BEARER),
        ),
    },
)


def _now(old: RuleVersionDef) -> RuleVersionDef:
    return replace(
        old,
        number=2,
        article="Luật Đầu tư số 143/2025/QH15, Điều 36 (chưa đối chiếu khoản, điểm)",
        effective_from=INVESTMENT_LAW_2025_START,
        effective_to=None,
        confidence="C",
        advisory=True,
    )


GROUND_VERSIONS: tuple[RuleVersionDef, ...] = (_I5, _now(_I5), _I6, _now(_I6))
