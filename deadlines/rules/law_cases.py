"""Shipped versions of K1 to K8 and K11, inspection and specialised checks: law catalogue, section 4.

All numbers were read in the texts themselves (mark A). Of the law of 2022, under which cases
decided before 1/7/2025 go on (Law 84/2025 art. 64.1), none was: only their time on site is
reckoned, and it is what their own decision sets.
"""

from datetime import date, timedelta
from typing import Any

from deadlines.rules.ladder import Audience, Level
from deadlines.rules.rule_version import (
    OPEN_START,
    AppliesBy,
    MarkUnit,
    RuleVersionDef,
    ladder,
)

LAW_84_START = date(2025, 7, 1)
DECREE_217_START = date(2025, 8, 5)
_DAY = timedelta(days=1)
LAW_84 = "Luật Thanh tra số 84/2025/QH15"


def reminders(notice: int, last: int, audience: Audience = Audience.CASE) -> dict[str, Any]:
    """Two reminders, in days before the due day."""
    return ladder(
        MarkUnit.DAYS_BEFORE_DUE,
        (Level.NOTICE, notice, audience),
        (Level.FINAL_WARNING, last, audience),
    )


def case_step(
    kind: str, article: str, texts: tuple[str, str, str, str], **parameters: Any
) -> RuleVersionDef:
    """A step of an inspection under the law of 2025; `texts` are title, summary, consequence, next."""
    title, summary, consequence, next_step = texts
    return RuleVersionDef(
        kind=kind,
        number=1,
        title=title,
        summary=summary,
        article=f"{LAW_84}, {article}",
        consequence=consequence,
        next_step=next_step,
        effective_from=LAW_84_START,
        applies_by=AppliesBy.ACT_DATE,
        confidence="A",
        advisory=False,
        parameters={"roll": False, "ladder": reminders(5, 2), **parameters},
    )


_LATE_TEAM = "Trưởng đoàn và người ra quyết định chịu trách nhiệm về việc chậm; bước sau chậm theo."

_K1 = case_step(
    "K1",
    "Điều 26 khoản 4",
    (
        "Chậm công bố quyết định thanh tra",
        "Quyết định thanh tra được công bố chậm nhất 15 ngày kể từ ngày ký; ngày ký không tính, "
        "ngày thứ mười lăm là ngày cuối.",
        _LATE_TEAM,
        "Công bố quyết định với đối tượng thanh tra rồi ghi ngày công bố vào vụ việc.",
    ),
    days=15,
)

_K2_2022 = RuleVersionDef(
    kind="K2",
    number=1,
    title="Quá thời hạn thanh tra trực tiếp",
    summary=(
        "Vụ việc quyết định trước ngày 01/7/2025 mà chưa có kết luận thì tiếp tục theo Luật năm "
        "2022. Thời hạn là số ngày ghi trong quyết định, tính từ ngày công bố, cộng số ngày gia "
        "hạn đã quyết định; thời gian tạm dừng không tính. Quyết định không ghi số ngày thì nêu là "
        "chưa tính được hạn."
    ),
    article="Luật Thanh tra số 11/2022/QH15; Luật số 84/2025/QH15, Điều 64 khoản 1",
    consequence=_LATE_TEAM,
    next_step="Kết thúc thanh tra trực tiếp hoặc trình gia hạn theo quyết định của vụ việc.",
    effective_from=OPEN_START,
    effective_to=LAW_84_START - _DAY,
    applies_by=AppliesBy.ACT_DATE,
    confidence="B",
    advisory=False,
    parameters={
        "unconfirmed": ["on_site_days"],
        "roll": False,
        "ladder": reminders(10, 3),
    },
)

_K2 = RuleVersionDef(
    kind="K2",
    number=2,
    title="Quá thời hạn thanh tra trực tiếp",
    summary=(
        "Tính từ ngày công bố quyết định, ngày công bố không tính. Thanh tra tỉnh: không quá 45 "
        "ngày, gia hạn một lần không quá 25 ngày với vụ phức tạp hoặc ở miền núi, biên giới, vùng "
        "sâu, vùng xa. Thanh tra Chính phủ: 60 ngày, gia hạn 30 ngày, đặc biệt phức tạp gia hạn "
        "thêm 20 ngày. Quyết định ghi ít ngày hơn thì theo quyết định. Thời gian tạm dừng theo đề "
        "nghị của đối tượng (một lần, không quá 30 ngày) không tính; gia hạn ký sau khi đã hết hạn "
        "không kéo dài thời hạn."
    ),
    article=f"{LAW_84}, Điều 20 khoản 1, 2 và Điều 30 khoản 3",
    consequence=_LATE_TEAM,
    next_step="Kết thúc thanh tra trực tiếp; nếu đủ căn cứ, trình gia hạn trước ngày hết hạn.",
    effective_from=LAW_84_START,
    applies_by=AppliesBy.ACT_DATE,
    confidence="A",
    advisory=False,
    parameters={
        "province_days": 45,
        "province_extension_days": 25,
        "government_days": 60,
        "government_extension_days": 30,
        "government_second_extension_days": 20,
        "pause_days": 30,
        "roll": False,
        "ladder": reminders(10, 3),
    },
)

