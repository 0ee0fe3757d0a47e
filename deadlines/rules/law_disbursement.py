"""Shipped versions of D1 to D9 and D11, public investment: law catalogue, section 2.4.

What the catalogue marks C or D ships as advisory: the window of Law 58/2024 was read in a source
that quotes it, the days and shares of D4, D6, D7, D8, D9 and D11 in none. All of them are parameters.
"""

from datetime import date

from deadlines.rules.cycles import Period
from deadlines.rules.ladder import Audience, Level
from deadlines.rules.rule_version import (
    OPEN_START,
    AppliesBy,
    Lane,
    MarkUnit,
    RuleVersionDef,
    ladder,
)

LAW_58_START = date(2025, 1, 1)

_BEARER = Audience.BEARER

_D1 = RuleVersionDef(
    kind="D1",
    number=1,
    title="Hết thời hạn giải ngân mà chưa giải ngân hết vốn",
    summary=(
        "Vốn kế hoạch năm N được thực hiện và giải ngân đến hết 31/1 năm N+1; vốn bổ sung sau ngày "
        "30/9 năm N đến hết 31/12 năm N+1; vốn năm N được kéo dài nhiều nhất đến hết 31/12 năm N+1. "
        "Hạn tính cho từng dòng vốn của dự án theo nguồn. Phần chưa giải ngân khi hết hạn thì bị "
        "hủy, trừ phần đã được kéo dài sang năm sau."
    ),
    article="Luật Đầu tư công số 58/2024/QH15, Điều 72",
    consequence="Vốn chưa giải ngân hết hạn thì bị hủy; dự án phải bố trí lại từ kế hoạch sau.",
    next_step=(
        "Đẩy nhanh nghiệm thu, thanh toán; nếu không kịp thì đề nghị điều chuyển cho dự án khác, "
        "hoặc kéo dài nếu thuộc trường hợp được phép."
    ),
    effective_from=LAW_58_START,
    applies_by=AppliesBy.ACT_DATE,
    confidence="C+",
    advisory=True,
    parameters={
        "window_months": 1,
        "added_after_month": 9,
        "added_window_months": 12,
        "carried_window_months": 12,
        "roll": False,
        "ladder": ladder(
            MarkUnit.DAYS_BEFORE_DUE,
            (Level.NOTICE, 90, _BEARER),
            (Level.WARNING, 30, _BEARER),
            (Level.FINAL_WARNING, 10, _BEARER),
        ),
    },
)

_D2 = RuleVersionDef(
    kind="D2",
    number=1,
    title="Kéo dài vốn không nêu trường hợp, hoặc giải ngân quá hạn kéo dài",
    summary=(
        "Vốn chỉ được kéo dài trong các trường hợp: dự án quan trọng quốc gia; giải phóng mặt bằng, "
        "tái định cư; dự án hoàn thành trong năm mà năm sau không được bố trí vốn; thiên tai, "
        "nguyên nhân khách quan; cơ quan ở nước ngoài; đơn vị chỉ có một dự án; trường hợp cấp bách "
        "khác do Thủ tướng Chính phủ quyết định. Thủ tướng quyết định với vốn trung ương, Chủ tịch "
        "Ủy ban nhân dân các cấp với vốn địa phương."
    ),
    article="Luật Đầu tư công số 58/2024/QH15, Điều 72",
    consequence="Quyết định kéo dài thiếu căn cứ; khoản đã chi có thể không được quyết toán.",
    next_step="Đối chiếu quyết định kéo dài, ghi trường hợp áp dụng; rà lại khoản chi quá thời hạn.",
    effective_from=LAW_58_START,
    applies_by=AppliesBy.ACT_DATE,
    lane=Lane.CONDITION,
    confidence="C+",
    advisory=True,
    parameters={"carried_window_months": 12},
)

_D3 = RuleVersionDef(
    kind="D3",
    number=1,
    title="Giải ngân vượt kế hoạch năm hoặc vượt tổng mức đầu tư",
    summary=(
        "Số giải ngân của năm lớn hơn toàn bộ vốn của dự án trong năm (gồm cả vốn kéo dài và ứng "
        "trước), hoặc lũy kế giải ngân lớn hơn tổng mức đầu tư. Vượt tổng mức mà có văn bản cho "
        "phép thì nêu văn bản đó."
    ),
    article="Nghị định số 254/2025/NĐ-CP (nguyên tắc thanh toán trong phạm vi kế hoạch được giao)",
    consequence="Khoản vượt không có nguồn để quyết toán; chủ đầu tư phải giải trình và hoàn trả.",
    next_step=(
        "Đối chiếu với Kho bạc; sửa số nhập sai, hoặc ghi quyết định điều chỉnh kế hoạch hay tổng "
        "mức đầu tư."
    ),
    effective_from=OPEN_START,
    applies_by=AppliesBy.ACT_DATE,
    lane=Lane.CONDITION,
    confidence="B",
    advisory=False,
)

