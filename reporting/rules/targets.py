"""The targets of Resolution 135-NQ/TU as they ship, with how this portal measures each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reporting.rules.scorecard import Goal

BEGINS, ENDS = date(2023, 11, 9), date(2030, 12, 31)
_SOURCE = (
    "Nghị quyết số 135-NQ/TU ngày 09/11/2023 của Ban Thường vụ Tỉnh ủy Lạng Sơn, mục tiêu ({})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedTarget:
    """A target, and the same goal for every year of the resolution."""

    number: int
    title: str
    definition: str
    goal: Goal

    @property
    def source(self) -> str:
        """Where the target is written."""
        return _SOURCE.format(self.number)


SHIPPED_TARGETS = (
    ShippedTarget(
        number=1,
        title="Thu hút từ 03 - 05 dự án đầu tư mới/năm có quy mô vốn đầu tư từ 500 tỷ đồng/01 dự án "
        "trở lên",
        definition="Dự án mới là dự án có văn bản đầu tiên (chấp thuận chủ trương đầu tư hoặc giấy "
        "chứng nhận đăng ký đầu tư cấp lần đầu) trong kỳ; văn bản điều chỉnh không làm dự án thành "
        "dự án mới. Quy mô là vốn ghi tại văn bản đầu tiên đó, không phải vốn sau điều chỉnh; "
        "499,999 tỷ đồng chưa đạt 500 tỷ đồng. Văn bản đầu tiên không ghi vốn thì lấy vốn đăng ký "
        "nếu dự án chưa điều chỉnh; đã điều chỉnh thì là chưa xác định. Dự án chấm dứt sau đó vẫn "
        "tính vào kỳ đã thu hút.",
        goal=Goal(3, 5),
    ),
    ShippedTarget(
        number=2,
        title="100% nhà đầu tư được hỗ trợ, tư vấn, tháo gỡ khó khăn, vướng mắc trong quá trình "
        "thực hiện dự án đầu tư",
        definition="Đề nghị của nhà đầu tư ghi nhận trên hệ thống, nộp trong kỳ: khó khăn, vướng mắc, "
        "kiến nghị, khiếu nại, đề nghị điều chỉnh (quy tắc SA); đề nghị gia hạn mốc tiến độ hoặc gia "
        "hạn sử dụng đất (quy tắc RX). Mỗi lần đề nghị xem xét lại là một lần đề nghị; vụ kiện do tòa "
        "án giải quyết không tính. Mẫu số là đề nghị đã trả lời hoặc đã quá hạn trả lời; đề nghị còn "
        "trong hạn chưa tính. Tử số là đề nghị được trả lời trong hạn, chấp thuận hay từ chối. Không "
        "có đề nghị thì là chưa phát sinh, không phải 100%.",
        goal=Goal(100, is_percent=True),
    ),
    ShippedTarget(
        number=3,
        title="100% dự án chậm đưa đất vào sử dụng phải được thanh tra, kiểm tra và xử lý theo quy "
        "định pháp luật",
        definition="Hai số, hai mẫu số. Thứ nhất: trong các dự án từng có cảnh báo chậm sử dụng đất "
        "(L1, L2, L3) được xác nhận, phát hiện trong kỳ, số dự án có vụ việc thanh tra, kiểm tra mở "
        "từ ngày có cảnh báo; chỉ tính vụ việc đã công khai kết luận. Thứ hai: trong các dự án đã "
        "thanh tra, kiểm tra, số dự án đã xử lý, tức cảnh báo đã khép lại hoặc đã có quyết định xử "
        "lý, gia hạn, chấm dứt sau đó.",
        goal=Goal(100, is_percent=True),
    ),
    ShippedTarget(
        number=4,
        title="Hoàn thành xây dựng cơ sở dữ liệu quản lý các dự án đầu tư nguồn vốn ngoài ngân sách "
        "nhà nước, 100% dự án được cập nhật vào cơ sở dữ liệu",
        definition="Đo tại ngày chốt số liệu. Thứ nhất: trong các dự án đang theo dõi, số dự án có "
        "đủ thông tin bắt buộc của giai đoạn và được cập nhật trong kỳ báo cáo (quy tắc Q1). Thứ "
        "hai: trong các dòng thuộc phạm vi quản lý của danh sách giấy chứng nhận do cơ quan khác "
        "lưu giữ, số dòng tìm thấy trong cơ sở dữ liệu, để cơ sở dữ liệu không tự chấm điểm mình.",
        goal=Goal(100, is_percent=True),
    ),
)
