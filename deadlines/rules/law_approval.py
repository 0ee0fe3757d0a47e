"""Shipped versions of I2, I10 and I11: the project against its approval (law catalogue, sections
1.2 and 2.2).

Whether the Investment Law of 2025 keeps the cap of 24 months was not verified, so I2 is advisory
from 1 March 2026 on. I10 is a rule of the province and I11 looks after the data.
"""

from dataclasses import replace
from datetime import date, timedelta

from deadlines.rules.ladder import Audience, Level
from deadlines.rules.law_land import INVESTMENT_LAW_2025_START
from deadlines.rules.law_schedule import ALL_REASONS
from deadlines.rules.rule_version import (
    OPEN_START,
    AppliesBy,
    Lane,
    MarkUnit,
    RuleVersionDef,
    ladder,
)

INVESTMENT_LAW_2020_START = date(2021, 1, 1)

_I2 = RuleVersionDef(
    kind="I2",
    number=1,
    title="Tiến độ kéo dài quá 24 tháng so với chấp thuận lần đầu",
    summary=(
        "Tiến độ đưa vào hoạt động đang có hiệu lực kéo dài hơn 24 tháng so với tiến độ ghi tại "
        "chấp thuận chủ trương đầu tư lần đầu, mà lần điều chỉnh gần nhất không ghi trường hợp "
        "ngoại lệ. Chỉ áp dụng cho dự án thuộc diện chấp thuận chủ trương đầu tư; dự án chỉ có "
        "giấy chứng nhận đăng ký đầu tư thì không áp dụng. Các trường hợp ngoại lệ cần đối chiếu "
        "với văn bản."
    ),
    article="Luật Đầu tư số 61/2020/QH14, Điều 41 khoản 4",
    consequence=(
        "Việc điều chỉnh tiến độ vượt quá mức được kéo dài phải được rà soát lại căn cứ, nếu không "
        "thuộc trường hợp ngoại lệ."
    ),
    next_step=(
        "Đối chiếu tiến độ tại chấp thuận lần đầu với văn bản điều chỉnh; ghi trường hợp ngoại lệ "
        "nếu có, hoặc báo cáo cơ quan đã chấp thuận chủ trương đầu tư."
    ),
    effective_from=INVESTMENT_LAW_2020_START,
    effective_to=INVESTMENT_LAW_2025_START - timedelta(days=1),
    applies_by=AppliesBy.ACT_DATE,
    lane=Lane.CONDITION,
    confidence="B",
    advisory=False,
    parameters={"months": 24, "unconfirmed": ["cap_exceptions"]},
)

_I2_NOW = replace(
    _I2,
    number=2,
    article=(
        "Luật Đầu tư số 143/2025/QH15 (chưa xác minh việc giữ nguyên giới hạn 24 tháng của Luật "
        "Đầu tư số 61/2020/QH14, Điều 41 khoản 4)"
    ),
    effective_from=INVESTMENT_LAW_2025_START,
    effective_to=None,
    confidence="D",
    advisory=True,
)

_I10 = RuleVersionDef(
    kind="I10",
    number=1,
    title="Chưa khởi công sau khi được chấp thuận",
    summary=(
        "Dự án chưa khởi công sau số tháng do tỉnh quy định, kể từ ngày chấp thuận chủ trương đầu "
        "tư lần đầu; không thuộc diện chấp thuận chủ trương thì kể từ ngày cấp giấy chứng nhận "
        "đăng ký đầu tư lần đầu. Thời gian không tính vào tiến độ được trừ ra."
    ),
    article="Quy tắc quản lý của tỉnh về dự án chậm triển khai",
    consequence="Dự án được đưa vào danh mục rà soát dự án không triển khai.",
    next_step=(
        "Mời nhà đầu tư báo cáo tình hình, vướng mắc; ghi ngày khởi công nếu đã khởi công; đề xuất "
        "hướng xử lý."
    ),
    effective_from=OPEN_START,
    applies_by=AppliesBy.ACT_DATE,
    confidence="D",
    advisory=True,
    parameters={
        "months": 12,
        "excluding_reasons": ALL_REASONS,
        "roll": True,
        "ladder": ladder(MarkUnit.DAYS_BEFORE_DUE, (Level.NOTICE, 60, Audience.STAFF)),
    },
)

_I11 = RuleVersionDef(
    kind="I11",
    number=1,
    title="Chấp thuận chủ trương và giấy chứng nhận ghi số liệu khác nhau",
    summary=(
        "Vốn đầu tư, diện tích đất, ngày đưa vào hoạt động hoặc thời hạn hoạt động đang có hiệu lực "
        "tại chấp thuận chủ trương đầu tư (kể cả các lần điều chỉnh) khác với giấy chứng nhận đăng "
        "ký đầu tư (kể cả các lần điều chỉnh); hoặc một văn bản ghi vốn góp cộng vốn vay lớn hơn "
        "tổng vốn của chính nó. Chỉ so những số liệu mà cả hai bên đều ghi."
    ),
    article="Kiểm tra chất lượng dữ liệu của hệ thống",
    consequence="Báo cáo có thể dùng hai số liệu khác nhau cho cùng một dự án.",
    next_step=(
        "Đối chiếu bản giấy của hai văn bản; sửa số liệu nhập sai, hoặc hướng dẫn nhà đầu tư điều "
        "chỉnh văn bản còn lại."
    ),
    effective_from=OPEN_START,
    applies_by=AppliesBy.ACT_DATE,
    lane=Lane.CONDITION,
    confidence="D",
    advisory=True,
)

APPROVAL_VERSIONS: tuple[RuleVersionDef, ...] = (_I2, _I2_NOW, _I10, _I11)
