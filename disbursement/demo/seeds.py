"""The invented public projects: names of invented places, ordinary works of a mountain province."""

from __future__ import annotations

from disbursement.demo.shapes import Seed

_STUCK = "Còn 12 hộ chưa nhận tiền bồi thường; chưa bàn giao mặt bằng đoạn cuối tuyến."
_QUARRY = "Chưa có mỏ đất đắp được cấp phép; nhà thầu thi công cầm chừng."
_DESIGN = "Đang trình thẩm định lại thiết kế, dự toán."

SECTORS = (
    ("GT", "Giao thông"),
    ("TL", "Thủy lợi, phòng chống thiên tai"),
    ("VH", "Văn hóa, thể thao"),
    ("QL", "Quản lý nhà nước, công nghệ thông tin"),
    ("DC", "Tái định cư, hạ tầng đô thị"),
)
"""Sectors that the non-budget projects of the demonstration do not have."""

_BIG = (
    # name, owner, place, sector, group, total, began, ends, source, pace, share
    (
        "Đường nối cao tốc đến cửa khẩu Nà Lìn",
        "bqlda",
        1,
        "GT",
        "A",
        1480,
        -2,
        1,
        "1.1.1",
        "slow",
        0.2,
    ),
    (
        "Cầu Bến Lạng và đường hai đầu cầu",
        "bqlda",
        15,
        "GT",
        "B",
        620,
        -2,
        0,
        "1.1.1",
        "fast",
        0.24,
    ),
    (
        "Đường tỉnh 243, đoạn Keo Mận - Cốc Lùng",
        "bqlda",
        5,
        "GT",
        "B",
        540,
        -1,
        1,
        "1.1.1",
        "steady",
        0.3,
    ),
    (
        "Kè chống sạt lở bờ sông Kỳ, đoạn 3",
        "bqlda",
        16,
        "TL",
        "B",
        210,
        -1,
        0,
        "1.1.1",
        "quarry",
        0.35,
    ),
    ("Hồ chứa nước Khuổi Lầm", "bqlda", 0, "TL", "B", 395, -2, 1, "1.1.1", "steady", 0.22),
    ("Bệnh viện đa khoa khu vực Đồng Mạ", "bqlda", 11, "XH", "B", 310, -1, 1, "2.1", "steady", 0.3),
    ("Trụ sở làm việc liên cơ quan", "bqlda", 15, "QL", "B", 280, 0, 2, "2.2", "new", 0.18),
    ("Khu tái định cư Đồng Chùa", "bqlda", 17, "DC", "B", 165, -1, 0, "2.2", "stalled", 0.4),
    ("Trường dân tộc nội trú Thâm Rào", "bqlda", 7, "XH", "C", 62, -1, 0, "2.3", "fast", 0.5),
    (
        "Trường trung học phổ thông Bản Xoong",
        "bqlda",
        3,
        "XH",
        "C",
        48,
        -1,
        0,
        "2.3",
        "steady",
        0.5,
    ),
    (
        "Cải tạo, mở rộng Trung tâm y tế Tà Sèn",
        "bqlda",
        10,
        "XH",
        "C",
        54,
        0,
        1,
        "2.3",
        "new",
        0.45,
    ),
    (
        "Hạ tầng khu trung tâm hành chính mới",
        "bqlda",
        16,
        "DC",
        "B",
        460,
        -2,
        0,
        "2.2",
        "slow",
        0.25,
    ),
    (
        "Đường vành đai phía Đông, giai đoạn 1",
        "bqlda",
        18,
        "GT",
        "A",
        1120,
        -1,
        2,
        "1.1.1",
        "steady",
        0.18,
    ),
    (
        "Nâng cấp đê và cống ngăn lũ Nam Phia",
        "bqlda",
        18,
        "TL",
        "C",
        88,
        -2,
        -1,
        "1.1.1",
        "done",
        0.06,
    ),
    (
        "Cấp nước sạch liên xã từ vốn vay",
        "bqlda",
        12,
        "MT",
        "B",
        340,
        -2,
        1,
        "1.2",
        "foreign",
        0.25,
    ),
    ("Nâng cấp quốc lộ đoạn qua Pác Vèn", "sxd", 2, "GT", "B", 520, -1, 1, "1.1.1", "slow", 0.28),
    ("Đường tránh chợ Nà Sâu", "sxd", 8, "GT", "B", 230, -1, 0, "1.1.1", "quarry", 0.4),
    ("Bến xe khách trung tâm", "sxd", 15, "GT", "C", 76, 0, 1, "2.2", "new", 0.4),
    ("Cầu treo Khuổi Dần", "sxd", 9, "GT", "C", 31, -1, 0, "2.1", "fast", 0.5),
    (
        "Sửa chữa đập và kênh chính Lũng Thảo",
        "snnmt",
        4,
        "TL",
        "C",
        64,
        -1,
        0,
        "1.1.1",
        "steady",
        0.5,
    ),
    (
        "Bố trí dân cư vùng thiên tai Lũng Vầy",
        "snnmt",
        14,
        "DC",
        "B",
        118,
        -1,
        1,
        "1.1.2",
        "slow",
        0.35,
    ),
    ("Trồng rừng phòng hộ đầu nguồn", "snnmt", 13, "NN", "C", 45, -2, 0, "1.1.1", "steady", 0.3),
    ("Hạ tầng số hóa dữ liệu đất đai", "snnmt", 15, "QL", "C", 92, 0, 1, "2.5", "new", 0.4),
    (
        "Hạ tầng kỹ thuật khu kinh tế cửa khẩu",
        "bqlkkt",
        1,
        "HT",
        "B",
        610,
        -2,
        1,
        "1.1.1",
        "steady",
        0.22,
    ),
    ("Bãi kiểm hóa cửa khẩu Nà Lìn", "bqlkkt", 1, "GT", "B", 190, -1, 0, "2.6", "fast", 0.4),
    ("Đường chuyên dụng vận tải hàng hóa", "bqlkkt", 1, "GT", "B", 375, -1, 1, "2.5", "slow", 0.3),
    ("Hạ tầng cụm công nghiệp Kè Sơn", "sct", 16, "HT", "B", 145, 0, 1, "2.1", "new", 0.35),
    (
        "Cấp điện các thôn chưa có điện lưới",
        "sct",
        10,
        "NL",
        "C",
        86,
        -1,
        0,
        "1.1.2",
        "steady",
        0.45,
    ),
    ("Trung tâm dữ liệu tỉnh", "skhcn", 15, "QL", "C", 98, -1, 0, "2.1", "virtual", 0.5),
    ("Mạng truyền số liệu cấp xã", "skhcn", 15, "QL", "C", 37, -1, 0, "2.1", "steady", 0.5),
)
_COMMUNE_WORKS = (
    ("Đường trục xã", "GT", "C", 24, "1.1.2", "steady"),
    ("Nhà văn hóa trung tâm", "VH", "C", 9, "2.2", "fast"),
    ("Trường tiểu học và trung học cơ sở", "XH", "C", 18, "1.1.2", "slow"),
)
_COMMUNES = (0, 2, 3, 5, 7, 8, 11, 12, 15, 16, 19)
_DIFFICULTY = {"slow": _STUCK, "stalled": _STUCK, "quarry": _QUARRY, "virtual": "", "new": _DESIGN}
_LAND = {"slow": "partly", "stalled": "not_ready", "foreign": "partly", "virtual": "not_needed"}


