"""Marks of state secrets, and personal data told by its shape."""

from __future__ import annotations

import pytest

from vn.personal import HIDDEN, names_a_person, without_personal
from vn.secrecy import marked


@pytest.mark.parametrize(
    "text",
    [
        "TUYỆT MẬT",
        "Văn bản TỐI MẬT của tỉnh",
        "MẬT\nBáo cáo kết quả",
        "Báo cáo (MẬT) ngày 3/4",
        "Độ mật: Mật",
        "độ mật: tuyệt mật",
        "Số 12/BC-MẬT ngày 3/4/2026",
        "Số 12/BC-TM",
        "Đóng dấu Tối mật",
    ],
)
def test_a_mark_is_seen(text: str) -> None:
    assert marked(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "MẬT ĐỘ XÂY DỰNG 40%",
        "QUY CHẾ BẢO MẬT THÔNG TIN",
        "mật ong, mật khẩu",
        "Không có bí mật nhà nước",
        "Quyết định 12/QĐ-UBND",
        "Công ty MẬT ONG RỪNG",
    ],
)
def test_ordinary_words_are_no_mark(text: str) -> None:
    assert not marked(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Thư an.tran@vidu.vn", f"Thư {HIDDEN}"),
        ("CCCD 001085012345", f"CCCD {HIDDEN}"),
        ("CMND số 082012345, cấp 2010", f"CMND số {HIDDEN}, cấp 2010"),
        ("gọi 0912 345 678.", f"gọi {HIDDEN}."),
        ("gọi +84912345678", f"gọi {HIDDEN}"),
        ("ĐT 0205.3812.345", f"ĐT {HIDDEN}"),
        ("mã số doanh nghiệp 0312345678", "mã số doanh nghiệp 0312345678"),
        ("MST: 0912345678", "MST: 0912345678"),
        ("4.900.123.456 đồng", "4.900.123.456 đồng"),
        ("Quyết định 1644/QĐ-UBND ngày 03/07/2025", "Quyết định 1644/QĐ-UBND ngày 03/07/2025"),
    ],
)
def test_personal_data_is_hidden_and_nothing_else(text: str, shown: str) -> None:
    assert without_personal(text) == shown


def test_names_of_people_begin_with_their_word() -> None:
    assert names_a_person("Ông Trần Văn An")
    assert names_a_person("Hộ kinh doanh Hoa")
    assert not names_a_person("Công ty CP Ông Bà")
