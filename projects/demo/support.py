"""What investors of the demonstration province ask for, and what came of it; all of it invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

OFFICER, SECTOR, INVESTOR = "chuyenvien", "songanh", "nhadautu"
"""Accounts of the demonstration that act in these stories."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportMove:
    """One step, so many days ago, by an account; `to` is the code of an agency."""

    name: str
    days_ago: int
    by: str = OFFICER
    words: str = ""
    to: str = ""
    officer: str = ""
    more: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportStory:
    """A request about the project of a story; `channel` "portal" is filed by the investor."""

    story: str
    kind: str
    title: str
    words: str
    days_ago: int
    channel: str = "portal"
    number: str = ""
    place: str = ""
    moves: tuple[SupportMove, ...] = ()


SUPPORT_STORIES = (
    SupportStory(
        story="handover_late",
        kind="obstacle",
        title="Chưa được bàn giao phần đất còn lại",
        words=(
            "Phần đất còn lại chưa bàn giao nên không thi công được hạng mục kho chính. Đề nghị cho "
            "biết ngày bàn giao trên thực địa."
        ),
        days_ago=12,
        place="Phần đất phía đông dự án",
        moves=(
            SupportMove(
                name="hand",
                days_ago=10,
                to="snnmt",
                words="Việc giao đất trên thực địa do Sở Nông nghiệp và Môi trường chủ trì.",
            ),
            SupportMove(name="officer", days_ago=9, by=SECTOR, officer=SECTOR),
            SupportMove(
                name="note",
                days_ago=8,
                by=SECTOR,
                words="Còn ba hộ chưa nhận tiền bồi thường; hỏi xã trước khi hẹn ngày.",
            ),
        ),
    ),
    SupportStory(
        story="twenty_five_months_behind",
        kind="petition",
        title="Chấp thuận vị trí đấu nối vào quốc lộ",
        words=(
            "Đề nghị tỉnh có ý kiến với cơ quan quản lý đường bộ về vị trí đấu nối của dự án vào "
            "quốc lộ. Hồ sơ kèm bản vẽ tổ chức giao thông tạm."
        ),
        days_ago=42,
        moves=(
            SupportMove(
                name="hand",
                days_ago=40,
                to="sxd",
                words="Đấu nối giao thông thuộc lĩnh vực của Sở Xây dựng.",
            ),
            SupportMove(
                name="outside",
                days_ago=34,
                words="Đã gửi hồ sơ, đề nghị có ý kiến về vị trí đấu nối.",
                more={"body": "Cơ quan quản lý đường bộ trung ương (minh họa)", "days": 7},
            ),
            SupportMove(name="follow_up", days_ago=27, words="Hồ sơ đang được thẩm tra."),
            SupportMove(name="follow_up", days_ago=20, words="Chờ ý kiến khu quản lý đường bộ."),
            SupportMove(name="follow_up", days_ago=13, words="Hẹn trả lời trong tháng."),
            SupportMove(name="follow_up", days_ago=6, words="Đang trình ký."),
        ),
    ),
    SupportStory(
        story="handover_late",
        kind="obstacle",
        title="Chưa có điện phục vụ thi công",
        words="Đường dây trung áp đến chân công trình chưa được đóng điện.",
        days_ago=66,
        moves=(
            SupportMove(
                name="hand",
                days_ago=63,
                to="sct",
                words="Cấp điện thuộc lĩnh vực của Sở Công Thương.",
            ),
            SupportMove(
                name="answer",
                days_ago=28,
                words="Đơn vị điện lực đã đóng điện tạm; điện chính thức theo tiến độ lưới.",
                more={"outcome": "partly", "document_number": "41/SCT-MH"},
            ),
            SupportMove(
                name="rate",
                days_ago=26,
                by=INVESTOR,
                words="Có điện nhưng chậm hơn một tháng so với đề nghị.",
                more={"outcome": "partly"},
            ),
        ),
    ),
    SupportStory(
        story="twenty_five_months_behind",
        kind="adjustment",
        title="Hướng dẫn hồ sơ điều chỉnh quy mô",
        words="Doanh nghiệp muốn giảm một hạng mục. Đề nghị hướng dẫn thành phần hồ sơ.",
        days_ago=95,
        moves=(
            SupportMove(name="officer", days_ago=94, officer=OFFICER),
            SupportMove(
                name="answer",
                days_ago=86,
                words="Đã gửi danh mục hồ sơ và mẫu văn bản đề nghị điều chỉnh.",
                more={"outcome": "guided", "document_number": "58/STC-MH"},
            ),
            SupportMove(name="rate", days_ago=85, by=INVESTOR, more={"outcome": "satisfied"}),
        ),
    ),
    SupportStory(
        story="twenty_five_months_behind",
        kind="complaint",
        title="Không đồng ý với biên bản kiểm tra hiện trường",
        words="Biên bản ghi chưa có thiết bị, trong khi thiết bị đã về kho từ tháng trước.",
        days_ago=52,
        moves=(
            SupportMove(
                name="answer",
                days_ago=38,
                words="Biên bản ghi theo hiện trạng ngày kiểm tra.",
                more={"outcome": "refused", "document_number": "63/STC-MH"},
            ),
            SupportMove(
                name="reopen",
                days_ago=9,
                by=INVESTOR,
                words="Gửi kèm phiếu nhập kho trước ngày kiểm tra, đề nghị xem lại.",
            ),
            SupportMove(name="officer", days_ago=8, officer=OFFICER),
        ),
    ),
    SupportStory(
        story="handover_late",
        kind="petition",
        title="Xin bản sao biên bản bàn giao",
        words="Đề nghị cấp bản sao biên bản bàn giao đất đợt 1.",
        days_ago=31,
        moves=(
            SupportMove(
                name="withdraw", days_ago=28, by=INVESTOR, words="Đã tìm thấy bản lưu tại công ty."
            ),
        ),
    ),
    SupportStory(
        story="unused_just_overdue",
        kind="obstacle",
        title="Đường vào dự án bị rào chắn",
        words="Đường công vụ đi qua đất của hai hộ dân, nay bị rào nên xe không vào được.",
        days_ago=37,
        channel="letter",
        number="12/CV-MH",
    ),
    SupportStory(
        story="several_tranches",
        kind="lawsuit",
        title="Khởi kiện quyết định xử phạt về đất đai",
        words="Công ty thông báo đã nộp đơn khởi kiện tại tòa án; gửi bản sao đơn để tỉnh biết.",
        days_ago=58,
        channel="letter",
        number="30/CV-MH",
    ),
    SupportStory(
        story="extension_running",
        kind="obstacle",
        title="Thiếu vị trí đổ đất thừa",
        words="Khối lượng đất đào vượt khả năng của bãi được giới thiệu.",
        days_ago=17,
        channel="meeting",
        moves=(
            SupportMove(
                name="question",
                days_ago=11,
                words="Khối lượng còn lại bao nhiêu mét khối, cần đổ trong tháng nào?",
            ),
        ),
    ),
    SupportStory(
        story="used_late",
        kind="petition",
        title="Đề nghị giới thiệu nguồn lao động địa phương",
        words="Nhà máy cần tuyển 120 lao động phổ thông cho ca đầu.",
        days_ago=80,
        channel="phone",
        moves=(
            SupportMove(
                name="answer",
                days_ago=69,
                words="Đã nối với trung tâm dịch vụ việc làm; phiên giao dịch tổ chức tại xã.",
                more={"outcome": "solved"},
            ),
        ),
    ),
)
