"""Shipped version of T3: what follows a termination, by the day its decision orders (R-1.45).

The day is the decision's own: no law sets one. So it ships with mark C, as advisory.
"""

from deadlines.rules.ladder import Audience, Level
from deadlines.rules.rule_version import (
    OPEN_START,
    AppliesBy,
    MarkUnit,
    RuleVersionDef,
    ladder,
)

CLOSING_VERSIONS: tuple[RuleVersionDef, ...] = (
    RuleVersionDef(
        kind="T3",
        number=1,
        title="Việc phải làm sau khi chấm dứt đã quá ngày",
        summary=(
            "Quyết định chấm dứt hoạt động của dự án có ghi ngày phải xong một việc tiếp theo (thanh "
            "lý dự án, xử lý đất, tiền ký quỹ, giấy chứng nhận, thuế); đã qua ngày đó mà chưa có văn "
            "bản chứng minh việc đã xong. Việc không ghi ngày thì không tính hạn, chỉ để mở."
        ),
        article=(
            "Nghị định số 31/2021/NĐ-CP, các Điều 57 đến 59 (chưa đối chiếu khoản, điểm); ngày ghi "
            "tại quyết định chấm dứt hoạt động của dự án"
        ),
        consequence=(
            "Dự án đã chấm dứt nhưng chưa thanh lý xong; đất, tiền ký quỹ và nghĩa vụ còn lại chưa "
            "được xử lý."
        ),
        next_step=(
            "Đôn đốc nhà đầu tư hoặc cơ quan được giao; việc đã xong thì ghi ngày và văn bản chứng "
            "minh."
        ),
        effective_from=OPEN_START,
        applies_by=AppliesBy.ACT_DATE,
        confidence="C",
        advisory=True,
        parameters={
            "excluding_reasons": [],
            "roll": False,
            "ladder": ladder(
                MarkUnit.DAYS_BEFORE_DUE,
                (Level.NOTICE, 30, Audience.BEARER),
                (Level.WARNING, 7, Audience.BEARER),
            ),
        },
    ),
)
