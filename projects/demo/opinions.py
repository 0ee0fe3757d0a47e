"""What officers have already said of some flags, so that every state can be seen."""

from __future__ import annotations

from projects.demo.shapes import FlagStory

FLAG_STORIES = (
    FlagStory(
        "unused_half_a_year_late",
        "L1",
        "confirmed",
        "lanhdaoso",
        21,
        "Đã kiểm tra thực địa, đất chưa được sử dụng; mời nhà đầu tư giải trình.",
        "118/BB-STC",
    ),
    FlagStory(
        "twenty_five_months_behind",
        "L2",
        "confirmed",
        "lanhdaoso",
        12,
        "Biên bản làm việc xác nhận dự án dừng thi công; đề nghị đưa vào kế hoạch kiểm tra.",
        "126/BB-STC",
    ),
    FlagStory(
        "suspended_too_long",
        "I4",
        "confirmed",
        "chuyenvien",
        9,
        "Đã gửi hai thư bảo đảm, nhà đầu tư xác nhận chưa hoạt động trở lại.",
        "0412/STC-ĐT",
    ),
    FlagStory(
        "completion_90_days_late",
        "I1",
        "contested",
        "chuyenvien",
        6,
        "Nhà đầu tư báo đã hoàn thành, đang chờ biên bản nghiệm thu phòng cháy.",
        "37/CV-NĐT",
    ),
    FlagStory(
        "unused_three_months_late",
        "L1",
        "contested",
        "chuyenvien",
        15,
        "Nhà đầu tư nêu lý do đường vào khu đất chưa được bàn giao đủ.",
        "52/CV-NĐT",
    ),
    FlagStory(
        "compensation_delayed",
        "I1",
        "dismissed",
        "lanhdaoso",
        4,
        "Chậm do ngành điện lùi lịch cắt điện thi công; không do nhà đầu tư.",
        "0398/STC-ĐT",
    ),
    FlagStory(
        "year_missed",
        "I1",
        "dismissed",
        "lanhdaoso",
        30,
        "Trùng với mốc của hồ sơ điều chỉnh đã trình; theo dõi ở hồ sơ điều chỉnh.",
        "0355/STC-ĐT",
    ),
)
