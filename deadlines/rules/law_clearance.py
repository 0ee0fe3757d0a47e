"""Shipped version of C1, the rest of land taken by agreement: law catalogue, 2.1 (R-2.3)."""

from datetime import date

from deadlines.rules.rule_version import AppliesBy, Lane, RuleVersionDef

RESOLUTION_254_START = date(2026, 1, 1)

CLEARANCE_VERSIONS: tuple[RuleVersionDef, ...] = (
    RuleVersionDef(
        kind="C1",
        number=1,
        title="Đủ điều kiện đề nghị thu hồi phần đất còn lại",
        summary=(
            "Dự án nhận quyền sử dụng đất theo thỏa thuận đã hết thời hạn thỏa thuận (kể cả gia "
            "hạn) và đã thỏa thuận được trên 75% diện tích và trên 75% số người sử dụng đất: Hội "
            "đồng nhân dân tỉnh có thể xem xét thu hồi phần còn lại. Đúng 75% thì chưa đủ. Thiếu "
            "số liệu của một trong hai tỷ lệ thì không kết luận."
        ),
        article="Nghị quyết số 254/2025/QH15, Điều 3 (chưa đối chiếu khoản, điểm)",
        consequence=(
            "Phần đất còn lại có thể được thu hồi để giao đất, cho thuê đất cho nhà đầu tư nếu Hội "
            "đồng nhân dân tỉnh chấp thuận; đây là điều kiện, không phải vi phạm."
        ),
        next_step=(
            "Đối chiếu số liệu thỏa thuận với Ủy ban nhân dân cấp xã; nếu nhà đầu tư đề nghị, lập "
            "hồ sơ trình Ủy ban nhân dân tỉnh để trình Hội đồng nhân dân tỉnh xem xét."
        ),
        effective_from=RESOLUTION_254_START,
        applies_by=AppliesBy.ASSESSMENT_DATE,
        lane=Lane.CONDITION,
        confidence="B",
        advisory=False,
        parameters={"over_percent": 75},
    ),
)
