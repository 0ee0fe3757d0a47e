"""Shipped version of H1: the next step of a decision on handling (law catalogue, section 4.5).

No law sets it: the province does, in its own document. So it ships with mark D, as advisory.
"""

from deadlines.rules.ladder import Audience, Level
from deadlines.rules.rule_version import (
    OPEN_START,
    AppliesBy,
    MarkUnit,
    RuleVersionDef,
    ladder,
)

HANDLING_VERSIONS: tuple[RuleVersionDef, ...] = (
    RuleVersionDef(
        kind="H1",
        number=1,
        title="Quá ngày của bước xử lý tiếp theo",
        summary=(
            "Văn bản xếp dự án vào một diện xử lý, có ghi việc phải làm tiếp và ngày phải xong; đã "
            "qua ngày đó mà chưa có quyết định thay thế hoặc kết thúc xử lý."
        ),
        article=(
            "Quy tắc quản lý của tỉnh: bước tiếp theo và ngày ghi tại văn bản quyết định diện xử lý "
            "của dự án"
        ),
        consequence=(
            "Dự án chậm, vi phạm chưa được xử lý tiếp; việc chậm thuộc về cơ quan theo dõi dự án."
        ),
        next_step=(
            "Làm bước đã ghi, rồi ghi quyết định mới, kết thúc xử lý, hoặc nêu lý do và sửa ngày."
        ),
        effective_from=OPEN_START,
        applies_by=AppliesBy.ACT_DATE,
        confidence="D",
        advisory=True,
        parameters={
            "excluding_reasons": [],
            "roll": False,
            "ladder": ladder(MarkUnit.DAYS_BEFORE_DUE, (Level.NOTICE, 7, Audience.STAFF)),
        },
    ),
)