_K3 = case_step(
    "K3",
    "Điều 33 khoản 4",
    (
        "Chậm báo cáo kết quả thanh tra",
        "Đoàn thanh tra báo cáo kết quả chậm nhất 20 ngày kể từ ngày kết thúc thanh tra trực tiếp, "
        "vụ phức tạp 30 ngày.",
        _LATE_TEAM,
        "Trình báo cáo kết quả thanh tra rồi ghi ngày báo cáo.",
    ),
    days=20,
    complex_days=30,
)

_K4 = case_step(
    "K4",
    "Điều 34 khoản 1",
    (
        "Chậm giao xây dựng dự thảo kết luận",
        "Người ra quyết định giao xây dựng dự thảo kết luận chậm nhất 05 ngày làm việc kể từ ngày "
        "nhận báo cáo kết quả; ngày làm việc đầu tiên sau ngày báo cáo là ngày thứ nhất.",
        _LATE_TEAM,
        "Giao người, đơn vị xây dựng dự thảo kết luận rồi ghi ngày giao.",
    ),
    working_days=5,
    ladder=reminders(3, 1),
)

_K5 = case_step(
    "K5",
    "Điều 34 khoản 5",
    (
        "Chậm dự thảo kết luận thanh tra",
        "Dự thảo kết luận xong chậm nhất 20 ngày kể từ ngày được giao, vụ phức tạp 30 ngày. Dự "
        "thảo của Thanh tra tỉnh phải được thẩm định trước khi ký (Điều 35).",
        _LATE_TEAM,
        "Hoàn thành dự thảo, gửi thẩm định rồi ghi ngày dự thảo.",
    ),
    days=20,
    complex_days=30,
)

_K6 = case_step(
    "K6",
    "Điều 36 khoản 1",
    (
        "Thủ trưởng cơ quan quản lý chậm cho ý kiến về dự thảo kết luận",
        "Khi dự thảo được báo cáo, Thủ trưởng cơ quan quản lý nhà nước cùng cấp cho ý kiến chậm "
        "nhất 30 ngày kể từ ngày báo cáo.",
        "Kết luận chưa ký được; việc chậm thuộc cơ quan cho ý kiến.",
        "Nhắc cơ quan cho ý kiến; nhận được thì ghi ngày và số văn bản.",
    ),
    days=30,
)

_K7 = case_step(
    "K7",
    "Điều 36 khoản 1",
    (
        "Chậm ký kết luận thanh tra",
        "Kết luận được ký chậm nhất 15 ngày kể từ ngày có dự thảo; khi dự thảo được báo cáo trong "
        "thời hạn đó để xin ý kiến thì 15 ngày tính từ ngày có ý kiến.",
        "Người ra quyết định chịu trách nhiệm về việc chậm kết luận.",
        "Ký kết luận hoặc báo cáo xin ý kiến trong hạn, rồi ghi số và ngày.",
    ),
    days=15,
)

_K8 = case_step(
    "K8",
    "Điều 37 khoản 1",
    (
        "Chậm công khai kết luận thanh tra",
        "Kết luận được công khai chậm nhất 10 ngày kể từ ngày ký: bắt buộc trên cổng thông tin "
        "điện tử và thêm một hình thức khác. Áp dụng cho mọi kết luận ký từ ngày 01/7/2025, kể cả "
        "vụ việc cũ.",
        "Người ký kết luận chịu trách nhiệm về việc chậm công khai.",
        "Công khai kết luận, ghi ngày, nơi và địa chỉ công khai.",
    ),
    days=10,
)

_K11 = RuleVersionDef(
    kind="K11",
    number=1,
    title="Quá thời hạn kiểm tra chuyên ngành",
    summary=(
        "Tính từ ngày công bố quyết định kiểm tra, ngày công bố không tính. Sở: không quá 10 ngày, "
        "gia hạn một lần không quá 05 ngày; xã: 07 ngày, gia hạn 03 ngày; đơn vị của bộ: 15 ngày, "
        "gia hạn 07 ngày. Quyết định ghi ít ngày hơn thì theo quyết định."
    ),
    article="Nghị định số 217/2025/NĐ-CP, Điều 13",
    consequence="Trưởng đoàn và người ra quyết định kiểm tra chịu trách nhiệm về việc chậm.",
    next_step="Kết thúc kiểm tra, ký biên bản; nếu đủ căn cứ, trình gia hạn trước ngày hết hạn.",
    effective_from=DECREE_217_START,
    applies_by=AppliesBy.ACT_DATE,
    confidence="A",
    advisory=False,
    parameters={
        "department_days": 10,
        "department_extension_days": 5,
        "commune_days": 7,
        "commune_extension_days": 3,
        "ministry_days": 15,
        "ministry_extension_days": 7,
        "roll": False,
        "ladder": reminders(3, 1),
    },
)

CASE_VERSIONS: tuple[RuleVersionDef, ...] = (
    *(_K1, _K2_2022, _K2, _K3, _K4, _K5, _K6, _K7, _K8, _K11),
)