_D4 = RuleVersionDef(
    kind="D4",
    number=1,
    title="Vốn đã giao mà chưa phân bổ chi tiết",
    summary=(
        "Vốn được giao cho kế hoạch năm N phải phân bổ hết cho dự án trước năm kế hoạch, chậm nhất "
        "ngày 31/12 năm N-1; vốn giao sau ngày đó thì tính từ ngày giao. Mức quá hạn tính theo "
        "tháng. Số giao của tỉnh, khi đã có, thay cho số Thủ tướng giao."
    ),
    article=(
        "Luật Đầu tư công số 58/2024/QH15; nghị quyết của Hội đồng nhân dân tỉnh về kế hoạch năm "
        "(ngày phân bổ chưa đối chiếu điều, khoản)"
    ),
    consequence="Vốn chưa phân bổ thì chưa dự án nào được thanh toán; có thể bị thu hồi.",
    next_step="Trình phân bổ chi tiết phần còn lại, hoặc đề nghị điều chỉnh giảm vốn được giao.",
    effective_from=OPEN_START,
    applies_by=AppliesBy.ACT_DATE,
    confidence="D",
    advisory=True,
    parameters={
        "overdue_days": [1, 32, 60, 91],
        "ladder": ladder(
            MarkUnit.DAYS_BEFORE_DUE, (Level.NOTICE, 30, _BEARER), (Level.WARNING, 10, _BEARER)
        ),
    },
)

_D5 = RuleVersionDef(
    kind="D5",
    number=1,
    title="Chủ đầu tư giải ngân thấp",
    summary=(
        "Đã qua quý I mà chưa giải ngân đồng nào; hoặc đến tháng chốt gần nhất, tỷ lệ giải ngân "
        "của chủ đầu tư trên vốn triển khai thấp hơn cả bình quân của tỉnh và mức chia đều theo "
        "tháng. Cảnh báo nêu rõ thấp hơn những mức nào, kể cả tỷ lệ cả nước đã công bố; phải thấp "
        "hơn mấy mức là do tỉnh quy định. Chỉ so tỷ lệ khi đã chốt hết quý I; số ước không được "
        "tính."
    ),
    article="Chỉ đạo điều hành của tỉnh về giải ngân vốn đầu tư công",
    consequence="Chủ đầu tư vào nhóm giải ngân thấp; vốn có thể được xem xét điều chuyển.",
    next_step="Làm rõ vướng mắc của từng dự án; lập kế hoạch bù tiến độ hoặc đề nghị điều chuyển.",
    effective_from=OPEN_START,
    applies_by=AppliesBy.ASSESSMENT_DATE,
    lane=Lane.CONDITION,
    confidence="B",
    advisory=False,
    parameters={"zero_after_months": 3, "below_measures": 2, "linear_months": 13},
)

_D6 = RuleVersionDef(
    kind="D6",
    number=1,
    title="Ước giải ngân sai lệch nhiều so với thực hiện",
    summary=(
        "Số giải ngân của tháng chốt gần nhất lệch so với số ước nêu tháng trước quá tỷ lệ do tỉnh "
        "quy định (tính trên số ước). Dòng vốn chưa nhập ước hoặc chưa nhập thực hiện thì không tính."
    ),
    article="Quy tắc quản lý của tỉnh về độ tin cậy của số ước giải ngân",
    consequence="Dự báo và đề xuất điều chuyển dựa trên số ước sẽ sai theo.",
    next_step="Hỏi chủ đầu tư lý do lệch; nhắc cách ước theo khối lượng sẽ nghiệm thu.",
    effective_from=OPEN_START,
    applies_by=AppliesBy.ASSESSMENT_DATE,
    lane=Lane.CONDITION,
    confidence="D",
    advisory=True,
    parameters={"over_percent": 20},
)

_D7 = RuleVersionDef(
    kind="D7",
    number=1,
    title="Tạm ứng chưa thu hồi hoặc vượt mức",
    summary=(
        "Tạm ứng phải thu hồi hết chậm nhất vào ngày sớm hơn trong hai ngày: ngày ghi trong hợp "
        "đồng (ngày phải thu hồi, không có thì ngày hết bảo lãnh tạm ứng; nhiều hợp đồng thì lấy "
        "ngày muộn nhất), và cuối tháng mà thanh toán đạt tỷ lệ quy định của giá trị hợp đồng. Dư "
        "tạm ứng vượt tỷ lệ quy định của giá trị hợp đồng thì nêu từ tháng vượt."
    ),
    article="Nghị định số 254/2025/NĐ-CP, Điều 9 (các tỷ lệ chưa đối chiếu)",
    consequence="Bảo lãnh hết hiệu lực thì tiền tạm ứng không còn gì bảo đảm.",
    next_step="Yêu cầu nhà thầu gia hạn bảo lãnh; khấu trừ tạm ứng ở lần thanh toán tới.",
    effective_from=OPEN_START,
    applies_by=AppliesBy.ACT_DATE,
    confidence="D",
    advisory=True,
    parameters={
        "recover_percent": 80,
        "advance_percent": 30,
        "ladder": ladder(
            MarkUnit.DAYS_BEFORE_DUE, (Level.NOTICE, 60, _BEARER), (Level.WARNING, 15, _BEARER)
        ),
    },
)

