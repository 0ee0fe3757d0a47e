"""Shipped versions of K9, K10, K12 and K13, what follows a conclusion, and of K14 to K16, the plan of
a year: law catalogue, sections 4.2 to 4.4. All are read in the texts, or named by the document.
"""

from typing import Any

from deadlines.rules.ladder import Audience
from deadlines.rules.law_cases import LAW_84, LAW_84_START, case_step, reminders
from deadlines.rules.rule_version import OPEN_START, AppliesBy, RuleVersionDef

_BEARER = Audience.BEARER

_K9 = case_step(
    "K9",
    "Điều 54 khoản 1",
    (
        "Đối tượng chậm báo cáo nội dung chưa thực hiện",
        "Đối tượng thanh tra báo cáo những nội dung chưa thực hiện chậm nhất 10 ngày kể từ ngày "
        "kết luận được công khai.",
        "Cơ quan theo dõi đôn đốc, kiểm tra việc thực hiện kết luận.",
        "Gửi báo cáo cho cơ quan kết luận; đoàn ghi ngày nhận.",
    ),
    days=10,
    ladder=reminders(5, 2, _BEARER),
)

_K10 = case_step(
    "K10",
    "Điều 54 khoản 2",
    (
        "Cơ quan quản lý chậm chỉ đạo thực hiện kết luận",
        "Cơ quan quản lý có văn bản chỉ đạo thực hiện kết luận chậm nhất 15 ngày kể từ ngày kết "
        "luận được công khai.",
        "Việc thực hiện kết luận chậm; cơ quan theo dõi báo cáo cấp có thẩm quyền.",
        "Ban hành văn bản chỉ đạo thực hiện; đoàn ghi số và ngày.",
    ),
    days=15,
    ladder=reminders(5, 2, _BEARER),
)

_K12 = RuleVersionDef(
    kind="K12",
    number=1,
    title="Quá hạn thực hiện kiến nghị xử lý",
    summary=(
        "Từng kiến nghị của kết luận đã công khai được thực hiện chậm nhất vào ngày ghi cho kiến "
        "nghị đó. Báo cáo hoàn thành tính theo ngày nộp nếu được chấp nhận sau. Quá hạn thì báo "
        "ngay người đứng đầu cơ quan được kiến nghị, quá 15 ngày thì báo thanh tra tỉnh."
    ),
    article=f"Kết luận thanh tra, kiểm tra; {LAW_84}, Điều 54",
    consequence="Kiến nghị được theo dõi quá hạn và báo lên thanh tra tỉnh.",
    next_step="Thực hiện kiến nghị, gửi báo cáo kèm minh chứng để đoàn xác minh.",
    effective_from=OPEN_START,
    applies_by=AppliesBy.ACT_DATE,
    confidence="B",
    advisory=False,
    parameters={
        "roll": False,
        "overdue_days": [1, 15, 90, 180],
        "ladder": reminders(7, 3, _BEARER),
    },
)

_K13 = RuleVersionDef(
    kind="K13",
    number=1,
    title="Quá hạn nộp phạt",
    summary=(
        "Tiền phạt được nộp đủ chậm nhất vào ngày mà quyết định xử phạt ấn định. Nộp từng phần thì "
        "phần còn lại vẫn tính theo ngày đó."
    ),
    article="Quyết định xử phạt vi phạm hành chính",
    consequence="Quyết định xử phạt có thể bị cưỡng chế thi hành.",
    next_step="Nộp phần còn thiếu; cơ quan theo dõi đôn đốc hoặc đề nghị cưỡng chế.",
    effective_from=OPEN_START,
    applies_by=AppliesBy.ACT_DATE,
    confidence="B",
    advisory=False,
    parameters={"roll": False, "ladder": reminders(7, 2, _BEARER)},
)


def _plan(kind: str, texts: tuple[str, str, str, str], **parameters: Any) -> RuleVersionDef:
    title, summary, consequence, next_step = texts
    return RuleVersionDef(
        kind=kind,
        number=1,
        title=title,
        summary=summary,
        article=f"{LAW_84}, Điều 18 khoản 2",
        consequence=consequence,
        next_step=next_step,
        effective_from=LAW_84_START,
        applies_by=AppliesBy.DUE_DATE,
        confidence="A",
        advisory=False,
        parameters={"roll": False, "ladder": reminders(15, 5, _BEARER), **parameters},
    )


_LATE_PLAN = "Kế hoạch thanh tra năm sau ban hành chậm."

_K14 = _plan(
    "K14",
    (
        "Chậm gửi dự thảo kế hoạch thanh tra năm",
        "Dự thảo kế hoạch thanh tra của năm sau được gửi Thủ trưởng cơ quan quản lý nhà nước cùng "
        "cấp chậm nhất ngày 20/11.",
        _LATE_PLAN,
        "Hoàn thành dự thảo kế hoạch và gửi xin ý kiến.",
    ),
    due_month=11,
    due_day=20,
)

_K15 = _plan(
    "K15",
    (
        "Chậm cho ý kiến về kế hoạch thanh tra năm",
        "Thủ trưởng cơ quan quản lý nhà nước cùng cấp cho ý kiến về dự thảo kế hoạch chậm nhất "
        "ngày 30/11.",
        _LATE_PLAN,
        "Cho ý kiến bằng văn bản; cơ quan lập kế hoạch ghi số và ngày.",
    ),
    due_month=11,
    due_day=30,
)

_K16 = _plan(
    "K16",
    (
        "Chậm ban hành kế hoạch thanh tra năm",
        "Kế hoạch được ban hành chậm nhất 05 ngày làm việc kể từ ngày có ý kiến; ngày làm việc đầu "
        "tiên sau ngày có ý kiến là ngày thứ nhất.",
        _LATE_PLAN,
        "Ban hành kế hoạch rồi ghi số và ngày.",
    ),
    working_days=5,
    ladder=reminders(3, 1, _BEARER),
)

FOLLOW_UP_VERSIONS: tuple[RuleVersionDef, ...] = (*(_K9, _K10, _K12, _K13, _K14, _K15, _K16),)