def seeds(communes: tuple[tuple[str, str, str, str], ...]) -> tuple[Seed, ...]:
    """All invented projects; `communes` are (unit, agency, name, district) as accounts has them."""
    big = tuple(
        Seed(
            name=name,
            owner=owner,
            place=place,
            sector=sector,
            group=group.lower(),
            total_ty=total,
            began=began,
            ends=ends,
            source=source,
            pace=pace,
            share=share,
            second="2.1" if total > 500 and source == "1.1.1" else "",
            land=_LAND.get(pace, "ready"),
            difficulty=_DIFFICULTY.get(pace, ""),
        )
        for name, owner, place, sector, group, total, began, ends, source, pace, share in _BIG
    )
    return (*big, *_of_communes(communes))


def _of_communes(communes: tuple[tuple[str, str, str, str], ...]) -> tuple[Seed, ...]:
    found: list[Seed] = []
    for turn, index in enumerate(_COMMUNES):
        _unit, agency, name, _district = communes[index]
        for step, (work, sector, group, total, source, pace) in enumerate(_COMMUNE_WORKS):
            bent = ("slow", "fast", "stalled", "steady")[(turn + step) % 4] if turn % 3 else pace
            found.append(
                Seed(
                    name=f"{work} {name.split(' ', 1)[1]}",
                    owner=agency,
                    place=index,
                    sector=sector,
                    group=group.lower(),
                    total_ty=total + turn,
                    began=-1 if step else 0,
                    ends=0 if step else 1,
                    source=source,
                    pace=bent,
                    share=0.45,
                    land=_LAND.get(bent, "ready"),
                    difficulty=_DIFFICULTY.get(bent, ""),
                )
            )
    return tuple(found)