_D8 = RuleVersionDef(
    kind="D8",
    number=1,
    title="Chậm trình quyết toán dự án hoàn thành",
    summary=(
        "Chủ đầu tư trình quyết toán trong số tháng theo nhóm dự án kể từ ngày bàn giao đưa vào sử "
        "dụng: quan trọng quốc gia và nhóm A 9 tháng, nhóm B 6 tháng, nhóm C 4 tháng (các số tháng "
        "này chưa được xác nhận)."
    ),
    article="Nghị định số 193/2026/NĐ-CP; Thông tư số 73/2026/TT-BTC (số tháng chưa đối chiếu)",
    consequence="Chậm quyết toán kéo theo nợ đọng; chủ đầu tư có thể không được giao dự án mới.",
    next_step="Yêu cầu chủ đầu tư trình hồ sơ quyết toán; ghi ngày trình và ngày phê duyệt.",
    effective_from=OPEN_START,
    applies_by=AppliesBy.ACT_DATE,
    confidence="D",
    advisory=True,
    parameters={
        "months_national": 9,
        "months_a": 9,
        "months_b": 6,
        "months_c": 4,
        "roll": True,
        "ladder": ladder(
            MarkUnit.DAYS_BEFORE_DUE, (Level.NOTICE, 60, _BEARER), (Level.WARNING, 15, _BEARER)
        ),
    },
)

_D9 = RuleVersionDef(
    kind="D9",
    number=1,
    title="Vốn dự báo không giải ngân hết, có thể điều chuyển",
    summary=(
        "Theo nhịp giải ngân của những tháng đã chốt gần đây, đến hết thời hạn giải ngân dòng vốn "
        "vẫn còn thừa quá tỷ lệ do tỉnh quy định. Chỉ xét khi đã chốt đủ số tháng. Đây là gợi ý cho "
        "cán bộ lập phương án điều chuyển, không phải vi phạm."
    ),
    article="Chỉ đạo của Tỉnh ủy về điều chuyển vốn của dự án giải ngân chậm",
    consequence="Không điều chuyển kịp thì phần vốn này có thể bị hủy khi hết hạn.",
    next_step="Đưa dòng vốn vào phương án điều chuyển; hỏi chủ đầu tư trước khi trình.",
    effective_from=OPEN_START,
    applies_by=AppliesBy.ASSESSMENT_DATE,
    lane=Lane.CONDITION,
    confidence="D",
    advisory=True,
    parameters={"over_percent": 20, "from_months": 6},
)

_D11 = RuleVersionDef(
    kind="D11",
    number=1,
    title="Chậm gửi số liệu giải ngân tháng",
    summary=(
        "Chủ đầu tư có vốn phải giải ngân gửi số liệu của tháng chậm nhất vào ngày do tỉnh quy định "
        "của tháng sau. Số liệu tính theo ngày gửi, kể cả khi được xác nhận sau; số liệu bị trả lại "
        "thì phải gửi lại. Tính từ tháng đầu tiên có chủ đầu tư gửi số liệu trên hệ thống."
    ),
    article=(
        "Thông tư số 15/2021/TT-BTC (biểu mẫu; ngày gửi chưa đối chiếu); công văn số "
        "10836/BTC-PTHT ngày 23/7/2026"
    ),
    consequence="Báo cáo tháng của tỉnh thiếu số liệu của chủ đầu tư này.",
    next_step="Nhắc chủ đầu tư nhập và gửi số liệu tháng.",
    effective_from=OPEN_START,
    applies_by=AppliesBy.DUE_DATE,
    confidence="D",
    advisory=True,
    parameters={
        "cycles": [{"period": Period.MONTH.value, "months": 1, "day": 5}],
        "opens_days": 10,
        "roll": True,
        "ladder": ladder(
            MarkUnit.DAYS_BEFORE_DUE,
            (Level.NOTICE, 7, _BEARER),
            (Level.WARNING, 3, _BEARER),
            (Level.FINAL_WARNING, 0, _BEARER),
        ),
    },
)

DISBURSEMENT_VERSIONS: tuple[RuleVersionDef, ...] = (
    *(_D1, _D2, _D3, _D4, _D5, _D6, _D7, _D8, _D9, _D11),
)
