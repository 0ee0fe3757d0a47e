"""Shipped versions of Q1 and Q3: whether the record of a project can be trusted.

No law sets them: target 4 of Resolution 135-NQ/TU wants a complete database with every project
updated, and the province says within how many days (law catalogue, section 7). Advisory.
"""

from deadlines.rules.rule_version import OPEN_START, AppliesBy, Lane, RuleVersionDef

RECORD_VERSIONS: tuple[RuleVersionDef, ...] = (
    RuleVersionDef(
        kind="Q1",
        number=1,
        title="Hồ sơ dự án không được cập nhật trong kỳ",
        summary=(
            "Quá số ngày do tỉnh quy định, kể từ ngày cập nhật gần nhất, mà không ai ghi việc mới "
            "hoặc xác nhận số liệu của dự án còn đúng. Việc hệ thống tự làm (quét hạn, nhập lại "
            "cùng số liệu) không tính là cập nhật."
        ),
        article=(
            "Quy tắc quản lý của tỉnh, theo chỉ tiêu 4 của Nghị quyết số 135-NQ/TU (cơ sở dữ liệu "
            "đầy đủ, 100% dự án được cập nhật)"
        ),
        consequence="Báo cáo có thể dùng số liệu đã cũ; dự án không được tính vào chỉ tiêu 4.",
        next_step="Ghi việc mới của dự án, hoặc rà soát và xác nhận số liệu còn đúng.",
        effective_from=OPEN_START,
        applies_by=AppliesBy.ASSESSMENT_DATE,
        lane=Lane.CONDITION,
        confidence="D",
        advisory=True,
        parameters={"days": 90},
    ),
    RuleVersionDef(
        kind="Q3",
        number=1,
        title="Số liệu trong hồ sơ không khớp nhau",
        summary=(
            "Hai số liệu của cùng dự án khó có thể cùng đúng: đang hoạt động mà chưa xây dựng, đã "
            "bàn giao đất mà không có quyết định giao đất, cho thuê đất, đã chấm dứt hoặc tạm ngừng "
            "mà không có văn bản, các phần vốn cộng lại khác tổng vốn."
        ),
        article="Kiểm tra chất lượng dữ liệu của hệ thống",
        consequence="Báo cáo có thể kể sai về dự án; hạn có thể tính từ số liệu sai.",
        next_step="Đối chiếu bản giấy, sửa số liệu nhập sai, hoặc giữ nguyên và nêu lý do.",
        effective_from=OPEN_START,
        applies_by=AppliesBy.ACT_DATE,
        lane=Lane.CONDITION,
        confidence="D",
        advisory=True,
    ),
)
